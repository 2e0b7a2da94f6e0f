"""Pages of the web that coordinators have watched: what was on them, and when to look again."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the models read their annotations

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field

from store.record.limits import TITLE, URL
from store.tables.columns import Stored, check, filled


class WatchRow(Stored, table=True):
    """One watched page. ``lines`` are None until it was read for the first time."""

    __tablename__ = "watch"
    __table_args__ = (
        filled("url", URL),
        filled("etag", TITLE),
        filled("last_modified", TITLE),
        check("failures", "failures >= 0"),
        filled("fault", TITLE),
    )

    url: str = Field(primary_key=True)
    added_by: int = Field(sa_type=BigInteger)  # a Telegram user id
    added_at: datetime
    lines: list[str] | None = Field(sa_type=JSON)
    etag: str | None
    last_modified: str | None
    looked_at: datetime | None
    changed_at: datetime | None
    next_look_at: datetime
    failures: int  # in a row
    fault: str | None  # of the last look, English, for the coordinators

"""An alert as it is about to be sent. What it says is worked out then, from the newest snapshot."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from store.record.evidence import Ref
from store.record.terms import AlertKind, Kind

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Row

NOTICE = "notice:"  # how the key of a notice begins: a meeting was moved or called off


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An alert, of the calendar or raised. Instants are UTC.

    ``day`` is what a calendar alert is about, in the session's zone; the others are explained at
    :class:`store.tables.alert.Raised`.
    """

    id: int  # of its row
    key: str
    kind: AlertKind
    due_at: datetime
    use_by: datetime
    day: date | None = None
    refs: tuple[Ref, ...] = ()
    topics: tuple[Ref, ...] = ()
    parties: tuple[str, ...] = ()
    change: int | None = None
    corrects: str | None = None
    text: str = ""
    before: str | None = None

    @property
    def event(self) -> Ref | None:
        """The meeting, deadline or session it is about."""
        return next((ref for ref in self.refs if ref.kind is Kind.EVENT), None)

    @property
    def moved_from(self) -> datetime | None:
        """When the meeting was to begin that has been moved or called off.

        None for every other alert. Where the meeting stands now, and why, is in the snapshot.
        """
        if self.before is None or not self.key.startswith(NOTICE):
            return None
        return datetime.fromisoformat(json.loads(self.before)["starts_at"])


def alert_of(row: Row[tuple[object, ...]]) -> Alert:
    """Return the alert of a row of its table."""
    return Alert(
        id=row.id,
        key=row.key,
        kind=AlertKind(row.kind),
        due_at=row.due_at,
        use_by=row.use_by,
        day=row.day,
        refs=tuple(map(Ref.parse, row.refs)),
        topics=tuple(map(Ref.parse, row.topics)),
        parties=tuple(row.parties),
        change=row.change,
        corrects=row.corrects,
        text=row.text,
        before=row.before,
    )

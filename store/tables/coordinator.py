"""Who may write, and who was asked to join them."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the models read their annotations

from sqlalchemy import BigInteger
from sqlmodel import Field

from store.tables.columns import Stored, check, in_order


class CoordinatorRow(Stored, table=True):
    """A person who may write. Owners are named in the settings and need no row."""

    __tablename__ = "coordinator"

    user_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    since_at: datetime
    invited_by: int = Field(sa_type=BigInteger)


class InvitationRow(Stored, table=True):
    """An invitation that nobody has used yet. The link itself is not kept."""

    __tablename__ = "invitation"
    __table_args__ = (
        check("digest", "length(digest) = 64"),
        in_order("invited_at", "expires_at"),
    )

    digest: str = Field(primary_key=True)  # SHA-256 of the token in the link
    invited_by: int = Field(sa_type=BigInteger)
    invited_at: datetime
    expires_at: datetime

"""Edits that are being asked for field by field: kept here, so that a restart loses none."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the models read their annotations

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field

from store.record.limits import WORD
from store.tables.columns import Stored, filled, reference_in_key


class DraftRow(Stored, table=True):
    """The one edit that a person is at in a chat. Removed when it ends."""

    __tablename__ = "draft"
    __table_args__ = (filled("command", WORD), filled("step", WORD))

    chat_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    user_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    command: str  # without the slash
    step: str  # the field that is asked for, or what else is waited for
    fields: dict[str, str] = Field(sa_type=JSON)  # what was given, as it was given
    version: int  # grows with every step, so that an old button is known
    changed_at: datetime


class CardRow(Stored, table=True):
    """A message that shows a change to one coordinator, so that it can be kept up to date."""

    __tablename__ = "card"

    change: int = reference_in_key("change.number")
    chat_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    message_id: int = Field(sa_type=BigInteger)

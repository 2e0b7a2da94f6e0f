"""How often chats changed how they want to be written to. One number, and nothing of any chat.

Every process keeps languages and time zones at hand and looks here whether they are out of date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlmodel import Field

from store.tables.columns import Stored, check
from store.tables.negotiation import ONLY
from store.tables.shapes import table

if TYPE_CHECKING:
    from sqlmodel import Session


class MannersRow(Stored, table=True):
    """The number. It only grows."""

    __tablename__ = "manners"
    __table_args__ = (check("singleton", f"singleton = {ONLY}"),)

    singleton: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    number: int


def manners_revision(db: Session) -> int:
    """Return how often a chat's language or time zone was changed."""
    number: int = db.connection().execute(select(table("manners").c.number)).scalar_one()
    return number


def bump_manners(db: Session) -> None:
    """Have every process read languages and time zones anew, once this transaction is kept."""
    rows = table("manners")
    db.connection().execute(update(rows).values(number=rows.c.number + 1))

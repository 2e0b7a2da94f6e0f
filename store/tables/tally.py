"""How often what was asked: numbers by kind and by record, of no person and without any words."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the models read their annotations

from sqlmodel import Field

from store.record.limits import TITLE, WORD
from store.tables.columns import Stored, check, filled


class AskedRow(Stored, table=True):
    """How many questions of a kind were answered, or not, on a day (UTC)."""

    __tablename__ = "asked"
    __table_args__ = (filled("subject", WORD), check("number", "number > 0"))

    day: date = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    answered: bool = Field(primary_key=True)
    number: int


class GapRow(Stored, table=True):
    """How often was asked about these records together what the store did not know."""

    __tablename__ = "gap"
    __table_args__ = (filled("refs", TITLE), check("number", "number > 0"))

    refs: str = Field(primary_key=True)  # ``kind:id`` of each, sorted, with spaces between
    number: int
    last_asked_on: date  # UTC

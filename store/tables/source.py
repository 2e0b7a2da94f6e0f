"""Sources."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the models read their annotations
from typing import TYPE_CHECKING, Any

from store.record.limits import SUMMARY, TITLE, URL, WORD
from store.record.records import Source
from store.tables.columns import (
    Columns,
    Curated,
    checks_of_curated,
    dated_columns,
    dated_or_none,
    dated_whole,
    filled,
)
from store.tables.parts import Parts

if TYPE_CHECKING:
    from sqlalchemy import Row


class SourceRow(Curated, table=True):
    """A page or document in which claims are found."""

    __tablename__ = "source"
    __table_args__ = (
        *checks_of_curated(),
        filled("title", TITLE),
        filled("publisher", TITLE),
        filled("url", URL),
        dated_whole(),
        filled("genre", WORD),
        filled("note", SUMMARY),
    )

    title: str
    publisher: str
    url: str | None
    dated_first: date | None
    dated_last: date | None
    genre: str
    note: str | None


def columns_of(source: Source) -> Columns:
    """Return the record's own columns."""
    return {
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        **dated_columns(source.dated),
        "genre": source.genre,
        "note": source.note,
    }


def parts_of(_: Source) -> Parts:
    """Return what the record has in other tables."""
    return Parts()


def record_of(row: Row[Any], _: Parts) -> Source:
    """Return the record of a row."""
    return Source(
        id=row.id,
        title=row.title,
        publisher=row.publisher,
        url=row.url,
        dated=dated_or_none(row.dated_first, row.dated_last),
        genre=row.genre,
        note=row.note,
    )

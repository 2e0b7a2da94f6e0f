"""Documents of the process."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the models read their annotations
from typing import TYPE_CHECKING, Any

from store.record.limits import BODY, TITLE, URL, WORD
from store.record.records import Document
from store.tables.columns import (
    Claimed,
    Columns,
    Curated,
    checks_of_claimed,
    checks_of_curated,
    claimed_columns,
    dated_columns,
    dated_or_none,
    dated_whole,
    evidence_of,
    filled,
)
from store.tables.parts import Parts

if TYPE_CHECKING:
    from sqlalchemy import Row


class DocumentRow(Claimed, Curated, table=True):
    """A document of the process."""

    __tablename__ = "document"
    __table_args__ = (
        *checks_of_curated(),
        *checks_of_claimed(),
        filled("symbol", WORD),
        filled("title", TITLE),
        filled("summary", BODY),
        dated_whole(),
        filled("url", URL),
    )

    symbol: str | None
    title: str
    summary: str
    dated_first: date | None
    dated_last: date | None
    url: str | None


def columns_of(document: Document) -> Columns:
    """Return the record's own columns."""
    return {
        "symbol": document.symbol,
        "title": document.title,
        "summary": document.summary,
        **dated_columns(document.dated),
        "url": document.url,
        **claimed_columns(document.evidence),
    }


def parts_of(document: Document) -> Parts:
    """Return what the record has in other tables."""
    return Parts(sources=document.evidence.sources, aliases=document.aliases, links=document.topics)


def record_of(row: Row[Any], parts: Parts) -> Document:
    """Return the record of a row."""
    return Document(
        id=row.id,
        symbol=row.symbol,
        title=row.title,
        summary=row.summary,
        dated=dated_or_none(row.dated_first, row.dated_last),
        url=row.url,
        topics=parts.links,
        aliases=parts.aliases,
        evidence=evidence_of(row, parts.sources),
    )

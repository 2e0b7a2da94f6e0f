"""The glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.record.limits import BODY, TITLE
from store.record.records import GlossaryEntry
from store.tables.columns import (
    Claimed,
    Columns,
    Curated,
    checks_of_claimed,
    checks_of_curated,
    claimed_columns,
    evidence_of,
    filled,
)
from store.tables.parts import Parts

if TYPE_CHECKING:
    from sqlalchemy import Row


class GlossaryRow(Claimed, Curated, table=True):
    """A term and what it means here."""

    __tablename__ = "glossary"
    __table_args__ = (
        *checks_of_curated(),
        *checks_of_claimed(),
        filled("term", TITLE),
        filled("definition", BODY),
    )

    term: str
    definition: str


def columns_of(entry: GlossaryEntry) -> Columns:
    """Return the record's own columns."""
    return {
        "term": entry.term,
        "definition": entry.definition,
        **claimed_columns(entry.evidence),
    }


def parts_of(entry: GlossaryEntry) -> Parts:
    """Return what the record has in other tables."""
    return Parts(sources=entry.evidence.sources, aliases=entry.aliases, names=entry.names)


def record_of(row: Row[Any], parts: Parts) -> GlossaryEntry:
    """Return the record of a row."""
    return GlossaryEntry(
        id=row.id,
        term=row.term,
        definition=row.definition,
        aliases=parts.aliases,
        names=parts.names,
        evidence=evidence_of(row, parts.sources),
    )

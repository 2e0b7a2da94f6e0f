"""Parties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.record.limits import SUMMARY, TITLE
from store.record.records import Party
from store.record.terms import PartyKind
from store.tables.columns import Columns, Curated, checks_of_curated, filled, one_of
from store.tables.parts import Parts

if TYPE_CHECKING:
    from sqlalchemy import Row


class PartyRow(Curated, table=True):
    """Any actor with positions."""

    __tablename__ = "party"
    __table_args__ = (
        *checks_of_curated(),
        filled("name", TITLE),
        one_of("party_kind", PartyKind),
        filled("iso2", 2),
        filled("iso3", 3),
        filled("note", SUMMARY),
    )

    name: str
    party_kind: str
    iso2: str | None
    iso3: str | None
    note: str | None


def columns_of(party: Party) -> Columns:
    """Return the record's own columns."""
    return {
        "name": party.name,
        "party_kind": party.party_kind.value,
        "iso2": party.iso2,
        "iso3": party.iso3,
        "note": party.note,
    }


def parts_of(party: Party) -> Parts:
    """Return what the record has in other tables."""
    return Parts(sources=party.sources, aliases=party.aliases, names=party.names)


def record_of(row: Row[Any], parts: Parts) -> Party:
    """Return the record of a row."""
    return Party(
        id=row.id,
        name=row.name,
        party_kind=PartyKind(row.party_kind),
        iso2=row.iso2,
        iso3=row.iso3,
        note=row.note,
        sources=parts.sources,
        aliases=parts.aliases,
        names=parts.names,
    )

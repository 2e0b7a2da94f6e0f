"""Positions of parties."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the models read their annotations
from typing import TYPE_CHECKING, Any

from store.record.evidence import Ref
from store.record.limits import SUMMARY, TITLE
from store.record.moments import Dated
from store.record.records import Position
from store.record.terms import Kind, Stance
from store.tables.columns import (
    Claimed,
    Columns,
    Curated,
    checks_of_claimed,
    checks_of_curated,
    claimed_columns,
    dated_columns,
    evidence_of,
    filled,
    in_order,
    one_of,
    reference,
)
from store.tables.parts import Parts

if TYPE_CHECKING:
    from sqlalchemy import Row


class PositionRow(Claimed, Curated, table=True):
    """What a party said it wants. The provisions are links."""

    __tablename__ = "position"
    __table_args__ = (
        *checks_of_curated(),
        *checks_of_claimed(),
        filled("cited_as", TITLE),
        one_of("stance", Stance),
        filled("summary", SUMMARY),
        in_order("dated_first", "dated_last"),
        filled("occasion", TITLE),
    )

    party: str = reference("party.id")
    safeguard: str | None = reference("safeguard.id")
    cited_as: str | None
    stance: str
    summary: str
    dated_first: date
    dated_last: date
    occasion: str | None


def columns_of(position: Position) -> Columns:
    """Return the record's own columns."""
    return {
        "party": position.party,
        "safeguard": position.safeguard,
        "cited_as": position.cited_as,
        "stance": position.stance.value,
        "summary": position.summary,
        **dated_columns(position.dated),
        "occasion": position.occasion,
        **claimed_columns(position.evidence),
    }


def parts_of(position: Position) -> Parts:
    """Return what the record has in other tables."""
    return Parts(
        sources=position.evidence.sources,
        links=tuple(Ref(Kind.PROVISION, id_) for id_ in position.provisions),
    )


def record_of(row: Row[Any], parts: Parts) -> Position:
    """Return the record of a row."""
    return Position(
        id=row.id,
        party=row.party,
        safeguard=row.safeguard,
        provisions=tuple(ref.id for ref in parts.links),
        cited_as=row.cited_as,
        stance=Stance(row.stance),
        summary=row.summary,
        dated=Dated(row.dated_first, row.dated_last),
        occasion=row.occasion,
        evidence=evidence_of(row, parts.sources),
    )

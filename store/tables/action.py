"""What parties did with the finished treaty."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the models read their annotations
from typing import TYPE_CHECKING, Any

from store.record.limits import SUMMARY
from store.record.moments import Dated
from store.record.records import TreatyAction
from store.record.terms import ActionKind
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


class ActionRow(Claimed, Curated, table=True):
    """That a party signed, ratified or made a reservation."""

    __tablename__ = "action"
    __table_args__ = (
        *checks_of_curated(),
        *checks_of_claimed(),
        one_of("act", ActionKind),
        in_order("dated_first", "dated_last"),
        filled("summary", SUMMARY),
    )

    party: str = reference("party.id")
    act: str
    dated_first: date
    dated_last: date
    summary: str


def columns_of(action: TreatyAction) -> Columns:
    """Return the record's own columns."""
    return {
        "party": action.party,
        "act": action.act.value,
        **dated_columns(action.dated),
        "summary": action.summary,
        **claimed_columns(action.evidence),
    }


def parts_of(action: TreatyAction) -> Parts:
    """Return what the record has in other tables."""
    return Parts(sources=action.evidence.sources)


def record_of(row: Row[Any], parts: Parts) -> TreatyAction:
    """Return the record of a row."""
    return TreatyAction(
        id=row.id,
        party=row.party,
        act=ActionKind(row.act),
        dated=Dated(row.dated_first, row.dated_last),
        summary=row.summary,
        evidence=evidence_of(row, parts.sources),
    )

"""Safeguards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.record.evidence import Ref
from store.record.limits import BODY, SUMMARY, TITLE
from store.record.records import Safeguard
from store.record.terms import Kind
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


class SafeguardRow(Claimed, Curated, table=True):
    """Something that is demanded of the treaty."""

    __tablename__ = "safeguard"
    __table_args__ = (
        *checks_of_curated(),
        *checks_of_claimed(),
        filled("title", TITLE),
        filled("asks_for", BODY),
        filled("why_it_matters", BODY),
        filled("at_session_start", BODY),
        filled("outcome", BODY),
        filled("draft_numbers", SUMMARY),
        filled("after_adoption", BODY),
    )

    title: str
    asks_for: str
    why_it_matters: str
    at_session_start: str
    outcome: str
    draft_numbers: str | None
    demanded: bool
    after_adoption: str | None


def columns_of(safeguard: Safeguard) -> Columns:
    """Return the record's own columns."""
    return {
        "title": safeguard.title,
        "asks_for": safeguard.asks_for,
        "why_it_matters": safeguard.why_it_matters,
        "at_session_start": safeguard.at_session_start,
        "outcome": safeguard.outcome,
        "draft_numbers": safeguard.draft_numbers,
        "demanded": safeguard.demanded,
        "after_adoption": safeguard.after_adoption,
        **claimed_columns(safeguard.evidence),
    }


def parts_of(safeguard: Safeguard) -> Parts:
    """Return what the record has in other tables."""
    return Parts(
        sources=safeguard.evidence.sources,
        aliases=safeguard.aliases,
        names=safeguard.names,
        links=tuple(Ref(Kind.PROVISION, id_) for id_ in safeguard.provisions),
    )


def record_of(row: Row[Any], parts: Parts) -> Safeguard:
    """Return the record of a row."""
    return Safeguard(
        id=row.id,
        title=row.title,
        asks_for=row.asks_for,
        why_it_matters=row.why_it_matters,
        at_session_start=row.at_session_start,
        outcome=row.outcome,
        draft_numbers=row.draft_numbers,
        demanded=row.demanded,
        provisions=tuple(ref.id for ref in parts.links),
        after_adoption=row.after_adoption,
        aliases=parts.aliases,
        names=parts.names,
        evidence=evidence_of(row, parts.sources),
    )

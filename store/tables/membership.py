"""Memberships of parties in groups."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the models read their annotations
from typing import TYPE_CHECKING, Any

from store.record.records import Membership
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
    reference,
)
from store.tables.parts import Parts

if TYPE_CHECKING:
    from sqlalchemy import Row


class MembershipRow(Claimed, Curated, table=True):
    """That a party belonged to a group."""

    __tablename__ = "membership"
    __table_args__ = (
        *checks_of_curated(),
        *checks_of_claimed(),
        dated_whole("since"),
        dated_whole("until"),
    )

    party: str = reference("party.id")
    belongs_to: str = reference("party.id")
    since_first: date | None
    since_last: date | None
    until_first: date | None
    until_last: date | None
    open_ended: bool


def columns_of(membership: Membership) -> Columns:
    """Return the record's own columns."""
    return {
        "party": membership.party,
        "belongs_to": membership.group,
        **dated_columns(membership.since, "since"),
        **dated_columns(membership.until, "until"),
        "open_ended": membership.open_ended,
        **claimed_columns(membership.evidence),
    }


def parts_of(membership: Membership) -> Parts:
    """Return what the record has in other tables."""
    return Parts(sources=membership.evidence.sources)


def record_of(row: Row[Any], parts: Parts) -> Membership:
    """Return the record of a row."""
    return Membership(
        id=row.id,
        party=row.party,
        group=row.belongs_to,
        since=dated_or_none(row.since_first, row.since_last),
        until=dated_or_none(row.until_first, row.until_last),
        open_ended=row.open_ended,
        evidence=evidence_of(row, parts.sources),
    )

"""Votes and the ballots in them."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the models read their annotations
from typing import TYPE_CHECKING, Any

from store.record.limits import SUMMARY, TITLE
from store.record.moments import Dated
from store.record.records import PartyBallot, Vote
from store.record.terms import Ballot
from store.tables.columns import (
    Claimed,
    Columns,
    Curated,
    Stored,
    check,
    checks_of_claimed,
    checks_of_curated,
    claimed_columns,
    dated_columns,
    evidence_of,
    filled,
    in_order,
    one_of,
    reference,
    reference_in_key,
)
from store.tables.parts import Parts

if TYPE_CHECKING:
    from sqlalchemy import Row


class VoteRow(Claimed, Curated, table=True):
    """A decision that a body took."""

    __tablename__ = "vote"
    __table_args__ = (
        *checks_of_curated(),
        *checks_of_claimed(),
        filled("body", TITLE),
        filled("motion", SUMMARY),
        in_order("dated_first", "dated_last"),
        check("yes", "yes >= 0"),
        check("no", "no >= 0"),
        check("abstain", "abstain >= 0"),
        filled("outcome", SUMMARY),
        filled("meaning_of_yes", SUMMARY),
        filled("consequence", SUMMARY),
    )

    body: str
    motion: str
    moved_by: str | None = reference("party.id")
    dated_first: date
    dated_last: date
    recorded: bool
    yes: int | None
    no: int | None
    abstain: int | None
    outcome: str
    meaning_of_yes: str
    consequence: str | None


class BallotRow(Claimed, Stored, table=True):
    """One party's ballot in a vote: a claim of its own."""

    __tablename__ = "ballot"
    __table_args__ = (*checks_of_claimed(), one_of("ballot", Ballot))

    vote: str = reference_in_key("vote.id")
    party: str = reference_in_key("party.id")
    ordinal: int
    ballot: str


def columns_of(vote: Vote) -> Columns:
    """Return the record's own columns."""
    return {
        "body": vote.body,
        "motion": vote.motion,
        "moved_by": vote.moved_by,
        **dated_columns(vote.dated),
        "recorded": vote.recorded,
        "yes": vote.yes,
        "no": vote.no,
        "abstain": vote.abstain,
        "outcome": vote.outcome,
        "meaning_of_yes": vote.meaning_of_yes,
        "consequence": vote.consequence,
        **claimed_columns(vote.evidence),
    }


def parts_of(vote: Vote) -> Parts:
    """Return what the record has in other tables."""
    return Parts(
        sources=vote.evidence.sources,
        aliases=vote.aliases,
        links=vote.topics,
        ballots=vote.ballots,
    )


def record_of(row: Row[Any], parts: Parts) -> Vote:
    """Return the record of a row."""
    return Vote(
        id=row.id,
        body=row.body,
        motion=row.motion,
        moved_by=row.moved_by,
        dated=Dated(row.dated_first, row.dated_last),
        recorded=row.recorded,
        yes=row.yes,
        no=row.no,
        abstain=row.abstain,
        outcome=row.outcome,
        meaning_of_yes=row.meaning_of_yes,
        consequence=row.consequence,
        topics=parts.links,
        ballots=parts.ballots,
        aliases=parts.aliases,
        evidence=evidence_of(row, parts.sources),
    )


def ballot_columns(vote: str, ordinal: int, ballot: PartyBallot) -> Columns:
    """Return the columns of one ballot."""
    return {
        "vote": vote,
        "party": ballot.party,
        "ordinal": ordinal,
        "ballot": ballot.ballot.value,
        **claimed_columns(ballot.evidence),
    }


def ballot_of(row: Row[Any], sources: tuple[str, ...]) -> PartyBallot:
    """Return the ballot of a row."""
    return PartyBallot(
        party=row.party, ballot=Ballot(row.ballot), evidence=evidence_of(row, sources)
    )

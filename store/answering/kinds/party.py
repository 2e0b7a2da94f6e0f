"""Who a party is: its groups, what it wants in short, how it voted, what it signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Heading, Notice, Section, Subject
from store.answering.kinds.membership import has_ended, undated
from store.answering.kinds.position import ballots_of, by_theme
from store.answering.moment import newest
from store.answering.questions import (
    ActionsOn,
    HistoryOf,
    MembersOf,
    PartyProfile,
    PositionOf,
    SourcesOf,
)
from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.answering.answers import Found, NotOnRecord
    from store.answering.inquiry import Inquiry
    from store.answering.questions import Question
    from store.record.records import Position, TreatyAction

MOST_POSITIONS = 12
MOST_LATER = 3


def party(question: PartyProfile, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with the party's positions, ballots, actions, and memberships with their dates."""
    snapshot, moment, id_ = inquiry.snapshot, inquiry.moment, question.party
    ref = Ref(Kind.PARTY, id_)
    memberships = moment.by(snapshot.memberships_of.get(id_, ()))
    members = moment.by(snapshot.members_of.get(id_, ()))
    said = snapshot.positions_of.get(id_, ())
    current, _, _ = by_theme(moment.by(said))
    cast = ballots_of(id_, newest(moment.by(snapshot.votes_of.get(id_, ()))), inquiry)
    acts = snapshot.actions_of.get(id_, ())
    now = (
        *inquiry.section(Heading.POSITIONS, current[:MOST_POSITIONS], (ref,)),
        *((Section(Heading.BALLOTS, cast, (ref,)),) if cast else ()),
        *inquiry.section(Heading.ACTIONS, newest(moment.by(acts)), (ref,)),
        *inquiry.section(
            Heading.MEMBERSHIPS, [m for m in memberships if not has_ended(m, moment.as_of)], (ref,)
        ),
        *inquiry.section(
            Heading.MEMBERS, [m for m in members if not has_ended(m, moment.as_of)], (ref,)
        ),
    )
    dated: tuple[Position | TreatyAction, ...] = (*said, *acts)
    ahead = newest(moment.later(dated))[::-1] if not now else ()
    return inquiry.found(
        Subject.PARTY,
        (*now, *inquiry.section(Heading.LATER, ahead[:MOST_LATER], (ref,))),
        subjects=(ref,),
        notices=[
            *([Notice.MEMBERSHIP_UNDATED] if any(map(undated, (*memberships, *members))) else []),
            *([Notice.NO_INFERENCE] if cast else []),
        ],
        candidates=_next_steps(id_, inquiry),
        known=dated,
    )


def _next_steps(id_: str, inquiry: Inquiry) -> Iterator[Question]:
    yield PositionOf(party=id_)
    yield MembersOf(group=id_)
    yield HistoryOf(subject=Ref(Kind.PARTY, id_))
    yield ActionsOn(party=id_)
    for membership in inquiry.snapshot.memberships_of.get(id_, ()):
        yield PartyProfile(party=membership.group)
    yield SourcesOf(subject=Ref(Kind.PARTY, id_))

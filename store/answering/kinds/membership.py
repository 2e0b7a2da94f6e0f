"""Who was a member of which group, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Heading, Notice, Subject
from store.answering.questions import MembersOf, PartyProfile, PositionOf, SourcesOf
from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from datetime import date

    from store.answering.answers import Found, NotOnRecord
    from store.answering.inquiry import Inquiry
    from store.record.moments import Dated
    from store.record.records import Membership


def was_member(membership: Membership, when: Dated) -> bool:
    """Whether the party can have been a member then: no date on record says that it was not."""
    if membership.since is not None and membership.since.first > when.last:
        return False
    return membership.until is None or membership.until.last >= when.first


def undated(membership: Membership, when: Dated | None = None) -> bool:
    """Whether the dates leave open that the party was a member, then or in general."""
    if membership.since is None or (membership.until is None and not membership.open_ended):
        return True
    if when is None:
        return False
    ended = membership.until is not None and membership.until.first <= when.last
    return membership.since.last > when.first or ended


def has_ended(membership: Membership, day: date) -> bool:
    """Whether the membership was certainly over on that day."""
    return membership.until is not None and membership.until.last < day


def members(question: MembersOf, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with the members of the day, and apart from them those that have left."""
    snapshot, moment = inquiry.snapshot, inquiry.moment
    every = snapshot.members_of.get(question.group, ())
    on_record = sorted(moment.by(every), key=lambda m: _name(m.party, inquiry))
    present = [m for m in on_record if not has_ended(m, moment.as_of)]
    gone = [m for m in on_record if has_ended(m, moment.as_of)]
    group = Ref(Kind.PARTY, question.group)
    return inquiry.found(
        Subject.PARTY,
        (
            *inquiry.section(Heading.MEMBERS, present, (group,)),
            *inquiry.section(Heading.EARLIER, gone, (group,)),
            *inquiry.section(Heading.LATER, moment.later(every), (group,)),
        ),
        subjects=(group,),
        notices=[Notice.MEMBERSHIP_UNDATED] if any(undated(m) for m in on_record) else [],
        candidates=(
            PositionOf(party=question.group),
            PartyProfile(party=question.group),
            SourcesOf(subject=group),
        ),
        known=every,
    )


def _name(party: str, inquiry: Inquiry) -> str:
    record = inquiry.snapshot.parties.get(party)
    return record.name if record is not None else party

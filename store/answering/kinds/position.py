"""What a party is on record as wanting: its own words first, then its groups', then its ballots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Heading, Notice, Section, Subject
from store.answering.kinds.membership import undated, was_member
from store.answering.kinds.stance import at_odds, changed, split, theme
from store.answering.kinds.topic import article_of, gathered, paragraphs_of, related, speaks_of
from store.answering.moment import newest
from store.answering.questions import (
    HistoryOf,
    PartyProfile,
    PositionOf,
    SourcesOf,
    StatusOf,
    VoteOn,
    WhoHolds,
)
from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.answering.answers import Cited, Found, NotOnRecord
    from store.answering.inquiry import Inquiry, Sections
    from store.answering.questions import Question
    from store.record.records import Position, Vote

MOST_EARLIER = 12
MOST_LATER = 8
MOST_AT_ONCE = 60  # positions on all topics


def position(question: PositionOf, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer from the party's own positions on just that topic; say so where there is none.

    A position on the article is none on its paragraph, a group's is none of its member, a ballot
    is no position: each stands under its own heading.
    """
    if question.topic is None:
        return _on_everything(question, inquiry)
    topic, party = question.topic, Ref(Kind.PARTY, question.party)
    snapshot, moment = inquiry.snapshot, inquiry.moment
    every = snapshot.positions_of.get(question.party, ())
    exact = [p for p in every if speaks_of(p, topic)]
    current, earlier = split(moment.by(exact))
    ahead = newest(moment.later(exact)) if not current else ()
    groups, notices = _as_groups(question.party, topic, current, inquiry)
    ballots, later_ballots = _ballots(question.party, topic, inquiry)
    if changed(current, earlier):
        notices.append(Notice.SUPERSEDED)
    if ballots or later_ballots:
        notices.append(Notice.NO_INFERENCE)
    later = (*inquiry.section(Heading.LATER, ahead[:MOST_LATER], (topic,)), *later_ballots)
    return inquiry.found(
        Subject.POSITION,
        (
            *inquiry.section(Heading.CURRENT, current, (party, topic)),
            *inquiry.section(Heading.EARLIER, earlier[:MOST_EARLIER], (party, topic)),
            *_around(every, topic, (*current, *earlier), inquiry),
            *groups,
            *ballots,
            *later,
        ),
        subjects=(party, topic),
        notices=notices,
        missing=() if current or ahead else (party, topic),
        candidates=_next_steps(question, topic, every, inquiry),
        known=exact,
    )


def ballots_of(party: str, votes: Iterable[Vote], inquiry: Inquiry) -> tuple[Cited, ...]:
    """Return those votes in which the party's ballot is on record, with that ballot alone."""
    return tuple(
        inquiry.cite(vote, ballots)
        for vote in votes
        if (ballots := tuple(b for b in vote.ballots if b.party == party))
    )


def _on_everything(question: PositionOf, inquiry: Inquiry) -> Found | NotOnRecord:
    snapshot, moment = inquiry.snapshot, inquiry.moment
    party = Ref(Kind.PARTY, question.party)
    every = snapshot.positions_of.get(question.party, ())
    current, earlier, differs = by_theme(moment.by(every))
    ahead = newest(moment.later(every)) if not current else ()
    votes = newest(moment.by(snapshot.votes_of.get(question.party, ())))
    cast = ballots_of(question.party, votes, inquiry)
    notices = [Notice.SUPERSEDED] * differs + [Notice.NO_INFERENCE] * bool(cast)
    return inquiry.found(
        Subject.POSITION,
        (
            *inquiry.section(Heading.CURRENT, current[:MOST_AT_ONCE], (party,)),
            *inquiry.section(Heading.EARLIER, earlier[:MOST_EARLIER], (party,)),
            *((Section(Heading.BALLOTS, cast, (party,)),) if cast else ()),
            *inquiry.section(Heading.LATER, ahead[:MOST_LATER], (party,)),
        ),
        subjects=(party,),
        notices=notices,
        missing=() if current or ahead else (party,),
        candidates=_next_steps(question, None, every, inquiry),
        known=every,
    )


def by_theme(
    positions: Sequence[Position],
) -> tuple[tuple[Position, ...], tuple[Position, ...], bool]:
    """Divide one party's positions on all topics into current and superseded, topic by topic.

    The third value says whether a superseded one held something else than what holds now.
    """
    themes: dict[Ref, list[Position]] = {}
    for record in positions:
        for ref in theme(record):
            themes.setdefault(ref, []).append(record)
    halves = [split(group) for group in themes.values()]
    current = {p.id: p for now, _ in halves for p in now}
    earlier = {p.id: p for _, then in halves for p in then if p.id not in current}
    return (
        newest(current.values()),
        newest(earlier.values()),
        any(changed(now, then) for now, then in halves),
    )


def _around(
    every: Sequence[Position], topic: Ref, told: Sequence[Position], inquiry: Inquiry
) -> Sections:
    """Return the party's current positions on the article or the paragraphs, said to be those."""
    snapshot, seen = inquiry.snapshot, {record.id for record in told}

    def on(ref: Ref) -> tuple[Position, ...]:
        current, _ = split(inquiry.moment.by(p for p in every if speaks_of(p, ref)))
        return tuple(p for p in current if p.id not in seen)

    article = article_of(topic, snapshot)
    paragraphs = paragraphs_of(topic, snapshot)
    below = {p.id: p for ref in paragraphs for p in on(ref)}
    return (
        *(inquiry.section(Heading.ON_WHOLE_ARTICLE, on(article), (article,)) if article else ()),
        *inquiry.section(Heading.ON_PARAGRAPHS, newest(below.values()), paragraphs),
    )


def _as_groups(
    party: str, topic: Ref, own: Sequence[Position], inquiry: Inquiry
) -> tuple[Sections, list[Notice]]:
    """Return what groups said while the party was a member, each with the membership."""
    sections: list[Section] = []
    notices: list[Notice] = []
    for membership in inquiry.moment.by(inquiry.snapshot.memberships_of.get(party, ())):
        said = inquiry.moment.by(inquiry.snapshot.positions_of.get(membership.group, ()))
        held, _ = split(
            [p for p in said if speaks_of(p, topic) and was_member(membership, p.dated)]
        )
        if not held:
            continue
        about = (Ref(Kind.PARTY, membership.group), membership.ref)
        sections.extend(inquiry.section(Heading.AS_GROUP, [*held, membership], about))
        notices.append(Notice.NO_INFERENCE)
        if any(undated(membership, p.dated) for p in held):
            notices.append(Notice.MEMBERSHIP_UNDATED)
        if at_odds(own, held):
            notices.append(Notice.GROUP_DIFFERS)
    return tuple(sections), notices


def _ballots(party: str, topic: Ref, inquiry: Inquiry) -> tuple[Sections, Sections]:
    """Return the party's ballots on the topic or its paragraphs, by the moment and later."""
    snapshot, about = inquiry.snapshot, Ref(Kind.PARTY, party)
    votes = gathered(snapshot.votes_on, (topic, *paragraphs_of(topic, snapshot)))
    cast = ballots_of(party, newest(inquiry.moment.by(votes)), inquiry)
    ahead = ballots_of(party, newest(inquiry.moment.later(votes)), inquiry)
    return (
        (Section(Heading.BALLOTS, cast, (about,)),) if cast else (),
        (Section(Heading.LATER, ahead, (about,)),) if ahead else (),
    )


def _next_steps(
    question: PositionOf, topic: Ref | None, every: Sequence[Position], inquiry: Inquiry
) -> Iterator[Question]:
    party = question.party
    if topic is not None:
        first = inquiry.moment.first_after(p for p in every if speaks_of(p, topic))
        if inquiry.moment.explicit and first is not None:
            yield PositionOf(party=party, topic=topic, as_of=first)
        for near in related(topic, inquiry.snapshot):
            yield PositionOf(party=party, topic=near)
        yield WhoHolds(topics=(topic,))
        yield VoteOn(topic=topic)
        yield HistoryOf(subject=Ref(Kind.PARTY, party))
        yield PositionOf(party=party)
        yield StatusOf(topic=topic)
    for record in newest(inquiry.moment.by(every))[:6]:
        for ref in theme(record):
            yield PositionOf(party=party, topic=ref)
    for membership in inquiry.snapshot.memberships_of.get(party, ()):
        yield PositionOf(party=membership.group, topic=topic)
    yield PartyProfile(party=party)
    yield SourcesOf(subject=Ref(Kind.PARTY, party))

"""The votes and decisions taken, with what a yes meant and who is on record as voting how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Heading, Section, Subject
from store.answering.kinds.topic import (
    article_of,
    gathered,
    paragraphs_of,
    provisions_of,
    related,
)
from store.answering.moment import newest
from store.answering.questions import (
    HistoryOf,
    PositionOf,
    SourcesOf,
    StatusOf,
    VoteOn,
    VotesTaken,
    WhoHolds,
)
from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.answering.answers import Cited, Found, NotOnRecord
    from store.answering.inquiry import Inquiry, Sections
    from store.answering.questions import Question
    from store.record.records import Vote

MOST_LATER = 3  # beside what is on record


def votes_taken(_question: VotesTaken, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with all votes, newest first."""
    votes = inquiry.snapshot.votes.values()
    now = newest(inquiry.moment.by(votes))
    later = newest(inquiry.moment.later(votes))
    return inquiry.found(
        Subject.VOTE,
        (
            *inquiry.section(Heading.ANSWER, now),
            *inquiry.section(Heading.LATER, later[:MOST_LATER] if now else later),
        ),
        candidates=(VoteOn(topic=vote.ref) for vote in (*now, *later)),
        known=votes,
    )


def vote(question: VoteOn, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with the votes on just that topic, and those around it under headings of their own.

    A party named gets its own ballot. Where none of theirs is on record, that is what is said, and
    the vote is offered: shown in answer to how they voted, it would pass for knowing.
    """
    snapshot, topic = inquiry.snapshot, question.topic
    if topic is None:
        exact: tuple[Vote, ...] = (
            gathered_by_party(question.parties, inquiry)
            if question.parties
            else tuple(snapshot.votes.values())
        )
        around: Sections = ()
    elif topic.kind is Kind.VOTE:
        exact, around = (snapshot.votes[topic.id],), ()
    else:
        exact = snapshot.votes_on.get(topic, ())
        around = _around(topic, exact, question, inquiry)
    now, later = newest(inquiry.moment.by(exact)), newest(inquiry.moment.later(exact))
    parties = tuple(Ref(Kind.PARTY, party) for party in question.parties)
    subjects = (*((topic,) if topic is not None else ()), *parties)
    heads = _section(Heading.ANSWER, now, question, inquiry)
    shown = later[:MOST_LATER] if heads or around else later
    sections = (*heads, *around, *_section(Heading.LATER, shown, question, inquiry))
    voters = {b.party for s in sections for claim in s.claims for b in claim.ballots}
    unknown = tuple(ref for ref in parties if ref.id not in voters)
    if topic is not None and not now and not later:
        unknown = (topic, *unknown)
    told = () if parties and voters.isdisjoint(question.parties) else sections
    return inquiry.found(
        Subject.VOTE,
        told,
        subjects=subjects,
        missing=unknown,
        candidates=_next_steps(question, now or later, inquiry),
        known=exact,
    )


def gathered_by_party(parties: Sequence[str], inquiry: Inquiry) -> tuple[Vote, ...]:
    """Return each vote in which any of the parties' ballots is on record, once."""
    index = inquiry.snapshot.votes_of
    return tuple({v.id: v for party in parties for v in index.get(party, ())}.values())


def _around(topic: Ref, exact: Sequence[Vote], question: VoteOn, inquiry: Inquiry) -> Sections:
    snapshot = inquiry.snapshot
    sections: list[Section] = []
    article = article_of(topic, snapshot)
    for heading, refs in (
        (Heading.ON_WHOLE_ARTICLE, (article,) if article is not None else ()),
        (Heading.ON_PARAGRAPHS, paragraphs_of(topic, snapshot)),
        (Heading.PROVISIONS, provisions_of(topic, snapshot)),
    ):
        votes = gathered(snapshot.votes_on, refs, exact)
        sections.extend(
            _section(heading, newest(inquiry.moment.by(votes)), question, inquiry, refs)
        )
        if not exact:
            ahead = newest(inquiry.moment.later(votes))[:MOST_LATER]
            sections.extend(_section(Heading.LATER, ahead, question, inquiry, refs))
    return tuple(sections)


def _section(
    heading: Heading,
    votes: Sequence[Vote],
    question: VoteOn,
    inquiry: Inquiry,
    about: tuple[Ref, ...] = (),
) -> Sections:
    claims = tuple(_cited(record, question, inquiry) for record in votes)
    return (Section(heading, claims, about),) if claims else ()


def _cited(record: Vote, question: VoteOn, inquiry: Inquiry) -> Cited:
    """Claim the vote with the ballots of the parties named; or all where it has none of theirs."""
    asked = set(question.parties)
    return inquiry.cite(record, tuple(b for b in record.ballots if b.party in asked))


def _next_steps(question: VoteOn, votes: Sequence[Vote], inquiry: Inquiry) -> Iterator[Question]:
    if question.parties and question.topic is not None:
        yield VoteOn(topic=question.topic, as_of=question.as_of)
    topics = question.topic and question.topic.kind is not Kind.VOTE and (question.topic,)
    for topic in topics or tuple(ref for record in votes[:2] for ref in record.topics):
        first = inquiry.moment.first_after(inquiry.snapshot.votes_on.get(topic, ()))
        if inquiry.moment.explicit and first is not None:
            yield VoteOn(topic=topic, parties=question.parties, as_of=first)
        for party in question.parties:
            yield PositionOf(party=party, topic=topic)
        yield StatusOf(topic=topic)
        yield WhoHolds(topics=(topic,))
        yield HistoryOf(subject=topic)
        yield SourcesOf(subject=topic)
        for near in related(topic, inquiry.snapshot):
            yield VoteOn(topic=near)
    for party in question.parties:
        yield PositionOf(party=party)
    yield VotesTaken()

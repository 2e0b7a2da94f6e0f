"""What several parties want, side by side: one cell for each party and topic."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from store.answering.answers import Declined, Heading, Missing, Section, Subject, Unread
from store.answering.kinds.stance import best, split, theme
from store.answering.kinds.topic import paragraphs_of
from store.answering.questions import Compare, HistoryOf, PositionOf, VoteOn, WhoHolds
from store.record.evidence import Ref
from store.record.snapshot import topics_of
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from store.answering.answers import Found, NotOnRecord
    from store.answering.inquiry import Inquiry
    from store.answering.questions import Question
    from store.record.records import Position

    ByTopic = dict[Ref, list[Position]]

MOST_PARTIES = 6
MOST_TOPICS = 8


def comparison(question: Compare, inquiry: Inquiry) -> Found | NotOnRecord | Missing | Declined:
    """Answer with a section for each topic and party, empty where nothing is on record.

    Without topics it takes those on which the most of them have positions.
    """
    parties = tuple(dict.fromkeys(question.parties))
    if not parties:
        return Missing(sought="party")
    if len(parties) > MOST_PARTIES:
        few = Compare(parties=parties[:MOST_PARTIES], topics=question.topics)
        return Declined(reason=Unread.TOO_MANY, suggestions=(few,))
    said = {party: inquiry.snapshot.positions_of.get(party, ()) for party in parties}
    topics = tuple(dict.fromkeys(question.topics)) or _shared(said, inquiry)
    spoken = {party: _by_topic(group, inquiry) for party, group in said.items()}
    cells = {
        (party, topic): _cell(Ref(Kind.PARTY, party), topic, spoken[party], inquiry)
        for topic in topics
        for party in parties
    }
    silent = [p for p in parties if not any(cells[p, topic].claims for topic in topics)]
    empty = [t for t in topics if not any(cells[p, t].claims for p in parties)]
    refs = tuple(Ref(Kind.PARTY, party) for party in parties)
    return inquiry.found(
        Subject.COMPARISON,
        tuple(cells.values()),
        subjects=(*refs, *topics),
        missing=(*(Ref(Kind.PARTY, party) for party in silent), *empty),
        candidates=_next_steps(question, parties, topics),
        known=[p for group in said.values() for p in group if _asked(p, question)],
    )


def _by_topic(said: Iterable[Position], inquiry: Inquiry) -> ByTopic:
    by_topic: ByTopic = {}
    for record in said:
        if inquiry.moment.sees(record):
            for ref in topics_of(record):
                by_topic.setdefault(ref, []).append(record)
    return by_topic


def _cell(party: Ref, topic: Ref, spoken: ByTopic, inquiry: Inquiry) -> Section:
    """Return the one latest position; else one on a paragraph, or one later than the clock."""
    moment, about = inquiry.moment, (party, topic)
    exact = spoken.get(topic, [])
    if (now := best(split(moment.by(exact))[0])) is not None:
        return Section(Heading.CURRENT, (inquiry.cite(now),), about)
    for paragraph in paragraphs_of(topic, inquiry.snapshot):
        if (found := best(split(moment.by(spoken.get(paragraph, [])))[0])) is not None:
            claims = (inquiry.cite(found),)
            return Section(Heading.ON_PARAGRAPHS, claims, (party, topic, paragraph))
    if (ahead := best(split(moment.later(exact))[0])) is not None:
        return Section(Heading.LATER, (inquiry.cite(ahead),), about)
    return Section(Heading.CURRENT, (), about)


def _shared(said: Mapping[str, tuple[Position, ...]], inquiry: Inquiry) -> tuple[Ref, ...]:
    """Return the topics on which the most of the parties have positions, latest spoken of first."""
    moment = inquiry.moment
    visible = {party: moment.by(group) or moment.later(group) for party, group in said.items()}
    counted = Counter(
        ref for group in visible.values() for ref in {r: 0 for p in group for r in theme(p)}
    )
    latest = {
        ref: p.dated.first
        for p in sorted(
            (p for group in visible.values() for p in group), key=lambda p: p.dated.first
        )
        for ref in theme(p)
    }
    order = sorted(counted, key=lambda ref: (-counted[ref], -latest[ref].toordinal(), ref))
    return tuple(order[:MOST_TOPICS])


def _asked(record: Position, question: Compare) -> bool:
    return not question.topics or not set(question.topics).isdisjoint(topics_of(record))


def _next_steps(
    question: Compare, parties: tuple[str, ...], topics: tuple[Ref, ...]
) -> Iterator[Question]:
    if question.topics:
        yield Compare(parties=parties)
        yield WhoHolds(topics=topics[:1])
        yield VoteOn(topic=topics[0])
    else:
        for topic in topics[:2]:
            yield Compare(parties=parties, topics=(topic,))
    for party in parties:
        yield PositionOf(party=party)
    for party in parties:
        yield HistoryOf(subject=Ref(Kind.PARTY, party))

"""Which parties hold a stance: by their own positions alone, never by a group's or a ballot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Heading, Missing, Notice, Subject
from store.answering.kinds.stance import split
from store.answering.kinds.topic import article_of, gathered, paragraphs_of, related
from store.answering.moment import newest
from store.answering.questions import PositionOf, SourcesOf, StatusOf, VoteOn, WhoHolds
from store.record.evidence import Ref
from store.record.terms import Kind, PartyKind, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from store.answering.answers import Found, NotOnRecord
    from store.answering.inquiry import Inquiry, Sections
    from store.answering.questions import Question
    from store.record.records import Position

    Current = dict[str, tuple[Position, ...]]

MOST_EARLIER = 12

# Ballots stand beside these: who wants a thing out of the text may have asked for a vote on it.
_SETTLED_BY_VOTE = {Stance.SEEKS_DELETION, Stance.OPPOSES}
_ORDER = {kind: place for place, kind in enumerate(PartyKind)}


def holders(question: WhoHolds, inquiry: Inquiry) -> Found | NotOnRecord | Missing:
    """Answer with the parties whose latest position on every one of the topics is such a stance."""
    if not question.topics:
        return Missing(sought="topic")
    topics = tuple(dict.fromkeys(question.topics))
    stances = set(question.stances or Stance)
    on_record = [_by_party(topic, stances, inquiry) for topic in topics]
    now = _matching([current for current, _, _ in on_record], stances)
    sections = _grouped(now, topics, inquiry)
    notices: list[Notice] = []
    if len(topics) == 1:
        _, superseded, since = on_record[0]
        around = _around(topics[0], stances, {p.id for held in now.values() for p in held}, inquiry)
        ballots = _ballots(topics[0], inquiry) if _voted(question) else ()
        sections = (
            *sections,
            *inquiry.section(Heading.EARLIER, superseded[:MOST_EARLIER], topics),
            *inquiry.section(Heading.OTHERS, since[:MOST_EARLIER], topics),
            *around,
            *ballots,
        )
        notices += [Notice.SUPERSEDED] * bool(superseded) + [Notice.NO_INFERENCE] * bool(ballots)
    every = [p for topic in topics for p in inquiry.snapshot.positions_on.get(topic, ())]
    if not now:
        later = _later(topics, stances, inquiry)
        sections = (*sections, *later)
    return inquiry.found(
        Subject.WHO,
        sections,
        subjects=topics,
        notices=notices,
        missing=() if now or any(s.heading is Heading.LATER for s in sections) else topics,
        candidates=_next_steps(question, topics, inquiry),
        known=[p for p in every if p.stance in stances],
    )


def _by_party(
    topic: Ref, stances: set[Stance], inquiry: Inquiry
) -> tuple[Current, list[Position], list[Position]]:
    """Return each party's current positions; superseded ones that matched; and what came after.

    The latter two are about parties which held such a stance once and hold none now.
    """
    said: dict[str, list[Position]] = {}
    for record in inquiry.moment.by(inquiry.snapshot.positions_on.get(topic, ())):
        said.setdefault(record.party, []).append(record)
    current: Current = {}
    superseded: list[Position] = []
    since: list[Position] = []
    for party, positions in said.items():
        now, then = split(positions)
        current[party] = now
        if not any(p.stance in stances for p in now):
            once = [p for p in then if p.stance in stances]
            superseded.extend(once)
            since.extend(now if once else ())
    return current, superseded, since


def _matching(on_each: Sequence[Current], stances: set[Stance]) -> Current:
    """Return the parties with such a stance on every topic, and their positions that show it."""
    parties = [p for p in on_each[0] if all(p in current for current in on_each)]
    matching: Current = {}
    for party in parties:
        held = [tuple(p for p in current[party] if p.stance in stances) for current in on_each]
        if all(held):
            matching[party] = tuple({p.id: p for group in held for p in group}.values())
    return matching


def _grouped(
    now: Mapping[str, tuple[Position, ...]], topics: tuple[Ref, ...], inquiry: Inquiry
) -> Sections:
    """Group by stance, states first; where several topics were asked about, by party."""
    if len(topics) > 1:
        return tuple(
            section
            for party in sorted(now, key=lambda id_: place_of(id_, inquiry))
            for section in inquiry.section(Heading.CURRENT, now[party], (Ref(Kind.PARTY, party),))
        )
    return _by_stance(Heading.CURRENT, [p for held in now.values() for p in held], topics, inquiry)


def _by_stance(
    heading: Heading, positions: Iterable[Position], about: tuple[Ref, ...], inquiry: Inquiry
) -> Sections:
    ordered = sorted(positions, key=lambda p: place_of(p.party, inquiry))
    return tuple(
        section
        for stance in Stance
        for section in inquiry.section(heading, [p for p in ordered if p.stance is stance], about)
    )


def place_of(party: str, inquiry: Inquiry) -> tuple[int, str]:
    """Return where a party stands in a list: states first, then by name."""
    record = inquiry.snapshot.parties.get(party)
    return (len(_ORDER), party) if record is None else (_ORDER[record.party_kind], record.name)


def _around(topic: Ref, stances: set[Stance], told: set[str], inquiry: Inquiry) -> Sections:
    """Return who holds it on the article or on paragraphs, where the other was asked about."""
    snapshot = inquiry.snapshot
    article, paragraphs = article_of(topic, snapshot), paragraphs_of(topic, snapshot)

    def held(ref: Ref) -> list[Position]:
        current, _, _ = _by_party(ref, stances, inquiry)
        matching = _matching([current], stances)
        return [p for group in matching.values() for p in group if p.id not in told]

    above = held(article) if article is not None else []
    below = {p.id: p for ref in paragraphs for p in held(ref)}
    return (
        *_by_stance(Heading.ON_WHOLE_ARTICLE, above, (article,) if article else (), inquiry),
        *_by_stance(Heading.ON_PARAGRAPHS, below.values(), paragraphs, inquiry),
    )


def _voted(question: WhoHolds) -> bool:
    return not question.stances or not _SETTLED_BY_VOTE.isdisjoint(question.stances)


def _ballots(topic: Ref, inquiry: Inquiry) -> Sections:
    snapshot = inquiry.snapshot
    votes = gathered(snapshot.votes_on, (topic, *paragraphs_of(topic, snapshot)))
    cast = [vote for vote in newest(inquiry.moment.by(votes)) if vote.recorded]
    return inquiry.section(Heading.BALLOTS, cast, (topic,))


def _later(topics: tuple[Ref, ...], stances: set[Stance], inquiry: Inquiry) -> Sections:
    """Return those who come to hold it after the day that the clock shows."""
    on_each: list[Current] = []
    for topic in topics:
        said: dict[str, list[Position]] = {}
        for record in inquiry.snapshot.positions_on.get(topic, ()):
            if not inquiry.moment.explicit and inquiry.moment.counts(record):
                said.setdefault(record.party, []).append(record)
        on_each.append({party: split(positions)[0] for party, positions in said.items()})
    matching = _matching(on_each, stances)
    ahead = inquiry.moment.later(p for held in matching.values() for p in held)
    return _by_stance(Heading.LATER, ahead, topics, inquiry)


def _next_steps(
    question: WhoHolds, topics: tuple[Ref, ...], inquiry: Inquiry
) -> Iterator[Question]:
    every = inquiry.snapshot.positions_on.get(topics[0], ())
    first = inquiry.moment.first_after(p for p in every if p.stance in question.stances)
    if inquiry.moment.explicit and first is not None and len(topics) == 1:
        yield WhoHolds(topics=topics, stances=question.stances, as_of=first)
    if len(topics) > 1:
        for topic in topics:
            yield WhoHolds(topics=(topic,), stances=question.stances)
    elif question.stances:
        yield WhoHolds(topics=topics)
    yield VoteOn(topic=topics[0])
    for near in related(topics[0], inquiry.snapshot):
        yield WhoHolds(topics=(near,), stances=question.stances)
    for record in every[:-3:-1]:
        yield PositionOf(party=record.party, topic=topics[0])
    yield StatusOf(topic=topics[0])
    yield SourcesOf(subject=topics[0])

"""The questions that a text may be asking: the one that the rules make, and those near to it.

Nothing is decided here. Each candidate has where it comes from, which tells much about it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cached_property
from heapq import nlargest
from typing import TYPE_CHECKING

from store.answering import questions as q
from store.answering.answers import AskBack, Declined, Missing, UnknownName
from store.answering.understanding.heard import subjects_heard
from store.answering.understanding.linking import TOPICS as ABOUT
from store.answering.understanding.making import agenda_of
from store.record.evidence import Ref
from store.record.terms import ActionKind, Kind, PartyKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from store.answering.answers import Misread
    from store.answering.phrasings import Near
    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading

NEAREST, BY_KIND = 4, 30
"""Near records that are candidates whatever their kind; those among which each kind has one."""

TOPICS = 4
"""Topics that are tried in every way there is to ask about one."""

OF_A_KIND = {Kind.ANSWER: 3, Kind.DOCUMENT: 2, Kind.EVENT: 2, Kind.GLOSSARY: 2, Kind.VOTE: 2}
"""Near records of a kind that are candidates however many of other kinds are nearer."""

PARTIES = 2
"""Parties that are tried one by one."""

HEARD = 6
"""Records that are candidates because questions like the text were asked about them."""

FOLLOWED = 20
"""Records for which so much speaks that they are looked at further."""

HEARD_TOPICS = 2
"""Topics among those that are tried in every way, before those that the text is only like."""

LATELY = timedelta(days=180)
"""What is looked back upon where news are asked for and no day is named."""


class Origin(StrEnum):
    """Where a candidate comes from."""

    RULE = "rule"
    OFFERED = "offered"  # by the rules, which could not tell or did not dare
    NEAR = "near"
    HEARD = "heard"  # asked about so before
    OF_KIND = "of_kind"  # among the nearest of its kind
    TOPIC = "topic"
    PARTY = "party"
    DAY = "day"
    WHOLE = "whole"  # asks for all there is of a sort


@dataclass(frozen=True)
class Sight:
    """All that is known of a text before it is decided what it asks.

    ``settled`` is whether the rules account for all of it, ``manners`` how much speaks for each
    manner, ``heard`` how much for each record, empty where nothing was learned of them.
    """

    reading: Reading
    ruled: Question | Misread
    settled: bool
    manners: Mapping[str, float]
    heard: Mapping[Ref, float]

    @classmethod
    def of(cls, reading: Reading, ruled: Question | Misread, *, settled: bool = False) -> Sight:
        """Look at a text with what was learned."""
        return cls(reading, ruled, settled, reading.manners, subjects_heard(reading))

    @cached_property
    def likeliest(self) -> tuple[Ref, ...]:
        """The records for which most speaks of what was heard, best first."""
        held = self.reading.lexicon.snapshot.records
        best = nlargest(FOLLOWED, self.heard, key=self.heard.__getitem__)
        return tuple(ref for ref in best if ref in held)

    @property
    def near(self) -> list[Near]:
        """The records that the whole text is like."""
        return self.reading.near

    @cached_property
    def near_apart(self) -> list[Near]:
        """The records that the text is like without parties and articles."""
        linked = self.reading.linked
        spans = [(match.begin, match.end) for match in linked.of_kind(Kind.PARTY)]
        spans += [(cited.begin, cited.end) for cited in linked.cited]
        named = {place for begin, end in spans for place in range(begin, end)}
        if not named:
            return self.near
        forms = [word.form for place, word in enumerate(linked.words) if place not in named]
        return self.reading.lexicon.phrasings.nearest(forms)

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """Parties that are named beyond doubt."""
        slots = (slot for slot in self.reading.parties if len(slot.refs) == 1)
        return tuple(dict.fromkeys(slot.refs[0].id for slot in slots))

    @cached_property
    def topics(self) -> tuple[Ref, ...]:
        """The provisions and safeguards that are named, and those that the text is like."""
        named = [slot.refs[0] for slot in self.reading.topics if len(slot.refs) == 1]
        near = [one.ref for one in self.near[:BY_KIND]]
        apart = [one.ref for one in self.near_apart[:NEAREST]]
        heard = [ref for ref in self.likeliest if ref.kind in ABOUT][:HEARD_TOPICS]
        found = (*named, *heard, *near[:NEAREST], *apart, *near)
        every = (ref for ref in found if ref.kind in ABOUT)
        return tuple(dict.fromkeys(every))[:TOPICS]


def candidates(sight: Sight) -> Mapping[Question, frozenset[Origin]]:
    """Return what a text may be asking."""
    found: defaultdict[Question, set[Origin]] = defaultdict(set)
    for origin, some in (
        *_ruled(sight),
        (Origin.NEAR, _near(sight)),
        (Origin.HEARD, (_about(ref, sight.reading) for ref in sight.likeliest[:HEARD])),
        (Origin.OF_KIND, _of_kinds(sight)),
        (Origin.TOPIC, _on_topics(sight)),
        (Origin.PARTY, _on_parties(sight)),
        (Origin.DAY, _on_days(sight)),
        (Origin.WHOLE, _on_all(sight)),
    ):
        for question in some:
            found[question].add(origin)
    return {question: frozenset(origins) for question, origins in found.items()}


def _ruled(sight: Sight) -> list[tuple[Origin, tuple[Question, ...]]]:
    match sight.ruled:
        case AskBack(choices=offered):
            return [(Origin.OFFERED, offered)]
        case UnknownName(suggestions=offered) | Declined(suggestions=offered):
            some = (one for one in offered if not (_asks_for_one(sight.ruled) and _is_all(one)))
            return [(Origin.OFFERED, tuple(some))]
        case Missing():
            return []
        case question:
            return [(Origin.RULE, (question,))]


def _near(sight: Sight) -> Iterator[Question]:
    return (_about(near.ref, sight.reading) for near in sight.near[:NEAREST])


def _of_kinds(sight: Sight) -> Iterator[Question]:
    left = {kind: OF_A_KIND.get(kind, 1) for kind in Kind}
    for place, near in enumerate(sight.near):
        kind = near.ref.kind
        if left[kind] and (place < BY_KIND or kind in OF_A_KIND):
            left[kind] -= 1
            yield _about(near.ref, sight.reading)


def _about(ref: Ref, reading: Reading) -> Question:
    if ref.kind is Kind.EVENT:
        return agenda_of(reading.lexicon.snapshot.events[ref.id])
    return q.about(ref, reading.as_of) or q.NextUp()


def _on_topics(sight: Sight) -> Iterator[Question]:
    reading, as_of = sight.reading, sight.reading.as_of
    for topic in sight.topics:
        yield _about(topic, reading)
        yield q.StatusOf(topic=topic, as_of=as_of)
        yield q.HistoryOf(subject=topic, as_of=as_of)
        yield q.VoteOn(topic=topic, as_of=as_of)
        yield q.WhoHolds(topics=(topic,), stances=reading.broad_stances, as_of=as_of)
        for party in sight.parties[:PARTIES]:
            yield q.PositionOf(party=party, topic=topic, as_of=as_of)
        if len(sight.parties) > 1:
            yield q.Compare(parties=sight.parties, topics=(topic,), as_of=as_of)


def _on_parties(sight: Sight) -> Iterator[Question]:
    reading, as_of = sight.reading, sight.reading.as_of
    for party in sight.parties[:PARTIES]:
        if not _asks_for_one(sight.ruled):
            yield q.PositionOf(party=party, as_of=as_of)
        yield q.PartyProfile(party=party, as_of=as_of)
        yield q.ActionsOn(party=party, as_of=as_of)
        yield q.HistoryOf(subject=Ref(Kind.PARTY, party), as_of=as_of)
        if reading.lexicon.snapshot.parties[party].party_kind is not PartyKind.STATE:
            yield q.MembersOf(group=party, as_of=as_of)
    if len(sight.parties) > 1:
        yield q.Compare(parties=sight.parties, as_of=as_of)
    vote = next((near.ref for near in sight.near_apart if near.ref.kind is Kind.VOTE), None)
    if sight.parties and vote is not None:
        yield q.VoteOn(topic=vote, parties=sight.parties[:1], as_of=as_of)


def _is_all(question: Question) -> bool:
    """Whether all is asked for that a party wants."""
    return isinstance(question, q.PositionOf) and question.topic is None


def _asks_for_one(ruled: Question | Misread) -> bool:
    """Whether one thing is asked for, known or not: all that a party wants would not be it."""
    match ruled:
        case UnknownName(sought=sought):
            return sought == "topic"
        case q.PositionOf(topic=topic):
            return topic is not None
        case _:
            return False


def _on_days(sight: Sight) -> Iterator[Question]:
    reading = sight.reading
    day = reading.day()
    if day is not None:
        until = day.last if day.last != day.first else None
        yield q.AgendaOf(day=day.first, until=until)
        yield q.ChangesSince(since=day.first)
    else:
        yield q.ChangesSince(since=reading.today - LATELY)
    for near in sight.near[:BY_KIND]:
        if near.ref.kind is Kind.EVENT:  # "what is new since the ceremony?"
            begun = reading.lexicon.snapshot.events[near.ref.id].dated.first
            if begun <= reading.today:
                yield q.ChangesSince(since=begun)
            return


def _on_all(sight: Sight) -> Iterator[Question]:
    as_of = sight.reading.as_of
    yield q.Overview(as_of=as_of)
    yield q.HelpWanted()
    yield q.VotesTaken(as_of=as_of)
    yield q.Timeline()
    yield q.NextUp()
    yield q.ActionsOn(acts=(ActionKind.SIGNATURE,), as_of=as_of)
    yield q.ActionsOn(acts=(ActionKind.RATIFICATION,), as_of=as_of)
    yield q.DocumentsOn(as_of=as_of)
    yield q.SafeguardList(as_of=as_of)
    yield q.SafeguardList(demanded_only=True, as_of=as_of)

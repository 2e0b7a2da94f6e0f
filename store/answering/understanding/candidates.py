"""The questions that a text may be asking: the one that the rules make, and those near to it.

Nothing is decided here. Each candidate has where it comes from, which tells much about it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from store.answering import questions as q
from store.answering.answers import AskBack, Declined, Missing, UnknownName
from store.answering.understanding.making import agenda_of
from store.answering.understanding.speech import Aim
from store.answering.understanding.subjects import question_about
from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.answering.answers import Misread
    from store.answering.phrasings import Near
    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading

NEAREST, BY_KIND = 4, 25
"""Near records that are candidates whatever their kind; those among which each kind has one."""

TOPICS = 3
"""Topics that are tried beside a party or "who"."""


class Origin(StrEnum):
    """Where a candidate comes from."""

    RULE = "rule"
    OFFERED = "offered"  # by the rules, which could not tell or did not dare
    NEAR = "near"
    OF_KIND = "of_kind"  # the nearest of its kind
    PARTY = "party"
    HOLDERS = "holders"
    DAY = "day"


@dataclass(frozen=True)
class Sight:
    """All that is known of a text before it is decided what it asks."""

    reading: Reading
    ruled: Question | Misread

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


def candidates(sight: Sight) -> Mapping[Question, frozenset[Origin]]:
    """Return what a text may be asking."""
    found: defaultdict[Question, set[Origin]] = defaultdict(set)
    for question, origin in (*_ruled(sight), *_near(sight), *_joined(sight)):
        found[question].add(origin)
    return {question: frozenset(origins) for question, origins in found.items()}


def _ruled(sight: Sight) -> list[tuple[Question, Origin]]:
    match sight.ruled:
        case AskBack(choices=offered):
            return [(question, Origin.OFFERED) for question in offered]
        case UnknownName(suggestions=offered) | Declined(suggestions=offered):
            return [(question, Origin.OFFERED) for question in offered]
        case Missing():
            return []
        case question:
            return [(question, Origin.RULE)]


def _near(sight: Sight) -> list[tuple[Question, Origin]]:
    found = [(near.ref, Origin.NEAR) for near in sight.near[:NEAREST]]
    first = {near.ref.kind: near.ref for near in reversed(sight.near[:BY_KIND])}
    found += [(ref, Origin.OF_KIND) for ref in first.values()]
    return [(_about(ref, sight.reading), origin) for ref, origin in found]


def _about(ref: Ref, reading: Reading) -> Question:
    if ref.kind is Kind.EVENT:
        return agenda_of(reading.lexicon.snapshot.events[ref.id])
    if ref.kind is Kind.PROVISION and Aim.STATUS in reading.aims:
        return q.StatusOf(topic=ref, as_of=reading.as_of)
    return question_about(ref, reading)


def _joined(sight: Sight) -> list[tuple[Question, Origin]]:
    """Return what parties, "who" and days make together with topics."""
    reading, as_of = sight.reading, sight.reading.as_of
    found: list[tuple[Question, Origin]] = []
    topics = _topics(sight)
    if sight.parties:
        first = sight.parties[0]
        for topic in topics:
            found.append((q.PositionOf(party=first, topic=topic, as_of=as_of), Origin.PARTY))
            if len(sight.parties) > 1:
                compared = q.Compare(parties=sight.parties, topics=(topic,), as_of=as_of)
                found.append((compared, Origin.PARTY))
        found.append((q.PartyProfile(party=first, as_of=as_of), Origin.PARTY))
        found.append((q.ActionsOn(party=first, as_of=as_of), Origin.PARTY))
        if Aim.HISTORY in reading.aims:
            history = q.HistoryOf(subject=Ref(Kind.PARTY, first), as_of=as_of)
            found.append((history, Origin.PARTY))
        vote = next((near.ref for near in sight.near_apart if near.ref.kind is Kind.VOTE), None)
        of_all = isinstance(sight.ruled, q.VoteOn) and not sight.ruled.parties
        if vote is not None and not of_all:
            found.append((q.VoteOn(topic=vote, parties=(first,), as_of=as_of), Origin.PARTY))
    if Aim.WHO in reading.aims or reading.stances:
        for topic in topics:
            holders = q.WhoHolds(topics=(topic,), stances=reading.broad_stances, as_of=as_of)
            found.append((holders, Origin.HOLDERS))
    day = reading.day()
    if day is not None:
        until = day.last if day.last != day.first else None
        found.append((q.AgendaOf(day=day.first, until=until), Origin.DAY))
        found.append((q.ChangesSince(since=day.first), Origin.DAY))
    return found


def _topics(sight: Sight) -> tuple[Ref, ...]:
    """Return the safeguards that are named, and those that the text is like."""
    named = [slot.refs[0] for slot in sight.reading.topics if len(slot.refs) == 1]
    near = [near.ref for near in sight.near_apart]
    every = (ref for ref in (*named, *near) if ref.kind is Kind.SAFEGUARD)
    return tuple(dict.fromkeys(every))[:TOPICS]

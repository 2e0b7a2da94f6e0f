"""What can be said of a candidate: where it comes from, what it is like, how the text is put.

Each trait is a name and a number. How much it tells is in ``weights.json``, which is learned from
questions with known answers (``python -m tests.evaluation.training``).
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from store.answering import questions as q
from store.answering.answers import AskBack, Declined, Missing, UnknownName
from store.answering.understanding.candidates import Origin, Sight, candidates
from store.answering.understanding.manner import NOTHING, manner_of
from store.answering.understanding.normalising import words_of
from store.answering.understanding.speech import Aim, speech
from store.record.evidence import Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from store.answering.answers import Misread
    from store.answering.phrasings import Near
    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading
    from store.record.snapshot import Snapshot

ASKED_FOR = frozenset({Aim.COUNT, Aim.SINCE, Aim.WHO, Aim.WHY, Aim.DEADLINE, Aim.NEXT})
"""Aims that tell which part of what is known about a thing is wanted."""

SHORT, LONG = 4, 14
"""Words below which a text is short, and from which it is long."""

ALIKE, UNALIKE = 0.7, 0.35
"""Likeness above which a wording is nearly the text, and below which it is hardly like it."""

LEFT_OVER = ("left over", "strange", "strange name")
"""What counts against all candidates alike."""

FOREMOST = 3
"""Records for which most speaks of what was heard, that are told apart by their place."""

_OF_PARTIES = (q.PositionOf, q.Compare)

Traits = dict[str, float]
Parts = tuple[Traits, ...]


def described(sight: Sight) -> Iterator[tuple[Question, Parts]]:
    """Yield every candidate with its traits, in parts of which many candidates share the same."""
    common = _common(sight.reading) | {"put as nothing": sight.manners[NOTHING]}
    if sight.settled:
        common["settled"] = 1.0
    if sight.likeliest:
        common["heard at best"] = sight.heard[sight.likeliest[0]]
    ruled = _outcome(sight.ruled)
    snapshot = sight.reading.lexicon.snapshot
    of_kind = cache(lambda kind: _of_kind(kind, common, ruled))
    put = cache(lambda manner: _put(manner, sight.manners))
    come = cache(lambda kind, origins: _come(kind, origins, settled=sight.settled))
    like = cache(lambda subjects, apart: tuple(_alike(subjects, sight, apart=apart)))
    heard = cache(lambda subjects: tuple(_heard(subjects, sight)))
    about = cache(
        lambda kind, subjects, apart: _of_a_kind(kind, (*like(subjects, apart), *heard(subjects)))
    )
    on_record = cache(lambda kind, names: {f"{kind} {name}": 1.0 for name in names})
    for question, origins in candidates(sight).items():
        kind = type(question).__name__
        subjects = subjects_of(question, snapshot)
        yield (
            question,
            (
                of_kind(kind),
                put(manner_of(question)),
                come(kind, origins),
                about(kind, subjects, isinstance(question, _OF_PARTIES)),
                on_record(kind, tuple(_on_record(question, snapshot))),
            ),
        )


def merged(parts: Parts) -> Traits:
    """Return all traits of a candidate: no part has one that another has."""
    return {name: value for part in parts for name, value in part.items()}


def _come(kind: str, origins: frozenset[Origin], *, settled: bool) -> Traits:
    """Return where a candidate comes from."""
    names = [f"from {origin}" for origin in origins]
    if settled and Origin.RULE in origins:
        names.append("settled by rule")
    return _of_a_kind(kind, [(name, 1.0) for name in names])


def _of_a_kind(kind: str, told: Iterable[tuple[str, float]]) -> Traits:
    """Return what is told of a candidate as such, and as one of its kind."""
    traits: Traits = {}
    for name, value in told:
        traits[name] = traits[f"{kind} {name}"] = value
    return traits


def _of_kind(kind: str, common: Mapping[str, float], ruled: str) -> Traits:
    """Return what is true of all candidates of a kind."""
    traits: Traits = {kind: 1.0, f"ruled {ruled}": 1.0, f"{kind} ruled {ruled}": 1.0}
    traits |= {f"{kind} {name}": value for name, value in common.items()}
    return traits | {name: common.get(name, 0.0) for name in LEFT_OVER}


def _put(manner: str, told: Mapping[str, float]) -> Traits:
    """Return how much the way the text is put speaks for a manner."""
    speaks = told.get(manner, 0.0)
    best = max(value for name, value in told.items() if name != manner)
    return {
        f"in manner {manner}": 1.0,
        "put so": speaks,
        f"{manner} put so": speaks,
        "put so rather": speaks - best,
        "put so first": float(speaks > best),
    }


def _heard(subjects: frozenset[Ref], sight: Sight) -> Iterator[tuple[str, float]]:
    """Yield how much of what was heard before speaks for what a candidate shows."""
    if not sight.heard or not subjects:
        return
    known = [ref for ref in subjects if ref in sight.heard]
    if not known:
        yield "unheard", 1.0
        return
    best = max(known, key=sight.heard.__getitem__)
    speaks = sight.heard[best]
    others = [ref for ref in sight.likeliest if ref not in subjects]
    akin = next((ref for ref in others if ref.kind is best.kind), None)
    yield "heard", speaks
    yield "heard rather", speaks - (sight.heard[others[0]] if others else 0.0)
    yield "heard rather than its kind", speaks - (sight.heard[akin] if akin else 0.0)
    if best in sight.likeliest[:FOREMOST]:
        yield f"heard {sight.likeliest.index(best)}", 1.0


def _alike(subjects: frozenset[Ref], sight: Sight, *, apart: bool) -> Iterator[tuple[str, float]]:
    """Yield how like the text is to what a candidate shows, and whether it asks the same of it."""
    near = sight.near_apart if apart else sight.near
    place = next((place for place, one in enumerate(near) if one.ref in subjects), None)
    yield from _likeness(subjects, near, place)
    if place is not None:
        for name in _asked_alike(sight.reading, near[place].wording):
            yield name, 1.0


def _common(reading: Reading) -> Traits:
    """Return what is true of the text, whatever it asks."""
    traits: Traits = {f"asks {aim}": 1.0 for aim in reading.aims}
    traits |= {f"begins with {cue.label}": 1.0 for cue in reading.cues if cue.begin <= 1}
    traits[f"parties {min(len(reading.parties), 2)}"] = 1.0
    traits[f"topics {min(len(reading.topics), 2)}"] = 1.0
    day = reading.day()
    told = {
        "stance": bool(reading.stances),
        "unknown party": any(not slot.known for slot in reading.parties),
        "other parties": bool(reading.other_parties),
        "article": bool(reading.linked.cited),
        "past day": day is not None and day.first <= reading.today,
        "day to come": day is not None and day.first > reading.today,
        "strange name": any(word[:1].isupper() for word in reading.strange),
        "short": len(reading.linked.words) < SHORT,
        "long": len(reading.linked.words) >= LONG,
    }
    traits |= {name: 1.0 for name, is_so in told.items() if is_so}
    if reading.parties and reading.parties[0].refs:
        party = reading.lexicon.snapshot.parties[reading.parties[0].refs[0].id]
        traits[f"party is {party.party_kind}"] = 1.0
    traits["left over"] = min(len(reading.rest), 6) / 6
    traits["strange"] = min(len(reading.strange), 4) / 4
    return traits


def _likeness(
    subjects: frozenset[Ref], near: list[Near], place: int | None
) -> Iterator[tuple[str, float]]:
    """Yield how like the text is to what the candidate shows, and how far ahead of all else.

    ``place`` is where the first of the subjects stands among those near.
    """
    if place is None:
        yield "unlike", 1.0
        yield "best of others", near[0].score if near else 0.0
        return
    one = near[place]
    others = [other for other in near if other.ref not in subjects]
    akin = [other.score for other in others if other.ref.kind is one.ref.kind]
    yield "score", one.score
    yield "likeness", one.likeness
    yield "centre", one.centre
    yield "ahead", one.score - (others[0].score if others else 0.0)
    yield "ahead of its kind", one.score - max(akin, default=0.0)
    yield f"rank {min(place, 3)}", 1.0
    yield f"shared {min(one.shared, 4)}", 1.0
    yield "share of wording", one.shared / (one.told or 1)
    if one.likeness > ALIKE:
        yield "alike", 1.0
    if one.likeness < UNALIKE:
        yield "hardly alike", 1.0


def _asked_alike(reading: Reading, wording: str) -> Iterator[str]:
    """Yield whether the text asks for the same part of it as the wording does."""
    asked, foreseen = reading.aims & ASKED_FOR, _asked_in(wording)
    yield "asks the same" if asked == foreseen else "asks another thing"
    yield from (f"asks {aim}, foreseen not" for aim in asked - foreseen)
    yield from (f"foreseen {aim}, not asked" for aim in foreseen - asked)


@lru_cache(maxsize=8_000)
def _asked_in(wording: str) -> frozenset[Aim]:
    cues = speech().aims.within(words_of(wording))
    return ASKED_FOR.intersection(Aim(cue.label) for cue in cues)


def _on_record(question: Question, snapshot: Snapshot) -> Iterator[str]:
    if isinstance(question, q.PositionOf):
        yield "of all" if question.topic is None else "of a topic"
        groups = (one.group for one in snapshot.memberships_of.get(question.party, ()))
        if _has_position(question.party, question.topic, snapshot):
            yield "on record"
        elif any(_has_position(group, question.topic, snapshot) for group in groups):
            yield "on record of a group"
        else:
            yield "not on record"
    if isinstance(question, q.WhoHolds):
        yield "with a stance" if question.stances else "with any stance"


def _has_position(party: str, topic: Ref | None, snapshot: Snapshot) -> bool:
    held = snapshot.positions_of.get(party, ())
    return any(
        topic is None or position.safeguard == topic.id or topic.id in position.provisions
        for position in held
    )


def subjects_of(question: Question, snapshot: Snapshot) -> frozenset[Ref]:
    """Return the records that a question is about, as far as people have wordings for them."""
    match question:
        case q.StatusOf(topic=Ref() as ref) | q.VoteOn(topic=Ref() as ref):
            return frozenset({ref})
        case q.PositionOf(topic=Ref() as ref) | q.HistoryOf(subject=ref):
            return frozenset({ref})
        case q.WhoHolds(topics=refs) | q.Compare(topics=refs):
            return frozenset(refs)
        case q.AgendaOf(day=first) if first is not None:
            return _events(snapshot).get((first, question.until or first), frozenset())
        case _:
            shown = q.shown(question)
            return frozenset() if shown is None else frozenset({shown})


@lru_cache(maxsize=2)
def _events(snapshot: Snapshot) -> Mapping[tuple[object, object], frozenset[Ref]]:
    """Return the events by their days."""
    found: defaultdict[tuple[object, object], set[Ref]] = defaultdict(set)
    for event in snapshot.events.values():
        found[event.dated.first, event.dated.last].add(event.ref)
    return {days: frozenset(refs) for days, refs in found.items()}


def _outcome(ruled: Question | Misread) -> str:
    """Return what the rules came to, in a word or two."""
    match ruled:
        case Declined(reason=reason):
            return f"declined {reason}"
        case AskBack() | UnknownName() | Missing():
            return f"misread {type(ruled).__name__}"
        case _:
            return type(ruled).__name__

"""Which entry of the calendar a text means: by its number, by its title, by its words."""

from __future__ import annotations

from collections import defaultdict
from fnmatch import fnmatchcase
from itertools import product
from typing import TYPE_CHECKING

from store.answering.understanding.normalising import forms_of
from store.answering.understanding.speech import Aim
from store.answering.understanding.subjects import AHEAD, COVERED, COVERED_FAR, FAINT, STRONG
from store.record.terms import EventKind, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.answering.understanding.classifying import Reading
    from store.answering.understanding.normalising import Word
    from store.answering.understanding.speech import Speech
    from store.record.evidence import Ref
    from store.record.records import Event

LONGEST_NUMBER, REACH = 3, 3
"""Digits that a number has less than, and words that stand between it and what is numbered."""

_UNITS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
ROMAN = {ten + unit: n for n, (ten, unit) in enumerate(product(("", "x"), _UNITS), 1) if n > 1}
"""Roman numerals, without the one that is a word: "when do I"."""

_PARTS = {
    "sessions": EventKind.SESSION,
    "meetings": EventKind.MEETING,
    "consultations": EventKind.INFORMALS,
}

FEW = 2
"""Words that may be left over beside a number that names an entry."""

FEWEST = 2
"""Words that must be sought: one is no title."""

NEAR = 1.4
"""Nearness of 2 from which an entry is asked for where a day is."""

ALIKE = 0.5
"""How alike an entry must be asked for, where it does not say several of the words."""

OWN_EVENT = 0.9
"""Share of the words sought that an event must hold where none of them names a subject."""

AHEAD_EVENT = 1.1
"""How many times nearer than the next entry the nearest must be."""

BEHIND = 0.85
"""Share of the nearness of all else that an entry must have where a day is asked for."""


def event_meant(reading: Reading) -> Event | None:
    """Return the entry of the calendar that is asked for: "the third session", "the ceremony".

    It is nearest by what it says and by how people ask for it, taken together, on the days that are
    named.
    """
    event = event_named(reading)
    if event is not None:
        return event
    told = _by_words(reading)
    if told is not None:
        return told
    best, next_best, other = _likeliest(reading)
    if best is None or best[0] < max(NEAR, AHEAD_EVENT * next_best, BEHIND * other):
        return None
    return best[1]


def _by_words(reading: Reading) -> Event | None:
    """Return the entry that says nearly all words that are sought."""
    found = reading.subjects_with_parties
    hits = [hit for hit in found if hit.ref.kind is Kind.EVENT]
    if not hits or len(reading.sought) < FEWEST or hits[0].score < FAINT or reading.strange:
        return None
    event = reading.lexicon.snapshot.events[hits[0].ref.id]
    if hits[0].covered < (COVERED if reading.rest else OWN_EVENT) or not _falls(event, reading):
        return None
    near = [hit for hit in hits if hit.score * AHEAD > hits[0].score]
    other = next((hit.score for hit in found if hit.ref.kind is not Kind.EVENT), 0.0)
    return None if len(near) > FEWEST or other > hits[0].score * AHEAD else event


def _likeliest(reading: Reading) -> tuple[tuple[float, Event] | None, float, float]:
    """Return the nearest entry and how near, how near the next one is, and how near all else.

    Nearness is from 0 to 2: 1 for what says most of the words, 1 for what is asked for most alike.
    """
    found, near = reading.subjects_with_parties, reading.near
    if not found or not near or found[0].score < FAINT or len(reading.sought) < FEWEST:
        return None, 0.0, 0.0
    scores: defaultdict[Ref, float] = defaultdict(float)
    said = {hit.ref: hit.score for hit in found}
    held = {hit.ref for hit in found if hit.covered > COVERED_FAR}
    for ref, score in said.items():
        scores[ref] += score / found[0].score
    asked_so = {one.ref: one.score for one in near}
    for ref, score in asked_so.items():
        scores[ref] += score / near[0].score
    events = reading.lexicon.snapshot.events
    ranked = sorted(
        (
            (score, events[ref.id])
            for ref, score in scores.items()
            if ref.kind is Kind.EVENT
            and (asked_so.get(ref, 0.0) > ALIKE or said.get(ref, 0.0) > STRONG)
            and ref in held
            and _falls(events[ref.id], reading)
        ),
        key=lambda one: (-one[0], one[1].id),
    )
    other = max((score for ref, score in scores.items() if ref.kind is not Kind.EVENT), default=0.0)
    return (
        next(iter(ranked), None),
        ranked[1][0] if len(ranked) > 1 else 0.0,
        other,
    )


def _falls(event: Event, reading: Reading) -> bool:
    """Whether an entry is on the days that are named."""
    dated = event.dated
    return all(dated.first <= d.last and dated.last >= d.first for d in reading.linked.days)


def event_named(reading: Reading) -> Event | None:
    """Return the entry that is named by its number or by all words of its title."""
    return event_numbered(reading) or _by_title(reading) or _deadline(reading)


def _deadline(reading: Reading) -> Event | None:
    """Return the next deadline for what treaty act is asked about: "until when can they sign"."""
    acts = reading.aims & {Aim.SIGN, Aim.RATIFY}
    if Aim.DEADLINE not in reading.aims or len(acts) != 1:
        return None
    aim = next(iter(acts))
    patterns = [p for tongue in reading.lexicon.speech.tongues for p in tongue.aims[aim.value]]
    ahead = [
        event
        for event in reading.lexicon.snapshot.events.values()
        if event.event_kind is EventKind.DEADLINE
        and event.dated.last >= reading.today
        and any(fnmatchcase(form, p) for form in forms_of(event.title) for p in patterns)
    ]
    return min(ahead, key=lambda event: event.dated, default=None)


def event_numbered(reading: Reading) -> Event | None:
    """Return the entry that is named by its number, also in words or Roman numerals.

    As in "the fifth session", "3rd meeting", "la 4eme session", "consultation no. two".
    """
    speech, words = reading.lexicon.speech, reading.linked.words
    spans = [(day.begin, day.end) for day in reading.linked.days]
    spans += [(cited.begin, cited.end) for cited in reading.linked.cited]
    used = {place for begin, end in spans for place in range(begin, end)}
    for place, word in enumerate(words):
        number = None if place in used else _number(word, speech)
        if number is None:
            continue
        for kind in _kinds_beside(place, words, speech):
            found = _numbered(reading, kind, number)
            if found is not None:
                return found
    return None


def _number(word: Word, speech: Speech) -> int | None:
    """Return a number in digits, words or Roman numerals."""
    if word.is_number:
        return int(word.form) if len(word.form) < LONGEST_NUMBER else None
    if word.in_capitals and word.form in ROMAN:
        return ROMAN[word.form]
    return None if word.form in speech.small else speech.numbers.get(word.form)


def _kinds_beside(place: int, words: Sequence[Word], speech: Speech) -> Iterator[EventKind]:
    """Yield what may be numbered so, by the word after the number or else before it."""
    passed = speech.calendar("ordinals") | speech.calendar("of") | speech.calendar("number")
    after = [w.form for w in words[place + 1 : place + 1 + REACH] if w.form not in passed]
    before = [w.form for w in words[max(0, place - REACH) : place] if w.form not in passed]
    for form in (*after[:1], *before[-1:]):
        yield from (kind for part, kind in _PARTS.items() if form in speech.calendar(part))


def _numbered(reading: Reading, kind: EventKind, number: int) -> Event | None:
    numbers = reading.lexicon.speech.numbers
    for event in reading.lexicon.snapshot.events.values():
        if event.event_kind is not kind:
            continue
        if event.number == number:
            return event
        if event.number is None and number in {numbers.get(f) for f in forms_of(event.title)}:
            return event
    return None


def _by_title(reading: Reading) -> Event | None:
    """Return the event of which all words of the title stand in the text, the longest title."""
    forms = {word.form for word in reading.linked.words}
    small = reading.lexicon.speech.small
    best: tuple[int, Event] | None = None
    for event in reading.lexicon.snapshot.events.values():
        title = {form for form in forms_of(event.title) if form not in small}
        if title and title <= forms and (best is None or len(title) > best[0]):
            best = (len(title), event)
    return best[1] if best is not None and best[0] > 1 else None

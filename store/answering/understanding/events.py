"""Which entry of the calendar a text means: by its number, by its title, by its words."""

from __future__ import annotations

from fnmatch import fnmatchcase
from itertools import product
from typing import TYPE_CHECKING

from store.answering.understanding.normalising import forms_of
from store.answering.understanding.speech import Aim
from store.answering.understanding.subjects import AHEAD, COVERED, FAINT
from store.record.terms import EventKind, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.answering.understanding.classifying import Reading
    from store.answering.understanding.normalising import Word
    from store.answering.understanding.speech import Speech
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

OWN_EVENT = 0.9
"""Share of the words sought that an event must hold where none of them names a subject."""


def event_meant(reading: Reading) -> Event | None:
    """Return the entry of the calendar that the words mean: "the third session"."""
    event = event_named(reading)
    if event is not None:
        return event
    found = reading.subjects_with_parties
    hits = [hit for hit in found if hit.ref.kind is Kind.EVENT]
    few = len(reading.sought) < 2  # noqa: PLR2004 - one word is no title
    if not hits or few or hits[0].score < FAINT or reading.strange:
        return None
    if hits[0].covered < (COVERED if reading.rest else OWN_EVENT):
        return None
    near = [hit for hit in hits if hit.score * AHEAD > hits[0].score]
    others = [hit for hit in found if hit.ref.kind is not Kind.EVENT]
    if len(near) > 2 or (others and others[0].score > hits[0].score * AHEAD):  # noqa: PLR2004
        return None
    return reading.lexicon.snapshot.events.get(hits[0].ref.id)


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

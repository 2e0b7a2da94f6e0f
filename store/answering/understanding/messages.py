"""A long message: the question in it is read by itself, so that names in passing are none of it.

Where its asking part points at somebody ("what is their view"), the party is looked for in what was
said before: one is taken, several are asked back. Where no part is a question, the message is read
as a whole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from store.answering.answers import AskBack, Declined, Misread, UnknownName, Unread
from store.answering.questions import HelpWanted
from store.answering.understanding.making import ECHOED, OFFERED
from store.answering.understanding.normalising import words_of
from store.answering.understanding.passage import passages
from store.answering.understanding.recognising import language_of
from store.answering.understanding.speech import Aim
from store.answering.understanding.stages import asked_alone, taken_apart
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from store.answering.lexicon import Lexicon
    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading
    from store.answering.understanding.normalising import Word
    from store.answering.understanding.passage import Passage
    from store.record.evidence import Ref

_SAID = {Aim.POSITION, Aim.SIGN, Aim.RATIFY, Aim.VOTE, Aim.RESERVE}
_FIRST = {Aim.INSTRUCTION, Aim.LEGAL}
_UNREAD = {Unread.UNCLEAR, Unread.EMPTY, Unread.OFF_TOPIC}


def asked_in(
    text: str, lexicon: Lexicon, *, now: datetime, language: str | None = None
) -> tuple[Question | Misread, str | None] | None:
    """Return what a long message asks and its language; None where it is to be read whole."""
    parts = passages(text, lexicon.speech)
    if not parts:
        return None
    words = words_of(text)
    language = language_of(words, lexicon.speech, prior=language, text=text)
    if any(
        cue.label in _FIRST and (cue.solid > 1 or cue.language == language)
        for cue in lexicon.speech.aims.within(words)
    ):
        return None  # whatever else it asks
    today = now.astimezone(lexicon.snapshot.negotiation.zone).date()
    for part in parts:
        reading = taken_apart(part.words, part.text, lexicon, today=today, language=language)
        question = _question(reading, part)
        if question is not None:
            return question, reading.language
    return None


def _question(reading: Reading, part: Passage) -> Question | Misread | None:
    """Return what a part asks by itself or of whom it points at; None if it asks nothing."""
    place = _pointing(reading)
    if place is not None:
        return _of_those_before(reading, part, place)
    question = asked_alone(reading)
    if isinstance(question, HelpWanted):
        return None
    if isinstance(question, Declined) and question.reason in _UNREAD:
        return None
    if isinstance(question, UnknownName) and not (reading.parties or reading.topics):
        return None
    return question if _stands_alone(reading) else None


def _stands_alone(reading: Reading) -> bool:
    """Whether the part names anything: "where does it stand?" needs what was said before."""
    linked = reading.linked
    return bool(linked.matches or linked.cited or linked.days or linked.rest)


def _pointing(reading: Reading) -> int | None:
    """Return the place of a word that points at a party which is not named: "their view"."""
    if reading.parties:
        return None
    said = [c for c in reading.cues if c.label in _SAID] + list(reading.linked.stances)
    for place, word in enumerate(reading.linked.words):
        near = any(cue.begin - 1 <= place <= cue.end for cue in said)
        if word.form in reading.lexicon.speech.pointing and near:
            return place
    return None


def _of_those_before(reading: Reading, part: Passage, place: int) -> Question | Misread | None:
    """Put the party that was named before in the place of the word that points at it."""
    asking = reading.linked.words
    questions: dict[Ref | None, Question | Misread] = {}
    for ref, name in _parties_in(part.before, reading).items():
        words = (*asking[:place], *name, *asking[place + 1 :])
        again = taken_apart(
            words, part.text, reading.lexicon, today=reading.today, language=reading.language
        )
        questions[ref] = asked_alone(again)
    if len(questions) <= 1:
        return next(iter(questions.values()), None)
    choices = {ref: q for ref, q in questions.items() if ref and not isinstance(q, Misread)}
    if not choices:
        return None
    return AskBack(
        written=asking[place].written[:ECHOED],
        between=tuple(choices)[:OFFERED],
        choices=tuple(choices.values())[:OFFERED],
    )


def _parties_in(before: Sequence[str], reading: Reading) -> dict[Ref | None, tuple[Word, ...]]:
    """Return the parties that were named before, the last first; None for one not on record."""
    words = words_of(" ".join(before))
    told = taken_apart(
        words, " ".join(before), reading.lexicon, today=reading.today, language=reading.language
    )
    found: dict[Ref | None, tuple[Word, ...]] = {}
    for match in reversed(told.linked.matches):
        refs = [ref for ref in match.refs if ref.kind is Kind.PARTY]
        if (refs or not match.refs) and not match.faint and not told.is_everyday(match):
            name = told.linked.words[match.begin : match.end]
            spaced = tuple(
                replace(word, gap=" ") if not at else word for at, word in enumerate(name)
            )
            found.setdefault(next(iter(refs), None), spaced)
    return found

"""From a text to a question: normalise, link, classify, assemble.

Each stage is a module of its own and can be looked at by itself: ``normalising`` makes words,
``linking`` finds the records, days, stances and aims that they name (with ``numbering`` for
articles, ``dating``, ``naming`` and ``speech`` for the words of each language), ``classifying``
tells what is asked of whom, and ``assembling`` makes the question by rules that stand in
``parties``, ``topics``, ``calendar``, ``foreseen`` and, where nothing is named, ``subjects``. What
goes on from the last question is in ``following``, what is no question in ``refusing``, and
``accounting`` stops what leaves out a word that mattered. Where the rules leave words over,
``candidates``, ``manner``, ``heard``, ``traits`` and ``weighing`` tell which question is likeliest,
and whether likely enough. Where a long message asks something is in ``passage`` and ``messages``.
The text is not kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.answering.answers import Declined, Misread, Unread
from store.answering.understanding.following import followed
from store.answering.understanding.messages import asked_in
from store.answering.understanding.normalising import words_of
from store.answering.understanding.stages import asked_alone, taken_apart

if TYPE_CHECKING:
    from datetime import datetime

    from store.answering.lexicon import Lexicon
    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading


@dataclass(frozen=True, slots=True)
class Understood:
    """What was read, and the language it was written in (ISO 639-1), as far as that is known."""

    question: Question | Misread
    language: str | None


def understand(
    text: str,
    lexicon: Lexicon,
    *,
    now: datetime,
    language: str | None = None,
    previous: Question | None = None,
) -> Understood:
    """Read a text. ``language`` is the person's, ``previous`` what was asked last in the chat.

    ``now`` is aware. Raises nothing for any text.
    """
    asked = asked_in(text, lexicon, now=now, language=language)
    if asked is not None:
        return Understood(*asked)
    reading = read(text, lexicon, now=now, language=language)
    if not reading.linked.words:
        return Understood(Declined(reason=Unread.EMPTY), language)
    question: Question | Misread | None = None
    if previous is not None:
        question = followed(reading, previous)
    if question is None:
        question = asked_alone(reading)
    return Understood(question, reading.language)


def read(text: str, lexicon: Lexicon, *, now: datetime, language: str | None = None) -> Reading:
    """Take a text apart: the first three stages."""
    today = now.astimezone(lexicon.snapshot.negotiation.zone).date()
    return taken_apart(words_of(text), text, lexicon, today=today, language=language)

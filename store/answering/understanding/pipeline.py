"""From a text to a question: normalise, link, classify, assemble.

Each stage is a module of its own and can be looked at by itself: ``normalising`` makes words,
``linking`` finds the records, days, stances and aims that they name (with ``numbering`` for
articles, ``dating``, ``naming`` and ``speech`` for the words of each language), ``classifying``
tells what is asked of whom, and ``assembling`` makes the question by rules that stand in
``parties``, ``topics``, ``calendar`` and, where nothing is named, ``subjects``. What goes on from
the last question is in ``following``, what is no question in ``refusing``, and
``accounting`` stops what leaves out a word that mattered. The text is not kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.answering.answers import Declined, Misread, Unread
from store.answering.understanding.accounting import accounted
from store.answering.understanding.assembling import assemble
from store.answering.understanding.classifying import Reading
from store.answering.understanding.following import followed
from store.answering.understanding.linking import link
from store.answering.understanding.normalising import words_of
from store.answering.understanding.recognising import language_of
from store.answering.understanding.refusing import refused

if TYPE_CHECKING:
    from datetime import datetime

    from store.answering.lexicon import Lexicon
    from store.answering.questions import Question


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
    reading = read(text, lexicon, now=now, language=language)
    if not reading.linked.words:
        return Understood(Declined(reason=Unread.EMPTY), language)
    question: Question | Misread | None = None
    if previous is not None:
        question = followed(reading, previous)
    if question is None:
        question = refused(reading) or accounted(assemble(reading), reading)
    return Understood(question, reading.language)


def read(text: str, lexicon: Lexicon, *, now: datetime, language: str | None = None) -> Reading:
    """Take a text apart: the first three stages."""
    today = now.astimezone(lexicon.snapshot.negotiation.zone).date()
    words = words_of(text)
    likely = language_of(words, lexicon.speech, prior=language, text=text)
    linked = link(words, lexicon, lexicon.today(today), likely)
    written = [{name.language for name in match.names} for match in linked.matches]
    named = [code for codes in written if len(codes) == 1 for code in codes if code]
    named += [lexicon.telling[w.form] for w in words if w.form in lexicon.telling]  # "motifs" tells
    spoken = language_of(words, lexicon.speech, prior=language, named=named, text=text)
    return Reading(linked, lexicon, today, spoken)

"""The stages in a row: from words to what is asked for, and from that to the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.understanding.accounting import accounted
from store.answering.understanding.assembling import assemble
from store.answering.understanding.classifying import Reading
from store.answering.understanding.linking import link
from store.answering.understanding.recognising import language_of
from store.answering.understanding.refusing import refused
from store.answering.understanding.weighing import is_final, is_settled, weighed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from store.answering.answers import Misread
    from store.answering.lexicon import Lexicon
    from store.answering.questions import Question
    from store.answering.understanding.normalising import Word


def taken_apart(
    words: Sequence[Word],
    text: str,
    lexicon: Lexicon,
    *,
    today: date,
    language: str | None = None,
) -> Reading:
    """Link the words and tell what is asked for. ``text`` is where the words are from."""
    likely = language_of(words, lexicon.speech, prior=language, text=text)
    linked = link(words, lexicon, lexicon.today(today), likely)
    written = [{name.language for name in match.names} for match in linked.matches]
    named = [code for codes in written if len(codes) == 1 for code in codes if code]
    named += [lexicon.telling[w.form] for w in words if w.form in lexicon.telling]  # "motifs" tells
    spoken = language_of(words, lexicon.speech, prior=language, named=named, text=text)
    return Reading(linked, lexicon, today, spoken)


def asked_alone(reading: Reading) -> Question | Misread:
    """Return the question, with nothing asked before it, or what must be said instead."""
    question, settled = ruled(reading)
    if is_final(question, reading, settled=settled):
        return question
    return weighed(question, reading, settled=settled)


def ruled(reading: Reading) -> tuple[Question | Misread, bool]:
    """Return what the rules make of a text, and whether that settles it."""
    no_question = refused(reading)
    if no_question is not None:
        return no_question, True
    assembled = assemble(reading)
    question = accounted(assembled, reading)
    return question, is_settled(assembled, question, reading)

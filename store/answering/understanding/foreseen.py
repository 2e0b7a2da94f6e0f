"""Curated texts for the questions that were foreseen, told from each other by their wordings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.understanding.normalising import forms_of
from store.answering.understanding.speech import Aim
from store.answering.understanding.stemming import stems
from store.answering.understanding.subjects import COVERED_CURATED, FAINT
from store.record.terms import Kind

if TYPE_CHECKING:
    from store.answering.retrieval import Found
    from store.answering.understanding.classifying import Reading
    from store.record.records import CuratedAnswer

OWN_WORDS = 0.75
"""Share of a text that a curated text's own title or alias must be to be its answer."""

TURNED = 0.3
"""How much a wording counts that says not where the question does not, or the other way round."""

RIVAL = 1.3
"""How many times better a curated text must be than another for its words not to matter."""

_COUNTED = {Aim.SIGN, Aim.RATIFY, Aim.RESERVE, Aim.COUNT, Aim.DEADLINE}


def curated(reading: Reading, *, sure: bool = True) -> CuratedAnswer | None:
    """Return the curated text foreseen for the question: word for word only, if sure."""
    found = reading.curated()
    if found is not None and found[1] >= OWN_WORDS:
        return found[0]
    if sure:
        return None
    best = next((hit for hit in reading.subjects if hit.ref.kind is not Kind.EVENT), None)
    if best is None or best.ref.kind is not Kind.ANSWER or best.score < FAINT:
        return None
    if best.covered < COVERED_CURATED:
        return None
    asked = reading.rest or reading.named(Kind.ANSWER) or reading.aims & _COUNTED
    if not asked and (len(reading.sought) < 2 or best.score < FAINT * 1.5):  # noqa: PLR2004
        return None
    return _worded_most_like(best, reading)


def count_foreseen(reading: Reading) -> CuratedAnswer | None:
    """Return the curated text that tells how many, by the wording of the question."""
    answers = reading.lexicon.snapshot.answers
    named = reading.named(Kind.ANSWER)
    if named:
        return answers.get(named[0].id)
    acts = reading.aims & {Aim.SIGN, Aim.RATIFY, Aim.RESERVE}
    worded = [
        (_alike(reading, text), answer)
        for text, aims, answer in reading.lexicon.counted
        if acts <= aims
    ]
    best = max(worded, key=lambda one: one[0], default=None)
    return None if best is None else best[1]


def _worded_most_like(best: Found, reading: Reading) -> CuratedAnswer | None:
    """Of curated texts that are about as near, return the one that people ask for in such words.

    Small words count here: who signed is not who did not sign.
    """
    answers = reading.lexicon.snapshot.answers
    turned = is_turned(reading)
    near = [
        answers[hit.ref.id]
        for hit in reading.subjects
        if hit.ref.kind is Kind.ANSWER and (turned or hit.score * RIVAL > best.score)
    ]
    if turned:
        negations = reading.lexicon.speech.negations
        near = [a for a in near if any(not negations.isdisjoint(forms_of(t)) for t in _asked(a))]
    return max(near, key=lambda answer: _likeness(reading, answer), default=None)


def is_turned(reading: Reading) -> bool:
    """Whether it is asked who or what did not."""
    negations = reading.lexicon.speech.negations
    return any(word.form in negations for word in reading.linked.words)


def _asked(answer: CuratedAnswer) -> tuple[str, ...]:
    """Return the ways in which people ask for a curated text."""
    return (answer.title, *(alias.text for alias in answer.aliases))


def _likeness(reading: Reading, answer: CuratedAnswer) -> float:
    return max(_alike(reading, text) for text in _asked(answer))


def _alike(reading: Reading, text: str) -> float:
    """Return how much of two wordings is the same, from 0 to 1."""
    asked = [word.form for word in reading.linked.words]
    others = reading.lexicon.speech.synonyms
    alike_words = (other for form in asked for other in (form, *others.get(form, ())))
    said = {stem for form in alike_words for stem in stems(form)}
    negations = reading.lexicon.speech.negations
    forms = forms_of(text)
    held = sum(not said.isdisjoint(stems(form)) for form in forms)
    turned = negations.isdisjoint(forms) != negations.isdisjoint(asked)
    return 2 * held / (len(forms) + len(asked)) * (TURNED if turned else 1) if forms else 0.0


def about_the_whole(reading: Reading) -> CuratedAnswer | None:
    """Return the curated text that tells best what the whole text is."""
    whole = {w.form: 1.0 for w in reading.linked.words if w.form in reading.lexicon.speech.whole}
    hit = next(iter(reading.lexicon.search(whole, Kind.ANSWER)), None)
    return None if hit is None else reading.lexicon.snapshot.answers.get(hit.ref.id)

"""Which language a text is written in, told by the small words of each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.answering.understanding.normalising import Word
    from store.answering.understanding.speech import Speech

SMALL_WORD, OTHER_WORD, LETTER, NAME, PRIOR = 2.0, 1.0, 1.5, 0.8, 0.5


def language_of(
    words: Sequence[Word],
    speech: Speech,
    *,
    prior: str | None,
    named: Iterable[str] = (),
    text: str = "",
) -> str | None:
    """Return the code of the likeliest language; ``prior``, the person's own, where none is.

    ``named`` are the languages of names that the text holds. A word that several languages share
    counts for each a little.
    """
    scores: dict[str, float] = {tongue.code: 0.0 for tongue in speech.tongues}
    shouted = all(word.in_capitals for word in words if not word.is_number)
    for word in words:
        # "EU" is an abbreviation, and no word of French.
        abbreviated = word.in_capitals and len(word.form) > 1 and not shouted
        if not word.is_number and not abbreviated:
            _count(word.form, scores, speech)
    for tongue in speech.tongues:
        scores[tongue.code] += LETTER * len(tongue.letters.intersection(text.casefold()))
    for code in named:
        if code in scores:
            scores[code] += NAME
    if prior in scores:
        scores[prior] += PRIOR
    best = max(scores.values(), default=0.0)
    likeliest = [code for code, score in scores.items() if score == best]
    if best <= 0 or (prior in likeliest):
        return prior
    return likeliest[0]


def _count(form: str, scores: dict[str, float], speech: Speech) -> None:
    small = [t.code for t in speech.tongues if form in t.small]
    other = [t.code for t in speech.tongues if form in speech.words_of[t.code]]
    for code in small:
        scores[code] += SMALL_WORD / len(small) ** 2
    if not small:
        for code in other:
            scores[code] += OTHER_WORD / len(other) ** 2

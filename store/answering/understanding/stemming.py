"""Words without their endings: "refusing" finds "refusal". Never used on names of parties."""

from __future__ import annotations

from functools import cache, lru_cache
from sys import intern
from typing import TYPE_CHECKING

from snowballstemmer import stemmer

from store.answering.understanding.speech import speech

if TYPE_CHECKING:
    from collections.abc import Callable

SHORTEST = 4
"""Letters below which a word is left as it is."""


def stem(form: str, language: str) -> str:
    """Return the stem of a folded word in a language; the word where it has no stemmer."""
    if len(form) < SHORTEST or form.isdecimal():
        return form
    cut = _stemmers().get(language)
    return form if cut is None else intern(cut(form))  # many words have the same one


@lru_cache(maxsize=4_096)
def stems(form: str) -> tuple[str, ...]:
    """Return the stems of a word in all languages, each once: people mix them."""
    return tuple(dict.fromkeys(stem(form, tongue.code) for tongue in speech().tongues))


@cache
def _stemmers() -> dict[str, Callable[[str], str]]:
    made = {t.code: stemmer(t.stemmer) for t in speech().tongues if t.stemmer}
    for one in made.values():
        one.maxCacheSize = 0  # each would keep ten thousand words besides
    return {code: one.stemWord for code, one in made.items()}

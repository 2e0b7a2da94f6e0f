"""Words written by ear, and words run together: "kien", "jenero", "datospersonales".

How each language spells its sounds is in its file. A word that sounds just as a known one is nearer
to it than one that differs by a letter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from store.answering.understanding.speech import Tongue

SHORTEST_RUN = 8
"""Letters that two words which were run together must have."""

SHORTEST_BEGINNING = 4
"""Letters that the beginning of a word must have to be told by its sound."""

LONGEST_RUN = 40
"""Letters of a word above which it is nothing that was typed by hand."""

SHORTEST_PART = 5
"""Letters that the longer of two words which were run together must have."""

_TWICE = re.compile(r"(.)\1+")


class Sounds:
    """Known words by how they sound in each language."""

    def __init__(
        self,
        tongues: Iterable[Tongue],
        words_of: Callable[[Tongue], Iterable[str]],
        beginnings: Iterable[str],
    ) -> None:
        """Take the words that each language may be read with, and how words begin that ask."""
        self._tongues = tuple(tongue for tongue in tongues if tongue.sounds)
        self._index: dict[str, dict[str, tuple[str, ...]]] = {}
        for tongue in self._tongues:
            index = self._index[tongue.code] = {}
            for form in sorted(words_of(tongue)):
                if form.isalpha():
                    sound = _sound(form, tongue)
                    index[sound] = (*index.get(sound, ()), form)
        long = [form for form in sorted(beginnings) if len(form) >= SHORTEST_BEGINNING]
        self._begun = {  # with a letter after it: letters that are silent at the end are not there
            (t.code, _sound(form + "o", t)[:-1]): form for t in self._tongues for form in long
        }
        self._alike = lru_cache(maxsize=2_000)(self._sounding)

    def alike(self, form: str, language: str | None) -> tuple[str, ...]:
        """Return known words that sound as this one does in a language; in any if it is none."""
        return self._alike(form, language)

    def _sounding(self, form: str, language: str | None) -> tuple[str, ...]:
        if not form.isalpha() or len(form) > LONGEST_RUN:
            return ()
        spoken = [t for t in self._tongues if t.code == language] or self._tongues
        found = (word for t in spoken for word in self._index[t.code].get(_sound(form, t), ()))
        return tuple(dict.fromkeys(found)) or tuple(
            dict.fromkeys(begun for t in spoken for begun in self._beginning(form, t))
        )

    def _beginning(self, form: str, tongue: Tongue) -> Iterator[str]:
        """Yield the longest beginning that sounds as the word begins: "apolla" and "apoy*"."""
        sound = _sound(form, tongue)
        for length in range(len(sound) - 1, SHORTEST_BEGINNING - 1, -1):
            begun = self._begun.get((tongue.code, sound[:length]))
            if begun is not None:
                yield begun
                return


def _sound(form: str, tongue: Tongue) -> str:
    for spelt, heard in tongue.sounds:
        form = spelt.sub(heard, form)
    return _TWICE.sub(r"\1", form)


def parted(form: str, is_word: Callable[[str], bool]) -> tuple[str, str] | None:
    """Return the two known words that were run together, where there is one way to part them."""
    if not SHORTEST_RUN <= len(form) <= LONGEST_RUN:
        return None
    ways = [
        (form[:at], form[at:])
        for at in range(2, len(form) - 1)
        if max(at, len(form) - at) >= SHORTEST_PART and is_word(form[:at]) and is_word(form[at:])
    ]
    return ways[0] if len(ways) == 1 else None

"""The names of records, found in a row of words: exactly first, then with a slip of the pen.

A name that is written exactly is never taken for another one that looks like it. A slip counts
only where a single name is nearest: two that are as near are both returned, to be asked back.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from store.answering.understanding.normalising import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.answering.understanding.normalising import Word
    from store.record.evidence import Ref

SHORTEST_TO_MEND = 5
"""Letters below which a word is not taken for a slip: too many short words look alike."""


class Name(NamedTuple):
    """One way to write one record's name."""

    ref: Ref
    language: str = ""
    caps_only: bool = False
    own: bool = False  # the name or title itself, no alias


@dataclass(frozen=True, slots=True)
class Match:
    """Names found at some words: ``begin`` and ``end`` as in a slice, ``slips`` letters mended."""

    begin: int
    end: int
    names: tuple[Name, ...]
    slips: int = 0

    @property
    def refs(self) -> tuple[Ref, ...]:
        """What is named, each record once."""
        return tuple(dict.fromkeys(name.ref for name in self.names))


class Names:
    """An index of names by their words."""

    def __init__(self, names: Iterable[tuple[str, Name]]) -> None:
        index: defaultdict[tuple[str, ...], list[Name]] = defaultdict(list)
        for text, name in names:
            forms = forms_of(text)
            if forms:
                index[forms].append(name)
        self._index = {forms: tuple(dict.fromkeys(found)) for forms, found in index.items()}
        self._longest: dict[str, int] = {}
        for forms in self._index:
            self._longest[forms[0]] = max(len(forms), self._longest.get(forms[0], 0))
        self.vocabulary: tuple[str, ...] = tuple({form for forms in self._index for form in forms})
        self._known = frozenset(self.vocabulary)

    def knows(self, form: str) -> bool:
        """Whether any name holds the word."""
        return form in self._known

    def exactly(self, forms: Sequence[str]) -> tuple[Name, ...]:
        """Return what is named by just these words."""
        return self._index.get(tuple(forms), ())

    def within(self, words: Sequence[Word]) -> Iterator[Match]:
        """Yield every exact name in the text, longest first at each place, overlaps included."""
        for begin, word in enumerate(words):
            longest = min(self._longest.get(word.form, 0), len(words) - begin)
            for length in range(longest, 0, -1):
                span = words[begin : begin + length]
                found = self._index.get(tuple(w.form for w in span))
                if found:
                    shouted = all(w.in_capitals or w.is_number for w in span)
                    names = tuple(n for n in found if shouted or not n.caps_only)
                    if names:
                        yield Match(begin, begin + length, names)


def mended(form: str, vocabulary: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Return the words of the vocabulary that are nearest to a misspelt one, and how far."""
    if len(form) < SHORTEST_TO_MEND or form.isdecimal():
        return (), 0
    allowed = 1 if len(form) < 8 else 2  # noqa: PLR2004 - one slip in short words, two in long ones
    near = process.extract(form, vocabulary, scorer=OSA.distance, score_cutoff=allowed, limit=8)
    if not near:
        return (), 0
    best = min(distance for _, distance, _ in near)
    return tuple(word for word, distance, _ in near if distance == best), int(best)

"""The names of records, found in a row of words: exactly first, then with a slip of the pen.

A name that is written exactly is never taken for another one that looks like it. A slip counts only
where one name is nearer than all others: two that are as near are both returned, to be asked back.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from store.answering.understanding.normalising import forms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from store.answering.understanding.normalising import Word
    from store.record.evidence import Ref

SHORTEST_TO_MEND = 5
"""Letters below which a word is not taken for a slip: too many short words look alike."""

NAMED = 3
"""Words that a name has at most whose words are known by their sound, too."""

ONE_SLIP, TWO_SLIPS = 8, 12
"""Letters up to which a word may hold one slip, and two; longer ones may hold three."""


class Name(NamedTuple):
    """One way to write one record's name; no record: a name known to the world only."""

    ref: Ref | None
    language: str = ""
    caps_only: bool = False
    own: bool = False  # the name or title itself, no alias


@dataclass(frozen=True, slots=True)
class Match:
    """Names found at some words: ``begin`` and ``end`` as in a slice."""

    begin: int
    end: int
    names: tuple[Name, ...]
    faint: bool = False  # an abbreviation in small letters: may be another word

    @property
    def refs(self) -> tuple[Ref, ...]:
        """What is named, each record once."""
        return tuple(dict.fromkeys(name.ref for name in self.names if name.ref is not None))

    @property
    def length(self) -> int:
        """How many words the name has."""
        return self.end - self.begin


class Names:
    """An index of names by their words."""

    def __init__(self, names: Iterable[tuple[str, Name]]) -> None:
        # There are many, so that nothing larger than what is kept is made on the way.
        self._index: dict[tuple[str, ...], tuple[Name, ...]] = {}
        for text, name in names:
            forms = forms_of(text)
            found = self._index.get(forms, ())
            if forms and name not in found:
                self._index[forms] = (*found, name)
        self._bare: dict[tuple[str, ...], tuple[Name, ...]] = {}
        for forms, found in self._index.items():
            if len(forms) > 1 and (cut := tuple(map(_bare, forms))) != forms:
                self._bare[cut] = tuple(dict.fromkeys((*self._bare.get(cut, ()), *found)))
        self._longest: dict[str, int] = {}
        for forms in self._index:
            for first in (forms[0], _bare(forms[0])):
                self._longest[first] = max(len(forms), self._longest.get(first, 0))
        self.vocabulary = frozenset(form for forms in self._index for form in forms)

    def each(self) -> Iterator[tuple[tuple[str, ...], Name]]:
        """Yield the words of each name with what it names."""
        for forms, found in self._index.items():
            for name in found:
                yield forms, name

    def spoken_in(self, language: str) -> frozenset[str]:
        """Return the words of short names that are of a language or of any."""
        return frozenset(
            form
            for forms, found in self._index.items()
            if len(forms) <= NAMED and any(name.language in {"", language} for name in found)
            for form in forms
        )

    def exactly(self, forms: Sequence[str]) -> tuple[Name, ...]:
        """Return what is named by just these words."""
        return self._index.get(tuple(forms), ())

    def _without_endings(self, forms: tuple[str, ...]) -> tuple[Name, ...] | None:
        """Return what is named by words without their plurals; names that have none are no copy."""
        own, bare = self._index.get(forms, ()), self._bare.get(forms, ())
        return tuple(dict.fromkeys((*own, *bare))) or None

    def within(
        self, words: Sequence[Word], everyday: Callable[[str], bool], *, shouted: bool = False
    ) -> Iterator[Match]:
        """Yield every exact name in the text, longest first at each place, overlaps included.

        ``everyday`` knows the words that an abbreviation in small letters cannot be; ``shouted``
        says that the whole text is in capitals, where capitals mean nothing.
        """
        for begin, word in enumerate(words):
            reach = max(self._longest.get(f, 0) for f in (word.form, _bare(word.form)))
            longest = min(reach, len(words) - begin)
            for length in range(longest, 0, -1):
                span = words[begin : begin + length]
                forms = tuple(w.form for w in span)
                found = self._index.get(forms)
                if not found and length > 1:
                    found = self._without_endings(tuple(map(_bare, forms)))
                if not found:
                    continue
                capitals = all(w.in_capitals or w.is_number for w in span)
                strict = tuple(n for n in found if not n.caps_only)
                if capitals and (not shouted or not everyday(word.form)):
                    strict = found
                if strict:
                    yield Match(begin, begin + length, strict)
                elif len("".join(forms)) > 1 and not any(map(everyday, forms)):
                    yield Match(begin, begin + length, found, faint=True)


def _bare(form: str) -> str:
    """Return a word without the endings of a plural: "preuves" and "preuve" are one."""
    if len(form) <= SHORTEST_TO_MEND - 1:
        return form
    return form.removesuffix("s").removesuffix("e")


class Mender:
    """Finds the words that a misspelt one may have been meant to be."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        by_length: defaultdict[int, list[str]] = defaultdict(list)
        for form in sorted(set(vocabulary)):
            if not form.isdecimal():
                by_length[len(form)].append(form)
        self._by_length = dict(by_length)
        self._near = lru_cache(maxsize=2_000)(self._nearest)

    def near(self, form: str) -> tuple[str, ...]:
        """Return the nearest words if they are near enough: several where they are as near."""
        return self._near(form)

    def _nearest(self, form: str) -> tuple[str, ...]:
        if len(form) < SHORTEST_TO_MEND or form.isdecimal():
            return self._swapped(form)
        allowed = 1 if len(form) <= ONE_SLIP else 2 if len(form) <= TWO_SLIPS else 3
        candidates = [
            word
            for length in range(len(form) - allowed, len(form) + allowed + 1)
            for word in self._by_length.get(length, ())
        ]
        near = process.extract(
            form, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=12
        )
        if not near:
            return ()
        best = min(distance for _, distance, _ in near)
        letters = sorted(form)
        nearest = [word for word, distance, _ in near if distance == best]
        nearest = [word for word in nearest if word[0] == form[0]] or nearest
        swapped = [word for word in nearest if sorted(word) == letters]
        return tuple(swapped or nearest)

    def _swapped(self, form: str) -> tuple[str, ...]:
        """Return words of four letters in which only two neighbours changed places."""
        if len(form) != SHORTEST_TO_MEND - 1:
            return ()
        swaps = {form[:i] + form[i + 1] + form[i] + form[i + 2 :] for i in range(len(form) - 1)}
        return tuple(word for word in self._by_length.get(len(form), ()) if word in swaps)

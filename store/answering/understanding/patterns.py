"""Patterns of words, and where they stand in a text: "what is … position", "rat*"."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from store.answering.understanding.normalising import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.answering.understanding.normalising import Word

WIDEST_GAP = 6
"""Words that ``…`` stands for at most."""


class Cue(NamedTuple):
    """A pattern found in a text: ``begin`` and ``end`` as in a slice."""

    label: str
    begin: int
    end: int
    language: str
    places: tuple[int, ...]  # of its own words, without those that ``…`` stands for

    @property
    def solid(self) -> int:
        """How many words the pattern has."""
        return len(self.places)


class _Step(NamedTuple):
    form: str
    is_prefix: bool
    after_gap: bool


class _Pattern(NamedTuple):
    number: int
    label: str
    language: str
    steps: tuple[_Step, ...]


class Patterns:
    """Patterns of words, each with a label."""

    def __init__(self, patterns: Iterable[tuple[str, str, str]]) -> None:
        """Take triples of label, language and pattern as it is written."""
        # By their first word; those in which a certain word follows at once by that as well.
        self._whole: defaultdict[str, list[_Pattern]] = defaultdict(list)
        self._followed: defaultdict[tuple[str, str], list[_Pattern]] = defaultdict(list)
        self._begun: defaultdict[str, list[_Pattern]] = defaultdict(list)
        vocabulary: set[str] = set()
        for number, (label, language, text) in enumerate(patterns):
            steps = tuple(_steps(text))
            if not steps:
                continue
            pattern = _Pattern(number, label, language, steps)
            first, second = steps[0], steps[1] if len(steps) > 1 else None
            if first.is_prefix:
                self._begun[first.form].append(pattern)
            elif second is None or second.is_prefix or second.after_gap:
                self._whole[first.form].append(pattern)
            else:
                self._followed[first.form, second.form].append(pattern)
            vocabulary.update(step.form for step in steps if not step.is_prefix)
        self._firsts = frozenset((*self._whole, *(first for first, _ in self._followed)))
        self._shortest = min(map(len, self._begun), default=1)
        self.vocabulary = frozenset(vocabulary)
        self.beginnings = frozenset(self._begun)

    def begins(self, form: str) -> bool:
        """Whether a pattern could begin with the word."""
        return form in self._firsts or any(True for _ in self._starting(form))

    def within(self, words: Sequence[Word]) -> Iterator[Cue]:
        """Yield every pattern found."""
        forms = [word.form for word in words]
        for begin, form in enumerate(forms):
            some: Iterable[_Pattern] = self._whole.get(form, ())
            followed = self._followed.get(
                (form, forms[begin + 1] if begin + 1 < len(forms) else "")
            )
            if followed:
                some = sorted((*some, *followed))
            for pattern in (*some, *self._starting(form)):
                places = _match(pattern.steps, forms, begin)
                if places is not None:
                    yield Cue(pattern.label, begin, places[-1] + 1, pattern.language, places)

    def _starting(self, form: str) -> Iterator[_Pattern]:
        for length in range(self._shortest, len(form) + 1):
            yield from self._begun.get(form[:length], ())


def _steps(text: str) -> Iterator[_Step]:
    gap = False
    for part in text.split():
        if part in {"…", "..."}:
            gap = True
            continue
        forms = forms_of(part.rstrip("*"))
        for place, form in enumerate(forms):
            last = place == len(forms) - 1
            yield _Step(form, part.endswith("*") and last, gap)
            gap = False


def _match(steps: Sequence[_Step], forms: Sequence[str], begin: int) -> tuple[int, ...] | None:
    places = [begin]
    at = begin + 1
    for step in steps[1:]:
        reach = WIDEST_GAP if step.after_gap else 0
        for place in range(at, min(at + reach, len(forms) - 1) + 1):
            form = forms[place]
            if form.startswith(step.form) if step.is_prefix else form == step.form:
                places.append(place)
                at = place + 1
                break
        else:
            return None
    return tuple(places)

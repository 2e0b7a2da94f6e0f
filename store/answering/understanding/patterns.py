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
    label: str
    language: str
    steps: tuple[_Step, ...]


class Patterns:
    """Patterns of words, each with a label."""

    def __init__(self, patterns: Iterable[tuple[str, str, str]]) -> None:
        """Take triples of label, language and pattern as it is written."""
        self._whole: defaultdict[str, list[_Pattern]] = defaultdict(list)
        self._begun: defaultdict[str, list[_Pattern]] = defaultdict(list)
        vocabulary: set[str] = set()
        for label, language, text in patterns:
            steps = tuple(_steps(text))
            if not steps:
                continue
            pattern = _Pattern(label, language, steps)
            first = steps[0]
            (self._begun if first.is_prefix else self._whole)[first.form].append(pattern)
            vocabulary.update(step.form for step in steps if not step.is_prefix)
        self._shortest = min(map(len, self._begun), default=1)
        self.vocabulary = frozenset(vocabulary)
        self.beginnings = frozenset(self._begun)

    def begins(self, form: str) -> bool:
        """Whether a pattern could begin with the word."""
        return form in self._whole or any(True for _ in self._starting(form, prefixes_only=True))

    def within(self, words: Sequence[Word]) -> Iterator[Cue]:
        """Yield every pattern found."""
        forms = [word.form for word in words]
        for begin, form in enumerate(forms):
            for pattern in self._starting(form):
                places = _match(pattern.steps, forms, begin)
                if places is not None:
                    yield Cue(pattern.label, begin, places[-1] + 1, pattern.language, places)

    def _starting(self, form: str, *, prefixes_only: bool = False) -> Iterator[_Pattern]:
        if not prefixes_only:
            yield from self._whole.get(form, ())
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

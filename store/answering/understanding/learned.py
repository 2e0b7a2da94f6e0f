"""What was learned from questions with known answers: a linear model over what a text shows.

What a text shows is hashed into buckets (feature hashing, Weinberger et al. 2009), so that a model
is as small as it is told to be. Each bucket speaks for or against some names; what it hardly tells
is left out. A model is learned by ``python -m tests.evaluation.training``.
"""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass
from itertools import accumulate
from math import sqrt
from typing import TYPE_CHECKING, Generic, TypeVar
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

Name = TypeVar("Name")

BUCKETS = 1 << 16
"""What is told apart of a text; all else shares a bucket with something."""


def buckets(shown: Iterable[str]) -> frozenset[int]:
    """Return the buckets of what a text shows."""
    return frozenset(crc32(one.encode()) % BUCKETS for one in shown)


def parts_of(word: str, sizes: Iterable[int]) -> Iterator[str]:
    """Yield the parts of a word, its edges marked, so that a misspelt one still tells something."""
    edged = f"<{word}>"
    for size in sizes:
        yield from (f"#{edged[at : at + size]}" for at in range(len(edged) - size + 1))


@dataclass(frozen=True, slots=True)
class Learned(Generic[Name]):
    """How much each bucket speaks for each name.

    ``begin`` has for each bucket where its names begin in ``places`` and ``weights``, and at its
    end where the last ones end; a weight counts ``scale`` times, and each name begins at ``start``.
    """

    names: tuple[Name, ...]
    start: tuple[float, ...]
    scale: float
    begin: array[int]
    places: memoryview  # of names
    weights: memoryview  # signed bytes

    @staticmethod
    def read(path: Path, name: Callable[[str], Name]) -> Learned[Name]:
        """Read a file that was learned; ``name`` makes a name of what is written of it.

        In its first line it has names, start and scale as JSON. Then come, in bytes, how many
        names each bucket speaks for; their places, two bytes each, the low one first; the weights.
        """
        kept = path.read_bytes()
        head = kept.index(b"\n") + 1
        told = json.loads(kept[:head])
        begin = array("I", accumulate(kept[head : head + BUCKETS], initial=0))
        rest = memoryview(kept)[head + BUCKETS :]
        return Learned(
            tuple(map(name, told["names"])),
            tuple(told["start"]),
            told["scale"],
            begin,
            rest[: 2 * begin[-1]].cast("H"),
            rest[2 * begin[-1] :].cast("b"),
        )

    def told(self, shown: frozenset[int]) -> Mapping[Name, float]:
        """Return how much speaks for each name: near to 1 much, near to 0 nothing."""
        sums = [0] * len(self.names)
        for bucket in shown:
            first, last = self.begin[bucket], self.begin[bucket + 1]
            for place, weight in zip(
                self.places[first:last], self.weights[first:last], strict=True
            ):
                sums[place] += weight
        share = self.scale / sqrt(len(shown) or 1)
        return {
            name: start + total * share
            for name, start, total in zip(self.names, self.start, sums, strict=True)
        }

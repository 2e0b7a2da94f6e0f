"""Which sort of question a text is, told from how it is put, whatever its words are about.

A linear model over words, their neighbours and their parts, so that a misspelt word or one that no
lexicon has still tells something. Names of parties, articles and days are left out: what they are
says nothing, that they are there does. It is learned from questions with known answers
(``python -m tests.evaluation.training``) and kept in ``manners.json``.

Features are hashed into buckets (feature hashing, Weinberger et al. 2009), so that the model is as
small as it is told to be.
"""

from __future__ import annotations

import json
from array import array
from base64 import b64decode
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from store.answering import questions as q
from store.record.terms import ActionKind, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading

MANNERS = Path(__file__).parent.parent / "manners.json"

BUCKETS = 1 << 13
"""Features that are told apart; others share a bucket."""

WORDS = 45
"""Words of a text that are looked at."""

TOGETHER = 3
"""Neighbouring words that are looked at as one."""

PARTS = (3, 4, 5)
"""Letters of the parts of words that are looked at, the edges of a word counted."""

NOTHING = "nothing"
"""The manner of a text that no store can answer."""

_PARTY, _NUMBER, _DAY = "P", "N", "D"  # capitals: folded words have none


def manner_of(question: Question) -> str:
    """Return which sort of question it is."""
    kind = type(question).__name__
    match question:
        case q.HistoryOf(subject=subject):
            return f"{kind} {'party' if subject.kind is Kind.PARTY else 'topic'}"
        case q.VoteOn(parties=parties) if parties:
            return f"{kind} party"
        case q.ActionsOn(party=str()):
            return f"{kind} party"
        case q.ActionsOn(acts=acts):
            return f"{kind} {'signed' if ActionKind.SIGNATURE in acts else 'bound'}"
        case q.DocumentsOn(document=None) | q.StatusOf(topic=None) | q.ChangesSince(topic=None):
            return f"{kind} all"
        case _:
            return kind


def features(reading: Reading) -> frozenset[int]:
    """Return the buckets of what can be seen of how a text is put."""
    words = masked(reading)
    seen = {f"^{' '.join(words[:count])}" for count in (1, 2)} if words else set()
    for count in range(1, TOGETHER + 1):
        seen.update(" ".join(words[at : at + count]) for at in range(len(words) - count + 1))
    for word in dict.fromkeys(words):
        edged = f"<{word}>"
        for size in PARTS:
            seen.update(f"#{edged[at : at + size]}" for at in range(len(edged) - size + 1))
    return frozenset(crc32(one.encode()) % BUCKETS for one in seen)


def masked(reading: Reading) -> list[str]:
    """Return the words of a text with a letter in place of each name, article and day."""
    linked = reading.linked
    forms = [word.form for word in linked.words[:WORDS]]
    spans = [(match.begin, match.end, _PARTY) for match in linked.of_kind(Kind.PARTY)]
    spans += [(cited.begin, cited.end, _NUMBER) for cited in linked.cited]
    spans += [(day.begin, day.end, _DAY) for day in linked.days]
    for begin, end, letter in spans:
        for place in range(begin, min(end, len(forms))):
            forms[place] = letter
    return [
        form
        for place, form in enumerate(forms)
        if not (form in (_PARTY, _NUMBER, _DAY) and place and forms[place - 1] == form)
    ]


@dataclass(frozen=True, slots=True)
class Manners:
    """The learned model: for each manner where it begins and what each bucket adds to it."""

    names: tuple[str, ...]
    start: tuple[float, ...]
    scale: tuple[float, ...]  # of one step of a weight
    weights: array[int]  # by bucket, then by manner; signed bytes

    def told(self, buckets: frozenset[int]) -> Mapping[str, float]:
        """Return how much speaks for each manner: the logarithm of its odds."""
        size = len(self.names)
        rows = [self.weights[at * size : (at + 1) * size] for at in buckets]
        sums: Sequence[int] = [sum(column) for column in zip(*rows, strict=True)] or [0] * size
        share = 1 / sqrt(len(buckets) or 1)
        return {
            name: start + total * scale * share
            for name, start, scale, total in zip(
                self.names, self.start, self.scale, sums, strict=True
            )
        }


@cache
def learned_manners() -> Manners:
    """Return the model that was learned."""
    kept = json.loads(MANNERS.read_text(encoding="utf-8"))
    return Manners(
        tuple(kept["names"]),
        tuple(kept["start"]),
        tuple(kept["scale"]),
        array("b", b64decode(kept["weights"])),
    )

"""Two simple ways to answer, for comparison: the one record whose text is nearest."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields
from math import log
from time import perf_counter
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process, utils

from store.record.records import Party, Source
from tests.evaluation.asking import Judged, Outcome, outcome_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store.record.records import Record
    from store.record.snapshot import Snapshot
    from tests.evaluation.asking import Asked

    Search = Callable[[str], tuple[str, float]]

K1, B = 1.5, 0.75
_WORD = re.compile(r"\w+")


def bm25(snapshot: Snapshot) -> Search:
    """Return a search that ranks records by Okapi BM25 over their texts."""
    documents = _documents(snapshot)
    tokens = [Counter(_WORD.findall(text.casefold())) for _, text in documents]
    lengths = [sum(counted.values()) for counted in tokens]
    mean = sum(lengths) / len(lengths)
    holding = Counter(word for counted in tokens for word in counted)

    def search(text: str) -> tuple[str, float]:
        best, name = 0.0, ""
        for (ref, _), counted, length in zip(documents, tokens, lengths, strict=True):
            score = 0.0
            for word in _WORD.findall(text.casefold()):
                count = counted.get(word, 0)
                if count:
                    rarity = log(1 + (len(tokens) - holding[word] + 0.5) / (holding[word] + 0.5))
                    score += rarity * count * (K1 + 1) / (count + K1 * (1 - B + B * length / mean))
            if score > best:
                best, name = score, ref
        return name, best

    return search


def token_set(snapshot: Snapshot) -> Search:
    """Return a search that ranks records by RapidFuzz's ``token_set_ratio``."""
    documents = _documents(snapshot)
    texts = [utils.default_process(text) for _, text in documents]

    def search(text: str) -> tuple[str, float]:
        found = process.extractOne(utils.default_process(text), texts, scorer=fuzz.token_set_ratio)
        return ("", 0.0) if found is None else (documents[found[2]][0], found[1])

    return search


def judge(asked: Sequence[Asked], search: Search) -> list[Judged]:
    """Answer every question with the nearest record, above the threshold that suits best."""
    found = []
    for question in asked:
        begun = perf_counter()
        name, score = search(question.text)
        found.append((question, name, score, perf_counter() - begun))
    tuned = [(q, n, s) for q, n, s, _ in found if q.part == "tuned"]
    threshold = max(
        {score for _, _, score in tuned},
        key=lambda least: sum(_worth(q, n) for q, n, s in tuned if s >= least),
    )
    return [
        Judged(q, outcome_of(q, [n]) if s >= threshold else Outcome.DECLINED, took, n)
        for q, n, s, took in found
    ]


def _worth(asked: Asked, name: str) -> int:
    return 1 if outcome_of(asked, [name]) is Outcome.RIGHT else -1


def _documents(snapshot: Snapshot) -> list[tuple[str, str]]:
    claims = [r for r in snapshot.records.values() if not isinstance(r, Source | Party)]
    return [(str(record.ref), _text(record)) for record in claims]


def _text(record: Record) -> str:
    parts = [record.id]
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, str):
            parts.append(value)
    parts.extend(alias.text for alias in getattr(record, "aliases", ()))
    parts.extend(text for _, text in getattr(record, "names", ()))
    return " ".join(parts)

"""Ranked search over all curated text."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING

from store.record.records import Party, Source

if TYPE_CHECKING:
    from store.record.evidence import Ref
    from store.record.records import Record
    from store.record.snapshot import Snapshot


def ranked(snapshot: Snapshot, words: str) -> tuple[Ref, ...]:
    """Return the claims whose text holds the most of the words, best first; ties as in the pack."""
    wanted = set(words.casefold().split())
    hits: Counter[Ref] = Counter()
    for ref, record in snapshot.records.items():
        if not isinstance(record, Source | Party):
            text = _text(record)
            hits[ref] = sum(word in text for word in wanted)
    return tuple(ref for ref, count in hits.most_common() if count)


def _text(record: Record) -> str:
    values = (getattr(record, field.name) for field in fields(record))
    return " ".join(value for value in values if isinstance(value, str)).casefold()

"""What a question of the evaluation is about, by the records that its answer must rest on."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING

from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from store.record.snapshot import Snapshot
    from tests.evaluation.asking import Asked

MOST = 12
"""Records beyond which a question is about none in particular."""

_ABOUT = {
    Kind.SAFEGUARD, Kind.PROVISION, Kind.VOTE, Kind.EVENT, Kind.DOCUMENT, Kind.GLOSSARY,
    Kind.ANSWER,
}  # fmt: skip


def records_wanted(asked: Asked, snapshot: Snapshot) -> frozenset[str]:
    """Return what people ask about by name: of a position or a status what it is about."""
    found = {name for one in (*asked.any, *asked.all) for name in _matching(one, snapshot)}
    return frozenset(found if len(found) <= MOST else ())


@lru_cache(maxsize=10_000)
def _matching(pattern: str, snapshot: Snapshot) -> frozenset[str]:
    kind, _, rest = pattern.partition(":")
    if kind in {Kind.POSITION, Kind.STATUS}:
        parts = rest.split(".")
        subject = parts[1] if kind == Kind.POSITION and len(parts) > 1 else parts[0]
        refs = [Ref(about, subject.rstrip("*")) for about in (Kind.SAFEGUARD, Kind.PROVISION)]
        return frozenset(str(ref) for ref in refs if ref in snapshot.records)
    return frozenset(
        str(ref)
        for ref in snapshot.records
        if ref.kind in _ABOUT and fnmatchcase(str(ref), pattern)
    )

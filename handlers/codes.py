"""Short stable names for records, so that a whole question fits into a button."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import blake2b
from typing import TYPE_CHECKING

from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.record.evidence import Ref
    from store.record.snapshot import Snapshot

WIDTH = 6
"""Letters of a code, 6 bits each: two of a thousand records are alike once in 140,000 packs."""

NAMED = frozenset(Kind)
"""The kinds of record that a button can name: all of them."""


def code_of(ref: Ref) -> str:
    """Return the code of a record: the same in every process, release and store."""
    digest = blake2b(str(ref).encode(), digest_size=9).digest()
    return urlsafe_b64encode(digest).decode()[:WIDTH]


class Codes:
    """The codes of one snapshot's records, in both directions."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Index the records that a button can name; two of the same code have none."""
        by_code: dict[str, Ref | None] = {}
        for ref in snapshot.records:
            if ref.kind in NAMED:
                code = code_of(ref)
                by_code[code] = None if code in by_code else ref
        self._by_code: Mapping[str, Ref | None] = by_code

    def code(self, ref: Ref) -> str | None:
        """Return the record's code, or None when the snapshot cannot tell it from it."""
        code = code_of(ref)
        return code if self._by_code.get(code) == ref else None

    def ref(self, code: str) -> Ref | None:
        """Return the record with that code, or None."""
        return self._by_code.get(code)

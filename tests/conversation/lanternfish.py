"""The fictional pack, as a folder and as a snapshot."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from store.packs.reading import read_pack
from store.record.snapshot import Snapshot

FOLDER = Path(__file__).parent.parent / "packs" / "lanternfish"


@cache
def lanternfish() -> Snapshot:
    """Read the pack."""
    pack = read_pack(FOLDER)
    return Snapshot.of(pack.negotiation, pack.records)

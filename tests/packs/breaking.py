"""A pack to break, and the faults that come of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.packs.faults import PackFaults
from store.packs.reading import read_pack

LANTERNFISH = Path(__file__).parent / "lanternfish"


def replace(folder: Path, file: str, old: str, new: str) -> None:
    """Write something else where it first stands in a file."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def append(folder: Path, file: str, text: str) -> None:
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")


def faults(folder: Path) -> list[str]:
    with pytest.raises(PackFaults) as refused:
        read_pack(folder)
    return [str(fault) for fault in refused.value.faults]

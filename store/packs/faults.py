"""What is wrong with a pack: every fault at once, each where it stands."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing that is wrong: the file, the record in it (or empty), and the reason."""

    file: str
    record: str
    reason: str

    def __str__(self) -> str:
        """Write one line."""
        return ": ".join(part for part in self if part)


class PackFaults(Exception):  # noqa: N818 - it holds faults, several of them
    """The pack is refused whole. ``faults`` are all that was found, sorted, at least one."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__(f"the pack has {len(self.faults)} faults, first: {self.faults[0]}")

"""What a text names of parties and topics, each with all that it may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.record.evidence import Ref


@dataclass(frozen=True, slots=True)
class Slot:
    """Something named: what was written, and all that it may mean."""

    written: str
    refs: tuple[Ref, ...]
    nearest: tuple[Ref, ...] = ()
    existing: bool = False
    sought: str = "topic"

    @property
    def known(self) -> bool:
        """Whether it means anything on record."""
        return bool(self.refs)


class Placed(NamedTuple):
    """Where something is named: ``begin`` and ``end`` as in a slice."""

    begin: int
    end: int
    slot: Slot


def each_once(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """Return the slots, each meaning once."""
    seen: dict[tuple[tuple[Ref, ...], str], Slot] = {}
    for slot in slots:
        seen.setdefault((slot.refs, "" if slot.refs else slot.written), slot)
    return tuple(seen.values())

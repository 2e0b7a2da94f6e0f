"""Which of a party's positions count, and when two are at odds."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from store.record.evidence import Ref
from store.record.terms import Confidence, Kind, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.record.records import Position

_SURE = {Confidence.HIGH: 2, Confidence.MEDIUM: 1, Confidence.LOW: 0}


def split(positions: Sequence[Position]) -> tuple[tuple[Position, ...], tuple[Position, ...]]:
    """Divide one party's positions on one topic into current and superseded, each newest first.

    A position is superseded only by one that is certainly later: where a day is not known, both
    stand. What was said on one day stands together.
    """
    if not positions:
        return (), ()
    latest = max(position.dated.first for position in positions)
    ordered = sorted(positions, key=lambda p: (p.dated.first, p.dated.last), reverse=True)
    return (
        tuple(position for position in ordered if position.dated.last >= latest),
        tuple(position for position in ordered if position.dated.last < latest),
    )


def best(current: Iterable[Position]) -> Position | None:
    """Return the one position to show where there is room for one: the latest, best known."""
    return max(
        current,
        key=lambda p: (p.dated.first, _SURE[p.evidence.confidence], p.dated.last),
        default=None,
    )


def changed(current: Iterable[Position], earlier: Iterable[Position]) -> bool:
    """Whether the party wants something else now than it did before."""
    now = {position.stance for position in current}
    return any(position.stance not in now for position in earlier)


def at_odds(one: Iterable[Position], other: Iterable[Position]) -> bool:
    """Whether none of the stances on one side points the way of one on the other."""
    ways, others = ({_way(p.stance) for p in side} for side in (one, other))
    return bool(ways) and bool(others) and not ways & others


def theme(position: Position) -> tuple[Ref, ...]:
    """Return what a position is on in a list of all: its safeguard, or else its provisions."""
    if position.safeguard is not None:
        return (Ref(Kind.SAFEGUARD, position.safeguard),)
    return tuple(Ref(Kind.PROVISION, id_) for id_ in position.provisions)


def _way(stance: Stance) -> int:
    match stance:
        case Stance.SUPPORTS | Stance.SEEKS_STRONGER:
            return 1
        case Stance.OPPOSES | Stance.SEEKS_WEAKER | Stance.SEEKS_DELETION:
            return -1
        case Stance.CONDITIONAL | Stance.FLEXIBLE | Stance.RESERVES | Stance.UNCLEAR:
            return 0
        case _:
            assert_never(stance)

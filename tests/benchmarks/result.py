"""What a benchmark found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with what it was measured against.

    ``target`` is the most that it may be, in the same unit; None where it is only told.
    """

    what: str
    value: float
    unit: str
    target: float | None = None

    @property
    def met(self) -> bool:
        """Whether it is within its target."""
        return self.target is None or self.value <= self.target


@dataclass(frozen=True, slots=True)
class Result:
    """All figures of one benchmark."""

    title: str
    figures: tuple[Figure, ...]

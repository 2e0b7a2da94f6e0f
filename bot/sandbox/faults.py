"""Trouble on purpose: errors, cut connections and delays, drawn from a seeded generator."""

from dataclasses import dataclass, field, fields
from random import Random
from typing import Literal

Fault = Literal["error_500", "error_502", "dropped", "accepted_then_dropped", "delayed", "too_many"]


@dataclass(slots=True)
class Faults:
    """How often each fault happens, as a probability for each request; all are off at first.

    `dropped` cuts the connection before anything is done, `accepted_then_dropped` after it
    was; `delayed` answers up to `delay` seconds after it was done; `too_many` is a 429 with
    `retry_after`. Only `methods` are hit (lower case), or all if empty; never getUpdates
    unless it is named.
    """

    seed: int = 0
    error_500: float = 0.0
    error_502: float = 0.0
    dropped: float = 0.0
    accepted_then_dropped: float = 0.0
    delayed: float = 0.0
    too_many: float = 0.0
    delay: float = 1.0
    retry_after: int = 1
    methods: frozenset[str] = frozenset()
    struck: dict[str, int] = field(default_factory=dict)
    _random: Random | None = field(default=None, repr=False)

    def draw(self, method: str) -> Fault | None:
        """What goes wrong with this request, if anything."""
        total = sum(getattr(self, kind) for kind in KINDS)
        if not total or (method not in self.methods if self.methods else method == "getupdates"):
            return None
        drawn = self.random().random()
        for kind in KINDS:
            drawn -= getattr(self, kind)
            if drawn < 0:
                self.struck[kind] = self.struck.get(kind, 0) + 1
                return kind
        return None

    def random(self) -> Random:
        """The generator, made from the seed when first used."""
        if self._random is None:
            self._random = Random(self.seed)  # noqa: S311 - repeatable trouble, no secret
        return self._random

    def set(self, **changes: object) -> None:
        """Changes rates at run time; a new seed starts the draw afresh.

        Raises ValueError for an unknown name or a rate outside 0 to 1.
        """
        for name, value in changes.items():
            if name not in SETTINGS:
                raise ValueError(f"unknown fault {name!r}")
            if name in KINDS and not (isinstance(value, int | float) and 0 <= value <= 1):
                raise ValueError(f"{name} must be a probability")
        for name, value in changes.items():
            kept = frozenset(map(str.lower, value)) if name == "methods" else value  # type: ignore[call-overload]
            setattr(self, name, kept)
        if "seed" in changes:
            self._random = None


KINDS: tuple[Fault, ...] = (
    "error_500",
    "error_502",
    "dropped",
    "accepted_then_dropped",
    "delayed",
    "too_many",
)
SETTINGS = frozenset(f.name for f in fields(Faults)) - {"struck", "_random"}

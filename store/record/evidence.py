"""How a thing is known: what every claim must carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from store.record.terms import Kind

if TYPE_CHECKING:
    from datetime import date

    from store.record.terms import Confidence, KnownBy


class Ref(NamedTuple):
    """The name of one record: its kind and its stable id."""

    kind: Kind
    id: str

    @classmethod
    def parse(cls, text: str) -> Ref:
        """Read ``kind:id``. Raise ValueError when there is no such kind."""
        kind, _, id_ = text.partition(":")
        return cls(Kind(kind), id_)

    def __str__(self) -> str:
        """Write ``kind:id``."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Retraction:
    """Why a record no longer counts. The record itself is kept."""

    retracted_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How a claim is known, and how well.

    ``sources`` are ids of sources, best first, never empty. ``doubts`` are sentences in the pack's
    language that a reader must be told; ``unchecked`` says that the curators have not seen the
    claim, or a detail of it, in a source. ``last_confirmed`` is the day on which somebody last
    looked whether it is still true.
    """

    sources: tuple[str, ...]
    confidence: Confidence
    known_by: KnownBy
    last_confirmed: date
    doubts: tuple[str, ...] = ()
    unchecked: bool = False
    retracted: Retraction | None = None

    def __post_init__(self) -> None:
        """Raise ValueError when there is no source: such a claim cannot be made."""
        if not self.sources:
            raise ValueError("a claim needs at least one source")


@dataclass(frozen=True, slots=True)
class Alias:
    """Another way in which people write a name. Matched without case and accents.

    ``caps_only`` ones count only when typed in capitals: ``US`` and ``CAN`` are ordinary words in
    small letters. ``language`` is an ISO 639-1 code, or empty for all languages.
    """

    text: str
    language: str = ""
    caps_only: bool = False

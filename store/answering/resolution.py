"""What a name that somebody wrote may stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from store.record.evidence import Ref
    from store.record.terms import Stance

    Meaning = Ref | Stance | date


@dataclass(frozen=True, slots=True)
class Hit:
    """It means this and nothing else."""

    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Several:
    """It may mean any of these, likeliest first: to be asked back, never guessed."""

    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class NoSuch:
    """It means nothing that is on record.

    ``nearest`` are the names that look most like it. ``existing`` says that the name is known to
    the world (a country, say) though the store has nothing of that name.
    """

    nearest: tuple[Meaning, ...] = ()
    existing: bool = False


Resolution = Hit | Several | NoSuch


def resolved(meanings: tuple[Meaning, ...]) -> Hit | Several | None:
    """Return the resolution for what was found, None for nothing."""
    match tuple(dict.fromkeys(meanings)):
        case ():
            return None
        case (only,):
            return Hit(only)
        case several:
            return Several(several)

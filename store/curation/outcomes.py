"""What comes of an attempt to change the record: each is a value, none an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.curation.proposals import Proposal
    from store.record.evidence import Ref
    from store.record.records import Record
    from store.tables.change import Change


@dataclass(frozen=True, slots=True)
class Submitted:
    """The change waits for review."""

    change: Change


@dataclass(frozen=True, slots=True)
class Published:
    """Readers see the change. ``alerts`` says how many it raised, corrections included."""

    change: Change
    alerts: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """The change was rejected or withdrawn."""

    change: Change


@dataclass(frozen=True, slots=True)
class Outdated:
    """What would be changed is not what was shown, because the record has changed since."""

    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Clash:
    """A record that was written since the change was made, or that it names and is gone."""

    ref: Ref
    seen: Record | None  # as it was when the change was made
    now: Record | None
    by: tuple[int, ...]  # the changes that wrote it; none when it was a data pack


@dataclass(frozen=True, slots=True)
class Conflict:
    """The change can never be published: others have changed what it changes."""

    change: Change
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The person may not do this."""


@dataclass(frozen=True, slots=True)
class NoSuchChange:
    """No change has that number."""

    number: int


@dataclass(frozen=True, slots=True)
class OwnChange:
    """Nobody decides on a change of their own."""

    change: Change


@dataclass(frozen=True, slots=True)
class NotOwnChange:
    """Only who submitted a change withdraws it."""

    change: Change


@dataclass(frozen=True, slots=True)
class AlreadyDecided:
    """Somebody was first; ``change`` says who, and how."""

    change: Change


class Bar(StrEnum):
    """Why a change cannot be undone."""

    NOT_PUBLISHED = "not_published"
    UNDONE = "undone"  # by the change in ``by``
    CHANGED_SINCE = "changed_since"  # ``refs`` were changed since, by the changes in ``by``
    REFERRED_TO = "referred_to"  # records in ``refs`` name what would disappear
    INCOMPLETE = "incomplete"  # what would come back names ``refs``, which are gone
    NOTHING = "nothing"  # it changed no record


@dataclass(frozen=True, slots=True)
class CannotUndo:
    """The change stays."""

    change: Change
    bar: Bar
    refs: tuple[Ref, ...] = ()
    by: tuple[int, ...] = ()


Decision = Published | Settled | Conflict | NotAllowed | NoSuchChange | OwnChange | AlreadyDecided

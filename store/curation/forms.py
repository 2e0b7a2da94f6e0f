"""What a coordinator can ask to be changed, as plain values, and what can be wrong with it.

Names are resolved before: a form holds ids and dates. What it holds may still be wrong in every
way, so that looking at it gives faults, never an exception.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from store.record.evidence import Ref
    from store.record.moments import Dated
    from store.record.terms import Confidence, KnownBy, Stance, Status


class Field(StrEnum):
    """The fields of all forms; also the steps of a guided edit."""

    PARTY = "party"
    TOPIC = "topic"
    TOPICS = "topics"
    STANCE = "stance"
    STATUS = "status"
    DATE = "date"
    SUMMARY = "summary"
    URL = "url"
    SOURCE_TITLE = "source_title"
    PUBLISHER = "publisher"
    START = "start"
    END = "end"
    TITLE = "title"
    PLACE = "place"
    EVENT = "event"
    REASON = "reason"
    MOTION = "motion"
    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    OUTCOME = "outcome"
    MEANING = "meaning_of_yes"
    RECORD = "record"
    TEXT = "text"
    QUESTION = "question"


class Wrong(StrEnum):
    """What is wrong with a field. ``value`` of the fault is what was given."""

    MISSING = "missing"
    TOO_LONG = "too_long"  # more characters than ``limit``
    UNFIT = "unfit"  # a control character
    UNKNOWN = "unknown"  # names no record; ``refs`` are the nearest
    SEVERAL = "several"  # may mean any of ``refs``
    NO_WORD = "no_word"  # none of the words of a closed list
    NO_DATE = "no_date"
    NO_INSTANT = "no_instant"  # no date with a time
    IN_FUTURE = "in_future"  # a date of something that has not happened yet
    NO_ADDRESS = "no_address"  # no http or https address
    NO_COUNT = "no_count"  # no whole number from 0 on
    END_FIRST = "end_first"  # ends before it starts
    NO_CLAIM = "no_claim"  # a source or party: it claims nothing
    RETRACTED = "retracted"  # was retracted before
    CANCELLED = "cancelled"  # was cancelled before
    NO_CHANGE = "no_change"  # it stands like that already
    DUPLICATE = "duplicate"  # ``refs`` say the same
    REPEATED = "repeated"  # the same as row ``value`` of the same file
    TOO_MANY = "too_many"  # more than ``limit``


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one field; ``row`` is the line of a file, from 1 on."""

    field: Field
    wrong: Wrong
    value: str = ""
    limit: int = 0
    refs: tuple[Ref, ...] = ()
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a claim is found. ``title`` and what follows count only for an address not yet known.

    Without ``known_by`` and ``confidence`` a claim is known as others from that source are.
    """

    url: str
    title: str | None = None
    publisher: str | None = None
    dated: Dated | None = None
    known_by: KnownBy | None = None
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewState:
    """A state of which nothing is on record yet."""

    id: str
    name: str  # in the language of the record
    iso2: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPosition:
    """A party has said what it wants of a topic. Its earlier positions stay on record.

    ``state`` is the party where it has to be added first.
    """

    party: str
    topic: Ref
    stance: Stance
    dated: Dated
    summary: str
    source: Citation
    occasion: str | None = None
    state: NewState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStatus:
    """A provision or safeguard has another status. The earlier ones stay on record."""

    topic: Ref
    status: Status
    dated: Dated
    summary: str
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEvent:
    """Something is going to happen. Instants are aware."""

    starts_at: datetime
    title: str
    ends_at: datetime | None = None
    place: str | None = None
    topics: tuple[Ref, ...] = ()
    source: Citation | None = None  # None: the coordinators say so


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveEvent:
    """An event has other hours. Without an end, it stays as long as it was."""

    event: str
    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelEvent:
    """An event does not take place."""

    event: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddVote:
    """A decision was taken; without any count, without a recorded vote."""

    topics: tuple[Ref, ...]
    motion: str
    dated: Dated
    yes: int | None
    no: int | None
    abstain: int | None
    outcome: str
    meaning_of_yes: str
    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSource:
    """A page in which claims may be found."""

    source: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAnswer:
    """A curated answer; ``asked`` are ways in which people ask for it."""

    title: str
    text: str
    asked: tuple[str, ...]
    source: Citation
    about: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retract:
    """A record no longer counts. It stays, marked, with the reason."""

    ref: Ref
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """Somebody has looked whether these records are still true, and they are."""

    refs: tuple[Ref, ...]


Line = SetPosition | AddEvent | AddVote
"""What a line of an imported file can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """Many at once; ``rows`` are the lines of the file that they stand in."""

    lines: tuple[Line, ...]
    rows: tuple[int, ...]


Form = (
    SetPosition
    | SetStatus
    | AddEvent
    | MoveEvent
    | CancelEvent
    | AddVote
    | AddSource
    | AddAnswer
    | Retract
    | Confirm
    | Import
)

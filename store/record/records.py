"""The records of a negotiation: who wants what, where the text stands, what happens when.

Every record has a stable ``id``, unique within its kind. A record with ``evidence`` is a claim.
Texts are in the pack's language; ``names`` holds translations of a name by ISO 639-1 code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from store.record.evidence import Alias, Evidence, Ref
from store.record.terms import (
    ActionKind,
    AnswerKind,
    Ballot,
    EventKind,
    Kind,
    PartyKind,
    Stance,
    Status,
)

if TYPE_CHECKING:
    from datetime import datetime

    from store.record.moments import Dated

Names = tuple[tuple[str, str], ...]


class Recorded:
    """What all records have: a kind and an id, which together name them."""

    __slots__ = ()
    kind: ClassVar[Kind]
    id: str

    @property
    def ref(self) -> Ref:
        """The record's name."""
        return Ref(self.kind, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Recorded):
    """A page or document in which claims are found."""

    kind: ClassVar[Kind] = Kind.SOURCE
    id: str
    title: str
    publisher: str
    url: str | None
    dated: Dated | None
    genre: str  # the curators' word: official_un, government, press, ngo, ai_meeting_report, ...
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Recorded):
    """That a party belonged to a group, from when to when; an unknown date is None."""

    kind: ClassVar[Kind] = Kind.MEMBERSHIP
    id: str
    party: str
    group: str
    since: Dated | None
    until: Dated | None
    open_ended: bool  # known to be a member still; False with no ``until`` means not known
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyAction(Recorded):
    """That a party signed, ratified or made a reservation."""

    kind: ClassVar[Kind] = Kind.ACTION
    id: str
    party: str
    act: ActionKind
    dated: Dated
    summary: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Recorded):
    """Any actor with positions: state, group, UN body, organisation. Itself no claim."""

    kind: ClassVar[Kind] = Kind.PARTY
    id: str
    name: str
    party_kind: PartyKind
    iso2: str | None = None
    iso3: str | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()  # where what the note says is found
    aliases: tuple[Alias, ...] = ()
    names: Names = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Safeguard(Recorded):
    """Something that is demanded of the treaty, wherever in its text it may stand."""

    kind: ClassVar[Kind] = Kind.SAFEGUARD
    id: str
    title: str
    asks_for: str
    why_it_matters: str
    at_session_start: str
    outcome: str
    draft_numbers: str | None  # where it stood in earlier drafts, in words
    demanded: bool  # asked for in the statement that the pack was made around
    provisions: tuple[str, ...]
    after_adoption: str | None = None
    aliases: tuple[Alias, ...] = ()
    names: Names = ()
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision(Recorded):
    """An article, or a paragraph that a fight was about, or the preamble or title.

    ``number`` is how people write it: ``6``, ``6(2)``, ``35(1)(c)``, ``preamble``.
    ``former_numbers`` are pairs of draft and number; ``parent`` is the article of a paragraph.
    """

    kind: ClassVar[Kind] = Kind.PROVISION
    id: str
    number: str
    title: str
    chapter: str | None
    summary: str
    parent: str | None = None
    former_numbers: tuple[tuple[str, str], ...] = ()
    safeguards: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()
    names: Names = ()
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange(Recorded):
    """That a provision or safeguard had this status from this date on."""

    kind: ClassVar[Kind] = Kind.STATUS
    id: str
    topic: Ref
    status: Status
    dated: Dated
    summary: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Recorded):
    """What a party said it wants of a safeguard, of provisions, or of both."""

    kind: ClassVar[Kind] = Kind.POSITION
    id: str
    party: str
    safeguard: str | None
    provisions: tuple[str, ...]
    cited_as: str | None  # the provisions as the source numbers them, where that differs
    stance: Stance
    summary: str
    dated: Dated
    occasion: str | None  # the meeting or document in which it was said
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyBallot:
    """One party's ballot in a vote, with its own evidence."""

    party: str
    ballot: Ballot
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote(Recorded):
    """A decision that a body took, by counted vote or without."""

    kind: ClassVar[Kind] = Kind.VOTE
    id: str
    body: str
    motion: str
    moved_by: str | None  # the id of a party
    dated: Dated
    recorded: bool  # by counted vote; False: by consensus or without a vote
    yes: int | None
    no: int | None
    abstain: int | None
    outcome: str
    meaning_of_yes: str
    consequence: str | None
    topics: tuple[Ref, ...]
    ballots: tuple[PartyBallot, ...] = ()
    aliases: tuple[Alias, ...] = ()  # ways in which people ask for it
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Recorded):
    """An entry of the calendar. Either instants (UTC) or dates, never both.

    ``outcome`` is what happened, and is not to be told before the event is over.
    """

    kind: ClassVar[Kind] = Kind.EVENT
    id: str
    event_kind: EventKind
    title: str
    dated: Dated  # the day or days in the session's time zone
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    number: int | None = None
    place: str | None = None
    outcome: str | None = None
    topics: tuple[Ref, ...] = ()
    cancelled: str | None = None  # the reason
    aliases: tuple[Alias, ...] = ()  # ways in which people ask for it
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Recorded):
    """A document of the process. ``symbol`` is its UN symbol."""

    kind: ClassVar[Kind] = Kind.DOCUMENT
    id: str
    symbol: str | None
    title: str
    summary: str
    dated: Dated | None
    url: str | None
    topics: tuple[Ref, ...] = ()
    aliases: tuple[Alias, ...] = ()
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry(Recorded):
    """A term and what it means here."""

    kind: ClassVar[Kind] = Kind.GLOSSARY
    id: str
    term: str
    definition: str
    aliases: tuple[Alias, ...] = ()
    names: Names = ()
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What one side of a dispute says, and where."""

    says: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedAnswer(Recorded):
    """A curated text that answers questions which come again and again.

    ``about`` are the records it concerns; a ``DISPUTE`` is shown with every answer about them.
    ``dated`` is the date from which the text holds, None when it always did; where several with
    the same ``series`` exist, the latest by the date asked about is the one that counts.
    """

    kind: ClassVar[Kind] = Kind.ANSWER
    id: str
    answer_kind: AnswerKind
    title: str
    text: str
    dated: Dated | None = None
    series: str | None = None
    about: tuple[Ref, ...] = ()
    versions: tuple[Version, ...] = ()
    aliases: tuple[Alias, ...] = ()  # ways in which people ask for it
    evidence: Evidence


Claim = (
    Membership
    | TreatyAction
    | Safeguard
    | Provision
    | StatusChange
    | Position
    | Vote
    | Event
    | Document
    | GlossaryEntry
    | CuratedAnswer
)
Record = Source | Party | Claim
Topic = Safeguard | Provision

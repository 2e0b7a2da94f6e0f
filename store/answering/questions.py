"""Everything that can be asked, on one page.

A question names records by id; it is made from a command, a button or free text, and answered by
:func:`store.answering.engine.answer`. ``as_of`` is the day (session time zone) as of which the
person asked, None for today.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from datetime import date

    from store.record.terms import ActionKind, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What all questions have."""

    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusOf(Asked):
    """Where a provision or safeguard stands; without a topic, where the whole text stands."""

    topic: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionOf(Asked):
    """What a party is on record as wanting, on one topic or on all."""

    party: str
    topic: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoHolds(Asked):
    """Which parties are on record with a stance on every one of the topics.

    No stance means any stance.
    """

    topics: tuple[Ref, ...]
    stances: tuple[Stance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare(Asked):
    """What two or more parties want, side by side, on some topics or on all."""

    parties: tuple[str, ...]
    topics: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixOf(Asked):
    """Where parties stand on topics, at a glance: some of either, or all that have positions."""

    parties: tuple[str, ...] = ()
    topics: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VotesTaken(Asked):
    """All votes and decisions on record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteOn(Asked):
    """The votes on a topic, or one vote (a ref of kind vote); of some parties, if named."""

    topic: Ref | None = None
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaOf(Asked):
    """What is on the calendar from one day to another, both included; None is today."""

    day: date | None = None
    until: date | None = None
    topic: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextUp(Asked):
    """What comes next on the calendar, on one topic or on all."""

    topic: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline(Asked):
    """The sessions, milestones and deadlines of the whole process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesSince(Asked):
    """What changed in statuses, positions and votes since a day; None is since yesterday."""

    since: date | None = None
    topic: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryOf(Asked):
    """All that is on record about a topic or a party (a ref of kind party), oldest first."""

    subject: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Define(Asked):
    """What a term means; without one, the list of terms."""

    term: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionText(Asked):
    """What a provision says, where it stands and what was fought about."""

    provision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeguardOn(Asked):
    """What a safeguard asks for, why, and what became of it."""

    safeguard: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeguardList(Asked):
    """Which safeguards there are; those that the statement asks for first."""

    demanded_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyProfile(Asked):
    """Who a party is: its groups with their dates, its positions in short, its treaty actions."""

    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersOf(Asked):
    """Who is a member of a group, with dates."""

    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsOn(Asked):
    """Who signed or ratified, or whether a party did."""

    acts: tuple[ActionKind, ...] = ()
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsOn(Asked):
    """A document, the documents on a topic, or all of them."""

    document: str | None = None
    topic: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesOf(Asked):
    """Which sources the store has on a topic or party, or all in short; or one source."""

    subject: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Curated(Asked):
    """A curated answer by id."""

    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview(Asked):
    """Where the whole negotiation stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search(Asked):
    """Ranked search over all curated text."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpWanted(Asked):
    """What the bot can do."""


Question = (
    StatusOf
    | PositionOf
    | WhoHolds
    | Compare
    | MatrixOf
    | VotesTaken
    | VoteOn
    | AgendaOf
    | NextUp
    | Timeline
    | ChangesSince
    | HistoryOf
    | Define
    | ProvisionText
    | SafeguardOn
    | SafeguardList
    | PartyProfile
    | MembersOf
    | ActionsOn
    | DocumentsOn
    | SourcesOf
    | Curated
    | Overview
    | Search
    | HelpWanted
)


def about(ref: Ref, as_of: date | None = None) -> Question | None:  # noqa: PLR0911
    """Return the question that shows a record, None for kinds that are not shown by themselves."""
    match ref.kind:
        case Kind.SAFEGUARD:
            return SafeguardOn(safeguard=ref.id, as_of=as_of)
        case Kind.PROVISION:
            return ProvisionText(provision=ref.id, as_of=as_of)
        case Kind.PARTY:
            return PartyProfile(party=ref.id, as_of=as_of)
        case Kind.VOTE:
            return VoteOn(topic=ref, as_of=as_of)
        case Kind.DOCUMENT:
            return DocumentsOn(document=ref.id, as_of=as_of)
        case Kind.GLOSSARY:
            return Define(term=ref.id, as_of=as_of)
        case Kind.ANSWER:
            return Curated(answer=ref.id, as_of=as_of)
        case Kind.SOURCE:
            return SourcesOf(subject=ref, as_of=as_of)
        case _:
            return None


def shown(question: Question) -> Ref | None:
    """Return the one record that a question shows by itself: what :func:`about` was given."""
    match question:
        case SafeguardOn(safeguard=id_):
            return Ref(Kind.SAFEGUARD, id_)
        case ProvisionText(provision=id_):
            return Ref(Kind.PROVISION, id_)
        case Curated(answer=id_):
            return Ref(Kind.ANSWER, id_)
        case Define(term=str(id_)):
            return Ref(Kind.GLOSSARY, id_)
        case DocumentsOn(document=str(id_)):
            return Ref(Kind.DOCUMENT, id_)
        case _:
            return None

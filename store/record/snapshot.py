"""All that is curated, frozen at one revision of the store, with the indexes that answers need."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from store.record.evidence import Ref
from store.record.records import (
    Claim,
    CuratedAnswer,
    Document,
    Event,
    GlossaryEntry,
    Membership,
    Party,
    Position,
    Provision,
    Record,
    Safeguard,
    Source,
    StatusChange,
    TreatyAction,
    Vote,
)
from store.record.terms import AnswerKind, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

R = TypeVar("R", bound=Record)
K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRules:
    """When the calendar makes alerts (``[alerts]`` in ``pack.toml``); times in the session zone."""

    brief_at: time = time(8, 30)
    digest_at: time = time(18, 30)
    meeting_lead: timedelta = timedelta(minutes=15)
    countdown_days: tuple[int, ...] = (7, 1)  # before the first day of the session
    countdown_at: time = time(8, 30)
    deadline_days: tuple[int, ...] = (1,)  # before the day of the deadline
    deadline_at: time = time(9, 0)
    rest_days: tuple[int, ...] = (5, 6)  # weekdays (Monday is 0) without briefs unless a body meets


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiation:
    """What a pack says of itself (``pack.toml``)."""

    id: str
    name: str
    short_name: str
    edition: str
    language: str  # of the curated texts, ISO 639-1
    languages: tuple[str, ...]  # in which aliases are given
    timezone: str  # of the sessions, an IANA name
    starts_on: date  # of the session that the pack is made for
    ends_on: date
    last_confirmed: date
    about: str
    limits: tuple[str, ...]  # what readers must know of the reading behind the pack
    alerts: AlertRules = AlertRules()

    @property
    def zone(self) -> ZoneInfo:
        """The session's time zone."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, kw_only=True, eq=False)
class Snapshot:
    """The whole store as immutable values. Retracted records are in it, marked.

    ``revision`` grows by one with each change of the store. Sequences of dated records run from
    oldest to newest; the others keep the pack's order.
    """

    negotiation: Negotiation
    records: Mapping[Ref, Record]
    revision: int = 0

    @classmethod
    def of(cls, negotiation: Negotiation, records: Iterable[Record], revision: int = 0) -> Snapshot:
        """Freeze the records. Raise ValueError where two have the same kind and id."""
        by_ref: dict[Ref, Record] = {}
        for record in records:
            if by_ref.setdefault(record.ref, record) is not record:
                raise ValueError(f"two records are named {record.ref}")
        return cls(negotiation=negotiation, records=MappingProxyType(by_ref), revision=revision)

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self.records)

    # Each kind by id.

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""
        return self._by_id(Source)

    @cached_property
    def parties(self) -> Mapping[str, Party]:
        """Parties by id."""
        return self._by_id(Party)

    @cached_property
    def safeguards(self) -> Mapping[str, Safeguard]:
        """Safeguards by id."""
        return self._by_id(Safeguard)

    @cached_property
    def provisions(self) -> Mapping[str, Provision]:
        """Provisions by id."""
        return self._by_id(Provision)

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Documents by id."""
        return self._by_id(Document)

    @cached_property
    def glossary(self) -> Mapping[str, GlossaryEntry]:
        """Glossary entries by id."""
        return self._by_id(GlossaryEntry)

    @cached_property
    def answers(self) -> Mapping[str, CuratedAnswer]:
        """Curated answers by id."""
        return self._by_id(CuratedAnswer)

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """Events by id, in the order in which they happen."""
        return self._by_id(Event, lambda event: (event.dated.first, _instant(event), event.id))

    @cached_property
    def votes(self) -> Mapping[str, Vote]:
        """Votes by id, oldest first."""
        return self._by_id(Vote, lambda vote: (vote.dated, vote.id))

    @cached_property
    def positions(self) -> Mapping[str, Position]:
        """Positions by id, oldest first."""
        return self._by_id(Position, lambda position: (position.dated, position.id))

    @cached_property
    def statuses(self) -> Mapping[str, StatusChange]:
        """Status changes by id, oldest first; of one day in the order of the pack."""
        return self._by_id(StatusChange, lambda change: change.dated)

    @cached_property
    def memberships(self) -> Mapping[str, Membership]:
        """Memberships by id."""
        return self._by_id(Membership)

    @cached_property
    def actions(self) -> Mapping[str, TreatyAction]:
        """Treaty actions by id, oldest first."""
        return self._by_id(TreatyAction, lambda action: (action.dated, action.id))

    # What belongs to what. A missing key has no records.

    @cached_property
    def positions_of(self) -> Mapping[str, tuple[Position, ...]]:
        """Positions by party id."""
        return _grouped(self.positions.values(), lambda position: [position.party])

    @cached_property
    def positions_on(self) -> Mapping[Ref, tuple[Position, ...]]:
        """Positions by safeguard or provision, just as the record names it."""
        return _grouped(self.positions.values(), topics_of)

    @cached_property
    def statuses_of(self) -> Mapping[Ref, tuple[StatusChange, ...]]:
        """Status changes by provision or safeguard."""
        return _grouped(self.statuses.values(), lambda change: [change.topic])

    @cached_property
    def votes_on(self) -> Mapping[Ref, tuple[Vote, ...]]:
        """Votes by provision or safeguard."""
        return _grouped(self.votes.values(), lambda vote: vote.topics)

    @cached_property
    def votes_of(self) -> Mapping[str, tuple[Vote, ...]]:
        """Votes in which a party's ballot is on record, by party id."""
        return _grouped(self.votes.values(), lambda vote: [b.party for b in vote.ballots])

    @cached_property
    def events_on(self) -> Mapping[Ref, tuple[Event, ...]]:
        """Events by provision or safeguard."""
        return _grouped(self.events.values(), lambda event: event.topics)

    @cached_property
    def documents_on(self) -> Mapping[Ref, tuple[Document, ...]]:
        """Documents by provision or safeguard."""
        return _grouped(self.documents.values(), lambda document: document.topics)

    @cached_property
    def disputes_about(self) -> Mapping[Ref, tuple[CuratedAnswer, ...]]:
        """Contradictions between sources, by the records that they concern."""
        disputes = (a for a in self.answers.values() if a.answer_kind is AnswerKind.DISPUTE)
        return _grouped(disputes, lambda answer: answer.about)

    @cached_property
    def memberships_of(self) -> Mapping[str, tuple[Membership, ...]]:
        """Memberships by the party that is the member."""
        return _grouped(self.memberships.values(), lambda membership: [membership.party])

    @cached_property
    def members_of(self) -> Mapping[str, tuple[Membership, ...]]:
        """Memberships by group."""
        return _grouped(self.memberships.values(), lambda membership: [membership.group])

    @cached_property
    def actions_of(self) -> Mapping[str, tuple[TreatyAction, ...]]:
        """Treaty actions by party."""
        return _grouped(self.actions.values(), lambda action: [action.party])

    @cached_property
    def claims_citing(self) -> Mapping[str, tuple[Claim, ...]]:
        """Claims by the id of each source that they rest on, in the pack's order."""
        claims = (r for r in self.records.values() if not isinstance(r, Source | Party))
        return _grouped(claims, lambda claim: claim.evidence.sources)

    @cached_property
    def retracted(self) -> tuple[Claim, ...]:
        """Claims that were retracted, in the pack's order."""
        claims = (r for r in self.records.values() if not isinstance(r, Source | Party))
        return tuple(claim for claim in claims if claim.evidence.retracted is not None)

    @cached_property
    def paragraphs_of(self) -> Mapping[str, tuple[Provision, ...]]:
        """Paragraphs by the id of their article."""
        children = (p for p in self.provisions.values() if p.parent is not None)
        return _grouped(children, lambda provision: [provision.parent or ""])

    def _by_id(
        self, record_type: type[R], order: Callable[[R], object] | None = None
    ) -> Mapping[str, R]:
        found = [record for record in self.records.values() if isinstance(record, record_type)]
        if order is not None:
            found.sort(key=order)  # type: ignore[arg-type]  # each key orders its own kind
        return MappingProxyType({record.id: record for record in found})


def topics_of(position: Position) -> tuple[Ref, ...]:
    """Return the safeguard and provisions that a position speaks about."""
    provisions = tuple(Ref(Kind.PROVISION, id_) for id_ in position.provisions)
    if position.safeguard is None:
        return provisions
    return (Ref(Kind.SAFEGUARD, position.safeguard), *provisions)


def _instant(event: Event) -> str:
    return event.starts_at.isoformat() if event.starts_at is not None else ""


def _grouped(records: Iterable[R], keys: Callable[[R], Iterable[K]]) -> Mapping[K, tuple[R, ...]]:
    groups: defaultdict[K, list[R]] = defaultdict(list)
    for record in records:
        for key in keys(record):
            groups[key].append(record)
    return MappingProxyType({key: tuple(group) for key, group in groups.items()})

"""One day of the negotiation in facts: its agenda, where that stands, what happened, what is due.

Alerts are written from it. The facts are those that answers rest on, so that an alert never says
what the answer to the same question would not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from store.answering.answers import Found, Heading, cite
from store.answering.engine import answer
from store.answering.inquiry import Inquiry
from store.answering.kinds.changes import yesterday
from store.answering.moment import Moment, dated_of
from store.answering.questions import AgendaOf, ChangesSince, WhoHolds
from store.record.records import Event, Position, StatusChange, Vote
from store.record.snapshot import topics_of
from store.record.terms import EventKind, Kind, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from store.answering.answers import Cited
    from store.record.evidence import Ref
    from store.record.records import Claim
    from store.record.snapshot import Snapshot

DEADLINES_AHEAD = timedelta(days=3)
"""How far ahead of a day its deadlines are looked for, the day itself included."""

_ON_AGENDA = frozenset(
    {EventKind.MEETING, EventKind.INFORMALS, EventKind.DEADLINE, EventKind.MILESTONE}
)
_FOR = frozenset({Stance.SUPPORTS, Stance.SEEKS_STRONGER})
_AGAINST = frozenset({Stance.OPPOSES, Stance.SEEKS_WEAKER, Stance.SEEKS_DELETION})


@dataclass(frozen=True, slots=True)
class Side:
    """A stance on a topic: the newest position with it, and how many other parties hold it."""

    stance: Stance
    newest: Cited
    others: int


@dataclass(frozen=True, slots=True)
class Contest:
    """A topic on which parties are on record with stances that point opposite ways."""

    topic: Ref
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """What a day begins with.

    ``since`` is the day from which on ``changed`` is told: the last one with a meeting. Of the day
    itself it holds what was written down by then, and not what a rehearsal only knows with
    hindsight. ``in_play`` are the latest
    statuses of what the agenda names, ``unknown`` those of its topics that have none on record.
    """

    day: date
    since: date
    agenda: tuple[Cited, ...]
    in_play: tuple[Cited, ...]
    changed: tuple[Cited, ...]
    unknown: tuple[Ref, ...]
    contested: tuple[Contest, ...]
    deadlines: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """What a day has brought, and what the next working day will. None is after the last one."""

    day: date
    meetings: tuple[Cited, ...]
    votes: tuple[Cited, ...]
    changed: tuple[Cited, ...]
    next_day: date | None
    next_agenda: tuple[Cited, ...]


def morning(day: date, snapshot: Snapshot, *, now: datetime) -> Morning:
    """Return what is on record for the morning of a day; ``now`` is aware."""
    agenda = tuple(
        entry
        for entry in agenda_of(day, snapshot, now=now)
        # Meetings and deadlines are fixed ahead; a milestone is what came of the day.
        if not _is_milestone(entry) or written_down(entry.record, day)
    )
    since = yesterday(Inquiry.of(ChangesSince(as_of=day), snapshot, now=now))
    topics = _topics_on(agenda)
    in_play = tuple(_statuses(topics, day, snapshot, now=now))
    known = {entry.record.topic for entry in in_play if isinstance(entry.record, StatusChange)}
    return Morning(
        day=day,
        since=since,
        agenda=agenda,
        in_play=in_play,
        changed=tuple(
            entry
            for entry in happened(since, day, snapshot, now=now)
            if written_down(entry.record, day)
        ),
        unknown=tuple(topic for topic in topics if topic not in known),
        contested=tuple(_contests(topics, day - timedelta(days=1), snapshot, now=now)),
        deadlines=_deadlines(day, snapshot, now=now),
    )


def evening(day: date, next_day: date | None, snapshot: Snapshot, *, now: datetime) -> Evening:
    """Return what is on record for the evening of a day; ``now`` is aware."""
    brought = happened(day, day, snapshot, now=now)
    over = (
        cited
        for cited in agenda_of(day, snapshot, now=now)
        if isinstance(cited.record, Event)
        and (cited.record.outcome is not None or cited.record.cancelled is not None)
    )
    return Evening(
        day=day,
        meetings=tuple(over),
        votes=tuple(cited for cited in brought if isinstance(cited.record, Vote)),
        changed=tuple(cited for cited in brought if not isinstance(cited.record, Vote)),
        next_day=next_day,
        next_agenda=() if next_day is None else agenda_of(next_day, snapshot, now=now),
    )


def agenda_of(day: date, snapshot: Snapshot, *, now: datetime) -> tuple[Cited, ...]:
    """Return what is on the calendar of a day, in order; sessions themselves are left out."""
    found = answer(AgendaOf(day=day), snapshot, now=now)
    return tuple(
        cited
        for cited in _claims(found, Heading.ANSWER)
        if isinstance(cited.record, Event) and cited.record.event_kind in _ON_AGENDA
    )


def happened(since: date, until: date, snapshot: Snapshot, *, now: datetime) -> tuple[Cited, ...]:
    """Return what happened from one day to another, newest first; nothing that is retracted."""
    found = answer(ChangesSince(since=since, as_of=until), snapshot, now=now)
    # As of that day a later retraction is not known, so the record itself is looked at.
    counts = Moment.of(None, now=now, negotiation=snapshot.negotiation).counts
    return tuple(
        entry
        for entry in _claims(found, Heading.ANSWER)
        if counts(cast("Claim", snapshot.records[entry.record.ref]))
    )


def replaced(record: Position | StatusChange, snapshot: Snapshot) -> Position | StatusChange | None:
    """Return what held before: the topic's last status, or what the party last said on it.

    None where nothing earlier is on record. A position on other topics too is on each of them.
    """
    earlier: list[Position | StatusChange] = []
    match record:
        case StatusChange():
            earlier += snapshot.statuses_of.get(record.topic, ())
        case Position():
            topics = set(topics_of(record))
            earlier += [
                said
                for said in snapshot.positions_of.get(record.party, ())
                if topics.intersection(topics_of(said))
            ]
    kept = [
        before
        for before in earlier
        if before.id != record.id
        and before.evidence.retracted is None
        and before.dated.last <= record.dated.first
    ]
    return kept[-1] if kept else None


def written_down(record: Claim, day: date) -> bool:
    """Whether a record was on record in the course of that day, before its end.

    What happened on the day counts if it was last confirmed by then. A record of a later hand tells
    what came of the day, and in a rehearsal that is not known yet.
    """
    dated = dated_of(record)
    return dated is None or dated.first < day or record.evidence.last_confirmed <= day


def standings(topics: Iterable[Ref], snapshot: Snapshot, *, now: datetime) -> tuple[Cited, ...]:
    """Return the latest status of each topic that has one on record by now."""
    today = now.astimezone(snapshot.negotiation.zone).date()
    return tuple(_statuses(topics, today, snapshot, now=now))


def cited(record: Claim, snapshot: Snapshot) -> Cited | None:
    """Return a record with its sources, None where the snapshot does not hold one of them."""
    ballots = record.ballots if isinstance(record, Vote) else ()
    ids = (*record.evidence.sources, *(id_ for b in ballots for id_ in b.evidence.sources))
    return cite(record, snapshot, ballots) if snapshot.sources.keys() >= set(ids) else None


def _claims(found: object, heading: Heading) -> Iterator[Cited]:
    if isinstance(found, Found):
        for section in found.sections:
            if section.heading is heading:
                yield from section.claims


def _is_milestone(entry: Cited) -> bool:
    record = entry.record
    return isinstance(record, Event) and record.event_kind is EventKind.MILESTONE


def _topics_on(agenda: Iterable[Cited]) -> tuple[Ref, ...]:
    topics: dict[Ref, None] = {}
    for entry in agenda:
        if isinstance(entry.record, Event) and entry.record.cancelled is None:
            topics.update(dict.fromkeys(entry.record.topics))
    return tuple(ref for ref in topics if ref.kind in {Kind.PROVISION, Kind.SAFEGUARD})


def _statuses(
    topics: Iterable[Ref], day: date, snapshot: Snapshot, *, now: datetime
) -> Iterator[Cited]:
    """Yield the latest status of each topic as it was known in the course of the day."""
    then = Moment.of(day, now=now, negotiation=snapshot.negotiation)
    today = Moment.of(None, now=now, negotiation=snapshot.negotiation)
    for topic in topics:
        known = [
            change
            for change in then.by(snapshot.statuses_of.get(topic, ()))
            if today.counts(change) and written_down(change, day)
        ]
        if known:
            yield cite(known[-1], snapshot)


def _contests(
    topics: Iterable[Ref], day: date, snapshot: Snapshot, *, now: datetime
) -> Iterator[Contest]:
    """Yield the topics on which one side seeks the contrary of the other, with each stance held."""
    for topic in topics:
        found = answer(WhoHolds(topics=(topic,), as_of=day), snapshot, now=now)
        held: dict[Stance, set[str]] = {}
        newest: dict[Stance, Position] = {}
        for entry in _claims(found, Heading.CURRENT):
            record = entry.record
            if not isinstance(record, Position):
                continue
            held.setdefault(record.stance, set()).add(record.party)
            shown = newest.setdefault(record.stance, record)
            if record.dated.first > shown.dated.first:
                newest[record.stance] = record
        if _FOR.isdisjoint(held) or _AGAINST.isdisjoint(held):
            continue
        yield Contest(
            topic,
            tuple(
                Side(stance, cite(newest[stance], snapshot), len(held[stance]) - 1)
                for stance in Stance
                if stance in _FOR | _AGAINST and stance in held
            ),
        )


def _deadlines(day: date, snapshot: Snapshot, *, now: datetime) -> tuple[Cited, ...]:
    last = day + DEADLINES_AHEAD
    found = answer(AgendaOf(day=day + timedelta(days=1), until=last), snapshot, now=now)
    return tuple(
        entry
        for entry in _claims(found, Heading.ANSWER)
        if isinstance(entry.record, Event)
        and entry.record.event_kind is EventKind.DEADLINE
        and entry.record.cancelled is None
    )

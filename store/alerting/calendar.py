"""Which alerts the calendar makes, and when: a function of the snapshot alone.

Nothing here remembers anything. Moving a meeting moves its reminder because the reminder is worked
out anew; the key holds the instant, so that the reminder of a moved meeting is a new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from store.record.terms import AlertKind, EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from store.record.evidence import Ref
    from store.record.records import Event
    from store.record.snapshot import Negotiation, Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarAlert:
    """An alert that the calendar makes. Instants are UTC.

    ``key`` is the same whenever it is worked out, and no other alert has it. After ``use_by`` it is
    of no use to anybody and is recorded as missed. ``day`` is the day it is about, in the session's
    time zone; ``event`` the meeting or deadline.
    """

    key: str
    kind: AlertKind
    due_at: datetime
    use_by: datetime
    day: date
    event: Ref | None = None


@dataclass(frozen=True, slots=True)
class SessionDay:
    """One working day of a session: the ``number``-th of ``count``."""

    day: date
    number: int
    count: int
    session: Ref | None


def calendar_alerts(snapshot: Snapshot) -> tuple[CalendarAlert, ...]:
    """Return every alert of the whole calendar, past and future, in the order they fall due."""
    made = [
        *_of_session_days(snapshot),
        *_countdowns(snapshot),
        *_of_meetings(snapshot),
        *_of_deadlines(snapshot),
    ]
    return tuple(sorted(made, key=lambda alert: (alert.due_at, alert.key)))


def session_days(snapshot: Snapshot) -> tuple[SessionDay, ...]:
    """Return the working days of every session: all but rest days on which no body meets."""
    rest = set(snapshot.negotiation.alerts.rest_days)
    meeting_days = {
        event.dated.first
        for event in snapshot.events.values()
        if event.event_kind is EventKind.MEETING and _stands(event)
    }
    found: dict[date, SessionDay] = {}
    for first, last, ref in _sessions(snapshot):
        span = (first + timedelta(days=n) for n in range((last - first).days + 1))
        days = [day for day in span if day.weekday() not in rest or day in meeting_days]
        for number, day in enumerate(days, start=1):
            found.setdefault(day, SessionDay(day, number, len(days), ref))
    return tuple(found[day] for day in sorted(found))


def session_ends(snapshot: Snapshot) -> tuple[datetime, ...]:
    """Return when the last day of each session is over, in UTC."""
    zone = snapshot.negotiation.zone
    return tuple(
        _at(last + timedelta(days=1), time.min, zone) for _, last, _ in _sessions(snapshot)
    )


def _of_session_days(snapshot: Snapshot) -> Iterator[CalendarAlert]:
    zone, rules = snapshot.negotiation.zone, snapshot.negotiation.alerts
    for session_day in session_days(snapshot):
        day = session_day.day
        brief_at, digest_at = _at(day, rules.brief_at, zone), _at(day, rules.digest_at, zone)
        next_brief_at = _at(day + timedelta(days=1), rules.brief_at, zone)
        yield CalendarAlert(
            key=f"brief:{day}", kind=AlertKind.BRIEF, due_at=brief_at, use_by=digest_at, day=day
        )
        yield CalendarAlert(
            key=f"digest:{day}",
            kind=AlertKind.DIGEST,
            due_at=digest_at,
            use_by=next_brief_at,
            day=day,
        )


def _countdowns(snapshot: Snapshot) -> Iterator[CalendarAlert]:
    zone, rules = snapshot.negotiation.zone, snapshot.negotiation.alerts
    for first, _, session in _sessions(snapshot):
        for days in rules.countdown_days:
            day = first - timedelta(days=days)
            yield CalendarAlert(
                key=f"countdown:{first}:{days}",
                kind=AlertKind.COUNTDOWN,
                due_at=_at(day, rules.countdown_at, zone),
                use_by=_at(day + timedelta(days=1), time.min, zone),
                day=first,
                event=session,
            )


def _of_meetings(snapshot: Snapshot) -> Iterator[CalendarAlert]:
    lead = snapshot.negotiation.alerts.meeting_lead
    for event in snapshot.events.values():
        if event.event_kind is EventKind.MEETING and event.starts_at is not None and _stands(event):
            yield CalendarAlert(
                key=f"meeting:{event.id}:{event.starts_at.isoformat()}",
                kind=AlertKind.MEETING,
                due_at=event.starts_at - lead,
                use_by=event.starts_at,
                day=event.dated.first,
                event=event.ref,
            )


def _of_deadlines(snapshot: Snapshot) -> Iterator[CalendarAlert]:
    zone, rules = snapshot.negotiation.zone, snapshot.negotiation.alerts
    for event in snapshot.events.values():
        if event.event_kind is not EventKind.DEADLINE or not _stands(event):
            continue
        day = event.dated.last
        passed = event.ends_at or event.starts_at or _at(day + timedelta(days=1), time.min, zone)
        for days in rules.deadline_days:
            yield CalendarAlert(
                key=f"deadline:{event.id}:{day}:{days}",
                kind=AlertKind.DEADLINE,
                due_at=_at(day - timedelta(days=days), rules.deadline_at, zone),
                use_by=passed,
                day=day,
                event=event.ref,
            )


def _sessions(snapshot: Snapshot) -> Iterator[tuple[date, date, Ref | None]]:
    sessions = [
        event
        for event in snapshot.events.values()
        if event.event_kind is EventKind.SESSION and _stands(event)
    ]
    for event in sessions:
        yield event.dated.first, event.dated.last, event.ref
    if not sessions:
        negotiation: Negotiation = snapshot.negotiation
        yield negotiation.starts_on, negotiation.ends_on, None


def _stands(event: Event) -> bool:
    return event.cancelled is None and event.evidence.retracted is None


def _at(day: date, local: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, local, zone).astimezone(UTC)

"""Which claims nobody has looked at since the negotiators last met. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from store.record.snapshot import topics_of
from store.record.terms import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from store.record.evidence import Ref
    from store.record.records import Claim, Position, StatusChange
    from store.record.snapshot import Snapshot


def last_session_day(snapshot: Snapshot, today: date) -> date | None:
    """Return the latest day of a session before today, but for rest days; None before the first."""
    rest = set(snapshot.negotiation.alerts.rest_days)
    latest: date | None = None
    for event in snapshot.events.values():
        if event.event_kind is not EventKind.SESSION or event.cancelled is not None:
            continue
        day = min(event.dated.last, today - timedelta(days=1))
        while day >= event.dated.first and day.weekday() in rest:
            day -= timedelta(days=1)
        if day >= event.dated.first and (latest is None or day > latest):
            latest = day
    return latest


def unconfirmed(snapshot: Snapshot, today: date) -> tuple[Claim, ...]:
    """Return what counts today and was last confirmed before the last session day, oldest first.

    These are the present positions and statuses and the events to come: what is history stays true.
    """
    since = last_session_day(snapshot, today)
    if since is None:
        return ()
    stale = (claim for claim in _living(snapshot, today) if claim.evidence.last_confirmed < since)
    return tuple(sorted(stale, key=lambda claim: (claim.evidence.last_confirmed, claim.ref)))


def _living(snapshot: Snapshot, today: date) -> Iterator[Claim]:
    held: dict[tuple[str, tuple[Ref, ...]], Position] = {}
    for position in snapshot.positions.values():
        if position.evidence.retracted is None:
            held[position.party, topics_of(position)] = position
    yield from held.values()
    stands: dict[Ref, StatusChange] = {}
    for status in snapshot.statuses.values():
        if status.evidence.retracted is None:
            stands[status.topic] = status
    yield from stands.values()
    for event in snapshot.events.values():
        awaited = event.dated.last >= today and event.cancelled is None
        if awaited and event.evidence.retracted is None:
            yield event

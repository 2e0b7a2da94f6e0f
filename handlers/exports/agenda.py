"""The calendar as an iCalendar file (RFC 5545), for people's own calendars.

An entry keeps its UID for good, so that a calendar which reads the file again moves or cancels what
it has instead of adding another.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar
from icalendar import Event as Entry

from store.answering.moment import Moment
from store.record.records import Event

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.texts import Texts
    from store.record.snapshot import Snapshot


def agenda(snapshot: Snapshot, texts: Texts, *, now: datetime) -> bytes:
    """Return the whole calendar as of ``now`` (aware): outcomes only of what is over by then."""
    about = snapshot.negotiation
    calendar = Calendar()
    calendar.add("prodid", f"-//Rapporteur//{about.id}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", about.short_name)
    calendar.add("x-wr-timezone", about.timezone)
    moment = Moment.of(None, now=now, negotiation=about)
    events = [event for event in snapshot.events.values() if moment.foreseen(event)]
    for event in events:
        known = moment.as_known(event)
        if isinstance(known, Event):
            calendar.add_component(_entry(known, snapshot, texts, now=now))
    # The rules of the zone for the years in use, and not for the whole of an epoch.
    years = {day.year for event in events for day in (event.dated.first, event.dated.last)}
    first, last = min(years, default=now.year), max(years, default=now.year)
    calendar.add_missing_timezones(date(first, 1, 1), date(last + 1, 12, 31))
    written: bytes = calendar.to_ical()
    return written


def _entry(event: Event, snapshot: Snapshot, texts: Texts, *, now: datetime) -> Entry:
    about, entry = snapshot.negotiation, Entry()
    entry.add("uid", f"{event.id}@{about.id}.rapporteur")
    entry.add("dtstamp", now)
    entry.add("sequence", snapshot.revision)
    entry.add("summary", event.title)
    if event.starts_at is None:
        entry.add("dtstart", event.dated.first)
        entry.add("dtend", event.dated.last + timedelta(days=1))  # the first day after it
        entry.add("transp", "TRANSPARENT")
    else:
        entry.add("dtstart", event.starts_at.astimezone(about.zone))
        if event.ends_at is not None:
            entry.add("dtend", event.ends_at.astimezone(about.zone))
    if event.place is not None:
        entry.add("location", event.place)
    off = event.cancelled is not None or event.evidence.retracted is not None
    entry.add("status", "CANCELLED" if off else "CONFIRMED")
    entry.add("description", _description(event, snapshot, texts))
    return entry


def _description(event: Event, snapshot: Snapshot, texts: Texts) -> str:
    say = texts.plain
    topics = ", ".join(texts.name_in_list(topic, snapshot) for topic in event.topics)
    sources = (snapshot.sources[id_] for id_ in event.evidence.sources)
    lines = [
        say("Cancelled: {reason}", reason=event.cancelled) if event.cancelled else "",
        "" if event.starts_at or event.dated.exact else texts.dated(event.dated),
        say("On: {topics}", topics=topics) if topics else "",
        say("What happened: {outcome}", outcome=event.outcome) if event.outcome else "",
        *event.evidence.doubts,
        *(" ".join(filter(None, (s.title, s.publisher, s.url))) for s in sources),
    ]
    return "\n".join(line for line in lines if line)

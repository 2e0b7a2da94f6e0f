"""Reminders of what the calendar holds: meetings, deadlines, the session itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.alerts.lines import SUMMARY, TITLE
from handlers.labels import STATUSES
from handlers.markup import Html, shortened
from handlers.render.events import when
from store.answering.day import cited, standings
from store.record.records import Event, StatusChange

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from handlers.render.writer import Pen


def meeting(
    event: Event, before: Event | None, most: int, pen: Pen, *, now: datetime
) -> Iterator[Html]:
    """Yield the blocks of a reminder, or of the notice that a meeting was moved or cancelled."""
    texts = pen.texts
    title = shortened(event.title, TITLE)
    off = _why_off(event)
    if off is not None:
        reason = shortened(off, SUMMARY)
        struck = Html("<s>{}</s>").format(when(before or event, pen))
        yield _lines(texts("<b>Cancelled: {title}</b>", title=title), struck, reason)
    elif before is not None and _moved(before, event):
        was = texts("Was: {when}", when=when(before, pen))
        now_is = texts("Is now: <b>{when}</b>", when=when(event, pen))
        head = texts("<b>Moved: {title}</b>", title=title)
        yield _lines(head, was, now_is, _place(event, pen))
    else:
        yield _lines(_soon(event, title, pen, now=now), when(event, pen), _place(event, pen))
    if off is None and event.topics:
        yield _topics(event, most, pen, now=now)
    yield _source(event, pen)


def _soon(event: Event, title: str, pen: Pen, *, now: datetime) -> Html:
    texts = pen.texts
    minutes = 0 if event.starts_at is None else -(-(event.starts_at - now).total_seconds() // 60)
    if minutes <= 0:
        return texts.framed("<b>{title}</b>", title=title)
    return texts.plural(
        "<b>In {n} minute: {title}</b>", "<b>In {n} minutes: {title}</b>", int(minutes), title=title
    )


def _why_off(event: Event) -> str | None:
    """Return why a meeting is not held, None for one that is."""
    retracted = event.evidence.retracted
    return event.cancelled if retracted is None else retracted.reason


def _moved(before: Event, event: Event) -> bool:
    return (before.starts_at, before.ends_at, before.dated) != (
        event.starts_at,
        event.ends_at,
        event.dated,
    )


def _topics(event: Event, most: int, pen: Pen, *, now: datetime) -> Html:
    """Return what is on the agenda, each with where it stands."""
    texts = pen.texts
    known = {
        entry.record.topic: entry
        for entry in standings(event.topics, pen.snapshot, now=now)
        if isinstance(entry.record, StatusChange)
    }
    lines = []
    for topic in event.topics[:most]:
        entry = known.get(topic)
        if entry is None or not isinstance(entry.record, StatusChange):
            lines.append(texts.framed("• {topic}", topic=pen.name(topic)))
            continue
        status = texts.label(STATUSES[entry.record.status])
        said = texts("• {what}: <b>{value}</b>", what=pen.name(topic), value=status)
        lines.append(Html("{} {}").format(said, pen.marks(entry)))
    left = len(event.topics) - most
    if left > 0:
        lines.append(texts.plural("… and {n} more", "… and {n} more", left))
    return Html("\n").join([texts("<b>On the agenda</b>"), *lines])


def deadline(event: Event, pen: Pen, *, today: date) -> Iterator[Html]:
    """Yield the blocks of the reminder of a deadline."""
    texts = pen.texts
    title, days = shortened(event.title, TITLE), (event.dated.last - today).days
    if days <= 0:
        yield texts("<b>Deadline today: {title}</b>", title=title)
    elif days == 1:
        yield texts("<b>Deadline tomorrow: {title}</b>", title=title)
    else:
        yield texts.plural(
            "<b>Deadline in {n} day: {title}</b>",
            "<b>Deadline in {n} days: {title}</b>",
            days,
            title=title,
        )
    yield when(event, pen)
    if event.topics:
        yield texts("On: {topics}", topics=pen.names(event.topics[:4]))
    yield _source(event, pen)


def countdown(event: Event | None, first: date, pen: Pen, *, today: date) -> Iterator[Html]:
    """Yield the blocks that say how many days are left before a session."""
    texts, about = pen.texts, pen.snapshot.negotiation
    title = about.short_name if event is None else event.title
    title, days = shortened(title, TITLE), (first - today).days
    if days <= 0:
        yield texts("<b>Today: {title}</b>", title=title)
    elif days == 1:
        yield texts("<b>Tomorrow: {title}</b>", title=title)
    else:
        yield texts.plural(
            "<b>In {n} day: {title}</b>", "<b>In {n} days: {title}</b>", days, title=title
        )
    last = about.ends_on if event is None else event.dated.last
    yield texts.value(texts.period(first, max(first, last)))
    if event is None:
        return
    if event.place:
        yield texts("Place: {place}", place=shortened(event.place, TITLE))
    yield _source(event, pen)


def _place(event: Event, pen: Pen) -> Html | None:
    if not event.place:
        return None
    return pen.texts("Place: {place}", place=shortened(event.place, TITLE))


def _source(event: Event, pen: Pen) -> Html:
    entry = cited(event, pen.snapshot)
    marks = Html("") if entry is None else pen.marks(entry)
    lines = [pen.basis(event.evidence), *pen.doubts(event.evidence)[:2]]
    told = Html("\n").join(line for line in lines if line is not None)
    return Html("{} {}").format(told, marks)


def _lines(*lines: Html | str | None) -> Html:
    return Html("\n").join(Html.escape(line) for line in lines if line)

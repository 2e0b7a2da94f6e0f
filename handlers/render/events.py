"""The calendar: when and where something is, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.labels import EVENT_KINDS
from handlers.markup import Html
from store.answering.answers import Heading
from store.answering.questions import AgendaOf, NextUp
from store.record.records import Event
from store.record.terms import EventKind, Kind

if TYPE_CHECKING:
    from handlers.render.writer import Pen, Writer
    from store.answering.answers import Cited, Found, Section


def event_block(event: Event, cited: Cited, _section: Section, w: Writer) -> Html:
    """Return an entry of the calendar. Its outcome is there only once it is over."""
    texts = w.texts
    title = Html("<b>{}</b>").format(event.title)
    if event.cancelled is not None:
        title = Html("<s>{}</s>").format(event.title)
    lines = [
        Html("{} {}").format(title, w.marks(cited)),
        when(event, w),
        texts.value(event.place) if event.place else None,
        texts("Cancelled: {reason}", reason=event.cancelled) if event.cancelled else None,
        texts("On: {topics}", topics=w.names(event.topics)) if event.topics else None,
        texts("What happened: {outcome}", outcome=event.outcome) if event.outcome else None,
    ]
    return w.block(lines, event.evidence, texts.label(EVENT_KINDS[event.event_kind]))


def when(event: Event, w: Pen) -> Html:
    """Return the day or days of an event, with its times where they are known."""
    texts, dated = w.texts, event.dated
    if event.starts_at is None:
        if event.event_kind in {EventKind.SESSION, EventKind.INFORMALS}:
            return texts.value(texts.period(dated.first, dated.last))
        return texts.value(texts.dated(dated))
    times = texts.times(event.starts_at, event.ends_at, w.snapshot.negotiation.zone)
    return texts("{day}, {times}", day=texts.day(dated.first, weekday=True), times=times)


def event_headline(found: Found, w: Writer) -> Html:
    """Return which part of the calendar is shown, or what comes next."""
    texts, question = w.texts, found.question
    events = [
        cited.record
        for section in found.sections
        if section.heading is Heading.ANSWER
        for cited in section.claims
        if isinstance(cited.record, Event)
    ]
    match question:
        case NextUp():
            if not events:
                return texts("<b>Going on now; nothing after it is on the calendar.</b>")
            return texts(
                "<b>Next: {title}</b>, {date}",
                title=events[0].title,
                date=texts.dated(events[0].dated),
            )
        case AgendaOf(day=day, until=until, topic=topic):
            first = day or found.as_of
            days = texts.day(first, weekday=True)
            if until is not None and until != first:
                days = texts.period(min(first, until), max(first, until))
            if topic is not None and topic.kind in {Kind.SAFEGUARD, Kind.PROVISION}:
                return texts.framed("<b>{days} – {topic}</b>", days=days, topic=w.name(topic))
            return texts.framed("<b>{days}</b>", days=days)
        case _:
            return texts("<b>The process so far and what is scheduled</b>")

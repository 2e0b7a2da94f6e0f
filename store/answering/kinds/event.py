"""The calendar: a day, what comes next, the whole process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Heading, Subject
from store.answering.questions import AgendaOf, ChangesSince, NextUp, StatusOf, Timeline, VotesTaken
from store.record.terms import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from store.answering.answers import Found, NotOnRecord
    from store.answering.inquiry import Inquiry
    from store.answering.questions import Question
    from store.record.evidence import Ref
    from store.record.records import Event

MOST_NEXT = 5

# What has several days may last them, or may have come about on one of them that is not known:
# a few days it lasts, a month or a year is only how closely its day is known.
FEW = 4
_LASTING = {EventKind.SESSION, EventKind.MEETING, EventKind.INFORMALS}
_OF_PROCESS = {EventKind.SESSION, EventKind.MILESTONE, EventKind.DEADLINE}


def agenda(question: AgendaOf, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with what is on the calendar from the one day to the other, in order."""
    moment = inquiry.moment
    day = question.day or moment.as_of
    first, last = sorted((day, question.until or day))
    events = [e for e in _events(question.topic, inquiry) if _falls(e, first, last)]
    return inquiry.found(
        Subject.EVENT,
        (
            *inquiry.section(Heading.ANSWER, moment.by(events)),
            *inquiry.section(Heading.LATER, moment.later(events)),
        ),
        subjects=() if question.topic is None else (question.topic,),
        candidates=_other_days(question, first, last, inquiry),
        known=_events(question.topic, inquiry),
    )


def next_up(question: NextUp, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with what is going on and the next few entries, from the instant of asking.

    A day that was named is looked at from its beginning.
    """
    events = [e for e in _events(question.topic, inquiry) if inquiry.moment.foreseen(e)]
    ongoing = [e for e in events if _going_on(e, inquiry)]
    coming = [e for e in events if _ahead(e, inquiry)]
    return inquiry.found(
        Subject.EVENT,
        (
            *inquiry.section(Heading.CURRENT, ongoing),
            *inquiry.section(Heading.ANSWER, coming[:MOST_NEXT]),
        ),
        subjects=() if question.topic is None else (question.topic,),
        candidates=_after(question, coming or ongoing, inquiry),
    )


def timeline(_question: Timeline, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with the sessions, milestones and deadlines of the whole process, in order."""
    moment = inquiry.moment
    events = [e for e in inquiry.snapshot.events.values() if e.event_kind in _OF_PROCESS]
    return inquiry.found(
        Subject.EVENT,
        (
            *inquiry.section(Heading.ANSWER, moment.by(events)),
            *inquiry.section(Heading.LATER, moment.later(events)),
        ),
        candidates=(NextUp(), VotesTaken(), StatusOf()),
        known=events,
    )


def coming_up(inquiry: Inquiry) -> tuple[Event, ...]:
    """Return what has not begun at the instant of asking, in order."""
    events = (e for e in _events(None, inquiry) if inquiry.moment.foreseen(e))
    return tuple(e for e in events if _ahead(e, inquiry))


def going_on(inquiry: Inquiry) -> tuple[Event, ...]:
    """Return what has begun and is not over at the instant of asking, in order."""
    return tuple(e for e in _events(None, inquiry) if _going_on(e, inquiry))


def _events(topic: Ref | None, inquiry: Inquiry) -> tuple[Event, ...]:
    snapshot = inquiry.snapshot
    events: Iterable[Event] = (
        snapshot.events.values() if topic is None else snapshot.events_on.get(topic, ())
    )
    return tuple(event for event in events if inquiry.moment.counts(event))


def _falls(event: Event, first: date, last: date) -> bool:
    if event.event_kind in _LASTING or (event.dated.last - event.dated.first).days < FEW:
        return event.dated.first <= last and event.dated.last >= first
    return first <= event.dated.first and event.dated.last <= last


def _ahead(event: Event, inquiry: Inquiry) -> bool:
    moment = inquiry.moment
    if moment.explicit:
        return event.dated.first >= moment.as_of
    if event.starts_at is not None:
        return event.starts_at > moment.now
    return event.dated.first > moment.as_of


def _going_on(event: Event, inquiry: Inquiry) -> bool:
    if _ahead(event, inquiry) or event.dated.last < inquiry.moment.as_of:
        return False
    if event.event_kind not in _LASTING and not event.dated.exact:
        return False
    return inquiry.moment.explicit or not inquiry.moment.over(event)


def _other_days(
    question: AgendaOf, first: date, last: date, inquiry: Inquiry
) -> Iterator[Question]:
    events = [e for e in _events(question.topic, inquiry) if e.dated.exact]
    days = sorted({e.dated.first for e in inquiry.moment.by(events)})
    after = next((day for day in days if day > last), None)
    before = next((day for day in reversed(days) if day < first), None)
    for day in sorted(
        (day for day in (after, before) if day is not None),
        key=lambda day: min(abs((day - first).days), abs((day - last).days)),
    ):
        yield AgendaOf(day=day, topic=question.topic)
    if question.topic is not None:
        yield AgendaOf(day=question.day, until=question.until)
        yield StatusOf(topic=question.topic)
    yield NextUp()
    yield ChangesSince(since=first)
    yield Timeline()


def _after(question: NextUp, events: Iterable[Event], inquiry: Inquiry) -> Iterator[Question]:
    if question.topic is not None:
        yield NextUp()
        yield StatusOf(topic=question.topic)
    for event in events:
        if event.dated.exact:
            yield AgendaOf(day=event.dated.first)
            break
    else:
        past = [e.dated.first for e in inquiry.snapshot.events.values() if e.dated.exact]
        if past:
            yield AgendaOf(day=past[-1])
    yield Timeline()
    yield VotesTaken()
    yield StatusOf()

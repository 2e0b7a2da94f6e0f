"""The morning brief and the evening digest."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from handlers.alerts.lines import (
    agenda_part,
    change_line,
    contest_line,
    dated_line,
    outcome_line,
    part,
    some,
    unknown_line,
    vote_line,
)
from handlers.markup import Html
from store.alerting.calendar import session_days
from store.answering.day import evening, morning

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from handlers.render.writer import Pen
    from store.alerting.calendar import SessionDay
    from store.answering.day import Evening, Morning
    from store.record.snapshot import Snapshot


def brief(day: date, most: int, pen: Pen, *, now: datetime) -> Iterator[Html]:
    """Yield the blocks of a morning brief, with at most so many entries under each heading."""
    facts = morning(day, pen.snapshot, now=now)
    yield day_heading(day, pen)
    yield from _agenda(facts, most, pen)
    yield from _standing(facts, most, pen)
    yield from _ahead(facts, most, pen)


def _agenda(facts: Morning, most: int, pen: Pen) -> Iterator[Html]:
    texts = pen.texts
    heading = texts("<b>Today</b>")
    found = agenda_part(heading, facts.agenda, most, pen)
    yield found or texts("Nothing is on the calendar today.")


def _standing(facts: Morning, most: int, pen: Pen) -> Iterator[Html]:
    texts = pen.texts
    lines = some(facts.in_play, most, change_line, pen)
    lines += [unknown_line(topic, pen) for topic in facts.unknown[: max(0, most - len(lines))]]
    in_play = part(texts("<b>In play, and where it stands</b>"), lines)
    if in_play is not None:
        yield in_play
    since = texts.day(facts.since)
    changed = part(
        texts("<b>Changed since {date}</b>", date=since),
        some(facts.changed, most, change_line, pen),
    )
    yield changed or texts("Since {date}, no change is on record.", date=since)


def _ahead(facts: Morning, most: int, pen: Pen) -> Iterator[Html]:
    lines = some(facts.deadlines, most, dated_line, pen)
    lines += [contest_line(contest, pen) for contest in facts.contested[: max(1, most // 3)]]
    watch = part(pen.texts("<b>To watch</b>"), lines)
    if watch is not None:
        yield watch


def digest(day: date, most: int, pen: Pen, *, now: datetime) -> Iterator[Html]:
    """Yield the blocks of an evening digest."""
    texts = pen.texts
    facts = evening(day, next_session_day(day, pen.snapshot), pen.snapshot, now=now)
    heading = texts("<b>The day in short</b>")
    yield Html("{}\n{}").format(heading, day_heading(day, pen))
    told = [
        part(texts("<b>Votes and decisions</b>"), some(facts.votes, most, vote_line, pen)),
        part(texts("<b>What changed</b>"), some(facts.changed, most, change_line, pen)),
        part(texts("<b>Meetings</b>"), some(facts.meetings, most, outcome_line, pen)),
    ]
    yield from (block for block in told if block is not None)
    if not any(told):
        yield texts("Nothing that happened today is on record yet.")
    yield from _next(facts, most, pen)


def _next(facts: Evening, most: int, pen: Pen) -> Iterator[Html]:
    texts = pen.texts
    if facts.next_day is None:
        return
    day = texts.day(facts.next_day, weekday=True)
    heading = texts("<b>Next: {date}</b>", date=day)
    found = agenda_part(heading, facts.next_agenda, most, pen)
    yield found or Html("{}\n{}").format(heading, texts("Nothing is on the calendar yet."))


def day_heading(day: date, pen: Pen) -> Html:
    """Return which day it is, and the how-manieth of its session."""
    texts, found = pen.texts, _session_day(day, pen.snapshot)
    written = texts.day(day, weekday=True)
    if found is None:
        return texts.framed("<b>{date}</b>", date=written)
    return texts(
        "<b>Day {number} of {count}</b> · {date}",
        number=found.number,
        count=found.count,
        date=written,
    )


def _session_day(day: date, snapshot: Snapshot) -> SessionDay | None:
    return next((found for found in session_days(snapshot) if found.day == day), None)


def next_session_day(day: date, snapshot: Snapshot) -> date | None:
    """Return the next working day of the same session, None after its last."""
    days = session_days(snapshot)
    return next(
        (
            after.day
            for before, after in pairwise(days)
            if before.day == day and after.session == before.session
        ),
        None,
    )

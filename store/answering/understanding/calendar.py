"""Questions about days: what is on, what comes next, when something was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering import questions as q
from store.answering.understanding.almanac import Role
from store.answering.understanding.events import event_meant
from store.answering.understanding.foreseen import curated
from store.answering.understanding.making import agenda_of
from store.answering.understanding.speech import Aim

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from store.answering.answers import Misread
    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading
    from store.record.evidence import Ref

    Make = Callable[..., Question | Misread]

_CALENDAR = {Aim.NEXT, Aim.AGENDA, Aim.TIMELINE, Aim.DEADLINE}
_OTHERS = {
    Aim.STATUS,
    Aim.POSITION,
    Aim.WHO,
    Aim.COMPARE,
    Aim.DEFINE,
    Aim.TEXT,
    Aim.WHY,
    Aim.DOCUMENTS,
    Aim.OVERVIEW,
    Aim.HISTORY,
    Aim.SAFEGUARDS,
}
LONGEST = 40
"""Days that an agenda is shown for; longer spans are the timeline's."""


def calendar(reading: Reading, made: Make) -> Question | Misread | None:  # noqa: PLR0911
    """Return the question about days, None if it is about something else."""
    aims = reading.aims
    asked = aims & _CALENDAR
    days = reading.linked.days
    since = reading.day(Role.SINCE)
    if since is not None and not reading.rest and not aims & {Aim.WHO, Aim.NEXT, Aim.POSITION}:
        return _agenda(reading, made)
    if reading.topics and not aims & {Aim.NEXT, Aim.AGENDA}:
        return None
    if reading.topics and aims & (_OTHERS - {Aim.DEFINE, Aim.TEXT, Aim.WHY}):
        return None
    if (
        days
        and not aims & (_OTHERS - {Aim.DEFINE, Aim.TEXT, Aim.STATUS})
        and (asked or not reading.rest)
    ):
        return _agenda(reading, made)
    if not asked and Aim.SINCE not in aims:
        return None
    event = event_meant(reading)
    if event is not None and not reading.topics:
        return agenda_of(event)
    if reading.rest or (aims & _OTHERS and not asked):
        return None
    return _of_the_whole(reading, made)


def _of_the_whole(reading: Reading, made: Make) -> Question | Misread | None:  # noqa: PLR0911
    aims = reading.aims
    if Aim.TIMELINE in aims and not reading.topics:
        return q.Timeline()
    answer = curated(reading, sure=False)
    if answer is not None:
        return q.Curated(answer=answer.id)
    topics = reading.topics[:1]
    if Aim.NEXT in aims:
        return made(lambda topic=None: q.NextUp(topic=topic), *topics)
    if Aim.DEADLINE in aims or Aim.TIMELINE in aims:
        return q.Timeline()
    sessions = reading.lexicon.speech.calendar("sessions")
    if Aim.SINCE in aims and any(word.form in sessions for word in reading.linked.words):
        return q.AgendaOf(day=reading.lexicon.snapshot.negotiation.starts_on)
    if Aim.AGENDA in aims and Aim.OVERVIEW not in aims:

        def agenda(topic: Ref | None = None) -> Question:
            if topic is None and (reading.linked.days or _is_on(reading)):
                return q.AgendaOf()
            return q.NextUp(topic=topic)

        return made(agenda, *topics)
    return None


def _is_on(reading: Reading) -> bool:
    """Whether anything is on the calendar today."""
    events = reading.lexicon.snapshot.events.values()
    return any(event.dated.first <= reading.today <= event.dated.last for event in events)


def _agenda(reading: Reading, made: Make) -> Question | Misread:
    since = reading.day(Role.SINCE)
    if since is not None and since.first <= reading.today and len(reading.linked.days) == 1:
        return made(
            lambda topic=None: q.ChangesSince(since=since.first, topic=topic), *reading.topics[:1]
        )
    first, last = _span(reading)
    if (last - first).days > LONGEST:
        return q.Timeline()

    def question(topic: Ref | None = None) -> Question:
        until = last if last != first else None
        day = None if (first, until) == (reading.today, None) else first
        return q.AgendaOf(day=day, until=until, topic=topic)

    return made(question, *reading.topics[:1])


def _span(reading: Reading) -> tuple[date, date]:
    days = reading.linked.days
    first, last = days[0].first, days[0].last
    if len(days) > 1 and days[1].last > first:
        last = days[1].last
    elif days[0].is_weekday and _looks_back(reading) and first > reading.today:
        first = last = first.fromordinal(first.toordinal() - 7)
    return first, last


def _looks_back(reading: Reading) -> bool:
    """Whether what happened is asked for, and not what will."""
    past = reading.lexicon.speech.past
    return any(word.form in past for word in reading.linked.words)

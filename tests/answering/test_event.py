"""The calendar, read on a day or at an instant."""

from __future__ import annotations

from datetime import UTC, date, datetime

from store.answering.answers import Heading
from store.answering.questions import AgendaOf, NextUp, Timeline
from store.record.records import Event
from store.record.terms import EventKind
from tests.answering.lantern_treaty import (
    ARTICLE,
    REHEARSAL,
    entry,
    evidence,
    found,
    holding,
    meeting,
    not_on_record,
    said,
    under,
)


def at(day: int, hour: int) -> datetime:
    return datetime(2030, 3, day, hour, tzinfo=UTC)


SESSION = entry("session", EventKind.SESSION, "2030-03-04/2030-03-15")
MORNING = meeting("m1", at(4, 15), at(4, 18))
AFTERNOON = meeting("m2", at(4, 20), at(4, 23))
NEXT_DAY = meeting("m3", at(5, 15), at(5, 18), topics=(ARTICLE,))
ADOPTION = entry("adoption", EventKind.MILESTONE, "2030-03-14")


def test_a_day_has_its_meetings_in_order_and_what_lasts_over_it() -> None:
    store = holding(NEXT_DAY, AFTERNOON, MORNING, SESSION)

    made = found(AgendaOf(day=date(2030, 3, 4)), store)

    assert under(made, Heading.ANSWER) == ["session", "m1", "m2"]


def test_days_from_one_to_another_include_both() -> None:
    store = holding(MORNING, NEXT_DAY, meeting("m4", at(6, 15), at(6, 18)))

    made = found(AgendaOf(day=date(2030, 3, 4), until=date(2030, 3, 5)), store)

    assert under(made, Heading.ANSWER) == ["m1", "m3"]


def test_today_is_the_day_in_the_sessions_time_zone() -> None:
    evening_in_new_york = datetime(2030, 3, 5, 2, tzinfo=UTC)

    assert said(found(AgendaOf(), holding(MORNING, NEXT_DAY), evening_in_new_york)) == {"m1"}


def test_an_empty_day_offers_the_nearest_days() -> None:
    store = holding(MORNING, meeting("m9", at(12, 15), at(12, 18)))

    made = not_on_record(AgendaOf(day=date(2030, 3, 7)), store)

    assert made.suggestions[:2] == (
        AgendaOf(day=date(2030, 3, 4)),
        AgendaOf(day=date(2030, 3, 12)),
    )


def test_a_milestone_of_an_unknown_day_stands_on_no_single_day() -> None:
    vague = entry("vague", EventKind.MILESTONE, "2030-03")

    not_on_record(AgendaOf(day=date(2030, 3, 7)), holding(vague))


def test_a_milestone_of_two_days_stands_on_each_of_them() -> None:
    store = holding(entry("signing", EventKind.MILESTONE, "2030-03-06/2030-03-07"))

    assert said(found(AgendaOf(day=date(2030, 3, 6)), store)) == {"signing"}
    assert said(found(AgendaOf(day=date(2030, 3, 7)), store)) == {"signing"}


def test_an_outcome_is_told_only_when_the_meeting_is_over() -> None:
    def outcome(now: datetime) -> str | None:
        record = next(found(AgendaOf(day=date(2030, 3, 4)), holding(MORNING), now).claims()).record
        assert isinstance(record, Event)
        return record.outcome

    assert outcome(at(4, 17)) is None
    assert outcome(at(4, 18)) == "Something was settled."


def test_what_comes_next_starts_from_the_instant_of_asking() -> None:
    store = holding(SESSION, MORNING, AFTERNOON, NEXT_DAY)

    made = found(NextUp(), store, at(4, 16))

    assert under(made, Heading.CURRENT) == ["session", "m1"]
    assert under(made, Heading.ANSWER) == ["m2", "m3"]


def test_what_comes_next_on_a_topic_leaves_out_the_others() -> None:
    assert said(found(NextUp(topic=ARTICLE), holding(MORNING, NEXT_DAY), REHEARSAL)) == {"m3"}


def test_a_cancelled_meeting_stays_on_the_agenda_with_its_reason() -> None:
    off = meeting("m1", at(4, 15), at(4, 18), cancelled="Storm")

    record = next(found(AgendaOf(day=date(2030, 3, 4)), holding(off)).claims()).record

    assert isinstance(record, Event)
    assert record.cancelled == "Storm"


def test_nothing_more_to_come_offers_the_last_days() -> None:
    made = not_on_record(NextUp(), holding(MORNING))

    assert made.suggestions[0] == AgendaOf(day=date(2030, 3, 4))


def test_a_milestone_is_not_told_before_it_was_reached() -> None:
    store = holding(SESSION, ADOPTION)

    ahead = found(Timeline(), store, REHEARSAL)

    assert said(found(Timeline(as_of=date(2030, 3, 5)), store)) == {"session"}
    assert under(ahead, Heading.LATER) == ["adoption"]
    assert under(found(Timeline(), store), Heading.ANSWER) == ["session", "adoption"]


def test_a_milestone_written_down_ahead_is_in_the_calendar() -> None:
    ahead = evidence(last_confirmed=date(2030, 3, 1))
    store = holding(entry("adoption", EventKind.MILESTONE, "2030-03-14", evidence=ahead))

    assert said(found(NextUp(as_of=date(2030, 3, 5)), store)) == {"adoption"}

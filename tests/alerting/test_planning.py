from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.alerting.planning import Planner, Stale
from store.alerting.subscriptions import Subject
from store.record.evidence import Ref
from store.record.terms import AlertKind, Kind
from store.tables.writing import remove
from tests.alerting.talks import Post, here, meeting

if TYPE_CHECKING:
    from store.tables.database import Database

BRIEF = Subject.kind(AlertKind.BRIEF)
MEETINGS = Subject.kind(AlertKind.MEETING)


def test_the_brief_goes_out_at_half_past_eight_to_who_asked_for_it(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, BRIEF)
    post.chat(2, MEETINGS)

    assert post.deliver(here("07-29 08:29")) == []
    assert [(got.chat, got.key) for got in post.deliver(here("07-29 08:30"))] == [
        (1, "brief:2024-07-29")
    ]


def test_an_alert_is_planned_once_however_often_one_looks(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, BRIEF)

    assert post.keys(here("07-29 08:30")) == ["brief:2024-07-29"]
    assert post.keys(here("07-29 08:30")) == []
    assert post.keys(here("07-29 08:31")) == []


def test_a_clock_set_back_repeats_nothing(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, BRIEF)
    post.deliver(here("07-30 08:30"))

    assert post.keys(here("07-29 08:30")) == []
    assert post.keys(here("07-31 08:30")) == ["brief:2024-07-31"]


def test_nobody_gets_an_alert_from_before_they_asked(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, BRIEF, since=here("07-29 08:31"))

    assert post.keys(here("07-29 09:00")) == []


def test_after_a_morning_off_the_brief_comes_and_the_reminder_is_missed(
    database: Database,
) -> None:
    post = Post.of(database, meeting("m1", "07-29 10:00"), meeting("m2", "07-29 15:00"))
    post.chat(1)
    post.deliver(here("07-29 08:00"))

    assert post.keys(here("07-29 11:00")) == ["brief:2024-07-29"]
    assert post.keys(here("07-29 14:45")) == [f"meeting:m2:{here('07-29 15:00').isoformat()}"]
    assert post.states(f"meeting:m1:{here('07-29 10:00').isoformat()}") == {
        1: ("missed", "too late")
    }


def test_a_snapshot_older_than_the_store_plans_nothing(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, BRIEF)
    old = post.snapshot
    post.change(meeting("m1", "07-29 10:00"))

    with pytest.raises(Stale):
        Planner(database).plan(old, now=here("07-29 08:30"))
    assert post.states("brief:2024-07-29") == {}


def test_a_moved_meeting_moves_its_reminder_and_those_who_would_have_had_it_are_told(
    database: Database,
) -> None:
    post = Post.of(database, meeting("m1", "07-29 10:00"))
    post.chat(1, MEETINGS)
    post.chat(2, BRIEF)
    post.deliver(here("07-29 08:00"))
    post.change(meeting("m1", "07-29 11:00"))

    [told] = post.deliver(here("07-29 08:20"))
    assert (told.chat, told.key.startswith("notice:m1:")) == (1, True)
    assert post.keys(here("07-29 09:45")) == ["brief:2024-07-29"]
    assert post.keys(here("07-29 10:45")) == [f"meeting:m1:{here('07-29 11:00').isoformat()}"]


def test_a_meeting_called_off_after_its_reminder_is_told_of_too(database: Database) -> None:
    post = Post.of(database, meeting("m1", "07-29 10:00"))
    post.chat(1, MEETINGS)
    assert len(post.deliver(here("07-29 09:45"))) == 1
    post.change(meeting("m1", "07-29 10:00", cancelled="No interpreters."))

    [told] = post.deliver(here("07-29 09:50"))
    assert told.key.startswith("notice:m1:")


def test_a_meeting_called_off_stops_its_unsent_reminder(database: Database) -> None:
    post = Post.of(database, meeting("m1", "07-29 10:00"))
    post.chat(1, MEETINGS)
    post.plan(here("07-29 09:45"))
    post.change(meeting("m1", "07-29 10:00", cancelled="No interpreters."))

    [told] = post.deliver(here("07-29 09:46"))
    assert told.key.startswith("notice:m1:")
    assert post.states(f"meeting:m1:{here('07-29 10:00').isoformat()}") == {
        1: ("stopped", "no longer in the calendar")
    }


def test_of_a_meeting_that_is_no_longer_on_record_nobody_is_told_anything(
    database: Database,
) -> None:
    post = Post.of(database, meeting("closing", "07-29 15:00"))
    post.chat(1, MEETINGS)
    post.plan(here("07-29 09:00"))
    with database.writing() as db:
        assert remove(db, Ref(Kind.EVENT, "closing"))

    assert post.deliver(here("07-29 14:00")) == []
    assert post.deliver(here("07-29 14:45")) == []


def test_whoever_was_reminded_of_a_meeting_that_is_dropped_then_is_told_and_nobody_else(
    database: Database,
) -> None:
    post = Post.of(database, meeting("closing", "07-29 15:00"))
    post.chat(1, MEETINGS)
    assert [got.chat for got in post.deliver(here("07-29 14:45"))] == [1]
    post.chat(2, MEETINGS)
    with database.writing() as db:
        assert remove(db, Ref(Kind.EVENT, "closing"))

    post.plan(here("07-29 14:50"))
    [told] = post.claims(here("07-29 14:50"))
    assert told.chat.address.chat_id == 1
    assert told.alerts[0].kind is AlertKind.CORRECTION
    assert told.alerts[0].text == "Meeting closing"
    post.send(told, here("07-29 14:50"))
    assert post.deliver(here("07-29 14:55")) == []


def test_a_meeting_moved_twice_before_anybody_was_told_is_told_of_once(
    database: Database,
) -> None:
    post = Post.of(database, meeting("m1", "07-29 10:00"))
    post.chat(1, MEETINGS)
    post.plan(here("07-29 08:00"))
    post.change(meeting("m1", "07-29 11:00"))
    post.plan(here("07-29 08:01"))
    post.change(meeting("m1", "07-29 12:00"))

    assert len(post.deliver(here("07-29 08:02"))) == 1


def test_a_meeting_moved_away_and_back_is_reminded_of_at_its_first_time(
    database: Database,
) -> None:
    post = Post.of(database, meeting("m1", "07-29 10:00"))
    post.chat(1, MEETINGS)
    post.deliver(here("07-29 08:00"))
    post.change(meeting("m1", "07-29 11:00"))
    post.deliver(here("07-29 08:10"))
    post.change(meeting("m1", "07-29 10:00"))
    post.deliver(here("07-29 08:20"))

    assert post.keys(here("07-29 09:45")) == [f"meeting:m1:{here('07-29 10:00').isoformat()}"]


def test_a_past_meeting_that_is_moved_is_nobodys_news(database: Database) -> None:
    post = Post.of(database, meeting("m1", "07-29 10:00"))
    post.chat(1, MEETINGS)
    post.deliver(here("07-29 09:45"))
    post.change(meeting("m1", "07-29 10:30"))

    assert post.keys(here("07-29 12:00")) == []


def test_who_was_sent_what_is_deleted_thirty_days_after_the_session(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, BRIEF)
    post.deliver(here("08-09 08:30"))

    post.plan(here("09-08 23:59"))
    assert len(post.states("brief:2024-08-09")) == 1
    post.plan(here("09-09 00:00"))
    assert len(post.states("brief:2024-08-09")) == 0

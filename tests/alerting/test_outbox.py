from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from store.alerting.quiet import quiet_until
from store.alerting.settling import Again
from store.alerting.subscriptions import Subject
from store.record.terms import AlertKind
from tests.alerting.talks import LEASE, Post, held, here, silent, topic

if TYPE_CHECKING:
    from store.alerting.chats import Quiet
    from store.tables.database import Database

NOON = here("07-25 12:00")
MINUTE = timedelta(minutes=1)
BULLETINS = Subject.kind(AlertKind.BULLETIN)
CHANGES = Subject.kind(AlertKind.CHANGE)


def bulletins(post: Post, *keys: str, due_at: datetime = NOON) -> None:
    for key in keys:
        post.raise_(key, AlertKind.BULLETIN, due_at=due_at)


# -- leases


def test_what_is_claimed_is_not_claimed_again_until_the_lease_ends(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, BULLETINS)
    bulletins(post, "news")
    post.plan(NOON)

    assert len(post.claims(NOON)) == 1
    assert post.claim(NOON) is None
    post.plan(NOON + LEASE - timedelta(seconds=1))
    assert post.claim(NOON + LEASE) is None
    post.plan(NOON + LEASE)
    assert len(post.claims(NOON + LEASE)) == 1


def test_a_lease_given_by_a_clock_that_was_set_back_since_does_not_last(
    database: Database,
) -> None:
    post = Post.of(database)
    post.chat(1, BULLETINS)
    bulletins(post, "news")
    post.plan(NOON)
    post.outbox.lease = timedelta(days=400)
    post.claim(NOON)
    post.plan(NOON)

    assert len(post.claims(NOON)) == 1


def test_who_lost_the_lease_does_not_settle_for_who_has_it_now(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, BULLETINS)
    bulletins(post, "news")
    post.plan(NOON)
    [slow] = post.claims(NOON)
    later = NOON + LEASE
    post.plan(later)
    [quick] = post.claims(later)
    post.fail(slow, Again(later, "TimedOut"), later)

    assert post.states("news") == {1: ("sending", None)}
    post.send(quick, later)
    assert post.states("news") == {1: ("sent", None)}


def test_who_lost_the_lease_to_nobody_settles_all_the_same(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, BULLETINS)
    bulletins(post, "news")
    post.plan(NOON)
    [slow] = post.claims(NOON)
    post.plan(NOON + LEASE)
    post.send(slow, NOON + LEASE)

    assert post.deliver(NOON + LEASE) == []


def test_workers_at_the_same_time_get_different_chats(database: Database) -> None:
    post = Post.of(database)
    for id_ in range(1, 41):
        post.chat(id_, BULLETINS)
    bulletins(post, "news")
    post.plan(NOON)

    with ThreadPoolExecutor(4) as workers:
        batches = list(workers.map(lambda _: post.claim(NOON, most=10), range(4)))
    while (more := post.claim(NOON, most=10)) is not None:
        batches.append(more)

    claimed = [one.chat.address.chat_id for batch in batches for one in batch or ()]
    assert sorted(claimed) == list(range(1, 41))


def test_a_crash_between_any_two_steps_loses_nothing_and_doubles_what_was_on_its_way(
    database: Database,
) -> None:
    class Killed(Exception):  # noqa: N818 - stands for the end of a process
        pass

    def killed_while_claiming() -> None:
        with database.writing() as db:
            post.outbox.claim(db, now=NOON, most=32)
            raise Killed

    post = Post.of(database)
    post.chat(1, BULLETINS)
    bulletins(post, "news")

    post.plan(NOON)
    # While it is claimed: nobody has it.
    with pytest.raises(Killed):
        killed_while_claiming()
    # After it was claimed, and after it was sent but not settled: the lease ends.
    assert len(post.claims(NOON)) == 1
    assert post.claim(NOON) is None

    assert post.keys(NOON + LEASE) == ["news"]
    assert post.deliver(NOON + 2 * LEASE) == []


# -- order


def test_in_a_chat_the_earlier_alert_goes_first_and_alone(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, BULLETINS)
    bulletins(post, "second", due_at=NOON + MINUTE)
    bulletins(post, "first")
    post.plan(NOON + MINUTE)

    [first] = post.claims(NOON + MINUTE)
    assert first.alerts[0].key == "first"
    assert post.claim(NOON + MINUTE) is None
    post.send(first, NOON + MINUTE)
    [second] = post.claims(NOON + MINUTE)
    assert second.alerts[0].key == "second"


def test_what_has_to_be_tried_again_keeps_its_place(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, BULLETINS)
    bulletins(post, "first", "second")
    post.plan(NOON)
    [first] = post.claims(NOON)
    post.fail(first, Again(NOON + MINUTE, "NetworkError"), NOON)

    assert post.claim(NOON) is None
    assert post.keys(NOON + MINUTE) == ["first", "second"]


def test_one_chat_holds_up_no_other(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, BULLETINS)
    post.chat(2, BULLETINS)
    bulletins(post, "news")
    post.plan(NOON)
    [one] = post.claims(NOON, most=1)
    post.fail(one, Again(NOON + MINUTE, "RetryAfter"), NOON)

    assert [got.chat for got in post.deliver(NOON)] == [2]


def test_what_comes_too_late_is_missed(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, BULLETINS)
    post.raise_("news", AlertKind.BULLETIN, due_at=NOON, use_by=NOON + MINUTE)
    post.plan(NOON)

    assert post.deliver(NOON + MINUTE) == []
    assert post.states("news") == {1: ("missed", "too late")}


# -- many changes


def changes(post: Post, count: int, *, due_at: datetime = NOON, first: int = 1) -> None:
    for number in range(first, first + count):
        post.raise_(f"change:{number}", due_at=due_at)


def test_five_changes_are_five_messages(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, CHANGES)
    changes(post, 5)

    assert post.keys(NOON) == [f"change:{number}" for number in range(1, 6)]


def test_more_than_five_changes_at_once_are_one_message_in_their_order(
    database: Database,
) -> None:
    post = Post.of(database)
    post.chat(1, CHANGES)
    changes(post, 7)

    [got] = post.deliver(NOON)
    assert got.keys == tuple(f"change:{number}" for number in range(1, 8))
    assert {post.states(key)[1][0] for key in got.keys} == {"sent"}


def test_of_a_steady_run_of_changes_the_first_come_at_once_and_the_rest_together(
    database: Database,
) -> None:
    post = Post.of(database)
    post.chat(1, CHANGES)
    for number in range(8):
        at = NOON + timedelta(seconds=10 * number)
        changes(post, 1, due_at=at, first=number + 1)
        post.deliver(at)

    assert [got.key for got in post.got] == [f"change:{number}" for number in range(1, 6)]
    [rest] = post.deliver(NOON + 2 * MINUTE)
    assert rest.keys == ("change:6", "change:7", "change:8")


def test_of_changes_one_by_one_each_chat_gets_five_alone_and_then_its_own_rest_together(
    database: Database,
) -> None:
    post = Post.of(database)
    post.chat(1, CHANGES)
    post.chat(2, Subject.of(topic("lamps")))
    for number in range(10):  # every ten seconds; the second chat follows seven of them
        at = NOON + timedelta(seconds=10 * number)
        about = topic("lamps") if number < 7 else topic("oil")
        post.raise_(f"change:{number}", due_at=at, topics=(about,))
        post.deliver(at)

    alone = [f"change:{number}" for number in range(5)]
    assert [got.key for got in post.got if got.chat == 1] == alone
    assert [got.key for got in post.got if got.chat == 2] == alone
    assert post.deliver(NOON + 2 * MINUTE - timedelta(seconds=1)) == []
    rest = {got.chat: got.keys for got in post.deliver(NOON + 2 * MINUTE)}
    assert rest == {
        1: tuple(f"change:{number}" for number in range(5, 10)),
        2: ("change:5", "change:6"),
    }


def test_a_long_trickle_of_changes_becomes_a_message_every_two_minutes(
    database: Database,
) -> None:
    post = Post.of(database)
    post.chat(1, CHANGES)
    for number in range(24):  # every twenty seconds for eight minutes
        at = NOON + number * MINUTE / 3
        changes(post, 1, due_at=at, first=number + 1)
        post.deliver(at)
        post.deliver(at + MINUTE / 6)
    post.deliver(NOON + 8 * MINUTE)

    assert [key for got in post.got for key in got.keys] == [f"change:{n}" for n in range(1, 25)]
    assert [got.at - NOON for got in post.got[:5]] == [n * MINUTE / 3 for n in range(5)]
    assert [got.at - NOON for got in post.got[5:]] == [n * MINUTE for n in (2, 4, 6, 8)]


def test_what_waits_for_other_changes_is_sent_while_it_is_of_use(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, CHANGES)
    changes(post, 6)
    post.deliver(NOON)
    at = NOON + timedelta(seconds=30)
    post.raise_("short-lived", due_at=at, use_by=NOON + MINUTE)

    assert post.keys(at) == ["short-lived"]


def test_changes_far_apart_are_not_merged_though_they_wait_together(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, CHANGES)
    for number in range(1, 8):
        changes(post, 1, due_at=NOON + 3 * number * MINUTE, first=number)

    assert len(post.deliver(NOON + 30 * MINUTE)) == 7


def test_a_merged_message_that_fails_is_merged_anew(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, CHANGES)
    changes(post, 6)
    post.plan(NOON)
    [merged] = post.claims(NOON)
    post.fail(merged, Again(NOON, "NetworkError"), NOON)

    [got] = post.deliver(NOON)
    assert len(got.keys) == 6


# -- quiet hours


def test_quiet_hours_silence_an_alert_or_hold_it_until_they_end(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, BULLETINS, quiet=silent("11:00", "13:00"))
    post.chat(2, BULLETINS, quiet=held("11:00", "13:00"))
    bulletins(post, "news")

    assert [(got.chat, got.silent) for got in post.deliver(NOON)] == [(1, True)]
    assert post.deliver(here("07-25 12:59")) == []
    assert [(got.chat, got.silent) for got in post.deliver(here("07-25 13:00"))] == [(2, False)]


def test_one_that_is_held_holds_back_no_other(database: Database) -> None:
    post = Post.of(database)
    chat = post.chat(1, BULLETINS, quiet=held("11:00", "12:30"))
    bulletins(post, "first")
    post.deliver(NOON)
    bulletins(post, "second", due_at=here("07-25 12:30"))
    assert chat.quiet is None  # as it was when it was remembered

    assert post.keys(here("07-25 12:30")) == ["first", "second"]


def test_what_quiet_hours_hold_beyond_its_use_is_missed(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, BULLETINS, quiet=held("11:00", "14:00"))
    post.raise_("news", AlertKind.BULLETIN, due_at=NOON, use_by=here("07-25 13:00"))
    post.deliver(NOON)

    assert post.deliver(here("07-25 14:00")) == []
    assert post.states("news") == {1: ("missed", "too late")}


@pytest.mark.parametrize(
    ("quiet", "zone", "now", "ends"),
    [
        # An ordinary night in Nairobi (UTC+3), and its edges.
        (held("22:00", "06:00"), "Africa/Nairobi", "2024-07-29T20:00", "2024-07-30T03:00"),
        (held("22:00", "06:00"), "Africa/Nairobi", "2024-07-29T19:00", "2024-07-30T03:00"),
        (held("22:00", "06:00"), "Africa/Nairobi", "2024-07-29T18:59", None),
        (held("22:00", "06:00"), "Africa/Nairobi", "2024-07-30T02:59", "2024-07-30T03:00"),
        (held("22:00", "06:00"), "Africa/Nairobi", "2024-07-30T03:00", None),
        # The night on which New York's clocks go forward: it ends at 07:00 EDT, an hour earlier.
        (held("22:00", "07:00"), "America/New_York", "2024-03-10T04:00", "2024-03-10T11:00"),
        (held("22:00", "07:00"), "America/New_York", "2024-03-09T04:00", "2024-03-09T12:00"),
        # The hour that does not exist: 02:30 EST would be 03:30 EDT.
        (held("22:00", "02:30"), "America/New_York", "2024-03-10T06:59", "2024-03-10T07:30"),
        # The night on which they go back: it ends at 07:00 EST, an hour later.
        (held("22:00", "07:00"), "America/New_York", "2024-11-03T03:00", "2024-11-03T12:00"),
        # The hour that comes twice: they end when the wall first shows 01:30.
        (held("22:00", "01:30"), "America/New_York", "2024-11-03T05:00", "2024-11-03T05:30"),
    ],
)
def test_quiet_hours_are_those_of_the_clock_on_the_wall(
    quiet: Quiet, zone: str, now: str, ends: str | None
) -> None:
    found = quiet_until(quiet, ZoneInfo(zone), datetime.fromisoformat(now).replace(tzinfo=UTC))

    assert found == (datetime.fromisoformat(ends).replace(tzinfo=UTC) if ends else None)

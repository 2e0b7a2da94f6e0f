from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from store.alerting import chats, subscriptions
from store.alerting.chats import Address
from store.alerting.settling import Again
from store.alerting.subscriptions import Subject
from store.record.evidence import Ref
from store.record.terms import AlertKind, Kind
from store.tables.alert import stop_alerts
from tests.alerting.talks import Post, here, topic

if TYPE_CHECKING:
    from store.tables.database import Database

NOON = here("07-25 12:00")  # before the session: the calendar is silent
CHANGES = Subject.kind(AlertKind.CHANGE)
ARTICLE_3 = topic("article-3")
VELL = Ref(Kind.PARTY, "vell")


def change(post: Post, key: str = "change:1", **fields: Any) -> None:
    given: dict[str, Any] = {
        "due_at": NOON,
        "topics": (ARTICLE_3,),
        "parties": ("vell",),
        "change": 1,
        **fields,
    }
    post.raise_(key, **given)


def test_a_change_goes_to_who_asked_for_all_changes_for_its_topic_or_its_party(
    database: Database,
) -> None:
    post = Post.of(database)
    post.chat(1, CHANGES)
    post.chat(2, Subject.of(ARTICLE_3))
    post.chat(3, Subject.of(VELL))
    post.chat(4, Subject.of(topic("article-4")))
    post.chat(5, Subject.kind(AlertKind.VOTE))
    change(post)

    assert {got.chat for got in post.deliver(NOON)} == {1, 2, 3}


def test_who_asked_twice_over_gets_it_once(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, CHANGES, Subject.of(ARTICLE_3), Subject.of(VELL))
    change(post)

    assert len(post.deliver(NOON)) == 1


def test_a_topic_brings_votes_and_no_other_kind(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, Subject.of(ARTICLE_3))
    post.raise_("vote", AlertKind.VOTE, due_at=NOON, topics=(ARTICLE_3,))
    post.raise_("bulletin", AlertKind.BULLETIN, due_at=NOON, topics=(ARTICLE_3,))

    assert post.keys(NOON) == ["vote"]


def test_a_muted_kind_is_silent_whatever_would_bring_it(database: Database) -> None:
    post = Post.of(database)
    chat = post.chat(1, CHANGES, Subject.of(ARTICLE_3))
    with database.writing() as db:
        subscriptions.mute(db, chat, CHANGES, now=NOON)
    change(post)
    assert post.deliver(NOON) == []
    with database.writing() as db:
        subscriptions.unmute(db, chat, CHANGES)
    change(post, "change:2", due_at=NOON + timedelta(minutes=1))

    assert post.keys(NOON + timedelta(minutes=1)) == ["change:2"]


def test_muting_a_kind_that_a_topic_brings_does_not_ask_for_all_of_it_afterwards(
    database: Database,
) -> None:
    post = Post.of(database)
    chat = post.chat(1, Subject.of(ARTICLE_3))
    with database.writing() as db:
        subscriptions.mute(db, chat, CHANGES, now=NOON)
        subscriptions.unmute(db, chat, CHANGES)
    change(post, "elsewhere", topics=(topic("article-4"),), parties=())
    change(post)

    assert post.keys(NOON) == ["change:1"]


def test_a_paused_chat_gets_nothing_that_falls_due_meanwhile(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, CHANGES)
    with database.writing() as db:
        chats.pause(db, Address(1), until=NOON + timedelta(hours=1))
    change(post)
    change(post, "change:2", due_at=NOON + timedelta(hours=1))

    assert post.keys(NOON + timedelta(hours=2)) == ["change:2"]


def test_a_wish_is_fulfilled_once(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, Subject.wish([VELL, ARTICLE_3]))
    change(post, "other party", parties=("tiderra",))
    change(post, "other topic", topics=(topic("article-4"),))
    change(post, "wished")
    change(post, "again")

    assert post.keys(NOON) == ["wished"]


def test_a_wish_stays_until_the_news_has_arrived(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, Subject.wish([VELL, ARTICLE_3]))
    later = NOON + timedelta(hours=2)
    change(post, "missed", use_by=NOON + timedelta(hours=1))
    post.plan(NOON)
    post.plan(later)
    assert post.states("missed") == {1: ("missed", "too late")}
    change(post, "wished", due_at=later)
    assert post.keys(later) == ["wished"]
    change(post, "again", due_at=later + timedelta(minutes=1))

    assert post.deliver(later + timedelta(minutes=1)) == []


def test_who_follows_the_topic_as_well_is_told_of_one_as_wished_for(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, Subject.wish([VELL, ARTICLE_3]), Subject.of(ARTICLE_3))
    change(post, "first")
    change(post, "second")
    post.plan(NOON)
    told = []
    while batch := post.claims(NOON):
        for claimed in batch:
            told.append((claimed.alerts[0].key, claimed.wished))
            post.send(claimed, NOON)

    assert told == [("first", True), ("second", False)]


def test_only_news_fulfils_a_wish(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, Subject.wish([ARTICLE_3]))
    for kind in (AlertKind.BULLETIN, AlertKind.MEETING, AlertKind.DEADLINE):
        post.raise_(kind.value, kind, due_at=NOON, refs=(ARTICLE_3,), topics=(ARTICLE_3,))
    assert post.deliver(NOON) == []
    change(post, "wished")

    assert post.keys(NOON) == ["wished"]


def test_of_two_parties_in_a_wish_one_is_enough(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, Subject.wish([VELL, Ref(Kind.PARTY, "tiderra"), ARTICLE_3]))
    change(post, "wished", parties=("tiderra",))

    assert post.keys(NOON) == ["wished"]


def test_who_leaves_before_it_is_sent_does_not_get_it(database: Database) -> None:
    post = Post.of(database)
    chat = post.chat(1, CHANGES, Subject.kind(AlertKind.VOTE))
    change(post)
    post.plan(NOON)
    with database.writing() as db:
        subscriptions.unsubscribe(db, chat, [CHANGES])

    assert post.deliver(NOON) == []
    assert post.states("change:1") == {1: ("stopped", "no longer asked for")}


def test_what_is_still_asked_for_otherwise_is_sent_all_the_same(database: Database) -> None:
    post = Post.of(database)
    chat = post.chat(1, CHANGES, Subject.of(ARTICLE_3))
    change(post)
    post.plan(NOON)
    with database.writing() as db:
        subscriptions.unsubscribe(db, chat, [CHANGES])

    assert post.keys(NOON) == ["change:1"]


def test_forgetting_a_chat_deletes_all_of_it(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, CHANGES)
    change(post)
    post.plan(NOON)
    with database.writing() as db:
        assert chats.forget(db, 1)

    assert post.deliver(NOON) == []
    assert post.states("change:1") == {}
    with database.reading() as db:
        assert chats.chat_at(db, Address(1)) is None


def test_topics_of_a_forum_are_chats_of_their_own(database: Database) -> None:
    post = Post.of(database)
    post.chat(-100, CHANGES, thread_id=7)
    post.chat(-100, Subject.kind(AlertKind.VOTE), thread_id=9)
    change(post)
    post.plan(NOON)

    [claimed] = post.claims(NOON)
    assert claimed.chat.address == Address(-100, 7)


def test_a_correction_goes_to_exactly_those_who_got_what_was_wrong(database: Database) -> None:
    post = Post.of(database)
    for id_ in (1, 2, 3):
        post.chat(id_, CHANGES)
    change(post)
    post.plan(NOON)
    first, second, third = post.claims(NOON)
    post.send(first, NOON)
    post.fail(second, Again(NOON, "TimedOut", perhaps_sent=True), NOON)
    post.fail(third, Again(NOON, "NetworkError"), NOON)
    with database.writing() as db:
        stop_alerts(db, change=1, reason="retracted")
        subscriptions.unsubscribe_all(db, first.chat)
    post.chat(4, CHANGES)
    post.raise_("sorry", AlertKind.CORRECTION, due_at=NOON, corrects="change:1")

    assert {(got.chat, got.key) for got in post.deliver(NOON)} == {(1, "sorry"), (2, "sorry")}


def test_a_correction_waits_until_it_is_known_who_got_what_was_wrong(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, CHANGES)
    change(post)
    post.plan(NOON)
    [claimed] = post.claims(NOON)
    with database.writing() as db:
        stop_alerts(db, change=1, reason="retracted")
    post.raise_("sorry", AlertKind.CORRECTION, due_at=NOON, corrects="change:1")

    assert post.deliver(NOON) == []
    post.send(claimed, NOON)
    assert post.keys(NOON) == ["sorry"]


def test_what_is_withdrawn_before_it_is_due_reaches_nobody(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, CHANGES)
    change(post)
    with database.writing() as db:
        stop_alerts(db, change=1, reason="undone")

    assert post.deliver(NOON) == []


def test_raising_an_alert_twice_is_one_alert(database: Database) -> None:
    post = Post.of(database)
    post.chat(1, CHANGES)
    change(post)
    change(post)

    assert post.keys(NOON) == ["change:1"]


def test_nobody_subscribes_to_corrections() -> None:
    with pytest.raises(ValueError, match="corrections"):
        Subject.kind(AlertKind.CORRECTION)

"""What was last asked, for an hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from handlers.followups import FollowUps, Place
from store.answering.questions import PartyProfile, Search

NOON = datetime(2031, 9, 3, 12, tzinfo=UTC)
HERE = Place(chat=1)
QUESTION = PartyProfile(party="vell")


def test_the_last_question_is_remembered_for_an_hour() -> None:
    followups = FollowUps()
    followups.remember(HERE, QUESTION, now=NOON)

    assert followups.last(HERE, now=NOON + timedelta(hours=1)) == QUESTION
    assert followups.last(HERE, now=NOON + timedelta(hours=1, seconds=1)) is None


def test_another_place_has_its_own_last_question() -> None:
    followups = FollowUps()
    followups.remember(HERE, QUESTION, now=NOON)

    assert followups.last(Place(chat=1, thread=7), now=NOON) is None
    assert followups.last(Place(chat=1, person=5), now=NOON) is None


def test_a_question_that_holds_what_somebody_wrote_is_not_remembered() -> None:
    followups = FollowUps()
    followups.remember(HERE, QUESTION, now=NOON)
    followups.remember(HERE, Search(words="my own words"), now=NOON)

    assert followups.last(HERE, now=NOON) is None


def test_only_so_many_places_are_remembered() -> None:
    followups = FollowUps(most=2)
    for chat in (1, 2, 3):
        followups.remember(Place(chat), QUESTION, now=NOON)

    remembered = [followups.last(Place(chat), now=NOON) is not None for chat in (1, 2, 3)]
    assert remembered == [False, True, True]


def test_forgetting_leaves_others_alone() -> None:
    followups = FollowUps()
    for chat in (1, 2):
        followups.remember(Place(chat), QUESTION, now=NOON)

    assert followups.forget(chat=1)
    assert followups.last(Place(1), now=NOON) is None
    assert followups.last(Place(2), now=NOON) == QUESTION


def test_a_clock_that_is_set_back_forgets() -> None:
    followups = FollowUps()
    followups.remember(HERE, QUESTION, now=NOON)

    assert followups.last(HERE, now=NOON - timedelta(minutes=1)) is None

"""A day in facts: what its morning knows, and what its evening does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from store.answering.day import evening, happened, morning, replaced
from store.record.records import StatusChange
from store.record.terms import EventKind, Stance, Status
from tests.answering.lantern_treaty import (
    ARTICLE,
    PARAGRAPH,
    SHADES,
    entry,
    evidence,
    holding,
    meeting,
    position,
    retracted,
    status,
    vote,
)

if TYPE_CHECKING:
    from store.record.records import Record
    from store.record.snapshot import Snapshot

DAY = date(2030, 3, 6)
AT_BRIEF = datetime(2030, 3, 6, 13, 30, tzinfo=UTC)
STARTS = datetime(2030, 3, 6, 15, tzinfo=UTC)


def on_the_day(*records: Record) -> Snapshot:
    about = meeting("m", STARTS, STARTS + timedelta(hours=3), topics=(ARTICLE,))
    return holding(about, *records)


def statuses(snapshot: Snapshot) -> list[Status]:
    facts = morning(DAY, snapshot, now=AT_BRIEF)
    return [c.record.status for c in facts.in_play if isinstance(c.record, StatusChange)]


def test_what_the_agenda_names_is_in_play_with_its_latest_status() -> None:
    store = on_the_day(
        status(ARTICLE, "2030-03-04", Status.OPEN),
        status(ARTICLE, "2030-03-05", Status.CHAIR_PROPOSAL),
        status(SHADES, "2030-03-05", Status.OPEN),
    )

    assert statuses(store) == [Status.CHAIR_PROPOSAL]


def test_a_topic_without_a_status_is_said_to_have_none() -> None:
    facts = morning(DAY, on_the_day(), now=AT_BRIEF)

    assert facts.unknown == (ARTICLE,)


def test_the_morning_does_not_know_with_hindsight_what_the_day_will_bring() -> None:
    store = on_the_day(
        status(ARTICLE, "2030-03-05", Status.OPEN),
        status(ARTICLE, "2030-03-06", Status.ADOPTED),
    )

    assert statuses(store) == [Status.OPEN]


def test_the_morning_knows_what_was_written_down_on_the_day() -> None:
    this_morning = status(
        ARTICLE, "2030-03-06", Status.ADOPTED, evidence=evidence(last_confirmed=DAY)
    )
    store = on_the_day(status(ARTICLE, "2030-03-05", Status.OPEN), this_morning)

    assert statuses(store) == [Status.ADOPTED]
    changed = [cited.record.id for cited in morning(DAY, store, now=AT_BRIEF).changed]
    assert this_morning.id in changed


def test_a_milestone_that_only_hindsight_knows_is_not_on_the_morning_agenda() -> None:
    planned = evidence(last_confirmed=DAY)
    store = on_the_day(
        entry("signing", EventKind.MILESTONE, "2030-03-06", evidence=planned),
        entry("adoption", EventKind.MILESTONE, "2030-03-06"),
    )

    agenda = {cited.record.id for cited in morning(DAY, store, now=AT_BRIEF).agenda}

    assert agenda == {"m", "signing"}


def test_what_was_retracted_this_morning_is_told_no_more() -> None:
    store = on_the_day(
        status(ARTICLE, "2030-03-04", Status.OPEN),
        status(ARTICLE, "2030-03-05", Status.ADOPTED, evidence=retracted("2030-03-06")),
    )

    assert statuses(store) == [Status.OPEN]
    told = happened(date(2030, 3, 5), date(2030, 3, 5), store, now=AT_BRIEF)
    assert told == ()


def test_stances_that_point_opposite_ways_are_to_be_watched() -> None:
    store = on_the_day(
        position("brin", [ARTICLE], Stance.SUPPORTS, "2030-03-04"),
        position("corvia", [ARTICLE], Stance.SEEKS_DELETION, "2030-03-05"),
    )

    (contest,) = morning(DAY, store, now=AT_BRIEF).contested

    assert contest.topic == ARTICLE
    assert [side.stance for side in contest.sides] == [Stance.SUPPORTS, Stance.SEEKS_DELETION]


def test_one_sided_topics_are_not_contested() -> None:
    store = on_the_day(
        position("brin", [ARTICLE], Stance.SUPPORTS, "2030-03-04"),
        position("corvia", [ARTICLE], Stance.CONDITIONAL, "2030-03-05"),
    )

    assert morning(DAY, store, now=AT_BRIEF).contested == ()


def test_the_evening_parts_votes_from_other_changes() -> None:
    store = on_the_day(
        status(ARTICLE, "2030-03-06", Status.PUT_TO_VOTE), vote("v", [PARAGRAPH], "2030-03-06")
    )

    facts = evening(DAY, None, store, now=datetime(2030, 3, 6, 23, 30, tzinfo=UTC))

    assert [cited.record.id for cited in facts.votes] == ["v"]
    assert len(facts.changed) == 1
    assert facts.next_agenda == ()


def test_a_position_replaces_the_partys_last_one_on_the_topic() -> None:
    first = position("brin", [ARTICLE], Stance.SUPPORTS, "2030-03-04")
    elsewhere = position("brin", [SHADES], Stance.OPPOSES, "2030-03-05")
    new = position("brin", [ARTICLE], Stance.OPPOSES, "2030-03-06")

    assert replaced(new, on_the_day(first, elsewhere, new)) == first


def test_a_first_position_replaces_nothing() -> None:
    new = position("brin", [ARTICLE], Stance.OPPOSES, "2030-03-06")

    assert replaced(new, on_the_day(new)) is None

"""What changed since a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

from store.answering.answers import Heading
from store.answering.questions import ChangesSince
from store.record.terms import ActionKind, Stance, Status
from tests.answering.lantern_treaty import (
    ARTICLE,
    OTHER,
    PARAGRAPH,
    SHADES,
    action,
    found,
    holding,
    meeting,
    not_on_record,
    position,
    retracted,
    said,
    status,
    under,
    vote,
)

MOVED = status(ARTICLE, "2030-03-11", Status.OPEN)
ADOPTED = status(ARTICLE, "2030-03-14", Status.ADOPTED)


def test_changes_come_newest_day_first_and_the_day_itself_counts() -> None:
    store = holding(
        status(OTHER, "2030-03-10", Status.OPEN),
        MOVED,
        ADOPTED,
        spoken := position("brin", [SHADES], Stance.OPPOSES, "2030-03-11"),
        vote("v", [PARAGRAPH], "2030-03-14"),
        signed := action("brin", ActionKind.SIGNATURE, "2030-03-12"),
    )

    made = found(ChangesSince(since=date(2030, 3, 11)), store)

    assert [[c.record.id for c in s.claims] for s in made.sections] == [
        [ADOPTED.id, "v"],
        [signed.id],
        [MOVED.id, spoken.id],
    ]


def test_what_is_later_than_the_day_asked_about_has_not_changed_yet() -> None:
    question = ChangesSince(since=date(2030, 3, 11), as_of=date(2030, 3, 12))

    assert said(found(question, holding(MOVED, ADOPTED))) == {MOVED.id}


def test_since_yesterday_is_since_the_last_day_with_a_meeting() -> None:
    friday = datetime(2030, 3, 8, 15, tzinfo=UTC)
    store = holding(
        meeting("m", friday, friday.replace(hour=18)),
        on_friday := status(ARTICLE, "2030-03-08", Status.OPEN),
        status(OTHER, "2030-03-07", Status.OPEN),
    )

    made = found(ChangesSince(), store, datetime(2030, 3, 11, 12, tzinfo=UTC))

    assert said(made) == {on_friday.id}


def test_a_retraction_is_a_change_of_its_own_day() -> None:
    back = position(
        "brin", [SHADES], Stance.OPPOSES, "2030-03-05", evidence=retracted("2030-03-12")
    )

    made = found(ChangesSince(since=date(2030, 3, 11)), holding(back))

    claim = next(made.claims())
    assert claim.record.id == back.id
    assert claim.evidence.retracted is not None
    assert claim.evidence.retracted.reason == "misheard"


def test_on_a_topic_only_what_concerns_it_and_its_paragraphs_changed() -> None:
    store = holding(
        MOVED,
        status(OTHER, "2030-03-12", Status.OPEN),
        below := status(PARAGRAPH, "2030-03-12", Status.OPEN),
    )

    made = found(ChangesSince(since=date(2030, 3, 11), topic=ARTICLE), store)

    assert under(made, Heading.ANSWER) == [below.id, MOVED.id]


def test_no_change_offers_the_day_of_the_latest() -> None:
    made = not_on_record(ChangesSince(since=date(2030, 4, 1)), holding(MOVED, ADOPTED))

    assert made.suggestions[0] == ChangesSince(since=date(2030, 3, 14))


def test_what_is_known_to_the_month_stands_apart_from_the_first_day_of_the_month() -> None:
    store = holding(
        vague := position("brin", [SHADES], Stance.OPPOSES, "2030-03"),
        exact := position("aldoria", [SHADES], Stance.OPPOSES, "2030-03-01"),
    )

    made = found(ChangesSince(since=date(2030, 3, 1)), store)

    assert {tuple(c.record.id for c in s.claims) for s in made.sections} == {
        (vague.id,),
        (exact.id,),
    }

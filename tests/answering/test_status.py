"""Where a provision or safeguard stood on a day."""

from __future__ import annotations

from datetime import date

from store.answering.answers import Heading, Notice
from store.answering.questions import StatusOf, VoteOn
from store.record.records import Safeguard
from store.record.terms import Status
from tests.answering.lantern_treaty import (
    ARTICLE,
    OTHER,
    PARAGRAPH,
    REHEARSAL,
    SHADES,
    found,
    holding,
    not_on_record,
    said,
    status,
    under,
    vote,
)

OPEN = status(ARTICLE, "2030-03-04", Status.OPEN)
ADOPTED = status(ARTICLE, "2030-03-14", Status.ADOPTED)


def test_the_latest_status_comes_first_and_the_history_follows_newest_first() -> None:
    middle = status(ARTICLE, "2030-03-10", Status.UNDER_NEGOTIATION)

    made = found(StatusOf(topic=ARTICLE), holding(OPEN, ADOPTED, middle))

    assert under(made, Heading.CURRENT) == [ADOPTED.id]
    assert under(made, Heading.EARLIER) == [middle.id, OPEN.id]


def test_the_status_is_that_of_the_day_asked_about() -> None:
    store = holding(OPEN, ADOPTED)

    before = found(StatusOf(topic=ARTICLE, as_of=date(2030, 3, 13)), store)
    after = found(StatusOf(topic=ARTICLE, as_of=date(2030, 3, 14)), store)

    assert said(before) == {OPEN.id}
    assert under(after, Heading.CURRENT) == [ADOPTED.id]


def test_of_two_statuses_of_one_day_the_one_recorded_last_counts() -> None:
    voted = status(ARTICLE, "2030-03-14", Status.PUT_TO_VOTE)

    made = found(StatusOf(topic=ARTICLE), holding(voted, ADOPTED))

    assert under(made, Heading.CURRENT) == [ADOPTED.id]


def test_before_the_first_status_nothing_is_on_record_and_the_nearest_is_offered() -> None:
    made = not_on_record(StatusOf(topic=ARTICLE, as_of=date(2030, 3, 1)), holding(OPEN))

    assert made.first_known == date(2030, 3, 4)
    assert made.missing == (ARTICLE,)
    assert made.suggestions[0] == StatusOf(topic=ARTICLE, as_of=date(2030, 3, 4))


def test_an_articles_status_is_not_given_as_its_paragraphs() -> None:
    made = found(StatusOf(topic=PARAGRAPH), holding(OPEN))

    assert under(made, Heading.CURRENT) == []
    assert under(made, Heading.ON_WHOLE_ARTICLE) == [OPEN.id]
    assert made.missing == (PARAGRAPH,)


def test_an_article_shows_where_its_paragraphs_stand() -> None:
    below = status(PARAGRAPH, "2030-03-14", Status.PUT_TO_VOTE)
    taken = vote("v", [PARAGRAPH], "2030-03-14")

    made = found(StatusOf(topic=ARTICLE), holding(OPEN, below, taken))

    assert under(made, Heading.CURRENT) == [OPEN.id]
    assert under(made, Heading.ON_PARAGRAPHS) == [below.id, "v"]


def test_votes_on_the_topic_are_part_of_where_it_stands() -> None:
    made = found(StatusOf(topic=ARTICLE), holding(OPEN, vote("v", [ARTICLE], "2030-03-14")))

    assert under(made, Heading.VOTES) == ["v"]
    assert made.suggestions[0] == VoteOn(topic=ARTICLE)


def test_in_a_rehearsal_the_latest_of_what_is_to_come_closes_the_answer() -> None:
    made = found(StatusOf(topic=ARTICLE), holding(OPEN, ADOPTED), REHEARSAL)

    assert under(made, Heading.CURRENT) == [OPEN.id]
    assert made.sections[-1].heading is Heading.LATER
    assert under(made, Heading.LATER) == [ADOPTED.id]
    assert Notice.LATER_THAN_CLOCK in made.notices


def test_a_safeguard_without_statuses_is_told_by_its_text_and_its_provisions() -> None:
    below = status(PARAGRAPH, "2030-03-14", Status.PUT_TO_VOTE)

    made = found(StatusOf(topic=SHADES), holding(below))

    assert under(made, Heading.SUMMARY) == ["shades"]
    assert under(made, Heading.PROVISIONS) == [below.id]
    assert made.missing == (SHADES,)


def test_what_became_of_a_safeguard_is_not_told_before_the_session_has_ended() -> None:
    def outcome(day: date) -> str:
        made = found(StatusOf(topic=SHADES, as_of=day), holding())
        record = made.sections[0].claims[0].record
        assert isinstance(record, Safeguard)
        return record.outcome

    assert outcome(date(2030, 3, 14)) == ""
    assert outcome(date(2030, 3, 15)) == "Kept in the text."


def test_without_a_topic_each_provision_is_told_by_its_latest_status() -> None:
    other = status(OTHER, "2030-03-05", Status.DELETED)

    made = found(StatusOf(), holding(OPEN, ADOPTED, other))

    assert under(made, Heading.CURRENT) == [ADOPTED.id, other.id]

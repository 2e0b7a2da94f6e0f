"""Days as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from store.answering.understanding.almanac import Role, Today
from store.answering.understanding.dating import days
from store.answering.understanding.normalising import words_of
from store.answering.understanding.speech import speech

TODAY = Today(date(2031, 4, 8), date(2031, 3, 31), date(2031, 4, 11))  # a Tuesday


def named(text: str) -> list[tuple[str, str]]:
    found = days(words_of(text), speech(), TODAY)
    return [(str(day.first), day.role.value) for day in found]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2031-04-03", "2031-04-03"),
        ("3.4.2031", "2031-04-03"),
        ("03/04/2031", "2031-04-03"),
        ("3 April", "2031-04-03"),
        ("April 3rd", "2031-04-03"),
        ("le 1er avril", "2031-04-01"),
        ("el 3 de abril", "2031-04-03"),
        ("yesterday", "2031-04-07"),
        ("avant-hier", "2031-04-06"),
        ("mañana", "2031-04-09"),
        ("pasado mañana", "2031-04-10"),
        ("3 days ago", "2031-04-05"),
        ("il y a trois jours", "2031-04-05"),
        ("last Friday", "2031-04-04"),
        ("vendredi dernier", "2031-04-04"),
        ("el próximo lunes", "2031-04-14"),
        ("last week", "2031-03-31"),
    ],
)
def test_a_day_is_read_in_each_language(text: str, day: str) -> None:
    assert [first for first, _ in named(text)] == [day]


def test_a_day_without_a_year_is_the_sessions_or_else_the_last_there_was() -> None:
    assert named("1 April")[0][0] == "2031-04-01"
    assert named("1 December")[0][0] == "2030-12-01"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("since 3 April", Role.SINCE),
        ("desde el 3 de abril", Role.SINCE),
        ("before 3 April", Role.BEFORE),
        ("as of 3 April", Role.ON),
        ("au 3 avril", Role.ON),
        ("3 April", Role.NONE),
    ],
)
def test_the_word_before_a_day_says_how_it_is_meant(text: str, role: Role) -> None:
    assert named(text) == [("2031-04-03", role.value)]


@pytest.mark.parametrize(
    "text", ["what may Vell do", "31 February", "3(2)", "do they", "mar adentro"]
)
def test_everyday_words_are_no_days(text: str) -> None:
    assert named(text) == []


def test_a_month_is_all_of_its_days() -> None:
    (april,) = days(words_of("in April 2031"), speech(), TODAY)

    assert (april.first, april.last) == (date(2031, 4, 1), date(2031, 4, 30))


def spans(text: str) -> list[tuple[str, str]]:
    return [(str(day.first), str(day.last)) for day in days(words_of(text), speech(), TODAY)]


@pytest.mark.parametrize(
    "text",
    [
        "3-5 April",
        "3 to 5 April",
        "from the 3rd to the 5th of April",
        "April 3-5",
        "du 3 au 5 avril",
        "del 3 al 5 de abril",
        "Thursday 3 and Saturday 5 April",
    ],
)
def test_days_of_one_month_are_read_together(text: str) -> None:
    assert spans(text) == [("2031-04-03", "2031-04-05")]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("late March 2031", ("2031-03-21", "2031-03-31")),
        ("début mars 2031", ("2031-03-01", "2031-03-10")),
        ("mediados de marzo de 2031", ("2031-03-11", "2031-03-20")),
        ("early 2030", ("2030-01-01", "2030-04-30")),
        ("enero de este año", ("2031-01-01", "2031-01-31")),
    ],
)
def test_a_part_of_a_month_or_year_is_read(text: str, span: tuple[str, str]) -> None:
    assert spans(text) == [span]


@pytest.mark.parametrize("text", ["Christmas Eve this year", "nochebuena de 2031"])
def test_a_holiday_is_a_day(text: str) -> None:
    assert named(text)[0][0] == "2031-12-24"


def test_a_weekday_says_no_more_of_a_day_that_is_named_in_full() -> None:
    assert named("nothing on 3 April, was there a meeting that Wednesday?") == [
        ("2031-04-03", "as_of")
    ]


def test_a_month_beside_a_number_may_be_misspelt() -> None:
    assert named("the 3rd of Apirl") == [("2031-04-03", "")]

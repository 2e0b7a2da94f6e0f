"""An answer to less than was asked is none: the question is offered, and not answered."""

from __future__ import annotations

import pytest

from store.answering.answers import Declined, UnknownName
from store.answering.questions import Compare, Define, PositionOf, VoteOn, WhoHolds
from store.record.terms import Stance
from tests.understanding.reading import understood


@pytest.mark.parametrize(
    "text",
    [
        "compare Vell and Xyrith on the dark hours",
        "compare Xyrith and Vell on the dark hours",
        "comparez Vell et Xyrith sur les heures sombres",
        "compara Vell y Xyrith sobre las horas oscuras",
    ],
)
def test_a_side_of_a_comparison_that_nobody_knows_is_told(text: str) -> None:
    asked = understood(text)

    assert isinstance(asked, UnknownName)
    assert asked.written == "Xyrith"
    assert asked.suggestions


def test_somebody_unknown_who_is_asked_about_is_told() -> None:
    asked = understood("what did Mr Xyrith say about the dark hours?")

    assert isinstance(asked, UnknownName)
    assert "Xyrith" in asked.written


def test_a_number_that_the_record_does_not_tell_is_not_answered_with_a_list() -> None:
    asked = understood("how many delegates from Vell were in the room?")

    assert isinstance(asked, Declined)
    assert asked.suggestions


@pytest.mark.parametrize(
    "text", ["who is going to ratify next year?", "quién va a ratificar el próximo año"]
)
def test_what_parties_will_do_is_not_answered_with_what_they_did(text: str) -> None:
    assert isinstance(understood(text), Declined)


@pytest.mark.parametrize("text", ["Vell against Tiderra on article 3", "Vell face à Tiderra"])
def test_parties_set_against_each_other_are_compared(text: str) -> None:
    asked = understood(text)

    assert isinstance(asked, Compare)
    assert asked.parties == ("vell", "tiderra")


@pytest.mark.parametrize(
    "text", ["who does not support the dark hours rule?", "which countries did not vote on 3(2)?"]
)
def test_who_did_not_is_not_answered_with_who_did(text: str) -> None:
    asked = understood(text)

    assert not (isinstance(asked, WhoHolds) and Stance.SUPPORTS in asked.stances)
    assert not isinstance(asked, VoteOn)


def test_the_people_of_a_party_are_not_the_party() -> None:
    assert isinstance(understood("who is the Vell ambassador?"), Declined | UnknownName)


def test_a_party_asked_about_another_one_is_not_answered_with_its_own_position() -> None:
    asked = understood("what does Vell think of Tiderra's position on the dark hours?")

    assert not isinstance(asked, PositionOf)


def test_when_a_party_first_said_a_thing_is_not_answered_with_what_it_said_last() -> None:
    assert isinstance(understood("when did Vell first speak against the dark hours?"), Declined)


@pytest.mark.parametrize("text", ["the Xyrith and the dark hours", "xyrith group on dark hours"])
def test_an_unknown_name_beside_a_topic_is_told(text: str) -> None:
    assert isinstance(understood(text), UnknownName)


@pytest.mark.parametrize(
    "text",
    [
        "how many sailors drown in the spawning season?",
        "how many boats fish in the closed season",
    ],
)
def test_a_text_without_the_number_does_not_answer_how_many(text: str) -> None:
    assert isinstance(understood(text), Declined)


def test_a_term_does_not_answer_a_question_that_says_more_than_its_name() -> None:
    assert isinstance(understood("in which harbour will sailors repair a lamp boat"), Declined)
    assert isinstance(understood("lamp boat"), Define)


def test_somebody_with_the_name_of_a_thing_is_not_answered_with_the_thing() -> None:
    assert isinstance(understood("what does Midnight say about the dark hours?"), Declined)


def test_a_curated_text_does_not_tell_how_many_there_are_of_what_it_does_not_name() -> None:
    assert isinstance(understood("how many boats make the majority needed?"), Declined)

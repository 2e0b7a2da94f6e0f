"""Words written by ear, run together, or with a letter doubled or missing."""

from __future__ import annotations

import pytest

from store.answering import questions as q
from store.answering.understanding.sounding import parted
from store.record.evidence import Ref
from store.record.terms import Kind
from tests.understanding.reading import lexicon, understood

DARK_HOURS = Ref(Kind.SAFEGUARD, "dark-hours")


@pytest.mark.parametrize(
    "text",
    [
        "cual es la pocision de Vell sobre las horas oscuras",
        "kual es la posision de Vell sobre las horas oscuras",
        "quelle est la posission de Vell sur les heures sombres",
        "whats the pozition of Vell on the dark hours",
    ],
)
def test_a_word_that_sounds_as_a_known_one_is_that_one(text: str) -> None:
    asked = understood(text)

    assert isinstance(asked, q.PositionOf)
    assert (asked.party, asked.topic) == ("vell", DARK_HOURS)


@pytest.mark.parametrize("text", ["kien se opone al artículo 3", "quien se oppone al articulo 3"])
def test_a_word_that_asks_is_read_by_ear(text: str) -> None:
    assert isinstance(understood(text), q.WhoHolds)


@pytest.mark.parametrize(("form", "language"), [("pocision", "es"), ("posicion", "es")])
def test_sounds_are_those_of_the_language(form: str, language: str) -> None:
    assert "posicion" in lexicon().sounds.alike(form, language)
    assert "posicion" not in lexicon().sounds.alike("pokision", language)


def test_two_words_that_were_run_together_are_parted() -> None:
    asked = understood("Vell darkhours position")

    assert isinstance(asked, q.PositionOf)
    assert (asked.party, asked.topic) == ("vell", DARK_HOURS)


def test_what_can_be_parted_in_two_ways_is_left_alone() -> None:
    known = {"lamp", "lampo", "ordered", "rdered"}

    assert parted("lampordered", known.__contains__) is None
    assert parted("lampsordered", known.__contains__) is None
    assert parted("lampordered", {"lamp", "ordered"}.__contains__) == ("lamp", "ordered")

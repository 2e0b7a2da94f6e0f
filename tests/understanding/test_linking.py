"""Second stage: whom and what a text names, and what it only seems to name."""

from __future__ import annotations

import pytest

from store.answering import questions as q
from store.answering.lexicon import Lexicon
from store.answering.understanding import pipeline
from store.record.evidence import Ref
from store.record.terms import ActionKind, Kind
from tests.negotiations import cybercrime
from tests.understanding.reading import NOW, read

VELL, NORTH_VELL = Ref(Kind.PARTY, "vell"), Ref(Kind.PARTY, "north-vell")
DARK_HOURS = Ref(Kind.SAFEGUARD, "dark-hours")


def parties(text: str) -> list[tuple[Ref, ...]]:
    return [slot.refs for slot in read(text).parties]


def topics(text: str) -> list[tuple[Ref, ...]]:
    return [slot.refs for slot in read(text).topics]


def test_the_longer_name_wins() -> None:
    assert parties("North Vell on article 3") == [(NORTH_VELL,)]
    assert parties("Vell on article 3") == [(VELL,)]


def test_an_exact_name_is_never_taken_for_another() -> None:
    assert read("Niger on lamps").parties[0].refs == ()
    assert read("Niger on lamps").parties[0].existing


@pytest.mark.parametrize("text", ["Tidera on lamps", "tiderrra on lamps", "Tidrera on lamps"])
def test_a_slip_is_mended_where_one_name_is_nearest(text: str) -> None:
    assert parties(text) == [(Ref(Kind.PARTY, "tiderra"),)]


@pytest.mark.parametrize(("text", "count"), [("who is it", 0), ("what does IT want", 1)])
def test_a_code_counts_in_capitals_only(text: str, count: int) -> None:
    assert len(parties(text)) == count


@pytest.mark.parametrize("text", ["the lamp curfew", "couvre-feu des lampes", "horas oscuras"])
def test_aliases_are_known_in_every_language(text: str) -> None:
    assert topics(text) == [(DARK_HOURS,)]


def test_things_named_one_beside_the_other_are_all_meant() -> None:
    found = topics("lamp curfew and access for observers")

    assert found == [(DARK_HOURS,), (Ref(Kind.SAFEGUARD, "observer-access"),)]


def test_words_that_nothing_accounts_for_are_left_over() -> None:
    assert read("what does Vell think about volcanoes").rest == ("volcanoes",)


def test_a_party_whose_name_is_two_words_of_every_day_is_that_party() -> None:
    names = Lexicon.of(cybercrime())  # states by name: no fictional one is so unlucky
    asked = pipeline.understand("did the united states sign?", names, now=NOW, previous=None)

    assert asked.question == q.ActionsOn(acts=(ActionKind.SIGNATURE,), party="us")


def test_a_word_of_a_language_is_no_code_of_a_country_in_it() -> None:
    text = "¿Nueva Zelanda ve demasiado amplio el alcance final?"  # VE is Venezuela

    reading = pipeline.read(text, Lexicon.of(cybercrime()), now=NOW)

    assert [slot.refs for slot in reading.parties] == [(Ref(Kind.PARTY, "new-zealand"),)]


def test_names_are_not_parted_into_words_as_things_run_together_are() -> None:
    assert topics("Vell on darkhours") == [(DARK_HOURS,)]
    assert topics("Vell in Darkhours") == []


def test_a_word_with_another_ending_than_a_code_is_no_party() -> None:
    assert parties("que disent les xvles de Vell") == [(VELL,)]


def test_a_name_of_a_topic_that_is_but_how_it_is_asked_gives_way_to_what_is_named() -> None:
    reading = pipeline.read("pour ou contre ?", Lexicon.of(cybercrime()), now=NOW, language="fr")

    assert reading.topics == ()


def test_a_language_is_not_the_country_that_is_named_like_it() -> None:
    text = "Où puis-je lire le texte en français ?"
    reading = pipeline.read(text, Lexicon.of(cybercrime()), now=NOW, language="fr")

    assert reading.parties == ()

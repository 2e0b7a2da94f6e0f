"""Names after a command, resolved."""

from __future__ import annotations

from datetime import date

import pytest

from store.answering.resolution import Hit, NoSuch
from store.record.evidence import Ref
from store.record.terms import Kind, Stance
from tests.understanding.reading import lexicon

TODAY = date(2031, 4, 8)
DARK_HOURS = Ref(Kind.SAFEGUARD, "dark-hours")


@pytest.mark.parametrize("text", ["lamp curfew", "the lamp curfew", "Dark Hours", "dark-hours"])
def test_a_topic_by_any_of_its_names(text: str) -> None:
    resolution = lexicon().safeguard(text)

    assert resolution == Hit(DARK_HOURS)


def test_a_provision_by_its_number() -> None:
    assert lexicon().topic("art. 3(2)") == Hit(Ref(Kind.PROVISION, "article-3-2"))
    assert lexicon().provision("3.2") == Hit(Ref(Kind.PROVISION, "article-3-2"))


def test_a_number_that_is_not_there_has_its_nearest() -> None:
    assert lexicon().provision("7") == NoSuch(
        (Ref(Kind.PROVISION, "article-5"), Ref(Kind.PROVISION, "article-4"))
    )


def test_a_name_must_be_all_that_was_written() -> None:
    assert isinstance(lexicon().party("Vell dark hours"), NoSuch)
    assert lexicon().party("the Vell") == Hit(Ref(Kind.PARTY, "vell"))


def test_a_country_of_the_world_exists_without_being_on_record() -> None:
    assert lexicon().party("Niger") == NoSuch((), existing=True)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("seeks_deletion", Stance.SEEKS_DELETION),
        ("against", Stance.OPPOSES),
        ("contre", Stance.OPPOSES),
        ("apoya", Stance.SUPPORTS),
    ],
)
def test_a_stance_by_its_code_or_in_words(text: str, stance: Stance) -> None:
    assert lexicon().stance(text) == Hit(stance)


def test_a_day() -> None:
    assert lexicon().day("yesterday", TODAY) == Hit(date(2031, 4, 7))
    assert lexicon().day("3 avril", TODAY) == Hit(date(2031, 4, 3))
    assert lexicon().day("soonish", TODAY) == NoSuch()


def test_a_term_and_a_vote() -> None:
    assert lexicon().term("ad ref") == Hit(Ref(Kind.GLOSSARY, "ad-referendum"))
    assert lexicon().vote("vote-3-2") == Hit(Ref(Kind.VOTE, "vote-3-2"))

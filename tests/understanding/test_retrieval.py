"""Ranked search over curated text."""

from __future__ import annotations

from store.answering.retrieval import LONGEST, Index, ranked
from store.record.evidence import Ref
from store.record.terms import Kind
from tests.negotiations import lanternfish, position


def test_what_is_named_so_comes_before_what_only_speaks_of_it() -> None:
    assert ranked(lanternfish(), "dark hours")[0] in {
        Ref(Kind.SAFEGUARD, "dark-hours"),
        Ref(Kind.PROVISION, "article-3-2"),
    }


def test_endings_make_no_difference() -> None:
    assert ranked(lanternfish(), "observer boarding")[0] == Ref(Kind.SAFEGUARD, "observer-access")


def test_what_holds_few_of_the_words_is_not_shown() -> None:
    assert ranked(lanternfish(), "quantum gravity and the price of tea") == ()


def test_a_word_that_is_everywhere_is_looked_up_in_a_bounded_list() -> None:
    many = [
        position(id=f"n{number}", summary=f"Lamps and lamps, said number {number}.")
        for number in range(LONGEST + 100)
    ]

    index = Index.of(many, "en")

    assert len(index.search({"lamps": 1.0})) == LONGEST

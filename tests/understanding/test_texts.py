"""Other texts than the one that is negotiated."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from store.answering.answers import Declined, UnknownName
from store.answering.lexicon import Lexicon
from store.answering.questions import Define, ProvisionText
from store.answering.understanding.pipeline import understand
from store.record.snapshot import Snapshot
from tests.negotiations import lanternfish
from tests.understanding.reading import NOW, understood


@pytest.mark.parametrize(
    "text",
    [
        "what does the Atlantis Convention say on closed seasons?",
        "que dit la convention d'Atlantide sur les licences ?",
        "¿qué dice el Convenio de Atlántida sobre las lámparas?",
        "how many countries have ratified the Atlantis Convention?",
        "what does article 5 of the Vell Agreement say?",
        "que prévoit l'article 5 de l'Accord de Vell ?",
    ],
)
def test_a_text_with_a_name_that_nobody_knows_is_not_taken_for_this_one(text: str) -> None:
    assert isinstance(understood(text), Declined)


@cache
def with_another_text() -> Lexicon:
    """Index the fictional pack with a term in its glossary that names another text."""
    term = replace(lanternfish().glossary["lamp-boat"], id="mirrow", term="Mirrow Convention")
    records = (*lanternfish().records.values(), term)
    return Lexicon.of(Snapshot.of(lanternfish().negotiation, records))


@pytest.mark.parametrize(
    "text",
    [
        "what does article 5 of the Mirrow Convention say?",
        "Mirrow Convention article 5",
        "how many countries have ratified the Mirrow Convention?",
        "article 5 of the constitution of Vell",
    ],
)
def test_an_article_of_another_text_is_not_taken_for_one_of_this(text: str) -> None:
    read = understand(text, with_another_text(), now=NOW).question

    assert isinstance(read, Declined | UnknownName)


def test_what_another_text_is_can_be_asked() -> None:
    read = understand("what is the Mirrow Convention?", with_another_text(), now=NOW).question

    assert read == Define(term="mirrow")


def test_the_text_in_hand_may_be_named() -> None:
    asked = understood("what does article 5 of the Lanternfish Convention say?")

    assert asked == ProvisionText(provision="article-5")

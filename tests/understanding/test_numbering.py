"""Articles as people write them, and what only looks like one."""

from __future__ import annotations

import pytest

from store.answering.understanding.normalising import words_of
from store.answering.understanding.numbering import citations
from store.answering.understanding.speech import speech
from tests.understanding.reading import lexicon


def cited(text: str) -> list[str]:
    return [c.written for c in citations(words_of(text), speech(), lexicon().numbers)]


@pytest.mark.parametrize(
    "text",
    [
        "art. 3 para 2",
        "3(2)",
        "3.2",
        "3 (2)",
        "art3(2)",
        "Article 3, paragraph 2",
        "paragraph 2 of article 3",
        "article three paragraph two",
        "l'article 3, alinéa 2",
        "artículo 3, párrafo 2",
        "párrafo 2 del artículo 3",
        "art 3 §2",
    ],
)
def test_a_paragraph_is_read_however_it_is_written(text: str) -> None:
    assert cited(text) == ["3(2)"]


def test_letters_are_part_of_a_number() -> None:
    assert cited("4(1)(b)") == ["4(1)(b)"]
    assert cited("article 4.1.b") == ["4(1)(b)"]


def test_one_word_stands_for_several_articles() -> None:
    assert cited("articles 1, 3(2) and 4") == ["1", "3(2)", "4"]
    assert cited("los artículos 1 y 3") == ["1", "3"]


@pytest.mark.parametrize(
    "text",
    [
        "3 April",
        "April 3",
        "3.4.2031",
        "2031-04-03",
        "3 countries",
        "Rev.3",
        "the 3rd meeting",
        "12-30-8",
        "la réunion 3",
        "3 and 4 April",
        "question 3 of 4",
        "la 2ª consulta",
        "le 3, on nous a dit que les délégués siégeaient",
        "3/4",
    ],
)
def test_dates_counts_and_other_numbers_are_no_articles(text: str) -> None:
    assert cited(text) == []


def test_a_bare_number_may_be_an_article_but_need_not() -> None:
    (bare,) = citations(words_of("and on 4?"), speech(), lexicon().numbers)

    assert not bare.certain


def test_an_article_that_is_not_there_is_cited_all_the_same() -> None:
    assert cited("article 99") == ["99"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("article twenty-four", "24"),
        ("article thirty one", "31"),
        ("l'article vingt-quatre", "24"),
        ("article soixante-huit", "68"),
        ("article trente et un", "31"),
        ("article dix-sept", "17"),
        ("artículo veinticuatro", "24"),
        ("artículo treinta y cinco", "35"),
        ("articles twenty and four", "20"),
    ],
)
def test_a_number_of_several_words_is_one_number(text: str, number: str) -> None:
    assert cited(text)[0] == number

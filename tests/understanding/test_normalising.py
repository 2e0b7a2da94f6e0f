"""First stage: words that can be compared."""

from __future__ import annotations

import pytest

from store.answering.understanding.normalising import HEAD, TAIL, forms_of, words_of


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Où en est l'ARTICLE 6 ?", ("ou", "en", "est", "l", "article", "6")),
        ("¿Quién votó?", ("quien", "voto")),
        ("Côte d’Ivoire", ("cote", "d", "ivoire")),
        ("Ｔｉｄｅｒｒａ", ("tiderra",)),
        ("ti\u200bder\u202era", ("tiderra",)),
        ("art6(2)", ("art", "6", "2")),
        ("œuvre", ("oeuvre",)),
        ("条约", ("条", "约")),
        ("🙂 \x00 !!", ()),
    ],
)
def test_case_accents_width_and_hidden_characters_make_no_difference(
    text: str, forms: tuple[str, ...]
) -> None:
    assert forms_of(text) == forms


def test_what_stands_between_two_words_is_kept() -> None:
    assert [word.gap for word in words_of("6(2), 24")] == ["", "(", "), "]


def test_of_a_very_long_text_the_beginning_and_the_end_are_read() -> None:
    words = words_of("first " + "so " * 500 + "last")

    assert len(words) == HEAD + TAIL
    assert (words[0].form, words[-1].form) == ("first", "last")

"""Which language a text is in."""

from __future__ import annotations

import pytest

from tests.understanding.reading import read


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("who voted against it?", "en"),
        ("qui a voté contre ?", "fr"),
        ("¿quién votó en contra?", "es"),
        ("statut article 3", "fr"),
        ("estado del artículo 3", "es"),
        ("horas oscuras", "es"),
        ("EU position on lamps", "en"),
        ("OÙ EN EST L’ARTICLE 3", "fr"),
    ],
)
def test_a_short_text_tells_its_language(text: str, language: str) -> None:
    assert read(text).language == language


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_where_the_words_do_not_tell_it_is_the_persons_own(language: str) -> None:
    assert read("Tiderra 3(2)", language).language == language


def test_a_language_that_is_not_read_is_left_as_it_is() -> None:
    assert read("条约", "zh").language == "zh"
    assert read("条约").language is None

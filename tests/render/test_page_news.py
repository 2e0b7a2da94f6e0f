from __future__ import annotations

import pytest

from handlers.curation.page_news import page_news
from handlers.reply import Button, OpenLink
from handlers.texts import Texts
from store.curation.page_text import Difference

URL = "https://body.example/documents?list=<all>"


def test_the_lines_that_came_and_went_are_shown() -> None:
    reply = page_news(URL, Difference(came=("Draft 4",), went=("Draft 3",)), Texts.of("en"))

    assert "New\n• Draft 4" in reply.text
    assert "Gone\n• Draft 3" in reply.text


def test_what_stands_on_a_page_is_escaped() -> None:
    reply = page_news(URL, Difference(came=("<b>x", "&amp;"), went=()), Texts.of("en"))

    assert "&lt;b&gt;x" in reply.html
    assert "&amp;amp;" in reply.html
    assert "list=&lt;all&gt;" in reply.html


def test_the_page_can_be_opened() -> None:
    reply = page_news(URL, Difference(came=("x",), went=()), Texts.of("en"))

    assert reply.rows == ((Button("Open the page", OpenLink(URL)),),)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_long_difference_is_one_message(language: str) -> None:
    lines = ("&" * 400,) * 8
    found = Difference(came=lines, went=lines, more_came=40, more_went=1)

    assert len(page_news(URL, found, Texts.of(language)).pages()) == 1

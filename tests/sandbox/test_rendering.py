from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.markup import parse_html
from bot.sandbox.refusals import Refusal
from bot.sandbox.rendering import html

_WORDS = st.text(alphabet='ab 🐟é<&>"\n', min_size=1, max_size=6).map(escape)
_TAGS = st.sampled_from(
    [
        ("<b>", "</b>"),
        ("<i>", "</i>"),
        ("<tg-spoiler>", "</tg-spoiler>"),
        ('<a href="https://example.org/a?b=1&amp;c=2">', "</a>"),
        ("<blockquote expandable>", "</blockquote>"),
        ('<tg-time unix="1722261600" format="wDt">', "</tg-time>"),
    ]
)
_MARKED = st.recursive(
    _WORDS,
    lambda inner: st.builds(
        lambda tag, parts: f"{tag[0]}{''.join(parts)}{tag[1]}",
        _TAGS,
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)


@given(_MARKED)
def test_what_a_person_was_shown_reads_back_as_what_was_sent(source: str) -> None:
    text, entities = parse_html(source)
    nested = sorted(entities, key=lambda entity: (entity.offset, -entity.length))

    again, found = parse_html(html(text, nested))
    assert again == text
    assert sorted(map(repr, found)) == sorted(map(repr, entities))


@given(st.text(alphabet="<>/&;=\"'# abpret-é🐟\n", max_size=40))
def test_any_text_is_read_or_refused_in_words(source: str) -> None:
    refusal, length = read(source)

    assert not refusal or refusal.startswith("Bad Request: can't parse entities: ")
    assert length <= len(source)


def read(source: str) -> tuple[str, int]:
    """Give the refusal, if there is one, and the length of the text."""
    try:
        return "", len(parse_html(source)[0])
    except Refusal as refusal:
        return refusal.description, 0


@pytest.mark.parametrize("wrong", ["&lt;script&gt;alert(1)&lt;/script&gt;", "a &amp;amp; b"])
def test_what_was_escaped_stays_text(wrong: str) -> None:
    text, entities = parse_html(wrong)

    assert entities == ()
    assert html(text, entities) == wrong

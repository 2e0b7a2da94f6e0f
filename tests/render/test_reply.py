"""A reply in messages: within Telegram's size, and no block cut that fits."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from bot.sandbox.entities import units
from bot.sandbox.markup import parse_html
from handlers.markup import Html, clean, link, plain_text
from handlers.reply import Reply

words = st.text(alphabet="ab <>&\n😀é", max_size=120)
bold = st.builds(lambda text: f"<b>{escape(text)}</b>", words)


def test_short_blocks_share_a_message() -> None:
    assert Reply(("<b>one</b>", "two")).pages() == ("<b>one</b>\n\ntwo",)


def test_markup_does_not_count_towards_the_size() -> None:
    block = '<a href="https://example.org/a/long/address">ab</a>'

    assert Reply((block, block)).pages(6) == (f"{block}\n\n{block}",)


def test_emoji_count_twice() -> None:
    assert Reply(("😀😀", "ab")).pages(7) == ("😀😀", "ab")


def test_a_block_that_fits_no_message_is_cut_between_words_without_its_markup() -> None:
    assert Reply(("<b>one two three</b>",)).pages(8) == ("one two", "three")


def test_an_empty_block_makes_no_message() -> None:
    assert Reply(("", "<b> </b>", "a")).pages() == ("a",)


@settings(max_examples=60, deadline=None)
@given(st.lists(bold, max_size=12), st.integers(8, 200))
def test_every_message_is_valid_and_within_the_limit(blocks: list[str], limit: int) -> None:
    for page in Reply(tuple(blocks)).pages(limit):
        assert 0 < units(parse_html(page)[0]) <= limit


@settings(max_examples=60, deadline=None)
@given(st.lists(bold, max_size=12), st.integers(8, 200))
def test_no_word_is_lost(blocks: list[str], limit: int) -> None:
    pages = Reply(tuple(blocks)).pages(limit)

    assert letters("".join(plain_text(page) for page in pages)) == letters(
        "".join(plain_text(block) for block in blocks)
    )


def letters(text: str) -> str:
    return "".join(text.split())


def test_a_link_leads_nowhere_but_to_the_web() -> None:
    assert link("x", "javascript:alert(1)") == "x"
    assert link("x", 'https://example.org/"><b>') == (
        '<a href="https://example.org/&#34;&gt;&lt;b&gt;">x</a>'
    )


def test_plain_text_can_tell_where_links_lead() -> None:
    assert plain_text('<b>a</b> <a href="https://x.org/?a=1&amp;b">c</a>', addresses=True) == (
        "a c (https://x.org/?a=1&b)"
    )


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_cleaned_text_can_be_shown_as_it_is(text: str) -> None:
    shown, entities = parse_html(str(escape(clean(text))))

    assert shown == clean(text)
    assert entities == ()


def test_markup_of_either_type_is_sent_as_it_is() -> None:
    reply = Reply((Html("<b>one</b>"), "<i>two</i>", Html("<u>three</u>")))

    assert reply.pages() == ("<b>one</b>\n\n<i>two</i>\n\n<u>three</u>",)

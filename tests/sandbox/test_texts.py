from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.sandbox.people import Person
    from tests.sandbox.conftest import Caller

pytestmark = pytest.mark.asyncio

UNPARSED = "Bad Request: can't parse entities: "


async def test_html_becomes_text_and_entities(call: Caller, amina: Person) -> None:
    text = '<b>Lamps</b> &amp; <i>nets</i>, <a href="https://example.org/a">a source</a>'
    message = await call("sendMessage", chat_id=amina.id, text=text, parse_mode="HTML")

    assert message["text"] == "Lamps & nets, a source"
    assert message["entities"] == [
        {"type": "bold", "offset": 0, "length": 5},
        {"type": "italic", "offset": 8, "length": 4},
        {"type": "text_link", "offset": 14, "length": 8, "url": "https://example.org/a"},
    ]


async def test_offsets_count_utf_16_units(call: Caller, amina: Person) -> None:
    message = await call("sendMessage", chat_id=amina.id, text="🐟 <b>é</b>", parse_mode="HTML")

    assert message["entities"] == [{"type": "bold", "offset": 3, "length": 1}]


async def test_newer_marks_are_known(call: Caller, amina: Person) -> None:
    text = (
        '<blockquote expandable>long</blockquote><tg-spoiler>secret</tg-spoiler> <tg-time unix="0" '
        'format="wDt">then</tg-time>'
    )
    message = await call("sendMessage", chat_id=amina.id, text=text, parse_mode="HTML")

    kinds = [entity["type"] for entity in message["entities"]]
    assert kinds == ["expandable_blockquote", "spoiler", "date_time"]


async def test_commands_and_links_in_plain_text_are_marked(call: Caller, amina: Person) -> None:
    message = await call(
        "sendMessage", chat_id=amina.id, text="/status or https://example.org/a, @amina"
    )

    kinds = [entity["type"] for entity in message["entities"]]
    assert kinds == ["bot_command", "url", "mention"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("é <b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é <h1>x</h1>", 'Unsupported start tag "h1" at byte offset 3'),
        ("é <b>x</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("é </b>", "Unexpected end tag at byte offset 3"),
        ("é <b", "Unclosed start tag at byte offset 3"),
        ("é 1 < 2", 'Unsupported start tag "" at byte offset 5'),
        (
            "<span>x</span>",
            'Tag "span" must have class "tg-spoiler" at byte offset 0',
        ),
    ],
)
async def test_wrong_html_is_refused_with_the_place_in_bytes(
    call: Caller, amina: Person, text: str, words: str
) -> None:
    refusal = await call.refused("sendMessage", chat_id=amina.id, text=text, parse_mode="HTML")

    assert refusal == UNPARSED + words


async def test_a_message_holds_4096_units_after_the_marks_are_read(
    call: Caller, amina: Person
) -> None:
    most = f"<b>{'x' * 4094}🐟</b>"
    message = await call("sendMessage", chat_id=amina.id, text=most, parse_mode="HTML")

    assert len(message["text"]) == 4095
    too_much = {"chat_id": amina.id, "text": f"{most}x", "parse_mode": "HTML"}
    assert await call.refused("sendMessage", **too_much) == "Bad Request: message is too long"


async def test_a_caption_holds_1024_units_after_the_marks_are_read(
    call: Caller, amina: Person
) -> None:
    sent = await amina.sends_document("a.csv", b"a,b\n")
    assert sent.document is not None
    given = {"chat_id": amina.id, "document": sent.document.file_id, "parse_mode": "HTML"}
    message = await call("sendDocument", **given, caption=f"<b>{'x' * 1024}</b>")

    assert len(message["caption"]) == 1024
    assert (
        await call.refused("sendDocument", **given, caption="x" * 1025)
        == "Bad Request: message caption is too long"
    )


@pytest.mark.parametrize("text", [" \n ", "<b> </b>", "\u202e"])
async def test_a_text_with_nothing_to_read_in_it_is_refused(
    call: Caller, amina: Person, text: str
) -> None:
    refusal = await call.refused("sendMessage", chat_id=amina.id, text=text, parse_mode="HTML")

    assert refusal == "Bad Request: text must be non-empty"


async def test_control_characters_and_direction_overrides_are_taken_out(
    call: Caller, amina: Person
) -> None:
    message = await call("sendMessage", chat_id=amina.id, text="a\u202eb\x07c")

    assert message["text"] == "ab c"


async def test_a_link_to_nowhere_is_no_link(call: Caller, amina: Person) -> None:
    message = await call(
        "sendMessage",
        chat_id=amina.id,
        text='<a href="javascript:alert(1)">x</a>',
        parse_mode="HTML",
    )

    assert "entities" not in message

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from bot.sandbox.people import Person
    from tests.sandbox.conftest import Caller

pytestmark = pytest.mark.asyncio


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Open", **button}]]}


async def test_buttons_call_back_open_links_copy_and_have_a_style(
    call: Caller, amina: Person
) -> None:
    buttons = [
        {"text": "Approve", "callback_data": "ok", "style": "success"},
        {"text": "Source", "url": "https://example.org/a"},
        {"text": "Copy", "copy_text": {"text": "a code"}},
    ]
    message = await call(
        "sendMessage", chat_id=amina.id, text="x", reply_markup={"inline_keyboard": [buttons]}
    )

    assert message["reply_markup"] == {"inline_keyboard": [buttons]}
    assert amina.messages[-1].labels == ["Approve", "Source", "Copy"]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (inline(callback_data="x" * 65), "BUTTON_DATA_INVALID"),
        (inline(callback_data="é" * 33), "BUTTON_DATA_INVALID"),
        (inline(copy_text={"text": "x" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        (
            inline(),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (inline(url="no address"), "inline keyboard button URL 'no address' is invalid"),
        (
            inline(callback_data="x", style="pink"),
            "can't parse inline keyboard button: invalid button style specified",
        ),
        (
            {"inline_keyboard": [{"text": "x"}]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]] * 101},
            "reply markup is too long",
        ),
    ],
)
async def test_a_wrong_keyboard_is_refused(
    call: Caller, amina: Person, markup: dict[str, Any], words: str
) -> None:
    refusal = await call.refused("sendMessage", chat_id=amina.id, text="x", reply_markup=markup)

    assert refusal.startswith(f"Bad Request: {words}")


async def test_64_bytes_of_data_are_taken(call: Caller, amina: Person) -> None:
    message = await call(
        "sendMessage", chat_id=amina.id, text="x", reply_markup=inline(callback_data="é" * 32)
    )

    assert message["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "é" * 32


async def test_a_location_can_be_asked_for_in_private_only(
    call: Caller, amina: Person, delegates: Any
) -> None:
    markup = {"keyboard": [[{"text": "Here I am", "request_location": True}]]}

    assert await call("sendMessage", chat_id=amina.id, text="x", reply_markup=markup)
    assert (
        await call.refused("sendMessage", chat_id=delegates.id, text="x", reply_markup=markup)
        == "Bad Request: location can be requested in private chats only"
    )

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from bot.sandbox.people import Person
    from bot.sandbox.server import Sandbox
    from tests.sandbox.conftest import Caller

pytestmark = pytest.mark.asyncio

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
BUTTONS: dict[str, Any] = {"inline_keyboard": [[{"text": "Open", "callback_data": "open:3"}]]}


async def pressed(call: Caller, person: Person) -> tuple[Any, Any]:
    """Have a person press a button; give the press and the query the bot got."""
    await call("sendMessage", chat_id=person.id, text="x", reply_markup=BUTTONS)
    press = await person.presses("Open")
    (update,) = await call.updates()
    return press, update["callback_query"]


async def test_a_press_brings_the_data_and_the_message(call: Caller, amina: Person) -> None:
    _, query = await pressed(call, amina)

    assert query["data"] == "open:3"
    assert query["from"]["id"] == amina.id
    assert query["message"]["text"] == "x"


async def test_the_person_sees_the_answer(call: Caller, amina: Person) -> None:
    press, query = await pressed(call, amina)
    await call("answerCallbackQuery", callback_query_id=query["id"], text="Done", show_alert=True)

    assert await press.answer() == {"text": "Done", "show_alert": True}


async def test_a_press_is_answered_once(call: Caller, amina: Person) -> None:
    _, query = await pressed(call, amina)
    await call("answerCallbackQuery", callback_query_id=query["id"])

    assert await call.refused("answerCallbackQuery", callback_query_id=query["id"]) == TOO_OLD


async def test_an_answer_may_come_too_late(call: Caller, sandbox: Sandbox, amina: Person) -> None:
    _, query = await pressed(call, amina)
    sandbox.world.pressing.lifetime = 0.0

    assert await call.refused("answerCallbackQuery", callback_query_id=query["id"]) == TOO_OLD


async def test_a_notice_has_at_most_200_characters(call: Caller, amina: Person) -> None:
    _, query = await pressed(call, amina)
    words = await call.refused("answerCallbackQuery", callback_query_id=query["id"], text="x" * 201)

    assert words == "Bad Request: MESSAGE_TOO_LONG"


async def test_nobody_presses_a_button_that_is_not_there(call: Caller, amina: Person) -> None:
    await call("sendMessage", chat_id=amina.id, text="x", reply_markup=BUTTONS)

    with pytest.raises(ValueError, match="there is no button 'Close'"):
        await amina.presses("Close")

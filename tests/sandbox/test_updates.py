from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.sandbox.people import Person
    from bot.sandbox.server import Sandbox
    from tests.sandbox.conftest import Caller

pytestmark = pytest.mark.asyncio


async def test_what_a_person_writes_is_an_update(call: Caller, amina: Person) -> None:
    await amina.says("hello")

    (update,) = await call.updates()
    message = update["message"]
    assert message["text"] == "hello"
    assert message["from"] == {
        "id": amina.id,
        "is_bot": False,
        "first_name": "Amina",
        "username": "amina",
        "language_code": "en",
    }
    assert message["chat"]["type"] == "private"


async def test_updates_come_again_until_an_offset_confirms_them(
    call: Caller, amina: Person
) -> None:
    await amina.says("one")
    await amina.says("two")
    first, second = await call.updates()

    assert await call.updates() == [first, second]
    assert await call.updates(offset=second["update_id"]) == [second]
    assert await call.updates(offset=0) == [second]
    assert await call.updates(offset=second["update_id"] + 1) == []


async def test_a_negative_offset_keeps_only_so_many_at_the_end(call: Caller, amina: Person) -> None:
    for text in ("one", "two", "three"):
        await amina.says(text)

    kept = await call.updates(offset=-1)
    assert [update["message"]["text"] for update in kept] == ["three"]
    assert await call.updates() == kept


async def test_a_limit_gives_the_oldest_first(call: Caller, amina: Person) -> None:
    await amina.says("one")
    await amina.says("two")

    (update,) = await call.updates(limit=1)
    assert update["message"]["text"] == "one"


async def test_a_long_poll_ends_with_the_first_update(
    call: Caller, sandbox: Sandbox, amina: Person
) -> None:
    poll = asyncio.create_task(call.updates(timeout=50))
    await sandbox.until(lambda: sandbox.calls.get("getupdates") == 1)
    await amina.says("at last")

    (update,) = await poll
    assert update["message"]["text"] == "at last"


async def test_a_second_poller_ends_the_first_with_a_conflict(
    call: Caller, sandbox: Sandbox
) -> None:
    first = asyncio.create_task(call.answer("getUpdates", timeout=50))
    await sandbox.until(lambda: sandbox.calls.get("getupdates") == 1)
    await call.updates()

    assert await first == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }


async def test_only_the_kinds_asked_for_are_queued(call: Caller, amina: Person) -> None:
    await call.updates(allowed_updates=["callback_query"])
    await amina.says("unheard")

    assert await call.updates() == []


async def test_an_empty_list_of_kinds_stands_for_the_usual_ones(
    call: Caller, amina: Person
) -> None:
    await call.updates(allowed_updates=["callback_query"])
    await call.updates(allowed_updates=[])
    await amina.says("heard")

    assert len(await call.updates()) == 1


async def test_an_edit_is_an_update_of_its_own(call: Caller, amina: Person) -> None:
    message = await amina.says("Artcile 3")
    await amina.edits(message, "Article 3")

    _, edit = await call.updates()
    assert edit["edited_message"]["message_id"] == message.id
    assert edit["edited_message"]["text"] == "Article 3"

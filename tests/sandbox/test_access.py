from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.people import Person
    from bot.sandbox.server import Sandbox
    from tests.sandbox.conftest import Caller

pytestmark = pytest.mark.asyncio


async def refusal(call: Caller, chat_id: int | str) -> str:
    return await call.refused("sendMessage", chat_id=chat_id, text="x")


async def test_nobody_has_that_id(call: Caller) -> None:
    assert await refusal(call, 42) == "Bad Request: chat not found"
    assert await refusal(call, "@nobody") == "Bad Request: chat not found"


async def test_a_bot_does_not_write_first(call: Caller, sandbox: Sandbox) -> None:
    stranger = sandbox.person("Bruno")

    assert (
        await refusal(call, stranger.id) == "Forbidden: bot can't initiate conversation with a user"
    )


async def test_whoever_blocked_the_bot_gets_nothing(call: Caller, amina: Person) -> None:
    await amina.blocks_bot()

    assert await refusal(call, amina.id) == "Forbidden: bot was blocked by the user"
    (update,) = await call.updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_whoever_unblocks_the_bot_is_written_to_again(call: Caller, amina: Person) -> None:
    await amina.blocks_bot()
    await amina.unblocks_bot()

    assert await call("sendMessage", chat_id=amina.id, text="x")
    assert (await call.updates())[1]["my_chat_member"]["new_chat_member"]["status"] == "member"


async def test_an_account_may_be_deleted(call: Caller, amina: Person) -> None:
    await amina.deactivates()

    assert await refusal(call, amina.id) == "Forbidden: user is deactivated"


async def test_a_bot_that_was_thrown_out_of_a_group_is_told_so(
    call: Caller, amina: Person, delegates: Chat
) -> None:
    delegates.remove_bot(amina)

    words = "Forbidden: bot was kicked from the supergroup chat"
    assert await refusal(call, delegates.id) == words
    assert await call.refused("getChat", chat_id=delegates.id) == words


async def test_a_bot_that_left_is_no_member(call: Caller, delegates: Chat) -> None:
    await call("leaveChat", chat_id=delegates.id)

    assert (
        await refusal(call, delegates.id) == "Forbidden: bot is not a member of the supergroup chat"
    )


async def test_a_bot_may_be_forbidden_to_write(
    call: Caller, amina: Person, delegates: Chat
) -> None:
    delegates.mute_bot(amina)

    assert (
        await refusal(call, delegates.id)
        == "Bad Request: not enough rights to send text messages to the chat"
    )
    (update,) = await call.updates()
    member = update["my_chat_member"]["new_chat_member"]
    assert (member["status"], member["can_send_messages"]) == ("restricted", False)


async def test_only_an_administrator_posts_in_a_channel(
    call: Caller, sandbox: Sandbox, amina: Person
) -> None:
    channel = sandbox.channel("News", username="lantern_news")
    channel.add(amina, owner=True)

    assert (
        await refusal(call, "@lantern_news") == "Forbidden: bot is not a member of the channel chat"
    )
    channel.add_bot(amina, admin=True)
    post = await call("sendMessage", chat_id="@lantern_news", text="x")
    assert post["sender_chat"]["title"] == "News"


async def test_a_group_that_became_a_supergroup_tells_its_new_id(
    call: Caller, sandbox: Sandbox, amina: Person
) -> None:
    group = sandbox.group("Delegates")
    group.add(amina, owner=True)
    group.add_bot(amina)
    sandbox.updates.clear()
    moved = group.becomes_supergroup()

    answer = await call.answer("sendMessage", chat_id=group.id, text="x")
    assert answer == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": moved.id},
    }
    old, new = await call.updates()
    assert old["message"]["migrate_to_chat_id"] == moved.id
    assert new["message"]["migrate_from_chat_id"] == group.id

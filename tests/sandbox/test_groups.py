from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.people import Person
    from bot.sandbox.server import Sandbox
    from tests.sandbox.conftest import Caller

pytestmark = pytest.mark.asyncio


async def test_the_bot_is_told_that_it_was_added(
    call: Caller, sandbox: Sandbox, amina: Person
) -> None:
    group = sandbox.supergroup("Delegates")
    group.add(amina, owner=True)
    group.add_bot(amina)

    changed, joined = await call.updates()
    assert changed["my_chat_member"]["from"]["id"] == amina.id
    assert changed["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert changed["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert joined["message"]["new_chat_members"][0]["is_bot"] is True


async def test_privacy_mode_hides_what_is_not_meant_for_the_bot(
    call: Caller, amina: Person, delegates: Chat
) -> None:
    answer = await call("sendMessage", chat_id=delegates.id, text="Ask me")
    for text in ("shall we eat?", "/status", "/status@another_bot", "@rapporteur_bot who?"):
        await amina.says(text, chat=delegates)
    await amina.says("and?", chat=delegates, reply_to=delegates.by_id[answer["message_id"]])

    heard = [update["message"]["text"] for update in await call.updates()]
    assert heard == ["/status", "@rapporteur_bot who?", "and?"]


async def test_an_administrator_hears_everything(
    call: Caller, sandbox: Sandbox, amina: Person, delegates: Chat
) -> None:
    delegates.add_bot(amina, admin=True)
    sandbox.updates.clear()
    await amina.says("shall we eat?", chat=delegates)

    (update,) = await call.updates()
    assert update["message"]["text"] == "shall we eat?"


async def test_who_administers_a_group_can_be_asked(
    call: Caller, sandbox: Sandbox, amina: Person, delegates: Chat
) -> None:
    bruno = sandbox.person("Bruno")
    delegates.add(bruno)

    admins = await call("getChatAdministrators", chat_id=delegates.id)
    assert [(one["user"]["id"], one["status"]) for one in admins] == [(amina.id, "creator")]
    member = await call("getChatMember", chat_id=delegates.id, user_id=bruno.id)
    assert member["status"] == "member"
    assert await call("getChatMemberCount", chat_id=delegates.id) == 3


async def test_losing_the_rights_of_an_administrator_is_told(
    call: Caller, sandbox: Sandbox, amina: Person, delegates: Chat
) -> None:
    delegates.add_bot(amina, admin=True)
    sandbox.updates.clear()
    delegates.add_bot(amina)

    (update,) = await call.updates()
    change = update["my_chat_member"]
    assert change["old_chat_member"]["status"] == "administrator"
    assert change["new_chat_member"]["status"] == "member"


async def test_only_an_administrator_that_asks_for_it_is_told_of_members(
    call: Caller, sandbox: Sandbox, amina: Person, delegates: Chat
) -> None:
    await call.updates(allowed_updates=["chat_member"])
    delegates.add(sandbox.person("Bruno"))
    assert await call.updates() == []

    delegates.add_bot(amina, admin=True)
    delegates.add(sandbox.person("Chen"))

    (update,) = await call.updates()
    assert update["chat_member"]["new_chat_member"]["user"]["first_name"] == "Chen"


async def test_a_message_goes_into_its_topic(call: Caller, amina: Person, delegates: Chat) -> None:
    thread = delegates.topic("Article 3")
    await amina.says("/status", chat=delegates, thread=thread)
    (update,) = await call.updates()

    asked = update["message"]
    assert (asked["message_thread_id"], asked["is_topic_message"]) == (thread, True)
    answer = await call("sendMessage", chat_id=delegates.id, text="x", message_thread_id=thread)
    assert answer["message_thread_id"] == thread


async def test_a_topic_is_none_that_telegram_keeps_for_itself(
    call: Caller, sandbox: Sandbox, amina: Person
) -> None:
    forum = sandbox.supergroup("Delegates", forum=True)
    forum.add(amina, owner=True)
    thread = forum.topic("Article 3")
    forum.add_bot(amina)

    assert await call("sendMessage", chat_id=forum.id, text="x", message_thread_id=thread)
    assert (
        await call.refused("sendMessage", chat_id=forum.id, text="x", message_thread_id=1)
        == "Bad Request: message thread not found"
    )


async def test_a_topic_may_be_unknown_or_closed(call: Caller, delegates: Chat) -> None:
    thread = delegates.topic("Article 3")
    delegates.close_topic(thread)
    given = {"chat_id": delegates.id, "text": "x"}

    assert (
        await call.refused("sendMessage", **given, message_thread_id=4711)
        == "Bad Request: message thread not found"
    )
    assert (
        await call.refused("sendMessage", **given, message_thread_id=thread)
        == "Bad Request: TOPIC_CLOSED"
    )


async def test_a_post_of_a_channel_is_an_update_without_a_sender(
    call: Caller, sandbox: Sandbox, amina: Person
) -> None:
    channel = sandbox.channel("News")
    channel.add(amina, owner=True)
    channel.add_bot(amina, admin=True)
    sandbox.updates.clear()
    await amina.says("/subscribe", chat=channel)

    (update,) = await call.updates()
    assert update["channel_post"]["sender_chat"]["id"] == channel.id
    assert "from" not in update["channel_post"]


async def test_nobody_writes_in_a_group_of_others(sandbox: Sandbox, delegates: Chat) -> None:
    stranger = sandbox.person("Bruno")

    with pytest.raises(ValueError, match="only members"):
        await stranger.says("hello", chat=delegates)

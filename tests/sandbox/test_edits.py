from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.people import Person
    from bot.sandbox.server import Sandbox
    from tests.sandbox.conftest import Caller, HandClock

pytestmark = pytest.mark.asyncio

UNCHANGED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
BUTTONS: dict[str, Any] = {"inline_keyboard": [[{"text": "Open", "callback_data": "open"}]]}


async def sent(call: Caller, person: Person, **given: Any) -> dict[str, int]:
    """Send a message, and give what names it in later requests."""
    message = await call("sendMessage", chat_id=person.id, text="first", **given)
    return {"chat_id": person.id, "message_id": message["message_id"]}


async def test_the_person_sees_the_new_text_in_the_old_place(call: Caller, amina: Person) -> None:
    where = await sent(call, amina)
    edited = await call("editMessageText", **where, text="<b>second</b>", parse_mode="HTML")

    assert edited["text"] == "second"
    assert "edit_date" in edited
    assert [(message.html, message.edits) for message in amina.chat.from_bot] == [
        ("<b>second</b>", 1)
    ]


async def test_an_edit_that_changes_nothing_is_refused(call: Caller, amina: Person) -> None:
    where = await sent(call, amina, reply_markup=BUTTONS)

    same = {**where, "text": "first", "reply_markup": BUTTONS}
    assert await call.refused("editMessageText", **same) == UNCHANGED


async def test_an_edit_without_buttons_takes_them_away(call: Caller, amina: Person) -> None:
    where = await sent(call, amina, reply_markup=BUTTONS)
    edited = await call("editMessageText", **where, text="first")

    assert "reply_markup" not in edited


async def test_buttons_are_changed_by_themselves(call: Caller, amina: Person) -> None:
    where = await sent(call, amina)
    edited = await call("editMessageReplyMarkup", **where, reply_markup=BUTTONS)

    assert (edited["text"], edited["reply_markup"]) == ("first", BUTTONS)


async def test_a_caption_is_changed_where_there_is_one(call: Caller, amina: Person) -> None:
    file = (await amina.sends_document("a.csv", b"a")).document
    assert file is not None
    message = await call("sendDocument", chat_id=amina.id, document=file.file_id, caption="old")
    where = {"chat_id": amina.id, "message_id": message["message_id"]}

    assert (await call("editMessageCaption", **where, caption="new"))["caption"] == "new"
    assert (
        await call.refused("editMessageText", **where, text="new")
        == "Bad Request: there is no text in the message to edit"
    )


async def test_a_message_that_is_gone_is_not_found(call: Caller, amina: Person) -> None:
    where = await sent(call, amina)
    await call("deleteMessage", **where)

    assert (
        await call.refused("editMessageText", **where, text="x")
        == "Bad Request: message to edit not found"
    )
    assert (
        await call.refused("deleteMessage", **where) == "Bad Request: message to delete not found"
    )
    assert amina.chat.from_bot == []


async def test_a_person_may_delete_what_the_bot_said_in_private(
    call: Caller, amina: Person
) -> None:
    where = await sent(call, amina)
    await amina.deletes(amina.messages[-1])

    assert (
        await call.refused("editMessageText", **where, text="x")
        == "Bad Request: message to edit not found"
    )


async def test_only_administrators_delete_what_others_wrote_in_a_group(
    sandbox: Sandbox, amina: Person, delegates: Chat
) -> None:
    bruno = sandbox.person("Bruno")
    delegates.add(bruno)
    message = await amina.says("mine", chat=delegates)

    with pytest.raises(ValueError, match="only own messages"):
        await bruno.deletes(message)
    assert message in delegates.messages


async def test_what_a_person_wrote_cannot_be_edited(call: Caller, amina: Person) -> None:
    message = await amina.says("mine")

    where = {"chat_id": amina.id, "message_id": message.id}
    assert (
        await call.refused("editMessageText", **where, text="yours")
        == "Bad Request: message can't be edited"
    )


async def test_after_two_days_a_message_stays(
    call: Caller, amina: Person, clock: HandClock
) -> None:
    where = await sent(call, amina)
    clock.forward(hours=49)

    assert (
        await call.refused("deleteMessage", **where)
        == "Bad Request: message can't be deleted for everyone"
    )


async def test_the_bot_reacts_with_one_of_telegrams_emoji(call: Caller, amina: Person) -> None:
    message = await amina.says("thanks")
    where = {"chat_id": amina.id, "message_id": message.id}
    await call("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "👍"}])

    assert [reaction["emoji"] for reaction in message.reactions] == ["👍"]
    assert (
        await call.refused(
            "setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "🐟"}]
        )
        == "Bad Request: REACTION_INVALID"
    )


async def test_pinning_in_a_group_takes_an_administrator(
    call: Caller, amina: Person, delegates: Chat
) -> None:
    message = await call("sendMessage", chat_id=delegates.id, text="x")
    where = {"chat_id": delegates.id, "message_id": message["message_id"]}

    assert (
        await call.refused("pinChatMessage", **where)
        == "Bad Request: not enough rights to manage pinned messages in the chat"
    )
    delegates.add_bot(amina, admin=True)
    await call("pinChatMessage", **where)
    assert (await call("getChat", chat_id=delegates.id))["pinned_message"]["text"] == "x"

"""The framework that the bot stands on finds in the sandbox every method that it uses."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from telegram import Bot, BotCommand, BotCommandScopeChat, InlineKeyboardButton
from telegram import InlineKeyboardMarkup as Keyboard
from telegram.constants import ReactionEmoji
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter

from bot.sandbox.floods import FloodLimits
from bot.sandbox.methods.directory import METHODS
from bot.sandbox.parameters import table
from tests.sandbox.conftest import MORNING, TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.sandbox.chats import Chat
    from bot.sandbox.people import Person
    from bot.sandbox.server import Sandbox

pytestmark = pytest.mark.asyncio

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0"  # all that is looked at


def bot_at(sandbox: Sandbox, token: str = TOKEN) -> Bot:
    return Bot(token, base_url=f"{sandbox.url}/bot", base_file_url=f"{sandbox.url}/file/bot")


@pytest_asyncio.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with bot_at(sandbox) as bot:
        yield bot


async def test_it_reads_updates(bot: Bot, amina: Person) -> None:
    await amina.says("/status 3")

    (update,) = await bot.get_updates(timeout=0)
    assert update.message is not None
    assert update.message.text == "/status 3"
    assert update.message.date == MORNING


async def test_it_sends_edits_and_deletes(bot: Bot, amina: Person) -> None:
    keyboard = Keyboard([[InlineKeyboardButton("Open", callback_data="open", style="primary")]])
    message = await bot.send_message(amina.id, "<b>x</b>", parse_mode="HTML", reply_markup=keyboard)
    edited = await bot.edit_message_text("y", amina.id, message.message_id)
    bare = await bot.edit_message_reply_markup(amina.id, message.message_id, reply_markup=keyboard)

    assert message.text_html == "<b>x</b>"
    assert isinstance(edited, type(message))
    assert isinstance(bare, type(message))
    assert (edited.text, bare.reply_markup) == ("y", keyboard)
    assert await bot.delete_message(amina.id, message.message_id)


async def test_it_sends_files_and_takes_them(bot: Bot, amina: Person) -> None:
    photo = await bot.send_photo(amina.id, PNG, caption="a chart")
    document = await bot.send_document(amina.id, b"a,b\n", filename="a.csv")
    caption = await bot.edit_message_caption(amina.id, photo.message_id, caption="the chart")
    assert document.document is not None
    file = await bot.get_file(document.document)

    assert photo.photo[0].width == 16
    assert isinstance(caption, type(photo))
    assert caption.caption == "the chart"
    assert bytes(await file.download_as_bytearray()) == b"a,b\n"


async def test_it_answers_presses(bot: Bot, amina: Person) -> None:
    keyboard = Keyboard([[InlineKeyboardButton("Open", callback_data="open")]])
    await bot.send_message(amina.id, "x", reply_markup=keyboard)
    press = await amina.presses("Open")
    (update,) = await bot.get_updates(timeout=0)
    assert update.callback_query is not None
    await update.callback_query.answer("Done")

    assert (await press.answer())["text"] == "Done"


async def test_it_forwards_copies_pins_reacts_and_types(bot: Bot, amina: Person) -> None:
    asked = await amina.says("x")
    forwarded = await bot.forward_message(amina.id, amina.id, asked.id)
    await bot.copy_message(amina.id, amina.id, asked.id)
    await bot.send_location(amina.id, 1.0, 2.0)

    assert forwarded.forward_origin is not None
    assert await bot.pin_chat_message(amina.id, asked.id)
    assert await bot.unpin_chat_message(amina.id)
    assert await bot.set_message_reaction(amina.id, asked.id, ReactionEmoji.THUMBS_UP)
    assert await bot.send_chat_action(amina.id, "typing")


async def test_it_asks_about_chats(bot: Bot, amina: Person, delegates: Chat) -> None:
    chat = await bot.get_chat(delegates.id)
    member = await bot.get_chat_member(delegates.id, amina.id)
    admins = await bot.get_chat_administrators(delegates.id)

    assert (chat.title, chat.is_forum, member.status) == ("Delegates", True, "creator")
    assert [admin.user.id for admin in admins] == [amina.id]
    assert await bot.get_chat_member_count(delegates.id) == 2
    assert await bot.leave_chat(delegates.id)


async def test_it_introduces_itself(bot: Bot, amina: Person) -> None:
    commands = [BotCommand("help", "Help")]
    scope = BotCommandScopeChat(amina.id)
    await bot.set_my_commands(commands, scope=scope, language_code="fr")
    await bot.set_my_description("Ask me")
    await bot.set_my_short_description("Ask")
    await bot.set_my_name("Rapporteur")
    await bot.set_chat_menu_button()

    assert list(await bot.get_my_commands(scope, "fr")) == commands
    assert await bot.delete_my_commands(scope, "fr")
    assert (await bot.get_my_description()).description == "Ask me"


async def test_refusals_are_the_frameworks_own_errors(
    sandbox: Sandbox, bot: Bot, amina: Person
) -> None:
    group = sandbox.group("Delegates")
    group.add(amina, owner=True)
    group.add_bot(amina)
    moved = group.becomes_supergroup()
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(group.id, "x")
    assert migrated.value.new_chat_id == moved.id

    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(42, "x")

    await amina.blocks_bot()
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(amina.id, "x")

    await bot.set_webhook("https://example.org/")
    with pytest.raises(Conflict):
        await bot.get_updates(timeout=0)


async def test_a_flood_is_the_frameworks_own_error(
    sandbox: Sandbox, bot: Bot, amina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # the length of the wait as it will be one day
    sandbox.floods.limits = FloodLimits(per_chat=0.01, burst=1)
    await bot.send_message(amina.id, "x")

    with pytest.raises(RetryAfter, match="Retry in"):
        await bot.send_message(amina.id, "x")


_OF_THE_CONNECTION = {"read_timeout", "write_timeout", "connect_timeout", "pool_timeout"}
_OF_THE_FRAMEWORK = {  # conveniences that it turns into the Bot API's own parameters
    "self",
    "api_kwargs",
    "current_offset",
    "disable_web_page_preview",
    "filename",
    "location",
}


@pytest.mark.parametrize("method", sorted(METHODS))
async def test_the_sandbox_knows_every_parameter_that_the_framework_sends(method: str) -> None:
    name = re.sub("[A-Z]", lambda letter: f"_{letter.group().lower()}", table().names[method])
    sent = set(inspect.signature(getattr(Bot, name)).parameters)

    unknown = sent - _OF_THE_CONNECTION - _OF_THE_FRAMEWORK - set(table().methods[method])
    assert not unknown


async def test_a_wrong_token_is_the_frameworks_own_error(sandbox: Sandbox) -> None:
    bot = bot_at(sandbox, f"{TOKEN}x")

    with pytest.raises(InvalidToken):
        await bot.initialize()
    await bot.shutdown()

"""What Telegram shows of the bot before anybody writes: its commands and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden

from handlers.catalogues import SOURCE_LANGUAGE, languages
from handlers.contents import Scope
from handlers.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from telegram import Bot

    from handlers.contents import Command
    from store.record.snapshot import Negotiation


def menu(commands: Iterable[Command], texts: Texts) -> list[BotCommand]:
    """Return commands as Telegram lists them."""
    return [BotCommand(command.name, texts.label(command.about)) for command in commands]


async def publish(bot: Bot, commands: Sequence[Command], negotiation: Negotiation) -> None:
    """Set menus and descriptions for private chats and groups in every language there is.

    English ones have no language code, so that everybody without a catalogue gets them.
    """
    everyone = [command for command in commands if command.scope is Scope.EVERYONE]
    in_groups = [command for command in everyone if command.in_groups]
    for language in languages():
        texts = Texts.of(language)
        code = "" if language == SOURCE_LANGUAGE else language
        await bot.set_my_commands(
            menu(everyone, texts), BotCommandScopeAllPrivateChats(), language_code=code
        )
        await bot.set_my_commands(
            menu(in_groups, texts), BotCommandScopeAllGroupChats(), language_code=code
        )
        await bot.set_my_short_description(
            texts.plain("Who wants what in {name}: sourced answers.", name=negotiation.short_name),
            language_code=code,
        )
        await bot.set_my_description(
            texts.plain(
                "I track {name} for civil society: who wants what, where the text stands, what "
                "comes next. Every answer has its source and date. I keep no questions and no "
                "names.",
                name=negotiation.short_name,
            ),
            language_code=code,
        )


async def publish_for(
    bot: Bot, user_id: int, commands: Sequence[Command], scopes: Collection[Scope]
) -> None:
    """Set the menu of one person's private chat: all commands of these scopes.

    Who may give no others than everybody has no menu of their own. A chat that was never opened
    has none either, and gets it when it is.
    """
    chat = BotCommandScopeChat(user_id)
    listed = [command for command in commands if command.scope in scopes]
    own = any(command.scope is not Scope.EVERYONE for command in listed)
    for language in languages():
        code = "" if language == SOURCE_LANGUAGE else language
        try:
            if own:
                await bot.set_my_commands(menu(listed, Texts.of(language)), chat, code)
            else:
                await bot.delete_my_commands(chat, code)
        except (BadRequest, Forbidden):
            return

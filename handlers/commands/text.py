"""Questions in people's own words, and whatever else they send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process

from handlers.addressing import question_in
from handlers.arguments import clean
from handlers.conversation import converse
from handlers.reply import Reply
from handlers.respond import is_private, respond
from store.answering.understanding.pipeline import understand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from telegram import Update

    from handlers.contents import Handler
    from handlers.context import Context

NEAREST = 3
"""Commands that are offered for an unknown one."""

ALIKE = 60
"""How alike, of 100, a command must be to the unknown one."""


async def question(update: Update, context: Context) -> None:
    """Answer a text: any in a private chat, one that addresses the bot in a group."""
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None:
        return
    text = message.text if is_private(chat) else question_in(message, context.bot.bot)
    if text is None:
        return
    now = context.now()
    understood = understand(
        text,
        context.lexicon,
        now=now,
        language=context.texts.language,
        previous=context.services.followups.last(context.place, now=now),
    )
    await converse(
        update, context, understood.question, texts=context.texts_in(understood.language)
    )


def unknown_command(names: Callable[[], Sequence[str]]) -> Handler:
    """Make the handler that answers an unknown command with the nearest ones there are."""

    async def handler(update: Update, context: Context) -> None:
        message = update.effective_message
        if message is None or message.text is None:
            return
        word, _, addressee = message.text.split(maxsplit=1)[0][1:].partition("@")
        if addressee and addressee.casefold() != context.bot.username.casefold():
            return
        found = process.extract(clean(word).casefold(), names(), limit=NEAREST, score_cutoff=ALIKE)
        texts = context.texts
        if found:
            nearest = texts.listing([f"/{name}" for name, _, _ in found], either=True)
            line = texts("I do not know that command. Did you mean {commands}?", commands=nearest)
        else:
            line = texts("I do not know that command. /help lists those that I know.")
        await respond(update, context, Reply((line,)))

    return handler


async def edited(update: Update, context: Context) -> None:
    """Say that an edited message is not read again."""
    line = context.texts("I do not read edited messages again. Please send it as a new one.")
    await respond(update, context, Reply((line,)))


async def forwarded(update: Update, context: Context) -> None:
    """Say that forwarded messages are not read: they are somebody else's words."""
    line = context.texts(
        "I do not read forwarded messages. If it holds a question, please write it to me yourself."
    )
    await respond(update, context, Reply((line,)))


async def no_text(update: Update, context: Context) -> None:
    """Say that only text is read."""
    line = context.texts("I read text only. Ask me in your own words, or see /help.")
    await respond(update, context, Reply((line,)))

"""Where the bot has lost the right to write: the settings are kept, and an admin is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import ParseMode
from telegram.error import TelegramError

from handlers.respond import is_private, markup
from handlers.rights import is_admin
from store.alerting import chats as kept
from store.tables.chat import ChatState

if TYPE_CHECKING:
    from telegram import Update

    from handlers.context import Context
    from handlers.reply import Reply


async def silenced(update: Update, context: Context) -> None:
    """Pause a chat in which an answer was refused; tell whoever asked, if an admin, in private."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or is_private(chat):
        return
    await context.services.write(lambda db: kept.mark(db, chat.id, ChatState.NO_PERMISSION))
    if user is not None and await is_admin(context, chat.id, user.id):
        await tell_privately(context, user.id, lost(context, chat.title or ""))


def lost(context: Context, chat: str) -> str:
    """Say that a right to write is lost, and what that means."""
    return context.texts(
        "I may not write in “{chat}” any more. Its alerts are paused and its settings kept; they "
        "go on when I may write again.",
        chat=chat,
    )


async def tell_privately(
    context: Context, user: int, html: str, below: Reply | None = None
) -> None:
    """Write to a person, if that person has ever begun to talk with the bot."""
    parts = (html, *(below.blocks if below is not None else ()))
    rows = below.rows if below is not None else ()
    try:
        await context.bot.send_message(
            user,
            "\n\n".join(str(part) for part in parts),
            parse_mode=ParseMode.HTML,
            reply_markup=markup(rows, context.codes, None),
        )
    except TelegramError:
        return  # the settings say it too, when somebody looks

"""/privacy, /mydata and /forgetme: what is kept about people, and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.reply import Reply
from handlers.respond import is_private, respond

if TYPE_CHECKING:
    from telegram import Update

    from handlers.context import Context


async def privacy(update: Update, context: Context) -> None:
    """Say what is kept, and what Telegram itself can see."""
    texts = context.texts
    await respond(
        update,
        context,
        Reply(
            (
                texts(
                    "<b>Chats with bots are not end-to-end encrypted.</b> Telegram can read them, "
                    "and so can whoever runs this bot while it answers. Do not write anything "
                    "here that could harm you or others; use Signal for that, and let this chat "
                    "delete itself (its menu has the timer)."
                ),
                texts(
                    "I keep no names, no text of questions and no message log. To understand "
                    '"and Mexico?" I remember which record you last asked about: in memory only, '
                    "for an hour at most."
                ),
                texts("/mydata shows what is kept about you, /forgetme deletes it at once."),
            )
        ),
    )


async def my_data(update: Update, context: Context) -> None:
    """Show what is kept about the chat, or in a group about the person in it."""
    texts = context.texts
    last = context.services.followups.last(context.place, now=context.now())
    nothing = texts("The store keeps nothing about you.")
    if last is None:
        memory = texts("Nor do I remember a last question.")
    else:
        memory = texts(
            "In memory, for an hour at most, I remember which record you last asked about."
        )
    await respond(update, context, Reply((nothing, memory)))


async def forget_me(update: Update, context: Context) -> None:
    """Delete what is kept about the chat, or in a group about the person in it."""
    place, chat = context.place, update.effective_chat
    followups = context.services.followups
    if chat is not None and is_private(chat):
        followups.forget(chat=place.chat)
    else:
        followups.forget(person=place.person)
    line = context.texts("Done: nothing is kept about you.")
    await respond(update, context, Reply((line,)))

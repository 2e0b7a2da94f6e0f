"""/feedback: words that somebody sends to the coordinators, and nothing else of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.commands.sending_in import keep
from handlers.reply import Reply
from handlers.respond import respond

if TYPE_CHECKING:
    from telegram import Update

    from handlers.context import Context


async def feedback(update: Update, context: Context) -> None:
    """/feedback TEXT: put the text into the coordinators' inbox."""
    words = context.given
    if words:
        await keep(update, context, words)
        return
    line = context.texts(
        "Write what the coordinators shall read after the command: /feedback TEXT. They see "
        "the text, and not who wrote it."
    )
    await respond(update, context, Reply((line,)))

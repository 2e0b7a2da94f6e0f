"""/feedback: words that somebody sends to the coordinators, and nothing else of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.reply import Reply
from handlers.respond import respond
from store.curation import inbox

if TYPE_CHECKING:
    from telegram import Update

    from handlers.context import Context


async def feedback(update: Update, context: Context) -> None:
    """/feedback TEXT: put the text into the coordinators' inbox."""
    texts, message = context.texts, update.effective_message
    parts = ((message.text if message is not None else None) or "").split(maxsplit=1)
    words = parts[1] if len(parts) > 1 else ""
    if not words.strip():
        line = texts(
            "Write what the coordinators shall read after the command: /feedback TEXT. They see "
            "the text, and not who wrote it."
        )
        await respond(update, context, Reply((line,)))
        return
    place, now = context.place, context.now()
    kept = await context.services.write(
        lambda db: inbox.send_in(
            db,
            words,
            chat_id=place.chat,
            thread_id=place.thread,
            language=texts.language[:2],
            now=now,
        )
    )
    line = texts("The coordinators have more waiting than they can answer. Please try later.")
    if kept is not None:
        line = texts(
            "Sent to the coordinators. They see the text, and not who wrote it. Where an answer "
            "goes is kept until it was sent; /forgetme takes both back."
        )
    await respond(update, context, Reply((line,)))

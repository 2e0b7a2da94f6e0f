"""/stats: figures as text, and as a small chart."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from handlers.curation import stats as wording
from handlers.pictures.drawing import stats_picture
from handlers.respond import respond, send_picture
from store.curation.figures import figures

if TYPE_CHECKING:
    from telegram import Update

    from handlers.context import Context


async def stats(update: Update, context: Context) -> None:
    """Show the figures of readers, questions and alerts."""
    now = context.now()
    counted = await context.services.read(lambda db: figures(db, now=now))
    await respond(update, context, wording.stats(counted, context.texts, context.snapshot))
    picture = await asyncio.to_thread(stats_picture, counted, context.texts.language)
    await send_picture(update, context, picture)

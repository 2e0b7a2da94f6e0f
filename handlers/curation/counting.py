"""/stats: figures as text, and as a small chart."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from handlers.curation import stats as wording
from handlers.curation.courses import LAST
from handlers.curation.courses import last_alerts as block_of_alerts
from handlers.pictures.drawing import stats_picture
from handlers.reply import Reply
from handlers.respond import respond, send_picture
from store.alerting.history import last_alerts
from store.curation.figures import figures

if TYPE_CHECKING:
    from telegram import Update

    from handlers.context import Context


async def stats(update: Update, context: Context) -> None:
    """Show the figures of readers, questions and alerts."""
    now = context.now()
    counted = await context.services.read(lambda db: figures(db, now=now))
    courses = await context.services.read(lambda db: last_alerts(db, most=LAST))
    reply = wording.stats(counted, context.texts, context.snapshot)
    went = block_of_alerts(courses, context.texts, context.snapshot)
    blocks = (*reply.blocks, str(went)) if went else reply.blocks
    await respond(update, context, Reply(blocks, reply.rows))
    picture = await asyncio.to_thread(stats_picture, counted, context.texts.language)
    await send_picture(update, context, picture)

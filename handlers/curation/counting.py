"""/stats: figures as text, and as a small chart."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from handlers.curation import stats as wording
from handlers.respond import respond, send_picture
from store.curation.figures import figures

if TYPE_CHECKING:
    from telegram import Update

    from handlers.context import Context
    from handlers.texts import Texts
    from store.curation.figures import Figures


async def stats(update: Update, context: Context) -> None:
    """Show the figures of readers, questions and alerts."""
    now = context.now()
    counted = await context.services.read(lambda db: figures(db, now=now))
    await respond(update, context, wording.stats(counted, context.texts, context.snapshot))
    await send_picture(update, context, await asyncio.to_thread(_drawn, counted, context.texts))


def _drawn(counted: Figures, texts: Texts) -> bytes:
    # The library that draws is large, and most processes never need it.
    from handlers.pictures.stats_chart import stats_chart  # noqa: PLC0415

    return stats_chart(counted, texts)

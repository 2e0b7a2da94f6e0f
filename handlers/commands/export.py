"""/calendar and /export: all that is on record, as files for life without the bot."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from handlers.conversation import turn
from handlers.exports import files
from handlers.panels import FORMATS, Pick
from handlers.respond import send_file

if TYPE_CHECKING:
    from telegram import Update

    from handlers.context import Context
    from handlers.exports.files import Form
    from handlers.reply import Act


async def calendar(update: Update, context: Context) -> None:
    """Send the calendar as an iCalendar file."""
    await _send(update, context, "ics")


async def export(update: Update, context: Context) -> None:
    """Send everything in the form that was named, or ask for one."""
    wanted = context.words.casefold()
    if wanted in FORMATS:
        await _send(update, context, wanted)
    else:
        await turn(update, context, Pick(("export",)))


async def export_file(update: Update, context: Context, act: Act) -> bool:
    """Send everything in the form whose button was pressed."""
    if act.argument not in FORMATS:
        return False
    await _send(update, context, act.argument)
    return True


async def _send(update: Update, context: Context, form: str) -> None:
    """Send everything in one of ``FORMATS``. Others are answered while the file is being made."""
    file = await asyncio.to_thread(
        files.export_file, cast("Form", form), context.snapshot, context.texts, now=context.now()
    )
    await send_file(update, context, file.data, file.name)

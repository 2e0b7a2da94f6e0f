"""/calendar and /export: all that is on record, as files for life without the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.conversation import turn
from handlers.panels import FORMATS, Pick
from handlers.respond import send_file

if TYPE_CHECKING:
    from telegram import Update

    from handlers.context import Context
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

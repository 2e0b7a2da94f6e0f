"""Buttons: a question asked again, a page turned, a panel, a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.error import BadRequest

from handlers import callbacks
from handlers.conversation import converse, turn
from handlers.panels import Pick
from handlers.reply import Act, Ask
from handlers.respond import Verb

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from telegram import CallbackQuery, Update

    from handlers.contents import Handler
    from handlers.context import Context

    Deed = Callable[[Update, Context, Act], Awaitable[bool | str]]


def pressing(deeds: Mapping[Verb, Deed]) -> Handler:
    """Make the handler of all buttons.

    Each deed returns whether its button still has a meaning, or a line that appears and goes.
    """

    async def pressed(update: Update, context: Context) -> None:
        query = update.callback_query
        if query is None:
            return
        found = callbacks.read(query.data or "", context.codes)
        match found:
            case (Ask(question, page), language):
                await _acknowledge(query)
                texts = context.texts if language is None else context.texts_in(language)
                await converse(update, context, question, texts=texts, page=page)
            case (Act(verb=verb) as act, _) if verb in deeds:
                await _do(deeds[Verb(verb)], update, context, act, query)
            case _:
                await _out_of_date(query, context)

    return pressed


async def pick(update: Update, context: Context, act: Act) -> bool:
    """Turn to a panel."""
    picked = Pick.of(act.argument)
    return picked is not None and await turn(update, context, picked)


async def _do(deed: Deed, update: Update, context: Context, act: Act, query: CallbackQuery) -> None:
    """Do a deed, and stop the button's waiting sign even where it fails."""
    try:
        meant = await deed(update, context, act)
    except Exception:
        await _acknowledge(query)
        raise
    match meant:
        case str(line):
            await _acknowledge(query, line)
        case True:
            await _acknowledge(query)
        case _:
            await _out_of_date(query, context)


async def _out_of_date(query: CallbackQuery, context: Context) -> None:
    sorry = context.texts.plain("This button is out of date. Please ask again.")
    await _acknowledge(query, sorry)


async def _acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    """Stop the button's waiting sign; after a while Telegram no longer cares for it."""
    try:
        await query.answer(text, show_alert=text is not None)
    except BadRequest as refusal:
        if "query is too old" not in refusal.message.lower():
            raise

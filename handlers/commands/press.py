"""Buttons: a question asked again, a page turned, a panel, a file."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING

from telegram.error import BadRequest

from handlers import callbacks
from handlers.conversation import converse, turn
from handlers.panels import Pick
from handlers.reply import Act, Ask
from handlers.respond import Verb
from store.answering.questions import HelpWanted

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from telegram import CallbackQuery, Update

    from handlers.contents import Handler
    from handlers.context import Context

    Deed = Callable[[Update, Context, Act], Awaitable[bool | str]]

ASK = "ask_"
"""How the payload of a link begins that asks what a button in a channel asks."""

LONGEST_PAYLOAD = 64


def pressing(deeds: Mapping[Verb, Deed]) -> Handler:
    """Make the handler of all buttons.

    Each deed returns whether its button still has a meaning, or a line that appears and goes.
    """

    async def pressed(update: Update, context: Context) -> None:
        query = update.callback_query
        if query is None:
            return
        found = callbacks.read(query.data or "", context.codes)
        chat = update.effective_chat
        match found:
            case (Ask(), _) if chat is not None and chat.type == chat.CHANNEL:
                # Whoever reads a channel may press, and the answer is not for all its readers.
                await query.answer(url=link_to(query.data or "", context.bot.username))
            case (Ask(question, page, below), language):
                await _acknowledge(query)
                texts = context.texts if language is None else context.texts_in(language)
                await converse(update, context, question, texts=texts, page=page, below=below)
            case (Act(verb=verb) as act, _) if verb in deeds:
                await _do(deeds[Verb(verb)], update, context, act, query)
            case _:
                await _out_of_date(query, context)

    return pressed


def link_to(data: str, bot: str) -> str:
    """Return the link that opens the private chat and asks there what a button asks."""
    payload = urlsafe_b64encode(data.encode()).decode().rstrip("=")
    fits = len(ASK) + len(payload) <= LONGEST_PAYLOAD
    return f"https://t.me/{bot}" + (f"?start={ASK}{payload}" if fits else "")


async def asked_by_link(update: Update, context: Context, payload: str) -> None:
    """Answer what a button in a channel asked."""
    try:
        data = urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()
    except ValueError:
        data = ""
    found = callbacks.read(data, context.codes)
    if found is not None and isinstance(found.press, Ask):
        await converse(update, context, found.press.question)
    else:
        await converse(update, context, HelpWanted())


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

"""Sending: a reply becomes messages, or takes the place of the message whose button was pressed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from handlers import callbacks
from handlers.reply import Act, Ask, Copy, OpenLink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from telegram import Chat, Update

    from handlers.codes import Codes
    from handlers.context import Context
    from handlers.reply import Button, Reply, Rows

MESSAGES = 6
"""Messages that one answer may take. Longer ones are cut into pages where they are written."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Verb(StrEnum):
    """What buttons do beside asking. A button with any other verb is not shown."""

    PICK = "pick"  # turn to a panel
    EXPORT = "export"  # send everything as a file
    UNWATCH = "unwatch"  # watch a page no more
    REVOKE = "revoke"  # take a coordinator's role away
    CHOOSE = "choose"  # a value for a field of an edit
    TURN = "turn"  # to another page of what can be chosen
    EDIT = "edit"  # go back to a field of it
    CANCEL = "cancel"  # throw it away
    SUBMIT = "submit"  # it, or publish it
    CARD = "card"  # show a change
    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    UNDO = "undo"
    AUDIT = "audit"  # a page of it
    BROADCAST = "broadcast"  # send a bulletin
    STOP = "stop"  # it, on its way
    TEMPLATE = "template"  # an empty file to import
    CONFIRM = "confirm"  # that a record is still true
    ANSWER = "answer"  # a question that was sent in
    CLOSE = "close"  # it, without an answer
    CURATE = "curate"  # make its answer one of the record
    SEND = "send"  # a question to the coordinators
    DROP = "drop"  # it, before it was sent
    ALERTS = "alerts"  # a page or a deed of the panel of alerts
    MUTE = "mute"  # a kind of alert in this chat
    UNMUTE = "unmute"
    KNOW = "know"  # be told once when something becomes known
    FORGET = "forget"  # all that is kept of this chat


async def respond(
    update: Update, context: Context, reply: Reply, *, language: str | None = None
) -> None:
    """Show a reply where it was asked for.

    After a press it takes the place of the message with the button, and is sent where there is
    none that can be edited. ``language`` is the one that the reply is in, so that its buttons go
    on in it.
    """
    keyboard = _keyboard(update, context, reply, language)
    first, *further = reply.pages()[:MESSAGES]
    if await _replaced(update, first, None if further else keyboard):
        await _send_all(update, context, further, keyboard)
    else:
        await _send_all(update, context, [first, *further], keyboard)


async def say(
    update: Update, context: Context, reply: Reply, *, language: str | None = None
) -> None:
    """Send a reply as new messages into the same chat and topic; in groups, to the question."""
    keyboard = _keyboard(update, context, reply, language)
    await _send_all(update, context, reply.pages()[:MESSAGES], keyboard)


def _keyboard(
    update: Update, context: Context, reply: Reply, language: str | None
) -> InlineKeyboardMarkup | None:
    own = context.texts.language
    chat = update.effective_chat
    # In groups somebody else may press, and the answer is to stay in its language.
    alone = chat is not None and is_private(chat) and language in {None, own}
    return markup(reply.rows, context.codes, None if alone else language or own)


def is_private(chat: Chat) -> bool:
    """Whether somebody talks with the bot alone."""
    return chat.type == chat.PRIVATE


def markup(rows: Rows, codes: Codes, language: str | None) -> InlineKeyboardMarkup | None:
    """Return the keyboard. Buttons whose data do not fit, or that nothing handles, are left out."""
    drawn = (tuple(_drawn(row, codes, language)) for row in rows)
    kept = [row for row in drawn if row]
    return InlineKeyboardMarkup(kept) if kept else None


def _drawn(
    row: tuple[Button, ...], codes: Codes, language: str | None
) -> Iterator[InlineKeyboardButton]:
    for button in row:
        style = None if button.style is None else button.style.value
        match button.press:
            case OpenLink(url):
                yield InlineKeyboardButton(button.label, url=url, style=style)
            case Copy(text):
                copied = CopyTextButton(text)
                yield InlineKeyboardButton(button.label, copy_text=copied, style=style)
            case Act(verb=verb) if verb not in Verb.__members__.values():
                continue
            case Ask() | Act() as press:
                data = callbacks.write(press, codes, language)
                if data is not None:
                    yield InlineKeyboardButton(button.label, callback_data=data, style=style)


async def _replaced(update: Update, html: str, keyboard: InlineKeyboardMarkup | None) -> bool:
    """Edit the message whose button was pressed; False if there is none that can be edited."""
    query = update.callback_query
    if query is None or not isinstance(query.message, Message) or query.message.text is None:
        return False
    try:
        await query.edit_message_text(
            html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=_NO_PREVIEW,
        )
    except BadRequest as refusal:
        # Somebody pressed twice: what should be there is there.
        if "not modified" in refusal.message:
            return True
        # Gone, or older than a message can be edited. Other refusals come again when it is sent.
        if "message to edit not found" in refusal.message.lower() or (
            "can't be edited" in refusal.message
        ):
            return False
        raise
    return True


async def _send_all(
    update: Update, context: Context, pages: Sequence[str], keyboard: InlineKeyboardMarkup | None
) -> None:
    chat = update.effective_chat
    if chat is None:
        return
    for left, html in zip(range(len(pages) - 1, -1, -1), pages, strict=True):
        await context.bot.send_message(
            chat.id,
            html,
            parse_mode=ParseMode.HTML,
            reply_markup=None if left else keyboard,
            link_preview_options=_NO_PREVIEW,
            message_thread_id=context.place.thread or None,
            reply_parameters=_asked_in(update, chat),
        )


async def send_file(update: Update, context: Context, data: bytes, name: str) -> None:
    """Send a file where it was asked for."""
    chat = update.effective_chat
    if chat is None:
        return
    await context.bot.send_document(
        chat.id,
        data,
        filename=name,
        message_thread_id=context.place.thread or None,
        reply_parameters=_asked_in(update, chat),
    )


async def send_picture(update: Update, context: Context, data: bytes) -> None:
    """Send a picture where it was asked for."""
    chat = update.effective_chat
    if chat is None:
        return
    await context.bot.send_photo(
        chat.id,
        data,
        message_thread_id=context.place.thread or None,
        reply_parameters=_asked_in(update, chat),
    )


def _asked_in(update: Update, chat: Chat) -> ReplyParameters | None:
    """In groups, point to the question; it may be gone by now."""
    if is_private(chat) or update.message is None:
        return None
    return ReplyParameters(update.message.message_id, allow_sending_without_reply=True)

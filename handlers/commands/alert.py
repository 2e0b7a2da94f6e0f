"""What the buttons below alerts and answers do: mute a kind, and be told once when it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import BadRequest

from handlers import callbacks
from handlers.alerts.buttons import mute_button, unmute_button
from handlers.labels import ALERT_KINDS
from handlers.managing import change_settings, not_yours
from handlers.reply import Act
from handlers.rights import may_change, target_of
from store.alerting import subscriptions as asked
from store.alerting.subscriptions import KINDS, Subject
from store.record.terms import AlertKind

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update

    from handlers.context import Context


async def mute(update: Update, context: Context, act: Act) -> bool | str:
    """Mute a kind of alert here, and let the button say how it is unmuted."""
    return await _switched(update, context, act, on=False)


async def unmute(update: Update, context: Context, act: Act) -> bool | str:
    """Take a muting back."""
    return await _switched(update, context, act, on=True)


async def _switched(update: Update, context: Context, act: Act, *, on: bool) -> bool | str:
    kind = next((kind for kind in KINDS if kind == act.argument), None)
    target = target_of(update, context)
    if kind is None or target is None:
        return False
    if not await may_change(update, context, target):
        return not_yours(context)
    subject, now = Subject.kind(kind), context.now()
    await change_settings(
        context,
        target,
        lambda db, chat: (
            asked.unmute(db, chat, subject) if on else asked.mute(db, chat, subject, now=now)
        ),
    )
    texts, query = context.texts, update.callback_query
    other = mute_button(kind, texts) if on else unmute_button(kind, texts)
    if query is not None and isinstance(other.press, Act):
        await _swap(query, other.label, other.press, context)
    label = texts.label(ALERT_KINDS[AlertKind(kind)])
    if on:
        return texts.plain("Unmuted: {kind}.", kind=label)
    return texts.plain(
        "Muted: {kind}. It stays asked for and brings nothing until you unmute it, here or in "
        "/alerts.",
        kind=label,
    )


async def _swap(query: CallbackQuery, label: str, act: Act, context: Context) -> None:
    """Put another button in the place of the one that was pressed, whatever else is below."""
    message = query.message
    if not isinstance(message, Message) or message.reply_markup is None:
        return
    data = callbacks.write(act, context.codes)
    rows = [
        [
            InlineKeyboardButton(label, callback_data=data)
            if one.callback_data == query.data
            else one
            for one in row
        ]
        for row in message.reply_markup.inline_keyboard
    ]
    try:
        await query.edit_message_reply_markup(InlineKeyboardMarkup(rows))
    except BadRequest as refusal:
        # Pressed twice, or the message is too old to be edited: muted it is all the same.
        if "not modified" not in refusal.message and "can't be edited" not in refusal.message:
            raise


async def know(update: Update, context: Context, act: Act) -> bool | str:
    """Ask to be told once, when what was not on record becomes known."""
    target = target_of(update, context)
    if target is None or not act.refs:
        return False
    if not await may_change(update, context, target):
        return not_yours(context)
    subject, now = Subject.wish(act.refs), context.now()
    await change_settings(
        context, target, lambda db, chat: asked.subscribe(db, chat, [subject], now=now)
    )
    return context.texts.plain(
        "I will tell you once, as soon as it is on record. The question itself is not kept."
    )

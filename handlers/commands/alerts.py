"""/alerts: one panel for all that a chat has set, what its buttons do, and /test."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from handlers.alerts.asking import ending_page
from handlers.alerts.trial import trial
from handlers.deeds import deed_of
from handlers.managing import (
    change_settings,
    drawing,
    not_yours,
    own_target,
    read_settings,
    show,
)
from handlers.reply import Reply
from handlers.respond import is_private, respond, say
from handlers.rights import Target, is_admin, may_change, target_of
from store.alerting.chats import Address
from store.tables.chat import ChatKind

if TYPE_CHECKING:
    from telegram import Update

    from handlers.context import Context
    from handlers.reply import Act

_ARGUMENT = re.compile(r"(?:c(-\d{1,20}):)?(.*)", re.DOTALL)
_CHANNEL = re.compile(r"@[A-Za-z0-9_]{4,64}")


async def alerts(update: Update, context: Context) -> None:
    """/alerts: show what is set here; in a private chat /alerts @channel, what is set there."""
    if _CHANNEL.fullmatch(context.words):
        await _of_channel(update, context, context.words)
        return
    target = await own_target(update, context)
    if target is not None:
        await show(update, context, await read_settings(context, target))


async def test(update: Update, context: Context) -> None:
    """/test: send one test alert."""
    target = await own_target(update, context)
    if target is not None:
        await say(update, context, trial(drawing(context, await read_settings(context, target))))


async def press(update: Update, context: Context, act: Act) -> bool | str:
    """Do what a button of the panel says, and show the page it is on."""
    found = _ARGUMENT.fullmatch(act.argument)
    if found is None:
        return False
    channel = None if found[1] is None else int(found[1])
    target = target_of(update, context, channel)
    if target is None or not await may_change(update, context, target):
        return not_yours(context)
    if found[2] == "test":
        return await _test(update, context, target)
    if found[2] == "end":
        ending = ending_page(drawing(context, await read_settings(context, target)))
        await respond(update, context, ending)
        return True
    deed = deed_of(found[2], act.refs, now=context.now())
    if deed is None:
        return await show(update, context, await read_settings(context, target), found[2])
    settings = await change_settings(context, target, deed.change)
    return await show(update, context, settings, deed.page)


async def _test(update: Update, context: Context, target: Target) -> bool | str:
    reply = trial(drawing(context, await read_settings(context, target)))
    if target.channel is None:
        await say(update, context, reply)
        return True
    try:
        await context.bot.send_message(target.channel, reply.html, parse_mode=ParseMode.HTML)
    except (BadRequest, Forbidden):
        return context.texts.plain("I may not write there. Please make me an admin who may post.")
    return context.texts.plain("Sent to the channel.")


async def _of_channel(update: Update, context: Context, name: str) -> None:
    """Show the panel of a channel to somebody who administers it and the bot does too."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None or not is_private(chat):
        return
    texts = context.texts
    try:
        found = await context.bot.get_chat(name)
    except (BadRequest, Forbidden):
        found = None
    if found is None or found.type != found.CHANNEL or not await _both(context, found.id, user.id):
        line = texts(
            "I find no channel of that name in which both you and I are admins. Make me an admin "
            "who may post, then write /alerts @name again."
        )
        await respond(update, context, Reply((line,)))
        return
    target = Target(Address(found.id), ChatKind.CHANNEL, found.id)
    await show(update, context, await read_settings(context, target))


async def _both(context: Context, channel: int, user: int) -> bool:
    return await is_admin(context, channel, user) and await is_admin(
        context, channel, context.bot.id
    )

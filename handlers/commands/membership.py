"""Where the bot is: greeted, blocked, removed, silenced, let write again, moved to another id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import (
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberOwner,
    ChatMemberRestricted,
)

from handlers.alerts.pages import kinds_page
from handlers.changing import changed
from handlers.managing import drawing
from handlers.reply import Reply
from handlers.respond import say
from handlers.rights import Target
from handlers.silence import lost, tell_privately
from store.alerting import chats as kept
from store.alerting.chats import Address
from store.tables.chat import ChatKind, ChatState

if TYPE_CHECKING:
    from telegram import ChatMember, ChatMemberUpdated, Update

    from handlers.context import Context


async def stands(update: Update, context: Context) -> None:
    """Keep whether messages reach a chat, and tell those whom it concerns."""
    change = update.my_chat_member
    if change is None:
        return
    before, now = _state(change.old_chat_member, change), _state(change.new_chat_member, change)
    if before is not now:
        await context.services.write(lambda db: kept.mark(db, change.chat.id, now))
    match change.chat.type, before, now:
        case change.chat.PRIVATE, _, _:
            return
        case change.chat.CHANNEL, _, ChatState.ACTIVE:
            if before is not ChatState.ACTIVE:
                await _managed(context, change)
        case _, ChatState.BLOCKED, ChatState.ACTIVE:
            await _greet(update, context)
        case _, ChatState.NO_PERMISSION, ChatState.ACTIVE:
            await say(update, context, Reply((_again(context),)))
        case _, ChatState.ACTIVE, ChatState.NO_PERMISSION:
            await tell_privately(
                context, change.from_user.id, lost(context, change.chat.title or "")
            )
        case _:
            pass


async def moved(update: Update, context: Context) -> None:
    """Follow a group that became a supergroup."""
    message = update.message
    if message is None or message.migrate_to_chat_id is None:
        return
    old, new = message.chat.id, message.migrate_to_chat_id
    await context.services.write(lambda db: kept.migrate(db, old, new))
    context.services.chats.changed()


def _state(member: ChatMember, change: ChatMemberUpdated) -> ChatState:
    """Return whether messages reach a chat in which the bot has that standing."""
    channel = change.chat.type == change.chat.CHANNEL
    match member:
        case ChatMemberLeft() | ChatMemberBanned():
            return ChatState.BLOCKED
        case ChatMemberRestricted(is_member=False):
            return ChatState.BLOCKED
        case ChatMemberRestricted(can_send_messages=False):
            return ChatState.NO_PERMISSION
        case ChatMemberOwner():
            return ChatState.ACTIVE
        case _ if channel and not getattr(member, "can_post_messages", False):
            return ChatState.NO_PERMISSION
        case _:
            return ChatState.ACTIVE


def _again(context: Context) -> str:
    return context.texts(
        "I may write here again: alerts go on as they were set. What fell due meanwhile is not "
        "sent later; /changes tells what you missed."
    )


async def _managed(context: Context, change: ChatMemberUpdated) -> None:
    """Keep a channel's id, and offer whoever made the bot its admin to choose the alerts."""
    target = Target(Address(change.chat.id), ChatKind.CHANNEL, change.chat.id)
    zone, language = context.snapshot.negotiation.timezone, context.texts.language
    settings = await context.services.write(
        lambda db: changed(db, target, lambda _, __: None, language=language, zone=zone)
    )
    context.services.admins.learn(change.chat.id, change.from_user.id, True, now=context.now())
    drawn = kinds_page(drawing(context, settings))
    line = context.texts(
        "You made me an admin of “{chat}”. Choose which alerts I post there; nothing is posted "
        "until you do. Later, /alerts @name brings this back.",
        chat=change.chat.title or "",
    )
    await tell_privately(context, change.from_user.id, line, drawn)


async def _greet(update: Update, context: Context) -> None:
    """Greet a group that the bot was added to, once and shortly."""
    texts = context.texts
    line = texts(
        "I answer questions about {name}, with source and date. I speak only when "
        "asked: by a command, by @{bot}, or by a reply to me. Privacy mode stays on, "
        "so I see nothing else that is written here.",
        name=context.snapshot.negotiation.short_name,
        bot=context.bot.username,
    )
    how = texts("Admins can have alerts sent here: /subscribe.")
    await say(update, context, Reply((line, how)))

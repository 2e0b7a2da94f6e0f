"""Whose alerts are meant, and who may change them: in groups and channels their admins only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import ChatMember
from telegram.error import BadRequest, Forbidden

from store.alerting.chats import Address
from store.tables.chat import ChatKind

if TYPE_CHECKING:
    from telegram import Update

    from handlers.context import Context

_ADMINS = {ChatMember.ADMINISTRATOR, ChatMember.OWNER}


@dataclass(frozen=True, slots=True)
class Target:
    """The chat or forum topic whose alerts are meant.

    ``channel`` is the id of a channel that is managed from a private chat, else None.
    """

    address: Address
    kind: ChatKind
    channel: int | None = None


def target_of(update: Update, context: Context, channel: int | None = None) -> Target | None:
    """Return where an update came from, or the channel that it names; None for no chat at all."""
    chat = update.effective_chat
    if chat is None:
        return None
    if channel is not None:
        return Target(Address(channel), ChatKind.CHANNEL, channel)
    place = context.place
    return Target(Address(place.chat, place.thread), ChatKind(chat.type))


async def may_change(update: Update, context: Context, target: Target) -> bool:
    """Whether whoever sent the update may change the alerts of that chat."""
    if target.kind is ChatKind.PRIVATE:
        return True
    message = update.message
    if message is not None and message.sender_chat is not None and target.channel is None:
        return message.sender_chat.id == target.address.chat_id  # an admin who stays anonymous
    user = update.effective_user
    return user is not None and await is_admin(context, target.address.chat_id, user.id)


async def is_admin(context: Context, chat: int, user: int) -> bool:
    """Whether somebody administers a group or channel; not where Telegram does not tell."""
    admins, now = context.services.admins, context.now()
    known = admins.known(chat, user, now=now)
    if known is None:
        try:
            member = await context.bot.get_chat_member(chat, user)
        except (BadRequest, Forbidden):
            return False
        known = member.status in _ADMINS
        admins.learn(chat, user, known, now=now)
    return known

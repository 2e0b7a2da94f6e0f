"""The way of every change of a chat's alerts: allowed, made, shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.alerts.pages import panel
from handlers.alerts.settings import Drawing
from handlers.changing import changed, settings_of
from handlers.reply import Reply
from handlers.respond import respond
from handlers.rights import may_change, target_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session
    from telegram import Update

    from handlers.alerts.settings import Settings
    from handlers.context import Context
    from handlers.rights import Target
    from store.alerting.chats import Chat

    Change = Callable[[Session, Chat], object]


async def own_target(update: Update, context: Context) -> Target | None:
    """Return the chat that an update came from if its sender may change it; else say who may."""
    target = target_of(update, context)
    if target is None or await may_change(update, context, target):
        return target
    await respond(update, context, Reply((not_yours(context),)))
    return None


def not_yours(context: Context) -> str:
    """Say who may change the alerts of a group or channel."""
    return context.texts("Only admins can change the alerts of a group or channel.")


async def read_settings(context: Context, target: Target) -> Settings:
    """Return what a chat has set and asked for."""
    return await context.services.read(lambda db: settings_of(db, target))


async def change_settings(context: Context, target: Target, change: Change) -> Settings:
    """Change something of a chat and return what is set now.

    The chat's own words are read anew, so that the reply is in a language that was just set.
    """
    language, zone = context.texts.language, context.snapshot.negotiation.timezone
    settings = await context.services.write(
        lambda db: changed(db, target, change, language=language, zone=zone)
    )
    context.services.chats.changed()
    await context.learn_manner()
    return settings


def drawing(context: Context, settings: Settings) -> Drawing:
    """Return what a page of the panel is drawn from."""
    return Drawing(settings, context.texts, context.snapshot, context.now())


async def show(update: Update, context: Context, settings: Settings, page: str = "") -> bool:
    """Show a page of the panel; return False, having done nothing, if there is no such page."""
    drawn = panel(page, drawing(context, settings))
    if drawn is not None:
        await respond(update, context, drawn)
    return drawn is not None

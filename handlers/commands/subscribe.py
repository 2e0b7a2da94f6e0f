"""/subscribe and /unsubscribe: alerts of a kind, on a topic, about a party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.alerts.asking import choices, done, ending_page
from handlers.alerts.pages import kinds_page
from handlers.alerts.wanted import subject_named, wanted
from handlers.managing import change_settings, drawing, own_target, read_settings, show
from handlers.reply import Reply
from handlers.respond import respond
from store.alerting import subscriptions as asked

if TYPE_CHECKING:
    from telegram import Update

    from handlers.alerts.settings import Settings
    from handlers.alerts.wanted import Wanted
    from handlers.context import Context

SUBSCRIBE = "sub_"
"""How the payload of a deep link begins that asks for alerts: ``sub_article-5``."""


async def subscribe(update: Update, context: Context) -> None:
    """/subscribe [KIND|TOPIC|PARTY|all]: ask for alerts in this chat or topic."""
    target = await own_target(update, context)
    if target is None:
        return
    found = wanted(context.words, context.lexicon)
    now = context.now()
    settings = await read_settings(context, target)
    if found.subjects:
        settings = await change_settings(
            context, target, lambda db, chat: asked.subscribe(db, chat, found.subjects, now=now)
        )
    await _answer(update, context, found, settings, on=True)


async def unsubscribe(update: Update, context: Context) -> None:
    """/unsubscribe [KIND|TOPIC|PARTY|all]: ask for them no longer."""
    target = await own_target(update, context)
    if target is None:
        return
    found = wanted(context.words, context.lexicon)
    settings = await read_settings(context, target)
    if found.subjects and settings.chat is not None:
        settings = await change_settings(
            context,
            target,
            lambda db, chat: (
                asked.unsubscribe_all(db, chat)
                if found.everything
                else asked.unsubscribe(db, chat, found.subjects)
            ),
        )
    await _answer(update, context, found, settings, on=False)


async def subscribed_by_link(update: Update, context: Context, payload: str) -> None:
    """Ask for the alerts that a deep link names: a kind, or the id of a topic or party.

    An old link that names nothing any more asks which alerts are wanted.
    """
    target = await own_target(update, context)
    if target is None:
        return
    subject = subject_named(payload, context.snapshot.records)
    if subject is None:
        await show(update, context, await read_settings(context, target), "kinds")
        return
    now = context.now()
    settings = await change_settings(
        context, target, lambda db, chat: asked.subscribe(db, chat, [subject], now=now)
    )
    await respond(update, context, done([subject], drawing(context, settings), on=True))


async def _answer(
    update: Update, context: Context, found: Wanted, settings: Settings, *, on: bool
) -> None:
    """Say what was done, and ask for what is missing or unclear."""
    d = drawing(context, settings)
    if found.unknown:
        said = done(found.subjects, d, on=on).blocks if found.subjects else ()
        unclear = _unclear(found, context)
        await respond(update, context, Reply((*said, unclear), choices(found.between, d, on=on)))
    elif found.subjects:
        await respond(update, context, done(found.subjects, d, on=on))
    else:
        await respond(update, context, kinds_page(d) if on else ending_page(d))


def _unclear(found: Wanted, context: Context) -> str:
    if found.sure:
        return context.texts("“{name}” may mean several things. Which one?", name=found.unknown)
    return context.texts(
        "“{name}” is no kind of alert, no topic and no party on record here.", name=found.unknown
    )

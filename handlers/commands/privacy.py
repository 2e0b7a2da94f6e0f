"""/privacy, /mydata and /forgetme: what is kept about people, and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.alerts.panel import first_page
from handlers.changing import settings_of
from handlers.labels import ALERT_KINDS
from handlers.managing import drawing, not_yours
from handlers.reply import Act, Button, Reply, Style
from handlers.respond import Verb, respond
from handlers.rights import may_change, target_of
from store.alerting import chats as kept
from store.alerting.received import received
from store.curation import drafts, inbox
from store.curation.roles import Role, role_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session
    from telegram import Update

    from handlers.alerts.settings import Settings
    from handlers.context import Context
    from handlers.rights import Target
    from store.alerting.received import Received

_ALERTS = 20  # alerts that are listed one by one


async def privacy(update: Update, context: Context) -> None:
    """Say what is kept, and what Telegram itself can see."""
    texts = context.texts
    await respond(
        update,
        context,
        Reply(
            (
                texts(
                    "<b>Chats with bots are not end-to-end encrypted.</b> Telegram can read them, "
                    "and so can whoever runs this bot while it answers. Do not write anything "
                    "here that could harm you or others; use Signal for that, and let this chat "
                    "delete itself (its menu has the timer)."
                ),
                texts(
                    "I keep no names, no text of questions and no message log. To understand "
                    '"and Mexico?" I remember which record you last asked about: in memory only, '
                    "for an hour at most."
                ),
                texts(
                    "Of a chat that asks for alerts I keep: its number at Telegram (in a forum "
                    "the topic’s as well), its language, time zone and quiet hours, what it asked "
                    "for, and until 30 days after the session which alerts it was sent. Of a "
                    "coordinator, the role. A question only when you press the button that sends "
                    "it in, or write /feedback. Nobody can list who asks for alerts."
                ),
                texts("/mydata shows what is kept about you, /forgetme deletes it at once."),
            )
        ),
    )


async def my_data(update: Update, context: Context) -> None:
    """Show what is kept about the chat, or in a group about the person in it."""
    texts, target = context.texts, target_of(update, context)
    blocks: list[str] = []
    if target is not None and await may_change(update, context, target):
        blocks += await _kept(context, target)
    else:
        blocks.append(texts("The store keeps nothing about you."))
    blocks += await _sent_in(context)
    blocks += await _role(update, context)
    last = context.services.followups.last(context.place, now=context.now())
    if last is None:
        blocks.append(texts("I do not remember a last question of yours."))
    else:
        blocks.append(
            texts("In memory, for an hour at most, I remember which record you last asked about.")
        )
    blocks.append(texts("/forgetme deletes it at once."))
    await respond(update, context, Reply(tuple(blocks)))


async def _kept(context: Context, target: Target) -> list[str]:
    """Return all that the store keeps of a chat."""
    texts = context.texts

    def reading(db: Session) -> tuple[Settings, tuple[Received, ...]]:
        settings = settings_of(db, target)
        return settings, () if settings.chat is None else received(db, settings.chat)

    settings, alerts = await context.services.read(reading)
    chat = settings.chat
    if chat is None:
        return [texts("The store keeps nothing about this chat.")]
    head = texts("<b>Kept about this chat</b>")
    lines = [
        texts("Its number at Telegram: {number}", number=str(chat.address.chat_id)),
        texts("The topic’s number: {number}", number=str(chat.address.thread_id))
        if chat.address.thread_id
        else None,
    ]
    shown = first_page(drawing(context, settings)).blocks
    return [
        "\n".join([head, *(line for line in lines if line)]),
        *shown,
        *_alerts(alerts, context),
    ]


def _alerts(alerts: Sequence[Received], context: Context) -> list[str]:
    texts = context.texts
    if not alerts:
        return []
    lines = [
        texts(
            "• {kind}, {when}",
            kind=texts.label(ALERT_KINDS[one.kind]),
            when=texts.moment(one.sent_at or one.due_at, context.snapshot.negotiation.zone),
        )
        for one in alerts[:_ALERTS]
    ]
    head = texts(
        "<b>Which alerts it was sent or is to be sent</b>, until 30 days after the session: {n}",
        n=texts.number(len(alerts)),
    )
    left = len(alerts) - _ALERTS
    if left > 0:
        lines.append(texts.plural("… and {n} more", "… and {n} more", left))
    return ["\n".join([head, *lines])]


async def _sent_in(context: Context) -> list[str]:
    """Return what was sent in to the coordinators from here and has no answer yet."""
    chat, texts = context.place.chat, context.texts
    waiting = await context.services.read(lambda db: inbox.sent_in(db, chat))
    if not waiting:
        return []
    head = texts("<b>Sent in from here, waiting for an answer</b>")
    return ["\n".join([head, *(texts.framed("• {text}", text=one.text) for one in waiting)])]


async def _role(update: Update, context: Context) -> list[str]:
    """Return what a person is to the store, where that is more than a reader."""
    user, services = update.effective_user, context.services
    if user is None:
        return []
    role = await services.read(lambda db: role_of(db, user.id, services.owners))
    if role is Role.READER:
        return []
    return [
        context.texts(
            "You may change the record. Your number at Telegram is kept for that, and stands in "
            "the audit beside what you changed; an owner can take the role away."
        )
    ]


async def forget_me(update: Update, context: Context) -> None:
    """Ask once, then delete what is kept about the chat, or in a group about the person in it."""
    target, texts = target_of(update, context), context.texts
    if target is None:
        return
    if not await may_change(update, context, target):
        context.services.followups.forget(person=context.place.person)
        await respond(update, context, Reply((texts("Done: nothing is kept about you."),)))
        return
    line = texts("Everything that is kept about this chat is deleted, alerts included. Really?")
    rows = (
        (
            Button(texts.plain("Delete everything"), Act(Verb.FORGET, "yes"), Style.DANGER),
            Button(texts.plain("Cancel"), Act(Verb.FORGET, "no")),
        ),
    )
    await respond(update, context, Reply((line,), rows))


async def forget(update: Update, context: Context, act: Act) -> bool | str:
    """Delete what is kept about the chat, deliveries included, or leave it."""
    target = target_of(update, context)
    if target is None or not await may_change(update, context, target):
        return not_yours(context)
    if act.argument != "yes":
        await respond(update, context, Reply((context.texts("Nothing was deleted."),)))
        return True
    services, chat, user = context.services, target.address.chat_id, update.effective_user
    services.followups.forget(chat=chat)

    def forgetting(db: Session) -> None:
        kept.forget(db, chat)
        inbox.forget(db, chat)
        if user is not None:
            drafts.end(db, chat, user.id)

    await services.write(forgetting)
    services.chats.changed()
    line = context.texts("Done: nothing is kept about you.")
    await respond(update, context, Reply((line,)))
    return True

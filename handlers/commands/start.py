"""/start, with or without a record to show, or what a link is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.conversation import converse
from handlers.curation.team import set_menu
from handlers.panels import Pick
from handlers.reply import Act, Ask, Button, Reply
from handlers.respond import Verb, respond
from store.answering.questions import AgendaOf, HelpWanted, Overview, SafeguardList, about
from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from telegram import Update

    from handlers.contents import Handler
    from handlers.context import Context
    from handlers.curation.team import Menu
    from handlers.texts import Texts
    from store.record.snapshot import Negotiation, Snapshot

    Payload = Callable[[Update, Context, str], Awaitable[None]]


def starting(menu: Menu, payloads: Mapping[str, Payload]) -> Handler:
    """Make the handler of /start over all commands and what links do beside showing a record.

    ``payloads`` are by the beginning of a link's payload, and are given the rest of it.
    """

    async def start(update: Update, context: Context) -> None:
        for beginning, payload in payloads.items():
            if context.words.startswith(beginning):
                await payload(update, context, context.words.removeprefix(beginning))
                return
        ref = record_named(context.words, context.snapshot)
        question = None if ref is None else about(ref)
        if question is not None:
            await converse(update, context, question)
        else:
            await respond(update, context, welcome(context.snapshot.negotiation, context.texts))
        user = update.effective_user
        if user is not None and user.id in context.services.owners:
            # When the bot began, the chat with an owner was perhaps not there yet.
            await set_menu(context, user.id, menu())

    return start


def record_named(payload: str, snapshot: Snapshot) -> Ref | None:
    """Return the record that a deep link names as ``kind_id``, None if there is none."""
    kind, _, id_ = payload.partition("_")
    if kind not in Kind.__members__.values():
        return None
    ref = Ref(Kind(kind), id_)
    return ref if ref in snapshot.records else None


def welcome(negotiation: Negotiation, texts: Texts) -> Reply:
    """Say what the bot is and where to begin."""
    return Reply(
        (
            texts(
                "<b>{name}</b>: who wants what, where the text stands, what comes next. Every "
                "answer has its source and its date, and what is not on record is said to be so.",
                name=negotiation.short_name,
            ),
            texts(
                "Ask in your own words, or begin with a button. /help lists all commands, "
                "/privacy says what is kept about you."
            ),
        ),
        (
            (
                Button(texts.plain("Where it stands"), Ask(Overview())),
                Button(texts.plain("Today"), Ask(AgendaOf())),
            ),
            (
                Button(texts.plain("Safeguards"), Ask(SafeguardList())),
                Button(texts.plain("Articles"), Pick(("article",)).act),
            ),
            (
                Button(texts.plain("Positions"), Pick(("position",)).act),
                Button(texts.plain("Alerts"), Act(Verb.ALERTS)),
            ),
            (Button(texts.plain("What can I ask?"), Ask(HelpWanted())),),
        ),
    )

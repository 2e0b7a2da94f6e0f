"""/about: what the bot rests on and how far it can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.markup import safe
from handlers.reply import Ask, Button, Reply
from handlers.respond import respond
from store.answering.questions import SourcesOf

if TYPE_CHECKING:
    from telegram import Update

    from handlers.context import Context
    from handlers.texts import Texts
    from store.record.snapshot import Snapshot


async def about(update: Update, context: Context) -> None:
    """Say what the store holds, when it was last confirmed and what its limits are."""
    await respond(update, context, about_reply(context.snapshot, context.texts))


def about_reply(snapshot: Snapshot, texts: Texts) -> Reply:
    """Describe the pack."""
    negotiation = snapshot.negotiation
    held = texts(
        "On record: {parties} parties, {positions} positions, {votes} votes and {provisions} "
        "provisions, from {sources} sources. Last confirmed on {date}. Edition {edition}.",
        parties=texts.number(len(snapshot.parties)),
        positions=texts.number(len(snapshot.positions)),
        votes=texts.number(len(snapshot.votes)),
        provisions=texts.number(len(snapshot.provisions)),
        sources=texts.number(len(snapshot.sources)),
        date=texts.day(negotiation.last_confirmed),
        edition=negotiation.edition,
    )
    limits = [Markup("⚠ {}").format(safe(limit)) for limit in negotiation.limits]
    return Reply(
        (
            Markup("<b>{}</b>\n{}").format(safe(negotiation.name), safe(negotiation.about)),
            held,
            *([Markup("\n").join(limits)] if limits else []),
            texts(
                "Rapporteur is free software for civil society. It takes no side, and it infers "
                "nothing from silence, absence or membership of a group."
            ),
        ),
        ((Button(texts.plain("Sources"), Ask(SourcesOf())),),),
    )

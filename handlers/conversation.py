"""The way of every question: asked of the store, rendered, shown, remembered for an hour."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handlers.panels import Pick, View, panel
from handlers.render import answers as rendering
from handlers.respond import is_private, respond, say
from store.answering import engine
from store.answering.answers import (
    AskBack,
    Capabilities,
    Declined,
    Found,
    Missing,
    NotOnRecord,
    Subject,
    UnknownName,
)
from store.answering.questions import Search

if TYPE_CHECKING:
    from telegram import Update

    from handlers.arguments import Read
    from handlers.context import Context
    from handlers.reply import Reply
    from handlers.texts import Texts
    from store.answering.answers import Answer
    from store.curation.tallies import Tally


async def converse(
    update: Update,
    context: Context,
    read: Read,
    *,
    texts: Texts | None = None,
    page: int = 0,
    below: bool = False,
) -> None:
    """Answer what was read from a command, a button or a text, in the language of ``texts``.

    The answer to a press takes the place of its message, or comes ``below`` it.
    """
    words = texts or context.texts
    match read:
        case Pick():
            await turn(update, context, read, texts=words)
            return
        case AskBack() | UnknownName() | Missing() | Declined():
            answer: Answer = read
        case question:
            answer = engine.answer(question, context.snapshot, now=context.now())
    if page == 0:
        _count(context.services.tally, answer)
    reply = rendering.reply(answer, words, context.snapshot, page=page)
    shown = _fitting(reply, answer, update)
    await (say if below else respond)(update, context, shown, language=words.language)
    match answer:
        case Found(question=asked) | NotOnRecord(question=asked):
            context.services.followups.remember(context.place, asked, now=context.now())
        case _:
            pass


async def turn(update: Update, context: Context, pick: Pick, *, texts: Texts | None = None) -> bool:
    """Show a panel. Return False, having done nothing, if there is no such panel any more."""
    words = texts or context.texts
    drawn = panel(pick, View(words, context.snapshot, context.codes))
    if drawn is not None:
        await respond(update, context, drawn, language=words.language)
    return drawn is not None


def _count(tally: Tally, answer: Answer) -> None:
    match answer:
        case Found(subject=subject, missing=missing):
            tally.count(subject, answered=True, missing=missing)
        case NotOnRecord(subject=subject, missing=missing):
            tally.count(subject, answered=False, missing=missing)
        case Capabilities():
            tally.count(Subject.HELP, answered=True)
        case _:
            tally.count(Subject.UNKNOWN, answered=False)


def _fitting(reply: Reply, answer: Answer, update: Update) -> Reply:
    """Keep to a line or two in groups where the bot has nothing to say."""
    chat = update.effective_chat
    if chat is None or is_private(chat):
        return reply
    match answer:
        case Declined() | Capabilities() | NotOnRecord(question=Search()):
            return replace(reply, blocks=reply.blocks[:1], rows=())
        case _:
            return reply

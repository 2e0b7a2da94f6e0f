"""A question that was not answered, sent in to the coordinators by its asker's own press.

Until then its words are nowhere: they are taken from the message that the bot replied to, from what
the bot itself wrote of the question, or the person is asked to write them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import Message

from handlers.addressing import question_in
from handlers.markup import Html
from handlers.reply import Act, Button, Reply
from handlers.respond import Verb, is_private, respond, say
from store.curation import drafts, inbox
from store.curation.drafts import Draft

if TYPE_CHECKING:
    from sqlmodel import Session
    from telegram import Update

    from handlers.context import Context

ASKING = "question"
"""The command of a draft in which the words of a question are waited for."""

_WORDS = "words"
_ASKED = "asked"  # of a button below a message that holds the question in its second line


async def send_in(update: Update, context: Context, act: Act) -> bool:
    """Send in the question whose answer the button is below."""
    query = update.callback_query
    shown = query.message if query is not None else None
    if not isinstance(shown, Message):
        return False
    words = _words_of(shown, act, context)
    if words:
        await keep(update, context, words)
        return True
    user, chat, texts, now = (
        update.effective_user,
        update.effective_chat,
        context.texts,
        context.now(),
    )
    if user is None or chat is None or not is_private(chat):
        return False
    begun = Draft(chat_id=chat.id, user_id=user.id, command=ASKING, step=_WORDS)
    draft = await context.services.write(lambda db: drafts.begin(db, begun, now=now))
    line = texts(
        "<b>Write your question as the coordinators shall read it.</b> They see the text, and not "
        "who wrote it."
    )
    cancel = Button(texts.plain("Cancel"), Act(Verb.DROP, str(draft.version)))
    await say(update, context, Reply((line,), ((cancel,),)))
    return True


async def drop(update: Update, context: Context, act: Act) -> bool:
    """Send nothing in after all."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or not (act.argument.isascii() and act.argument.isdecimal()):
        return False
    version, chat_id, user_id = int(act.argument), chat.id, user.id

    def end(db: Session) -> bool:
        draft = drafts.draft_of(db, chat_id, user_id)
        if draft is None or draft.command != ASKING:
            return False
        return drafts.end(db, chat_id, user_id, version=version)

    if not await context.services.write(end):
        return False
    await respond(update, context, Reply((context.texts("Nothing was sent."),)))
    return True


async def words_given(update: Update, context: Context, draft: Draft, text: str) -> None:
    """Take a message as the question that is sent in."""
    await context.services.write(
        lambda db: drafts.end(db, draft.chat_id, draft.user_id, version=draft.version)
    )
    await keep(update, context, text)


def _words_of(shown: Message, act: Act, context: Context) -> str:
    asked = shown.reply_to_message
    if asked is not None and asked.text:
        chat = shown.chat
        words = asked.text if is_private(chat) else question_in(asked, context.bot.bot)
        return words or asked.text
    # Below what the store does not know stands the question as it was understood.
    lines = (shown.text or "").splitlines()
    return lines[1] if act.argument == _ASKED and len(lines) > 1 else ""


async def keep(update: Update, context: Context, words: str) -> None:
    """Put words into the coordinators' inbox, and tell so or that it is full."""
    texts, place, now = context.texts, context.place, context.now()
    kept = await context.services.write(
        lambda db: inbox.send_in(
            db,
            words,
            chat_id=place.chat,
            thread_id=place.thread,
            language=texts.language[:2],
            now=now,
        )
    )
    if kept is None:
        line = texts("The coordinators have more waiting than they can answer. Please try later.")
        await say(update, context, Reply((line,)))
        return
    reply = Reply(
        (
            texts("<b>Sent to the coordinators:</b>"),
            Html("<i>{}</i>").format(kept.text),
            texts(
                "They see the text, and not who wrote it. Where an answer goes is kept until "
                "it was sent; /forgetme takes both back."
            ),
        )
    )
    await say(update, context, reply)

"""/inbox and /answer: questions that people sent in, without who they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from handlers.curation import entering
from handlers.curation.telling import NO_PREVIEW
from handlers.markup import Html, shortened
from handlers.reply import Act, Button, Reply, Style
from handlers.respond import Verb, respond
from handlers.texts import Texts
from store.curation import drafts, inbox
from store.curation.drafts import Draft
from store.curation.figures import coarse
from store.curation.forms import Field
from store.curation.tallies import gaps
from store.record.limits import BODY, TITLE, UNFIT

if TYPE_CHECKING:
    from telegram import Bot, Update

    from handlers.context import Context
    from handlers.services import Services
    from store.curation.inbox import Asker, Inquiry

ANSWERING = "answer"
"""The command of a draft in which an answer is waited for; its step is the question's number."""

LONGEST = 3_000  # characters of an answer: with the question it stays one message
_LISTED = 8
_GAPS = 10
_ECHOED = 300
_ADDRESS = re.compile(r"https?://\S+")


async def list_inbox(update: Update, context: Context) -> None:
    """List the questions that wait for an answer, and what the record was found not to know."""
    texts, snapshot = context.texts, context.snapshot
    waiting = await context.services.read(inbox.inquiries)
    unknown = await context.services.read(lambda db: gaps(db, most=_GAPS))
    blocks: list[Html] = []
    if waiting:
        blocks.append(
            texts.plural("<b>{n} question waits</b>", "<b>{n} questions wait</b>", len(waiting))
        )
        blocks.extend(_line(one, texts) for one in waiting[:_LISTED])
        blocks.append(texts("/answer 12 | TEXT answers question 12 through the bot."))
    else:
        blocks.append(texts("No question waits for an answer."))
    if unknown:
        lines = [
            Html("• {}: {}").format(
                texts.listing([texts.name(ref, snapshot) for ref in gap.refs]), coarse(gap.number)
            )
            for gap in unknown
        ]
        head = texts("<b>Asked about and not on record</b>")
        blocks.append(Html("\n").join([head, *lines]))
    rows = tuple(
        (
            Button(texts.plain("Answer {number}", number=str(one.number)), _act(Verb.ANSWER, one)),
            Button(texts.plain("Close {number}", number=str(one.number)), _act(Verb.CLOSE, one)),
        )
        for one in waiting[:_LISTED]
    )
    await respond(update, context, Reply(tuple(blocks), rows))


async def answer(update: Update, context: Context) -> None:
    """Answer a question: at once where the text is given, else ask for it."""
    first, _, text = entering.words_after(update).partition("|")
    number = _number(first)
    if number is None:
        await list_inbox(update, context)
    elif text.strip():
        await _answer(update, context, number, text)
    else:
        await _ask(update, context, number)


async def answer_pressed(update: Update, context: Context, act: Act) -> bool:
    """Ask for the answer to a question."""
    number = _number(act.argument)
    if number is None:
        return False
    await _ask(update, context, number)
    return True


async def close_pressed(update: Update, context: Context, act: Act) -> bool:
    """Take a question off the list without an answer."""
    number, user = _number(act.argument), update.effective_user
    if number is None or user is None:
        return False
    actor, rules, now = user.id, context.services.rules, context.now()
    closed = await context.services.write(
        lambda db: inbox.close(db, number, actor=actor, rules=rules, now=now)
    )
    if closed is None:
        return False
    await list_inbox(update, context)
    return True


async def answer_given(update: Update, context: Context, draft: Draft, text: str) -> None:
    """Take a message as the answer that was asked for."""
    number = _number(draft.step)
    if number is not None and await _answer(update, context, number, text):
        await context.services.write(
            lambda db: drafts.end(db, draft.chat_id, draft.user_id, version=draft.version)
        )


async def curate_pressed(update: Update, context: Context, act: Act) -> bool:
    """Begin to make an answer one of the record, under review like every change."""
    number, user, chat = _number(act.argument), update.effective_user, update.effective_chat
    if number is None or user is None or chat is None:
        return False
    found = await context.services.read(lambda db: inbox.inquiry(db, number))
    if found is None or found.answer is None:
        return False
    address = _ADDRESS.search(found.answer)
    fields = {
        Field.TITLE.value: shortened(found.text, TITLE),
        Field.TEXT.value: found.answer,
        Field.QUESTION.value: shortened(found.text, TITLE),
    }
    if address is not None:
        fields[Field.URL.value] = address[0].rstrip(".,;)")
    now = context.now()
    begun = Draft(
        chat_id=chat.id, user_id=user.id, command="curate", step=Field.URL.value, fields=fields
    )
    draft = await context.services.write(lambda db: drafts.begin(db, begun, now=now))
    await entering.advance(update, context, draft)
    return True


async def _ask(update: Update, context: Context, number: int) -> None:
    user, chat, texts, now = (
        update.effective_user,
        update.effective_chat,
        context.texts,
        context.now(),
    )
    found = await context.services.read(lambda db: inbox.inquiry(db, number))
    if found is None or user is None or chat is None:
        line = texts("There is no question {number}.", number=str(number))
        await respond(update, context, Reply((line,)))
        return
    begun = Draft(chat_id=chat.id, user_id=user.id, command=ANSWERING, step=str(number))
    draft = await context.services.write(lambda db: drafts.begin(db, begun, now=now))
    blocks = (
        _line(found, texts),
        texts("<b>Write the answer.</b> With the address of its source it can be kept for others."),
    )
    cancel = Button(texts.plain("Cancel"), Act(Verb.CANCEL, str(draft.version)), Style.DANGER)
    await respond(update, context, Reply(blocks, ((cancel,),)))


async def _answer(update: Update, context: Context, number: int, text: str) -> bool:
    """Answer a question and send it out; False where the text cannot be sent as it is."""
    user, texts, services, now = (
        update.effective_user,
        context.texts,
        context.services,
        context.now(),
    )
    text = text.strip()
    if user is None:
        return False
    if not text or len(text) > min(LONGEST, BODY) or UNFIT.search(text):
        line = texts(
            "That cannot be sent: an answer has at most {limit} characters, and none that turn its "
            "direction. This is how it began:",
            limit=texts.number(LONGEST),
        )
        kept = Html("<code>{}</code>").format(shortened(text, _ECHOED))
        await respond(update, context, Reply((line, kept)))
        return False
    rules, actor = services.rules, user.id
    answered = await services.write(
        lambda db: inbox.answer(db, number, text, actor=actor, rules=rules, now=now)
    )
    if answered is None:
        line = texts(
            "Question {number} is not open: it was answered or closed.", number=str(number)
        )
        await respond(update, context, Reply((line,)))
        return True
    sent = await deliver(context.bot, services)
    line = texts("<b>Question {number} is answered.</b> Chats told: {n}",
                 number=str(number), n=coarse(sent))  # fmt: skip
    keep = Button(texts.plain("Keep as a curated answer"), Act(Verb.CURATE, str(number)))
    await respond(update, context, Reply((line,), ((keep,),)))
    return True


async def deliver(bot: Bot, services: Services) -> int:
    """Send every answer that was not sent yet to where it was asked; return how many were.

    Also called now and then, for what a crash or a flood left over.
    """
    async with services.answering:
        sent = 0
        for found, asker in await services.read(inbox.untold):
            if await _send(bot, found, asker):
                await services.write(lambda db, asker=asker: inbox.told(db, asker))  # type: ignore[misc]
                sent += 1
        return sent


async def _send(bot: Bot, found: Inquiry, asker: Asker) -> bool:
    """Send one answer; True as well where nobody can be told any more."""
    texts = Texts.of(asker.language)
    reply = Reply(
        (
            texts("You asked the coordinators: <i>{question}</i>", question=found.text),
            texts("<b>Their answer:</b>"),
            Html.escape(found.answer or ""),
        )
    )
    try:
        await bot.send_message(
            asker.chat_id,
            reply.pages()[0],
            parse_mode=ParseMode.HTML,
            message_thread_id=asker.thread_id or None,
            link_preview_options=NO_PREVIEW,
        )
    except (Forbidden, BadRequest):
        return True
    except TelegramError:
        return False
    return True


def _line(found: Inquiry, texts: Texts) -> Html:
    return texts.framed(
        "<b>{number}</b> ({times}×): {text}",
        number=str(found.number),
        times=str(found.times),
        text=shortened(found.text, _ECHOED),
    )


def _act(verb: Verb, found: Inquiry) -> Act:
    return Act(verb, str(found.number))


def _number(text: str) -> int | None:
    digits = text.strip()
    good = digits.isascii() and digits.isdecimal() and len(digits) < 10  # noqa: PLR2004
    return int(digits) if good else None

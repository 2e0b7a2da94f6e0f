"""/brief: a bulletin looked at as subscribers will see it, sent, followed, stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from telegram import Message

from handlers.alerts.due import Due
from handlers.alerts.message import message
from handlers.curation.asking import PREVIEW
from handlers.curation.entering import draft_at, words_after
from handlers.curation.telling import retell
from handlers.markup import Html, shortened
from handlers.reply import Act, Button, Reply, Style
from handlers.respond import Verb, respond
from store.alerting.alerts import Alert
from store.alerting.audience import reach
from store.curation import bulletins, drafts
from store.curation.drafts import Draft
from store.curation.figures import coarse
from store.curation.outcomes import NotAllowed
from store.record.limits import UNFIT
from store.record.terms import AlertKind
from store.tables.delivery import DeliveryState

if TYPE_CHECKING:
    from sqlmodel import Session
    from telegram import Update
    from telegram.ext import JobQueue

    from handlers.context import Context
    from handlers.reply import Rows
    from handlers.texts import Texts
    from store.curation.bulletins import Progress
    from store.curation.outcomes import Published

BULLETIN = "brief"
"""The command of a draft that is a bulletin."""

EVERY = 2.0  # seconds between two looks at how far it has come
_TEXT = "text"
_ECHOED = 1_000
_REASONS = 5
_STOPPED = "stopped by a coordinator"


async def brief(update: Update, context: Context) -> None:
    """Show the bulletin as subscribers will see it; without a text, ask for it."""
    user, chat, now = update.effective_user, update.effective_chat, context.now()
    if user is None or chat is None:
        return
    begun = Draft(chat_id=chat.id, user_id=user.id, command=BULLETIN, step=_TEXT)
    draft = await context.services.write(lambda db: drafts.begin(db, begun, now=now))
    await written(update, context, draft, words_after(update))


async def written(update: Update, context: Context, draft: Draft, text: str) -> None:
    """Take a text as the bulletin, or say what is wrong with it."""
    texts, now = context.texts, context.now()
    text = text.strip()
    cancel = Button(texts.plain("Cancel"), Act(Verb.CANCEL, str(draft.version)), Style.DANGER)
    if not text:
        line = texts("<b>What shall subscribers be told?</b> Send it as one message.")
        await respond(update, context, Reply((line,), ((cancel,),)))
        return
    if len(text) > bulletins.LONGEST or UNFIT.search(text):
        line = texts(
            "That cannot be sent: a bulletin has at most {limit} characters, and none that turn "
            "its direction. Please send it anew; this is how it began:",
            limit=texts.number(bulletins.LONGEST),
        )
        kept = Html("<code>{}</code>").format(shortened(text, _ECHOED))
        await respond(update, context, Reply((line, kept), ((cancel,),)))
        return
    moved = await context.services.write(
        lambda db: drafts.go_on(db, draft, step=PREVIEW, fields={_TEXT: text}, now=now)
    )
    if moved is not None:
        await _preview(update, context, moved)


async def _preview(update: Update, context: Context, draft: Draft) -> None:
    texts, now = context.texts, context.now()
    due = Due(kind=AlertKind.BULLETIN, due_at=now, text=draft.fields[_TEXT])
    shown = message(due, snapshot=context.snapshot, texts=texts, now=now)
    recipients = await context.services.read(lambda db: _recipients(db, context))
    blocks = [texts("<b>Preview. Subscribers will see this:</b>")]
    if shown is not None:
        quoted = Html("\n\n").join(map(Html, shown.blocks))
        blocks.append(Html("<blockquote>{}</blockquote>").format(quoted))
    blocks.append(texts("Chats that get it: {n}", n=coarse(recipients)))
    send = Button(texts.plain("Send"), Act(Verb.BROADCAST, str(draft.version)), Style.SUCCESS)
    cancel = Button(texts.plain("Cancel"), Act(Verb.CANCEL, str(draft.version)), Style.DANGER)
    await respond(update, context, Reply(tuple(blocks), ((send, cancel),)))


def _recipients(db: Session, context: Context) -> int:
    """Count the chats that would get a bulletin sent now."""
    now = context.now()
    alert = Alert(id=0, key="bulletin", kind=AlertKind.BULLETIN, due_at=now, use_by=now)
    return reach(db, alert)


async def send(update: Update, context: Context, act: Act) -> bool:
    """Send what was shown, and follow it in this message."""
    draft = await draft_at(update, context, act.argument)
    if draft is None or draft.command != BULLETIN or draft.step != PREVIEW:
        return False
    now, rules = context.now(), context.services.rules

    def sending(db: Session) -> Published | NotAllowed | None:
        # The draft ends with it: pressed twice, it is sent once.
        if not drafts.end(db, draft.chat_id, draft.user_id, version=draft.version):
            return None
        text = draft.fields[_TEXT]
        return bulletins.broadcast(db, text, author=draft.user_id, rules=rules, now=now)

    done = await context.services.write(sending)
    if done is None or isinstance(done, NotAllowed):
        return False
    number = done.change.number
    await respond(update, context, await _report(context, number, context.texts))
    _follow(update, context, number)
    return True


async def stop(update: Update, context: Context, act: Act) -> bool:
    """Stop a bulletin on its way."""
    user = update.effective_user
    if user is None or not (act.argument.isascii() and act.argument.isdecimal()):
        return False
    number, rules = int(act.argument), context.services.rules
    stopped = await context.services.write(
        lambda db: bulletins.stop(db, number, actor=user.id, rules=rules, reason=_STOPPED)
    )
    if not isinstance(stopped, int):
        return False
    await respond(update, context, await _report(context, number, context.texts))
    return True


async def _report(context: Context, number: int, texts: Texts) -> Reply:
    found = await context.services.read(lambda db: bulletins.progress(db, number))
    return report(number, found, texts)


def report(number: int, found: Progress | None, texts: Texts) -> Reply:
    """Say how far a bulletin has come, with a button that stops it as long as it goes out."""
    if found is None:
        return Reply((texts("There is no change {number}.", number=str(number)),))
    states = found.states
    under_way = states[DeliveryState.DUE] + states[DeliveryState.SENDING]
    lines = [
        texts("Delivered: {n}", n=coarse(states[DeliveryState.SENT])),
        texts("To be sent: {n}", n=coarse(under_way)) if under_way or not found.planned else None,
        texts("Held for quiet hours: {n}", n=coarse(states[DeliveryState.HELD]))
        if states[DeliveryState.HELD]
        else None,
        texts("Stopped: {n}", n=coarse(states[DeliveryState.STOPPED]))
        if states[DeliveryState.STOPPED]
        else None,
        texts("Failed: {n}", n=coarse(states[DeliveryState.FAILED]))
        if states[DeliveryState.FAILED]
        else None,
        *(
            Html("  • {}: {}").format(reason, coarse(count))
            for reason, count in sorted(found.reasons.items())[:_REASONS]
        ),
    ]
    if found.done:
        head = texts("<b>Bulletin {number}: done</b>", number=str(number))
    else:
        head = texts("<b>Bulletin {number} is going out</b>", number=str(number))
    rows: Rows = ()
    if not found.done:
        halt = Button(texts.plain("Stop"), Act(Verb.STOP, str(number)), Style.DANGER)
        rows = ((halt,),)
    return Reply((Html("\n").join([head, *(line for line in lines if line is not None)]),), rows)


def _follow(update: Update, context: Context, number: int) -> None:
    """Keep the report up to date in its message until the bulletin is done."""
    query = update.callback_query
    jobs = cast("JobQueue[Context] | None", context.job_queue)
    shown = query.message if query is not None else None
    if jobs is None or not isinstance(shown, Message):
        return
    place = {shown.chat_id: shown.message_id}
    name = f"bulletin {number}"

    async def look(later: Context) -> None:
        services = later.services
        found = await services.read(lambda db: bulletins.progress(db, number))
        if found is None or found.done:
            for job in jobs.get_jobs_by_name(name):
                job.schedule_removal()
        await retell(later.bot, services, place, lambda texts: report(number, found, texts))

    jobs.run_repeating(
        look,
        EVERY,
        name=name,
        job_kwargs={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )

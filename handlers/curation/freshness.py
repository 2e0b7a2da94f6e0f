"""/confirm: that a record is still true, and what nobody has looked at since they last met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.curation.entering import words_after
from handlers.curation.forms import Reader
from handlers.curation.words import fault_line, records_name
from handlers.markup import Html
from handlers.reply import Act, Button, Reply
from handlers.respond import Verb, respond
from store.curation import publishing
from store.curation.forms import Confirm, Fault, Field
from store.curation.outcomes import Published
from store.curation.proposals import Refused
from store.record.freshness import last_session_day, unconfirmed

if TYPE_CHECKING:
    from telegram import Update

    from handlers.context import Context
    from handlers.texts import Texts
    from store.record.evidence import Ref
    from store.record.snapshot import Snapshot

_LISTED = 8
_LABEL = 40


async def confirm(update: Update, context: Context) -> None:
    """Renew a record; without one, list what was not confirmed since the last session day."""
    words = words_after(update)
    if not words:
        await _list(update, context)
        return
    texts, snapshot = context.texts, context.snapshot
    reader = Reader(context.lexicon, context.reading.today, snapshot.negotiation.zone, texts)
    ref = reader.value(Field.RECORD, words)
    if isinstance(ref, Fault):
        rows = tuple((_button(one, texts, snapshot),) for one in ref.refs[:_LISTED])
        await respond(update, context, Reply((fault_line(ref, texts, snapshot),), rows))
        return
    await _confirm(update, context, ref)


async def confirm_pressed(update: Update, context: Context, act: Act) -> bool:
    """Renew the record of the button, and show what is left."""
    if len(act.refs) != 1:
        return False
    if act.argument == "next":
        done = await _renewed(update, context, act.refs[0])
        if not isinstance(done, Published):
            return False
        await _list(update, context)
        return True
    await _confirm(update, context, act.refs[0])
    return True


async def _renewed(update: Update, context: Context, ref: Ref) -> object:
    user, rules, now = update.effective_user, context.services.rules, context.now()
    actor = user.id if user is not None else 0
    form = Confirm(refs=(ref,))
    done = await context.services.write(
        lambda db: publishing.submit(db, form, author=actor, rules=rules, now=now)
    )
    await context.services.refresh()
    return done


async def _confirm(update: Update, context: Context, ref: Ref) -> None:
    texts, snapshot = context.texts, context.snapshot
    done = await _renewed(update, context, ref)
    match done:
        case Published(change):
            line = texts(
                "<b>Confirmed today:</b> {record}", record=records_name(ref, texts, snapshot)
            )
            undo = Button(texts.plain("Undo"), Act(Verb.UNDO, str(change.number)))
            await respond(update, context, Reply((line,), ((undo,),)))
        case Refused(faults):
            lines = [fault_line(fault, texts, snapshot) for fault in faults]
            await respond(update, context, Reply((Html("\n").join(lines),)))


async def _list(update: Update, context: Context) -> None:
    texts, snapshot = context.texts, context.services.live.current
    today = context.reading.today
    since = last_session_day(snapshot, today)
    stale = unconfirmed(snapshot, today)
    if since is None or not stale:
        line = texts("All that counts today was confirmed since the negotiators last met.")
        await respond(update, context, Reply((line,)))
        return
    head = texts.plural(
        "<b>{n} record was not confirmed since {date}</b>, the last session day",
        "<b>{n} records were not confirmed since {date}</b>, the last session day",
        len(stale),
        date=texts.day(since),
    )
    lines = [
        texts(
            "• {record}: last confirmed {date}",
            record=records_name(claim.ref, texts, snapshot),
            date=texts.day(claim.evidence.last_confirmed),
        )
        for claim in stale[:_LISTED]
    ]
    below = texts("Press what you have looked at and is still true.")
    rows = tuple((_button(claim.ref, texts, snapshot),) for claim in stale[:_LISTED])
    await respond(update, context, Reply((head, Html("\n").join(lines), below), rows))


def _button(ref: Ref, texts: Texts, snapshot: Snapshot) -> Button:
    name = texts.name(ref, snapshot)
    label = texts.plain("Still true: {record}", record=name[:_LABEL])
    return Button(label, Act(Verb.CONFIRM, "next", (ref,)))

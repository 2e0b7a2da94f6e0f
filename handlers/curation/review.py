"""/pending, /approve, /reject, /undo, and the buttons of the cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.curation.asking import corrected
from handlers.curation.cards import bring_up_to_date, card, summary, tell_author
from handlers.curation.edits import edit_blocks, pen_for
from handlers.curation.entering import words_after
from handlers.curation.words import CHANGE_KINDS, CHANGE_STATES, bar_line, records_name
from handlers.reply import Act, Button, Reply, Style
from handlers.respond import Verb, respond
from handlers.sentences import phrase
from store.curation import drafts, ledger, publishing
from store.curation.announcing import told
from store.curation.drafts import Draft
from store.curation.obstacles import bar_to_undoing, reversal
from store.curation.outcomes import (
    AlreadyDecided,
    CannotUndo,
    Conflict,
    NoSuchChange,
    NotAllowed,
    NotOwnChange,
    OwnChange,
    Published,
    Settled,
)
from store.record.limits import SUMMARY
from store.tables.change import Edit
from store.tables.reading import read_snapshot, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session
    from telegram import Update

    from handlers.context import Context
    from handlers.markup import Html
    from handlers.texts import Texts
    from store.record.snapshot import Snapshot
    from store.tables.change import Change

    Outcome = (
        Published
        | Settled
        | Conflict
        | NotAllowed
        | NoSuchChange
        | OwnChange
        | NotOwnChange
        | AlreadyDecided
        | CannotUndo
    )

REJECTING = "reject"
"""The command of a draft in which the reason of a rejection is waited for."""

_LISTED = 8
_YES = "yes"


async def pending(update: Update, context: Context) -> None:
    """List what waits for review."""
    texts = context.texts
    waiting = await context.services.read(ledger.pending)
    if not waiting:
        await respond(update, context, Reply((texts("Nothing waits for review."),)))
        return
    head = texts.plural(
        "<b>{n} change waits for review</b>", "<b>{n} changes wait for review</b>", len(waiting)
    )
    lines = [summary(change, texts, context.snapshot) for change in waiting[:_LISTED]]
    if len(waiting) > _LISTED:
        left = len(waiting) - _LISTED
        lines.append(texts.plural("… and {n} more", "… and {n} more", left))
    rows = tuple(
        (
            Button(
                texts.plain("Show {number}", number=str(change.number)),
                Act(Verb.CARD, str(change.number)),
            ),
        )
        for change in waiting[:_LISTED]
    )
    await respond(update, context, Reply((head, *lines), rows))


async def approve(update: Update, context: Context) -> None:
    """Publish a change of somebody else."""
    number = number_in(words_after(update))
    if number is None:
        await pending(update, context)
    else:
        await _decide(update, context, number, _approving(update, context, number))


async def reject(update: Update, context: Context) -> None:
    """Turn down a change of somebody else; the reason is asked for where it is missing."""
    first, _, reason = words_after(update).partition("|")
    number = number_in(first)
    if number is None:
        await pending(update, context)
    elif reason.strip():
        await _decide(update, context, number, _rejecting(update, context, number, reason))
    else:
        await _ask_reason(update, context, number)


async def undo(update: Update, context: Context) -> None:
    """Show what undoing a change would do."""
    number = number_in(words_after(update))
    if number is None:
        line = context.texts("Write the number of the change: /undo 12. /audit lists them.")
        await respond(update, context, Reply((line,)))
    else:
        await _show_undoing(update, context, number)


# What buttons do.


async def approve_pressed(update: Update, context: Context, act: Act) -> bool:
    """Publish a change of somebody else."""
    number = number_in(act.argument)
    if number is None:
        return False
    return await _decide(update, context, number, _approving(update, context, number))


async def reject_pressed(update: Update, context: Context, act: Act) -> bool:
    """Ask why a change is rejected."""
    number = number_in(act.argument)
    if number is None:
        return False
    await _ask_reason(update, context, number)
    return True


async def withdraw_pressed(update: Update, context: Context, act: Act) -> bool:
    """Take back a change of one's own."""
    number, user = number_in(act.argument), update.effective_user
    if number is None or user is None:
        return False
    actor, rules, now = user.id, context.services.rules, context.now()
    return await _decide(
        update,
        context,
        number,
        lambda db: publishing.withdraw(db, number, actor=actor, rules=rules, now=now),
    )


async def undo_pressed(update: Update, context: Context, act: Act) -> bool:
    """Show what undoing a change would do; confirmed, do it."""
    first, _, sure = act.argument.partition(":")
    number, user = number_in(first), update.effective_user
    if number is None or user is None:
        return False
    if sure != _YES:
        await _show_undoing(update, context, number)
        return True
    actor, rules, now = user.id, context.services.rules, context.now()
    return await _decide(
        update,
        context,
        number,
        lambda db: publishing.undo(db, number, actor=actor, rules=rules, now=now),
    )


async def reason_given(update: Update, context: Context, draft: Draft, text: str) -> None:
    """Take a message as the reason of the rejection that was begun."""
    number = number_in(draft.step)
    await context.services.write(
        lambda db: drafts.end(db, draft.chat_id, draft.user_id, version=draft.version)
    )
    if number is not None:
        await _decide(update, context, number, _rejecting(update, context, number, text))


async def _ask_reason(update: Update, context: Context, number: int) -> None:
    user, chat, texts = update.effective_user, update.effective_chat, context.texts
    if user is None or chat is None:
        return
    change = await context.services.read(lambda db: ledger.find(db, number))
    # What cannot be rejected needs no reason.
    if change is None or change.decided_at is not None or change.author == user.id:
        await _decide(update, context, number, _rejecting(update, context, number, ""))
        return
    now = context.now()
    begun = Draft(chat_id=chat.id, user_id=user.id, command=REJECTING, step=str(number))
    draft = await context.services.write(lambda db: drafts.begin(db, begun, now=now))
    line = texts(
        "<b>Why is change {number} rejected?</b> The author will read it.", number=str(number)
    )
    cancel = Button(texts.plain("Cancel"), Act(Verb.CANCEL, str(draft.version)), Style.DANGER)
    await respond(update, context, Reply((line,), ((cancel,),)))


def _approving(update: Update, context: Context, number: int) -> Callable[[Session], Outcome]:
    actor = update.effective_user.id if update.effective_user is not None else 0
    rules, now = context.services.rules, context.now()
    return lambda db: publishing.approve(db, number, actor=actor, rules=rules, now=now)


def _rejecting(
    update: Update, context: Context, number: int, reason: str
) -> Callable[[Session], Outcome]:
    actor = update.effective_user.id if update.effective_user is not None else 0
    rules, now = context.services.rules, context.now()
    why = reason.strip()[:SUMMARY] or None
    return lambda db: publishing.reject(db, number, actor=actor, reason=why, rules=rules, now=now)


async def _decide(
    update: Update, context: Context, number: int, deed: Callable[[Session], Outcome]
) -> bool:
    """Do it, show what came of it here and on all cards, and tell the author."""
    done = await context.services.write(deed)
    await context.services.refresh()
    texts, before = context.texts, context.services.live.current
    user, chat = update.effective_user, update.effective_chat
    reader = user.id if user is not None else None
    here = chat.id if chat is not None else None
    match done:
        case NotAllowed():
            return False
        case NoSuchChange():
            line = texts("There is no change {number}.", number=str(number))
            await respond(update, context, Reply((line,)))
        case CannotUndo():
            await respond(update, context, Reply((bar_line(done, texts, before),)))
        case OwnChange() | NotOwnChange():
            line = texts(
                "Change {number} is your own: another coordinator or an owner decides on it.",
                number=str(number),
            )
            if isinstance(done, NotOwnChange):
                line = texts("Only its author withdraws change {number}.", number=str(number))
            await respond(update, context, Reply((line,)))
        case AlreadyDecided(change):
            shown = card(change, texts, before, reader=reader)
            line = texts(
                "Somebody was first: change {number} is {state} already.",
                number=str(number),
                state=texts.label(CHANGE_STATES[change.state]),
            )
            await respond(update, context, Reply((line, *shown.blocks), shown.rows))
        case Conflict(change):
            shown = card(change, texts, before, reader=reader)
            lines = _clash_lines(done, texts, before)
            await respond(update, context, Reply((*lines, *shown.blocks), shown.rows))
            await bring_up_to_date(context, change, but=here)
            await tell_author(context, change, _CONFLICT)
        case Published(change) | Settled(change):
            await respond(update, context, card(change, texts, before, reader=reader))
            await bring_up_to_date(context, change, but=here)
            if change.author != change.decided_by:
                news = _PUBLISHED if isinstance(done, Published) else _REJECTED
                await tell_author(context, change, news)
    return True


_PUBLISHED = phrase("news of a change", "Your change {number} is published: {what}")
_REJECTED = phrase("news of a change", "Your change {number} was rejected: {what}")
_CONFLICT = phrase(
    "news of a change",
    "Your change {number} could not be published, because the record had changed meanwhile: "
    "{what}\nPlease look at it and enter it anew if it still holds.",
)


def _clash_lines(conflict: Conflict, texts: Texts, before: Snapshot) -> list[Html]:
    lines = [
        texts("<b>Not published: what it changes has been changed since it was submitted.</b>")
    ]
    for clash in conflict.clashes:
        name = records_name(clash.ref, texts, before)
        by = texts.plain_listing(map(str, clash.by))
        if clash.now is None:
            lines.append(texts("{record} is not on record any more.", record=name))
        elif by:
            lines.append(
                texts("{record} was changed by change {by}. It says now:", record=name, by=by)
            )
        else:
            lines.append(texts("{record} was changed by a data pack. It says now:", record=name))
        if clash.now is not None:
            pen = pen_for((), texts, before)
            lines.extend(edit_blocks((Edit(None, clash.now, 0),), pen, before))
    return lines


async def _show_undoing(update: Update, context: Context, number: int) -> None:
    texts = context.texts

    def look(db: Session) -> tuple[Change, CannotUndo | None, tuple[Edit, ...], int] | None:
        change, snapshot, revisions = ledger.find(db, number), read_snapshot(db), written(db)
        if change is None or snapshot is None:
            return None
        barred = bar_to_undoing(db, change, snapshot, revisions)
        edits = reversal(change, snapshot, revisions)
        return change, barred, edits, len(told(db, [number]))

    found = await context.services.read(look)
    if found is None:
        line = texts("There is no change {number}.", number=str(number))
        await respond(update, context, Reply((line,)))
        return
    change, barred, edits, alerts = found
    await context.services.refresh()
    before = context.services.live.current
    if barred is not None:
        await respond(update, context, Reply((bar_line(barred, texts, before),)))
        return
    blocks = [
        texts(
            "<b>Undo change {number} ({kind})?</b>",
            number=str(number),
            kind=texts.label(CHANGE_KINDS[change.kind]),
        ),
        *edit_blocks(edits, pen_for(edits, texts, before), before),
    ]
    if alerts:
        blocks.append(corrected(texts))
    sure = Button(texts.plain("Undo"), Act(Verb.UNDO, f"{number}:{_YES}"), Style.DANGER)
    keep = Button(texts.plain("Cancel"), Act(Verb.CARD, str(number)))
    await respond(update, context, Reply(tuple(blocks), ((sure, keep),)))


def number_in(text: str) -> int | None:
    """Return the number of a change that a text is, None when it is something else."""
    digits = text.strip().removeprefix("#")
    good = digits.isascii() and digits.isdecimal() and len(digits) < 10  # noqa: PLR2004
    return int(digits) if good else None

"""Edits from the first word to the submitted change: in one message, or asked field by field.

Every step is kept in the store before it is shown. What was given in one message is looked at as a
whole; what is missing or wrong is asked for, and the rest stays as it was typed.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from handlers.curation import asking
from handlers.curation.asking import PREVIEW
from handlers.curation.cards import hand_out
from handlers.curation.forms import FIELDS, Reader, split
from handlers.curation.tables import CSV, IMPORT, file_fault_line, form_of
from handlers.curation.words import CHANGE_KINDS, fault_line
from handlers.markup import Html
from handlers.reply import Act, Button, Reply
from handlers.respond import Verb, respond, say
from store.curation import drafts, ledger, publishing
from store.curation.announcing import told
from store.curation.drafts import Draft
from store.curation.forms import Fault, Field, Wrong
from store.curation.importing import FileFault
from store.curation.outcomes import NotAllowed, Outdated, Published, Submitted
from store.curation.proposals import Refused, propose, standing
from store.tables.change import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlmodel import Session
    from telegram import Update

    from handlers.contents import Handler
    from handlers.context import Context
    from store.curation.forms import Form
    from store.curation.proposals import Proposal

_TOLD = 20  # faults that are told one by one
_DIGEST = "digest"  # beside the fields of a draft: of the preview that was shown
LONGEST = 3_500
"""Characters of a field that are kept. More than any field may have, less than a message."""


def entering(command: str) -> Handler:
    """Make the handler of a command that changes the record."""

    async def enter(update: Update, context: Context) -> None:
        words = words_after(update)
        given = split(command, words) if words else {}
        if given is None:
            await respond(update, context, asking.too_many(command, words, context.texts))
            return
        user, chat = update.effective_user, update.effective_chat
        if user is None or chat is None:
            return
        now = context.now()
        first = FIELDS[command][0].field.value
        begun = Draft(chat_id=chat.id, user_id=user.id, command=command, step=first, fields=given)
        draft = await context.services.write(lambda db: drafts.begin(db, begun, now=now))
        await advance(update, context, draft)

    return enter


def words_after(update: Update) -> str:
    """Return what stands after the command of a message, lines and all."""
    message = update.effective_message
    parts = ((message.text if message is not None else None) or "").split(maxsplit=1)
    return parts[1].strip() if len(parts) > 1 else ""


async def advance(update: Update, context: Context, draft: Draft) -> None:
    """Ask for the next field that is missing or wrong, or show the preview."""
    texts, snapshot = context.texts, context.snapshot
    unasked = next(
        (asked.field for asked in FIELDS[draft.command] if asked.field not in draft.fields), None
    )
    read = await asyncio.to_thread(_read, draft, context)
    given = {field.value for field in Field} & draft.fields.keys()
    faults: tuple[Fault | FileFault, ...] = ()
    if isinstance(read, tuple):
        faults = _told(read, given)
    proposal: Proposal | None = None
    corrects = False
    if not isinstance(read, tuple) and unasked is None:
        looked_at, corrects = await context.services.read(lambda db: _propose(db, read, context))
        if isinstance(looked_at, Refused):
            faults = looked_at.faults
        else:
            proposal = looked_at
    if proposal is not None:
        await _show(update, context, draft, proposal, corrects=corrects)
        return
    asked_for = [fault for fault in faults if isinstance(fault, Fault)]
    step = asked_for[0].field if asked_for else unasked
    if step is None or step not in {asked.field for asked in FIELDS[draft.command]}:
        await respond(update, context, _refusal(faults, context))
        return
    moved = await _move(context, draft, step.value, draft.fields)
    if moved is not None:
        today = context.reading.today
        await respond(
            update, context, asking.question(moved, asked_for, texts, snapshot, today=today)
        )


async def typed(update: Update, context: Context, draft: Draft, text: str) -> None:
    """Take a message as what was asked for, or as the word to leave."""
    if text.strip().casefold() in {"cancel", context.texts.plain("Cancel").casefold()}:
        await _throw_away(update, context, draft)
        return
    fields = {**draft.fields, draft.step: text.strip()[:LONGEST]}
    moved = await _move(context, draft, draft.step, fields)
    if moved is not None:
        await advance(update, context, moved)


async def choose(update: Update, context: Context, act: Act) -> bool:
    """Take a press as what was asked for."""
    version, field, word = _argument(act)
    draft = await draft_at(update, context, version)
    if draft is None or field not in {asked.field.value for asked in FIELDS[draft.command]}:
        return False
    fields = {**draft.fields, field: str(act.refs[0]) if act.refs else word}
    moved = await _move(context, draft, draft.step, fields)
    if moved is None:
        return False
    await advance(update, context, moved)
    return True


async def edit(update: Update, context: Context, act: Act) -> bool:
    """Go back to a field, or let it be chosen which."""
    version, field, _ = _argument(act)
    draft = await draft_at(update, context, version)
    if draft is None:
        return False
    texts, snapshot = context.texts, context.snapshot
    if field not in {asked.field.value for asked in FIELDS[draft.command]}:
        await respond(update, context, asking.editing(draft, texts, snapshot))
        return True
    moved = await _move(context, draft, field, draft.fields)
    if moved is None:
        return False
    await respond(
        update, context, asking.question(moved, (), texts, snapshot, today=context.reading.today)
    )
    return True


async def turn(update: Update, context: Context, act: Act) -> bool:
    """Turn to another page of what can be chosen."""
    version, page, _ = _argument(act)
    draft = await draft_at(update, context, version)
    if draft is None or draft.step not in {asked.field.value for asked in FIELDS[draft.command]}:
        return False
    if not (page.isascii() and page.isdecimal() and len(page) < 4):  # noqa: PLR2004
        return False
    today, number = context.reading.today, int(page)
    reply = asking.question(draft, (), context.texts, context.snapshot, today=today, page=number)
    await respond(update, context, reply)
    return True


async def cancel(update: Update, context: Context, act: Act) -> bool:
    """Throw the edit away."""
    draft = await draft_at(update, context, _argument(act)[0])
    if draft is None:
        return False
    await _throw_away(update, context, draft)
    return True


async def _throw_away(update: Update, context: Context, draft: Draft) -> None:
    await context.services.write(
        lambda db: drafts.end(db, draft.chat_id, draft.user_id, version=draft.version)
    )
    await respond(update, context, Reply((context.texts("Cancelled. Nothing was changed."),)))


async def submit(update: Update, context: Context, act: Act) -> bool:
    """Submit what was shown, or publish it where nobody else needs to approve it."""
    draft = await draft_at(update, context, _argument(act)[0])
    if draft is None or draft.step != PREVIEW:
        return False
    read = await asyncio.to_thread(_read, draft, context)
    if isinstance(read, tuple):
        await advance(update, context, draft)
        return True
    form, now, rules = read, context.now(), context.services.rules

    def enter(db: Session) -> Submitted | Published | Refused | Outdated | NotAllowed | None:
        # The draft ends with its submission: pressed twice, it is submitted once.
        if not drafts.end(db, draft.chat_id, draft.user_id, version=draft.version):
            return None
        done = publishing.submit(
            db, form, author=draft.user_id, rules=rules, now=now, seen=draft.fields.get(_DIGEST)
        )
        if isinstance(done, Refused | Outdated):
            drafts.begin(db, draft, now=now)
        return done

    done = await context.services.write(enter)
    return await _tell(update, context, draft, done)


async def _tell(
    update: Update,
    context: Context,
    draft: Draft,
    done: Submitted | Published | Refused | Outdated | NotAllowed | None,
) -> bool:
    texts = context.texts
    match done:
        case None | NotAllowed():
            return False
        case Refused() | Outdated():
            again = await draft_at(update, context, None)
            if again is not None:
                await advance(update, context, again)
            return True
        case Submitted(change):
            kind = texts.label(CHANGE_KINDS[change.kind])
            line = texts(
                "<b>Change {number} waits for review</b> ({kind}). Another coordinator approves or "
                "rejects it; you will be told.",
                number=str(change.number),
                kind=kind,
            )
            look = Button(texts.plain("Show change"), Act(Verb.CARD, str(change.number)))
            await respond(update, context, Reply((line,), ((look,),)))
            if not await hand_out(context.bot, context.services, change):
                nobody = texts(
                    "Nobody else could be told of it. Another coordinator has to be invited, or to "
                    "open a chat with me."
                )
                await say(update, context, Reply((nobody,)))
        case Published(change, alerts):
            await context.services.refresh()
            line = texts("<b>Change {number} is published.</b>", number=str(change.number))
            blocks = [line, texts("Readers who asked for it are told.")] if alerts else [line]
            undo = Button(texts.plain("Undo"), Act(Verb.UNDO, str(change.number)))
            await respond(update, context, Reply(tuple(blocks), ((undo,),)))
    del draft
    return True


async def draft_at(update: Update, context: Context, version: str | None) -> Draft | None:
    """Return the edit that the person is at here: None unless it is of that version."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None:
        return None
    chat_id, user_id = chat.id, user.id
    draft = await context.services.read(lambda db: drafts.draft_of(db, chat_id, user_id))
    if draft is None or (version is not None and str(draft.version) != version):
        return None
    return draft


def _read(draft: Draft, context: Context) -> Form | tuple[Fault, ...] | tuple[FileFault, ...]:
    zone = context.snapshot.negotiation.zone
    reader = Reader(context.lexicon, context.reading.today, zone, context.texts)
    if draft.command == IMPORT:
        return form_of(draft.fields.get(CSV, ""), reader)
    return reader.form(draft.command, draft.fields)


def _told(faults: Sequence[Fault | FileFault], given: set[str]) -> tuple[Fault | FileFault, ...]:
    """Return the faults of what was given; what was not asked for yet is no fault."""
    return tuple(
        fault
        for fault in faults
        if isinstance(fault, FileFault)
        or fault.row is not None
        or fault.wrong is not Wrong.MISSING
        or fault.field.value in given
    )


def _propose(db: Session, form: Form, context: Context) -> tuple[Proposal | Refused, bool]:
    """Return what would be changed, and whether readers were told of what it takes back."""
    against = standing(db, context.now())
    if against is None:
        return Refused(()), False
    proposal = propose(form, against)
    if isinstance(proposal, Refused) or proposal.kind is not ChangeKind.RETRACT:
        return proposal, False
    refs = [edit.ref for edit in proposal.edits]
    by = [change.number for ref in refs for change in ledger.published_since(db, ref, 0)]
    return proposal, bool(told(db, by, refs))


async def _show(
    update: Update, context: Context, draft: Draft, proposal: Proposal, *, corrects: bool
) -> None:
    shown = draft.fields.get(_DIGEST)
    late = draft.step == PREVIEW and shown is not None and shown != proposal.digest
    moved = await _move(context, draft, PREVIEW, {**draft.fields, _DIGEST: proposal.digest})
    if moved is None:
        return
    at_once = not context.services.rules.two_person
    await context.services.refresh()
    look = asking.Look(at_once=at_once, late=late, corrects=corrects)
    reply = asking.preview(moved, proposal, look, context.texts, context.services.live.current)
    await respond(update, context, reply)


async def _move(
    context: Context, draft: Draft, step: str, fields: Mapping[str, str]
) -> Draft | None:
    now = context.now()
    return await context.services.write(
        lambda db: drafts.go_on(db, draft, step=step, fields=fields, now=now)
    )


def _refusal(faults: Sequence[Fault | FileFault], context: Context) -> Reply:
    texts = context.texts
    lines = [
        file_fault_line(fault, texts)
        if isinstance(fault, FileFault)
        else fault_line(fault, texts, context.snapshot)
        for fault in faults[:_TOLD]
    ]
    if len(faults) > _TOLD:
        left = len(faults) - _TOLD
        lines.append(texts.plural("… and {n} more", "… and {n} more", left))
    head = texts("<b>Nothing was changed.</b> This is wrong:")
    return Reply((head, Html("\n").join(lines)))


def _argument(act: Act) -> tuple[str, str, str]:
    """Return the version, the field and the word of a button."""
    version, _, rest = act.argument.partition(":")
    field, _, word = rest.partition(":")
    return version, field, word

"""/audit: what was done by whom and when, and one change whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handlers.curation.cards import card
from handlers.curation.entering import words_after
from handlers.curation.review import number_in
from handlers.curation.words import person_link
from handlers.markup import Html
from handlers.reply import Act, Button, Reply
from handlers.respond import Verb, respond
from handlers.sentences import phrase
from store.curation import ledger
from store.tables.audit import NOBODY, entries
from store.tables.audit import Act as Deed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from telegram import Update

    from handlers.context import Context
    from handlers.reply import Rows
    from handlers.sentences import Phrase
    from handlers.texts import Texts
    from store.record.snapshot import Snapshot
    from store.tables.audit import Entry

_ENTRIES = 15  # on a page

ACTS: Final[Mapping[Deed, Phrase]] = {
    Deed.SUBMITTED: phrase("act", "submitted"),
    Deed.PUBLISHED: phrase("act", "published"),
    Deed.REJECTED: phrase("act", "rejected"),
    Deed.WITHDRAWN: phrase("act", "withdrawn"),
    Deed.CONFLICT: phrase("act", "in conflict"),
    Deed.LOADED: phrase("act", "pack loaded"),
    Deed.INVITED: phrase("act", "invitation made"),
    Deed.JOINED: phrase("act", "joined"),
    Deed.REVOKED: phrase("act", "role revoked"),
}


async def audit(update: Update, context: Context) -> None:
    """List the latest entries of the audit, or show one change with all of its entries."""
    words = words_after(update)
    number = number_in(words)
    if words and number is None:
        line = context.texts("Write the number of a change: /audit 12.")
        await respond(update, context, Reply((line,)))
    elif number is not None:
        await _show(update, context, number)
    else:
        await _list(update, context, None)


async def show(update: Update, context: Context, act: Act) -> bool:
    """Show a change."""
    number = number_in(act.argument)
    return number is not None and await _show(update, context, number)


async def more(update: Update, context: Context, act: Act) -> bool:
    """Turn to older entries of the audit."""
    number = number_in(act.argument)
    if number is None:
        return False
    await _list(update, context, number)
    return True


async def _show(update: Update, context: Context, number: int) -> bool:
    texts, user = context.texts, update.effective_user
    change = await context.services.read(lambda db: ledger.find(db, number))
    if change is None:
        line = texts("There is no change {number}.", number=str(number))
        await respond(update, context, Reply((line,)))
        return True
    steps = await context.services.read(lambda db: entries(db, change=number))
    undone = await context.services.read(lambda db: ledger.undone_by(db, number))
    reader = user.id if user is not None else None
    shown = card(change, texts, context.snapshot, reader=reader)
    lines = [_entry(entry, texts, context.snapshot) for entry in reversed(steps)]
    blocks = [*shown.blocks, Html("\n").join([texts("<b>Audit</b>"), *lines])]
    if undone is not None:
        blocks.append(texts("Undone by change {number}.", number=str(undone)))
    await respond(update, context, Reply(tuple(blocks), shown.rows))
    return True


async def _list(update: Update, context: Context, before: int | None) -> None:
    texts, snapshot = context.texts, context.snapshot
    found = await context.services.read(lambda db: entries(db, before=before, most=_ENTRIES))
    if not found:
        await respond(update, context, Reply((texts("Nothing was changed yet."),)))
        return
    lines = [_entry(entry, texts, snapshot) for entry in found]
    head = texts("<b>Audit, newest first</b>\n/audit 12 shows change 12 whole.")
    rows: Rows = ()
    if found[-1].number > 1:
        older = Act(Verb.AUDIT, str(found[-1].number))
        rows = ((Button(texts.plain("Older"), older),),)
    await respond(update, context, Reply((head, Html("\n").join(lines)), rows))


def _entry(entry: Entry, texts: Texts, snapshot: Snapshot) -> Html:
    zone = snapshot.negotiation.zone
    day, hour = texts.day(entry.at.astimezone(zone).date()), texts.hour(entry.at, zone)
    act = texts.label(ACTS[entry.act])
    if entry.actor == NOBODY:
        return texts.framed("{n}. {day} {hour}: {act}", n=entry.number, day=day, hour=hour, act=act)
    if entry.change is None:
        return texts.framed(
            "{n}. {day} {hour}: {act} ({person})",
            n=entry.number, day=day, hour=hour, act=act, person=person_link(entry.actor),
        )  # fmt: skip
    return texts(
        "{n}. {day} {hour}: change {number} {act} by {person}",
        n=entry.number,
        day=day,
        hour=hour,
        number=str(entry.change),
        act=act,
        person=person_link(entry.actor),
    )

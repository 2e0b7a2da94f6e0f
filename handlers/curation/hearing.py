"""What somebody writes while the bot waits for it: a field of an edit, a reason, an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.commands import sending_in
from handlers.contents import Scope
from handlers.curation import bulletin, entering, inquiries, review
from handlers.curation.asking import PREVIEW
from handlers.curation.door import SCOPES, role_in
from handlers.curation.forms import FIELDS
from handlers.respond import is_private
from store.curation.drafts import AWAITED

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Update

    from handlers.contents import Handler
    from handlers.context import Context
    from store.curation.drafts import Draft


def heeding(otherwise: Handler) -> Handler:
    """Take a text as what was asked for, where something was; else do what is done otherwise."""

    async def heard(update: Update, context: Context) -> None:
        draft = await _awaiting(update, context)
        take = _taker(draft.command) if draft is not None else None
        message = update.effective_message
        if draft is None or take is None or message is None:
            await otherwise(update, context)
        else:
            await take(update, context, draft, message.text or "")

    return heard


async def _awaiting(update: Update, context: Context) -> Draft | None:
    """Return the draft for which words are waited for from this person, here and now."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or user is None or not is_private(chat):
        return None
    draft = await entering.draft_at(update, context, None)
    if draft is None or draft.step == PREVIEW or draft.changed_at is None:
        return None
    if context.now() - draft.changed_at > AWAITED:
        return None
    if draft.command == sending_in.ASKING:
        return draft
    may_write = Scope.COORDINATORS in SCOPES[await role_in(context, user.id)]
    return draft if may_write else None


def _taker(command: str) -> Callable[[Update, Context, Draft, str], Awaitable[None]] | None:
    """Return what is done with the words, None where a draft waits for none."""
    takers = {
        sending_in.ASKING: sending_in.words_given,
        review.REJECTING: review.reason_given,
        bulletin.BULLETIN: bulletin.written,
        inquiries.ANSWERING: inquiries.answer_given,
    }
    return takers.get(command) or (entering.typed if FIELDS.get(command) else None)

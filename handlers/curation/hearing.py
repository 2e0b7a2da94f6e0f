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

if TYPE_CHECKING:
    from telegram import Update

    from handlers.contents import Handler
    from handlers.context import Context


def heeding(otherwise: Handler) -> Handler:
    """Take a text as what was asked for, where something was; else do what is done otherwise."""

    async def heard(update: Update, context: Context) -> None:
        if not await _awaited(update, context):
            await otherwise(update, context)

    return heard


async def _awaited(update: Update, context: Context) -> bool:
    chat, user, message = update.effective_chat, update.effective_user, update.effective_message
    if chat is None or user is None or message is None or not is_private(chat):
        return False
    draft = await entering.draft_at(update, context, None)
    if draft is None or draft.step == PREVIEW:
        return False
    text = message.text or ""
    if draft.command == sending_in.ASKING:
        await sending_in.words_given(update, context, draft, text)
        return True
    if Scope.COORDINATORS not in SCOPES[await role_in(context, user.id)]:
        return False
    if draft.command == review.REJECTING:
        await review.reason_given(update, context, draft, text)
    elif draft.command == bulletin.BULLETIN:
        await bulletin.written(update, context, draft, text)
    elif draft.command == inquiries.ANSWERING:
        await inquiries.answer_given(update, context, draft, text)
    elif FIELDS.get(draft.command):
        await entering.typed(update, context, draft, text)
    else:
        return False
    return True

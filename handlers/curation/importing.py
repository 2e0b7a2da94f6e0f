"""/import: a CSV file looked at as a whole, shown in short, submitted as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.contents import Scope
from handlers.curation import entering
from handlers.curation.door import SCOPES, role_in
from handlers.curation.tables import CSV, IMPORT, file_fault_line
from handlers.markup import Html
from handlers.reply import Act, Button, Reply, Style
from handlers.respond import Verb, is_private, respond, send_file
from store.curation import drafts
from store.curation.drafts import Draft
from store.curation.importing import (
    MOST_BYTES,
    TEMPLATES,
    FileFault,
    FileWrong,
    Template,
    decoded,
    template_csv,
)

if TYPE_CHECKING:
    from telegram import Document, Update

    from handlers.contents import Handler
    from handlers.context import Context

_FILE = "file"
"""The step at which the file is waited for."""


async def import_(update: Update, context: Context) -> None:
    """Say what a file must look like, and wait for it."""
    user, chat, texts, now = (
        update.effective_user,
        update.effective_chat,
        context.texts,
        context.now(),
    )
    if user is None or chat is None:
        return
    begun = Draft(chat_id=chat.id, user_id=user.id, command=IMPORT, step=_FILE)
    draft = await context.services.write(lambda db: drafts.begin(db, begun, now=now))
    columns = [Html("<code>{}</code>").format(", ".join(fields)) for fields in TEMPLATES.values()]
    blocks = (
        texts(
            "<b>Send a CSV file.</b> It is looked at whole: with one fault in it, nothing is "
            "changed. All of it is one change, approved and undone as one. The columns, for "
            "positions, events and votes:"
        ),
        Html("\n").join(columns),
    )
    templates = tuple(
        Button(f"{template.value}.csv", Act(Verb.TEMPLATE, template.value)) for template in Template
    )
    cancel = Button(texts.plain("Cancel"), Act(Verb.CANCEL, str(draft.version)), Style.DANGER)
    await respond(update, context, Reply(blocks, (templates, (cancel,))))


async def template_pressed(update: Update, context: Context, act: Act) -> bool:
    """Send an empty file with the right columns."""
    if act.argument not in set(Template):
        return False
    template = Template(act.argument)
    content = template_csv(template).encode("utf-8-sig")  # so that spreadsheets know the letters
    await send_file(update, context, content, f"{template.value}.csv")
    return True


def receiving(otherwise: Handler) -> Handler:
    """Take a file that was waited for; with any other, do what is done otherwise."""

    async def received(update: Update, context: Context) -> None:
        message = update.effective_message
        document = message.document if message is not None else None
        if document is None or not await _awaited(update, context):
            await otherwise(update, context)
        else:
            await _take(update, context, document)

    return received


async def _awaited(update: Update, context: Context) -> bool:
    chat, user, message = update.effective_chat, update.effective_user, update.effective_message
    if chat is None or user is None or message is None or not is_private(chat):
        return False
    named = (message.caption or "").split(maxsplit=1)[:1] == [f"/{IMPORT}"]
    if not named:
        draft = await entering.draft_at(update, context, None)
        if draft is None or draft.command != IMPORT:
            return False
    return Scope.COORDINATORS in SCOPES[await role_in(context, user.id)]


async def _take(update: Update, context: Context, document: Document) -> None:
    user, chat, now = update.effective_user, update.effective_chat, context.now()
    if user is None or chat is None:
        return
    if (document.file_size or 0) > MOST_BYTES:
        await _refuse(update, context, FileFault(FileWrong.TOO_BIG))
        return
    file = await document.get_file()
    text = decoded(bytes(await file.download_as_bytearray()))
    if isinstance(text, FileFault):
        await _refuse(update, context, text)
        return
    fields = {CSV: text}
    begun = Draft(chat_id=chat.id, user_id=user.id, command=IMPORT, step=_FILE, fields=fields)
    draft = await context.services.write(lambda db: drafts.begin(db, begun, now=now))
    await entering.advance(update, context, draft)


async def _refuse(update: Update, context: Context, fault: FileFault) -> None:
    await respond(update, context, Reply((file_fault_line(fault, context.texts),)))

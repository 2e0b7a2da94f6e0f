"""/help: every command there is, from the same table that the menus are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.contents import Scope
from handlers.curation.door import SCOPES, role_in
from handlers.curation.words import typed
from handlers.grammar import written
from handlers.markup import Html
from handlers.reply import Reply
from handlers.respond import is_private, respond

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from telegram import Update

    from handlers.contents import Command, Handler
    from handlers.context import Context
    from handlers.texts import Texts


def helping(commands: Callable[[], Sequence[Command]]) -> Handler:
    """Make the handler of /help over a table of commands."""

    async def help_(update: Update, context: Context) -> None:
        listed = (command for command in commands() if command.scope is Scope.EVERYONE)
        reply = help_reply(listed, context.texts)
        scopes = await _scopes(update, context) - {Scope.EVERYONE}
        theirs = [command for command in commands() if command.scope in scopes]
        if theirs:
            reply = Reply((*reply.blocks, *_for_coordinators(theirs, context.texts)))
        await respond(update, context, reply)

    return help_


async def _scopes(update: Update, context: Context) -> frozenset[Scope]:
    """Return whose commands may be given here: in groups nobody learns who coordinates."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or not is_private(chat):
        return frozenset({Scope.EVERYONE})
    return SCOPES[await role_in(context, user.id)]


def _for_coordinators(commands: Iterable[Command], texts: Texts) -> tuple[Html, Html]:
    lines = [
        Html("{} – {}").format(typed(command.name, texts), texts.sentence(command.about))
        for command in commands
    ]
    head = texts(
        "<b>For coordinators.</b> Fields are separated by |; without them each is asked for."
    )
    return head, Html("\n").join(lines)


def help_reply(commands: Iterable[Command], texts: Texts) -> Reply:
    """List commands with what they are for."""
    lines = [
        Markup("{} – {}").format(written(command.name), texts.sentence(command.about))
        for command in commands
    ]
    return Reply(
        (
            texts("Ask in your own words, for example about a party, an article or a vote."),
            Markup("\n").join(lines),
            texts(
                "A date at the end (YYYY-MM-DD) asks how things stood on that day. In groups I "
                "answer commands, mentions and replies only."
            ),
        )
    )

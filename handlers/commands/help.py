"""/help: every command there is, from the same table that the menus are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from handlers.contents import Scope
from handlers.grammar import written
from handlers.reply import Reply
from handlers.respond import respond

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
        await respond(update, context, help_reply(listed, context.texts))

    return help_


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

"""All commands that ask the store something: read, answered, shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.conversation import converse

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Update

    from handlers.arguments import Read, Reading
    from handlers.contents import Handler
    from handlers.context import Context


def asking(read: Callable[[str, Reading], Read]) -> Handler:
    """Make the handler of a command whose words ``read`` turns into a question."""

    async def handler(update: Update, context: Context) -> None:
        await converse(update, context, read(context.words, context.reading))

    return handler

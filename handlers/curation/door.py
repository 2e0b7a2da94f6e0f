"""The coordinators' door: who may not enter does not learn that there is one.

To everybody else a command of coordinators is a command that does not exist, and a button of theirs
is out of date. In groups these commands are not read at all, whoever gives them: nobody there shall
learn who coordinates. Whatever writes looks at the role once more, within its own transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.contents import Scope
from handlers.respond import is_private
from store.curation.roles import Role, role_of

if TYPE_CHECKING:
    from telegram import Update

    from handlers.commands.press import Deed
    from handlers.contents import Handler
    from handlers.context import Context
    from handlers.reply import Act

SCOPES = {
    Role.OWNER: frozenset(Scope),
    Role.COORDINATOR: frozenset({Scope.EVERYONE, Scope.COORDINATORS}),
    Role.READER: frozenset({Scope.EVERYONE}),
}
"""Whose commands a person of a role may give."""


async def role_in(context: Context, user_id: int) -> Role:
    """Return what a person is to the store now."""
    services = context.services
    return await services.read(lambda db: role_of(db, user_id, services.owners))


def behind_door(handler: Handler, scope: Scope, unknown: Handler) -> Handler:
    """Give a command to those of the scope; to others it is ``unknown``, and in groups nothing."""

    async def guarded(update: Update, context: Context) -> None:
        if not _in_private(update):
            return
        await (handler if await _may_enter(update, context, scope) else unknown)(update, context)

    return guarded


def deed_behind_door(deed: Deed, scope: Scope = Scope.COORDINATORS) -> Deed:
    """Give a button to those of the scope; to others it has no meaning."""

    async def guarded(update: Update, context: Context, act: Act) -> bool | str:
        if not _in_private(update) or not await _may_enter(update, context, scope):
            return False
        return await deed(update, context, act)

    return guarded


def _in_private(update: Update) -> bool:
    return update.effective_chat is not None and is_private(update.effective_chat)


async def _may_enter(update: Update, context: Context, scope: Scope) -> bool:
    user = update.effective_user
    return user is not None and scope in SCOPES[await role_in(context, user.id)]

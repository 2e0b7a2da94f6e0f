"""An entry of the bot's table of contents: one command, for whom and where it is."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from telegram import Update

from handlers.context import Context

if TYPE_CHECKING:
    from handlers.sentences import Phrase

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


class Scope(StrEnum):
    """Who may give a command."""

    EVERYONE = "everyone"
    COORDINATORS = "coordinators"
    OWNERS = "owners"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command with its line in the menu and in the help."""

    name: str
    about: Phrase
    handler: Handler
    scope: Scope = Scope.EVERYONE
    in_groups: bool = True  # whether groups have it in their menu; it is answered there anyway

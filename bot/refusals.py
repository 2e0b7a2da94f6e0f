"""What a refusal of the Bot API means for an alert, and what is done next.

    RetryAfter                again, when the server said; nothing to that chat until then
    TimedOut, NetworkError    again, later and later; it may have arrived
    Forbidden                 the chat blocked or removed the bot, or does not let it write
    BadRequest                final; some say that the chat is gone
    ChatMigrated              again at once, under the new id
    Conflict, InvalidToken    the operator's to mend: again
    the others                final: no request of ours can meet them

``BadRequest`` and ``TimedOut`` are ``NetworkError``s: they are looked at first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import uniform
from typing import TYPE_CHECKING

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    PassportDecryptionError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from store.tables.chat import ChatState

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRST_PAUSE = 1.0  # seconds before the second attempt, doubled for each one more
_LONGEST_PAUSE = 60.0
_LONG = 30.0  # seconds until what the operator has to mend is looked at again

_CARRIERS = ("aiohttp.", "httpx.")  # begin what is told of a connection, not of an answer

_GONE = (
    "chat not found",
    "user not found",
    "user is deactivated",
    "peer_id_invalid",
    "group chat was deactivated",
    "group was deleted",
    "channel_private",
)
_NOT_ALLOWED = (
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_admin_required",
    "chat_send_plain_forbidden",
    "chat_guest_send_forbidden",
    "user_banned_in_channel",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
)


@dataclass(frozen=True, slots=True)
class Later:
    """Try again in so many real seconds. ``closed``: the chat takes nothing until then."""

    seconds: float
    perhaps_sent: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """Try again under another id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Final:
    """Do not try again. ``chat`` is what this says of the chat, if anything."""

    chat: ChatState | None = None


Meaning = Later | Moved | Final


def meaning_of(error: TelegramError, *, attempts: int) -> Meaning:  # noqa: PLR0911 - one a class
    """Return what to do about an error at the so-manieth attempt."""
    match error:
        case RetryAfter():
            return Later(seconds_of(error), closed=True)
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case Forbidden() | BadRequest():
            return Final(_state_of(error))
        case TimedOut():
            return Later(pause(attempts), perhaps_sent=True)
        case NetworkError():
            # A server that answers with an error has not sent it; a cut connection tells nothing.
            cut = error.message.startswith(_CARRIERS) and "ConnectError" not in error.message
            return Later(pause(attempts), perhaps_sent=cut)
        case Conflict() | InvalidToken():
            return Later(_LONG)
        case EndPointNotFound() | PassportDecryptionError():
            return Final()
        case _:
            return Later(pause(attempts))


def reason_of(error: TelegramError) -> str:
    """Return why, in the server's words where it refused; never an address or a token."""
    name = type(error).__name__
    return f"{name}: {error.message}" if isinstance(error, BadRequest | Forbidden) else name


def seconds_of(error: RetryAfter) -> float:
    """Return how long the server asks to wait: whole seconds today, a duration tomorrow."""
    wait: int | timedelta = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def pause(attempts: int) -> float:
    """Return how many seconds to wait after so many attempts: longer each time, and never alike.

    All who failed together would otherwise come back together.
    """
    longest = min(_FIRST_PAUSE * 2.0 ** min(attempts - 1, 16), _LONGEST_PAUSE)
    return uniform(longest / 2, longest)  # noqa: S311 - spreads load, guards nothing


def _state_of(error: TelegramError) -> ChatState | None:
    words = error.message.lower()
    if _any(_NOT_ALLOWED, words):
        return ChatState.NO_PERMISSION
    if _any(_GONE, words):
        return ChatState.GONE
    return ChatState.BLOCKED if isinstance(error, Forbidden) else None


def _any(parts: Iterable[str], words: str) -> bool:
    return any(part in words for part in parts)

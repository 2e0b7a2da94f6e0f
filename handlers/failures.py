"""What happens when something goes wrong: a kind line with a code, and a log entry without words.

Errors of the Bot API come as a tree whose general case has particular ones beneath it, so the
order below matters::

    TelegramError
      Forbidden       the person blocked the bot, or it was removed: nothing to say, nobody to tell
      RetryAfter      flood limit: whatever we sent now would be refused as well
      ChatMigrated    the group got another id: the next message comes from there
      InvalidToken, Conflict, EndPointNotFound   the process is set up wrongly: for its operator
      NetworkError
        BadRequest    we asked for something impossible: a fault of ours, told with a code, unless
                      the bot may not write there: nothing to say then, as for Forbidden
        TimedOut      perhaps sent: sending again could say it twice
        (others)      no connection

Everything else is a bug: told with a code, logged with the code, the exception's class and the
places in our own code. Messages of exceptions are not logged: they can hold what people wrote.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from handlers.reply import Reply
from handlers.respond import say
from handlers.silence import silenced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.context import Context

logger = logging.getLogger(__name__)

_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that looks like something else
# What the Bot API says where administrators took the right away; it has no error of its own.
_NO_RIGHT = ("not enough rights", "have no rights", "chat_write_forbidden", "topic_closed")
_ROOT = Path(__file__).parent.parent
_OURS = tuple(str(_ROOT / package) for package in ("bot", "handlers", "store"))


async def failed(update: object, context: Context) -> None:
    """Sort an error that a handler raised: log it, and tell the person where that makes sense."""
    error = context.error
    match error:
        case Forbidden() | ChatMigrated():
            logger.info("not delivered: %s, on %s", type(error).__name__, _kind(update))
        case RetryAfter():
            logger.warning("flood limit reached, on %s", _kind(update))
        case BadRequest(message=reason) if _may_not_write(reason):
            logger.info("not delivered: no right to write there, on %s", _kind(update))
            if isinstance(update, Update):
                await silenced(update, context)
        case BadRequest():
            await _tell(update, context, _logged(error, update))
        case NetworkError() | TelegramError():
            logger.warning("Bot API: %s, on %s", type(error).__name__, _kind(update))
        case Exception():
            await _tell(update, context, _logged(error, update))
        case None:
            pass


def _may_not_write(reason: str) -> bool:
    return any(words in reason.lower() for words in _NO_RIGHT)


def _logged(error: Exception, update: object) -> str:
    code = "".join(secrets.choice(_ALPHABET) for _ in range(6))
    names = " from ".join(type(cause).__name__ for cause in _causes(error))
    places = " < ".join(_places(error)) or "elsewhere"
    logger.error("failure %s: %s, on %s, at %s", code, names, _kind(update), places)
    return code


async def _tell(update: object, context: Context, code: str) -> None:
    if not isinstance(update, Update) or update.effective_chat is None:
        return
    sorry = context.texts(
        "Something went wrong on my side, and I could not answer. Please try again in a moment. "
        "If it happens again, tell the coordinators this code: {code}",
        code=code,
    )
    try:
        await say(update, context, Reply((sorry,)))
    except Exception as error:  # noqa: BLE001  # an error handler that fails would log the update
        logger.warning("failure %s could not be told: %s", code, type(error).__name__)


def _kind(update: object) -> str:
    """Return what sort of update it was, such as ``message``, without anything it holds."""
    if not isinstance(update, Update):
        return "no update"
    fields = (name for name in Update.ALL_TYPES if getattr(update, name, None) is not None)
    return next(fields, "unknown update")


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__


def _places(error: BaseException) -> Iterator[str]:
    """Yield where in our own code it happened, innermost first."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.startswith(_OURS):
            yield f"{Path(frame.filename).relative_to(_ROOT)}:{frame.lineno}"

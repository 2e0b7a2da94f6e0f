"""Telegram's limits for whatever the framework sends; replies to people go before alerts.

Both share one :class:`~bot.pacing.Pacer`. An alert takes its place there by itself, so that it is
rendered when its turn has come.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.refusals import seconds_of

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from bot.pacing import Pacer

    Result = bool | dict[str, Any] | list[dict[str, Any]]

PLACED: Final = "placed"
"""For ``rate_limit_args``: the caller has a place already."""

LONGEST_WAIT = (
    65.0  # seconds that a reply waits if the server asks for it; a group's minute and some
)
_COUNTED = ("send", "edit", "forward", "copy", "stop")
_FREE = ("sendChatAction", "editUserStarSubscription")


class Limits(BaseRateLimiter[str]):
    """Waits for a place before each request that counts as a message to a chat."""

    def __init__(self, pacer: Pacer) -> None:
        self._pacer = pacer

    async def initialize(self) -> None:
        """There is nothing to set up."""

    async def shutdown(self) -> None:
        """There is nothing to tear down."""

    async def process_request(  # noqa: PLR0917 - the framework calls it so
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,  # noqa: ANN401 - the framework's
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,
    ) -> Result:
        """Make a request when its turn has come; once more if the server asks to wait a little."""
        chat = data.get("chat_id")
        counts = endpoint.startswith(_COUNTED) and endpoint not in _FREE
        if chat is None or not counts or rate_limit_args == PLACED:
            return await callback(*args, **kwargs)
        try:
            async with self._pacer.place(chat, alert=False):
                return await callback(*args, **kwargs)
        except RetryAfter as refusal:
            seconds = seconds_of(refusal)
            self._pacer.close_chat(chat, seconds)
            if seconds > LONGEST_WAIT:
                raise
            await asyncio.sleep(seconds)
        async with self._pacer.place(chat, alert=False):
            return await callback(*args, **kwargs)

"""In which order updates are handled: many at once, but of one chat one after the other.

A slow answer in one chat holds up nobody else, and "and Mexico?" is never read before the question
that it follows.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.metrics import Metrics

AT_ONCE = 256
"""Updates that may be under way; the next waits."""


class Turns(BaseUpdateProcessor):
    """Handles updates of different chats at the same time."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__(max_concurrent_updates=AT_ONCE)
        self._metrics = metrics
        self._chats: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle an update when those of its chat that came before it are done."""
        arrived_at = monotonic()
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
        else:
            # The lock lives for as long as somebody holds it or waits for it.
            turn = self._chats.setdefault(chat.id, asyncio.Lock())
            async with turn:
                await coroutine
        self._metrics.handled(update, monotonic() - arrived_at)

    async def initialize(self) -> None:
        """There is nothing to set up."""

    async def shutdown(self) -> None:
        """There is nothing to tear down."""

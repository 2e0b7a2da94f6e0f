"""The tick: what is due by now becomes deliveries, and the sender is woken.

The framework's job queue ticks, because it begins and ends with the application and runs on its
loop. It holds nothing. What is due is in our tables, so a tick that is late, missed, or comes twice
makes no difference.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from bot.clock import grace
from store.alerting.planning import Planner, Stale, tidy
from store.tables.faults import DatabaseFault

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.freshness import Freshness
    from bot.sending import Sender
    from handlers.services import Services

logger = logging.getLogger(__name__)

EVERY = 1.0  # real seconds between two ticks
_STEP = 20.0  # seconds of the clock that may pass between two looks; less than any alert is of use
_SHORTEST = 0.05  # real seconds between two looks, however quickly the clock runs
_TRIES = 3  # of planning, while the store keeps changing


class Ticks:
    """Looks what is due: every real second, and oftener when the clock runs quickly."""

    def __init__(
        self,
        services: Services,
        freshness: Freshness,
        sender: Sender,
        *also: Callable[[], Awaitable[None]],
    ) -> None:
        """Make the tick. ``also`` is done after each look, and must be quick."""
        self._services = services
        self._freshness = freshness
        self._sender = sender
        self._also = also
        self._planner = Planner(services.database)
        self._ended = asyncio.Event()
        self._faulty = False

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()

    async def make_round(self) -> None:
        """Look as often as is due within the real second."""
        until = monotonic() + EVERY
        while not self._ended.is_set():
            await self.look()
            step = self._step()
            if monotonic() + step >= until:
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(step):
                    await self._ended.wait()

    def _step(self) -> float:
        """Return how many real seconds may pass until the next look."""
        speed = getattr(self._services.clock, "speed", 1.0)
        return max(_SHORTEST, _STEP / speed) if speed > _STEP else EVERY

    async def look(self) -> None:
        """Plan what is due by now, and have it sent."""
        ours = self._sender.ours
        try:
            await asyncio.to_thread(self._plan, ours)
        except DatabaseFault as fault:
            if not self._faulty:
                logger.warning("what is due cannot be planned: %s", fault)
            self._faulty = True
        else:
            self._faulty = False
        self._sender.wake()
        for work in self._also:
            await work()

    def _plan(self, ours: frozenset[int]) -> None:
        services = self._services
        for _ in range(_TRIES):
            self._freshness.look()
            snapshot, now = services.live.current, services.clock.now()
            try:
                planned = self._planner.plan(snapshot, now=now, grace=grace(services.clock))
            except Stale:
                continue
            for one in planned:
                # A new store has all that ever was behind it, and nobody who missed any of it.
                level = logging.INFO if one.deliveries or not one.missed else logging.DEBUG
                state = "is missed" if one.missed else "is due"
                logger.log(level, "alert %s %s", one.alert.key, state)
            with services.database.writing() as db:
                tidy(db, snapshot, now=now, ours=ours, grace=grace(services.clock))
            return

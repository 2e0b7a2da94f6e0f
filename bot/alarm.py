"""Tells the owners when alerts do not go out, once, and once more when they do again."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

from bot.clock import grace, span
from store.alerting.arrears import Arrears, arrears
from store.tables.faults import DatabaseFault

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.metrics import Metrics
    from store.record.moments import Clock
    from store.tables.database import Database

    Tell = Callable[[Arrears | None], Awaitable[bool]]

logger = logging.getLogger(__name__)

EVERY = 5.0  # real seconds between two looks
LONGEST_WAIT = timedelta(minutes=2)


class Alarm:
    """Looks whether an alert that is due has not gone out within two minutes.

    An alert to very many takes its time: what the rate allows is no arrears. ``tell`` tells the
    owners, or that all is well again (None), and returns whether anybody could be told.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        rate: int,
        metrics: Metrics,
        tell: Tell,
        every: float = EVERY,
    ) -> None:
        self._database = database
        self._clock = clock
        self._rate = rate
        self._metrics = metrics
        self._tell = tell
        self._every = every
        self._look_at = 0.0
        self._told = False

    async def look(self) -> None:
        """Look, if it is time again."""
        if monotonic() < self._look_at:
            return
        self._look_at = monotonic() + self._every
        try:
            found = await asyncio.to_thread(self._read)
        except DatabaseFault:
            return  # told by whoever needs it more
        late = self._is_late(found)
        if late and not self._told:
            logger.warning("alerts are late: %s wait, since %s", found.waiting, found.since)
            self._told = await self._tell(found)
        elif self._told and not late:
            logger.info("alerts are sent on time again")
            self._told = not await self._tell(None)

    def _read(self) -> Arrears:
        with self._database.reading() as db:
            return arrears(db, now=self._clock.now())

    def _is_late(self, found: Arrears) -> bool:
        waited = self._clock.now() - found.since if found.since is not None else timedelta(0)
        self._metrics.waiting.set(found.waiting)
        self._metrics.longest_wait.set(max(0.0, waited.total_seconds()))
        needed = found.waiting / self._rate  # real seconds
        allowed = max(span(self._clock, needed), timedelta(seconds=needed))
        return waited > LONGEST_WAIT + allowed + grace(self._clock)

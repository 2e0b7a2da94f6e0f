"""Keeps the snapshot like the store, which other processes change too."""

from __future__ import annotations

import asyncio
import logging
from time import monotonic
from typing import TYPE_CHECKING

from store.tables.faults import DatabaseFault

if TYPE_CHECKING:
    from bot.metrics import Metrics
    from handlers.services import Services

logger = logging.getLogger(__name__)

EVERY = 2.0  # seconds between two looks
STALE_AFTER = 30.0  # seconds without a successful look


class Freshness:
    """Looks whether the store has changed, on a tick. Readers meanwhile keep what they have."""

    def __init__(self, services: Services, metrics: Metrics) -> None:
        self._services = services
        self._metrics = metrics
        self._looked_at = monotonic()
        self._fault: str | None = None
        metrics.age.set_function(lambda: monotonic() - self._looked_at)

    @property
    def fault(self) -> str | None:
        """Why the snapshot may be out of date, None when it is not."""
        if monotonic() - self._looked_at > STALE_AFTER:
            return self._fault or "the store has not been looked at for a while"
        return None

    def look(self) -> None:
        """Renew the snapshot, what is derived from it and what chats have set, where it changed.

        Raises DatabaseFault.
        """
        services, metrics = self._services, self._metrics
        services.live.refresh()
        services.chats.look()
        snapshot = services.live.current
        # Made here, so that no reader has to wait for it.
        services.shelf.of(snapshot)
        self._looked_at = monotonic()
        metrics.records.set(len(snapshot))
        metrics.revision.set(snapshot.revision)

    def _look_and_prepare(self) -> None:
        self.look()
        # Searches need it. Not before the bot is up: it takes as long as all the rest of a look.
        services = self._services
        lexicon = services.shelf.of(services.live.current).lexicon
        _ = lexicon.index, lexicon.phrasings, lexicon.sounds

    async def make_round(self) -> None:
        """Look; where the database cannot be read, say so once and go on with what is known."""
        try:
            await asyncio.to_thread(self._look_and_prepare)
        except DatabaseFault as fault:
            # Once, and not every two seconds until somebody mends it.
            if self._fault is None:
                logger.warning("the snapshot cannot be renewed: %s", fault)
            self._fault = str(fault)
        else:
            if self._fault is not None:
                logger.info("the store can be read again")
            self._fault = None

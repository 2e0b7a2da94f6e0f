"""Adds what was counted in memory to the store now and then, and once more at the end."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from store.curation import tallies
from store.tables.faults import DatabaseFault

if TYPE_CHECKING:
    from handlers.services import Services
    from store.curation.tallies import Tally

logger = logging.getLogger(__name__)

EVERY = 30.0  # seconds


async def add(services: Services) -> None:
    """Add what was counted since the last time. What cannot be added now is kept for later."""
    if not services.tally:
        return
    taken = services.tally.take()
    try:
        await asyncio.to_thread(_add, services, taken)
    except DatabaseFault as fault:
        services.tally.put_back(taken)
        logger.warning("what was counted cannot be added to the store: %s", fault)


def _add(services: Services, tally: Tally) -> None:
    with services.database.writing() as db:
        tallies.add(db, tally, day=services.clock.now().date())

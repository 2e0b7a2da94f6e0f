"""Looks at the watched pages when it is time, and has the coordinators told what changed.

A page is kept as seen only after the coordinators were told, so that a crash in between tells them
again rather than never. The store's record is not touched.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.pages import Failed, Forbidden, Page, Unchanged
from store.curation import watches
from store.tables.faults import DatabaseFault

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.pages import Look, PageReader
    from store.curation.page_text import Difference
    from store.curation.watches import Watch
    from store.record.moments import Clock
    from store.tables.database import Database

    Tell = Callable[[str, Difference], Awaitable[None]]

logger = logging.getLogger(__name__)

EVERY = 60.0  # real seconds between two rounds, so that a quick clock is no burden to other people
MOST_A_ROUND = 20  # pages
_RULES_KEPT = 60  # rounds after which the sites' robots rules are read anew


class Watching:
    """Makes the looks that are due, one after the other."""

    def __init__(self, database: Database, clock: Clock, reader: PageReader, tell: Tell) -> None:
        self._database = database
        self._clock = clock
        self._reader = reader
        self._tell = tell
        self._rounds = 0

    async def close(self) -> None:
        """Let go of the connections to the pages' servers."""
        await self._reader.close()

    async def make_round(self) -> None:
        """Make a round; where the database cannot be had, the next one does."""
        try:
            await self.round()
        except DatabaseFault as fault:
            logger.warning("watched pages cannot be looked at: %s", fault)

    async def round(self) -> int:
        """Look at the pages that are due, and return at how many. Raises DatabaseFault."""
        self._rounds += 1
        if self._rounds % _RULES_KEPT == 0:
            self._reader.forget_rules()
        for looked_at in range(MOST_A_ROUND):
            watch = await asyncio.to_thread(self._claim)
            if watch is None:
                return looked_at
            look = await self._reader.look(
                watch.url, self._clock.now(), etag=watch.etag, last_modified=watch.last_modified
            )
            await self._keep(watch, look)
        return MOST_A_ROUND

    async def _keep(self, watch: Watch, look: Look) -> None:
        if isinstance(look, Page):
            news = await asyncio.to_thread(self._news, watch, look)
            if news is not None:
                await self._tell(watch.url, news)
        await asyncio.to_thread(self._settle, watch, look)

    def _claim(self) -> Watch | None:
        with self._database.writing() as db:
            return watches.claim(db, now=self._clock.now())

    def _news(self, watch: Watch, page: Page) -> Difference | None:
        with self._database.reading() as db:
            return watches.news(db, watch.url, page.lines)

    def _settle(self, watch: Watch, look: Look) -> None:
        now = self._clock.now()
        with self._database.writing() as db:
            match look:
                case Page(lines, etag, last_modified):
                    watches.seen(
                        db, watch.url, lines, etag=etag, last_modified=last_modified, now=now
                    )
                case Unchanged():
                    watches.unchanged(db, watch.url, now=now)
                case Forbidden(reason):
                    watches.failed(db, watch.url, reason, wait=None, now=now)
                case Failed(reason, wait):
                    watches.failed(db, watch.url, reason, wait=wait, now=now)

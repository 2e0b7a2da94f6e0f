"""What the process hands to the conversation."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from handlers.admins import Admins
from handlers.codes import Codes
from handlers.followups import FollowUps
from store.answering.lexicon import Lexicon
from store.curation.roles import Rules
from store.curation.tallies import Tally

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from handlers.chats import Chats
    from store.record.moments import Clock
    from store.record.snapshot import Snapshot
    from store.tables.database import Database
    from store.tables.live import LiveSnapshot

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Derived:
    """A snapshot with what is made from it once and used by every answer."""

    snapshot: Snapshot
    lexicon: Lexicon
    codes: Codes


class Shelf:
    """Keeps what was derived from the newest snapshot."""

    def __init__(self) -> None:
        self._latest: Derived | None = None

    def of(self, snapshot: Snapshot) -> Derived:
        """Return what is derived from the snapshot, making it if that one is new.

        Call it from any thread: at worst the same is made twice.
        """
        latest = self._latest
        if latest is None or latest.snapshot is not snapshot:
            latest = Derived(snapshot, Lexicon.of(snapshot).ready(), Codes(snapshot))
            self._latest = latest
        return latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """All that handlers work with. One for the life of the process.

    ``owners`` are Telegram user ids; with ``two_person`` a change by one coordinator waits until
    another approves it. With ``watch_private`` any address may be watched. ``database`` is for
    work in a thread, never on the loop.
    """

    clock: Clock
    live: LiveSnapshot
    database: Database
    chats: Chats
    owners: frozenset[int] = frozenset()
    two_person: bool = True
    watch_private: bool = False
    shelf: Shelf = field(default_factory=Shelf)
    followups: FollowUps = field(default_factory=FollowUps)
    admins: Admins = field(default_factory=Admins)
    tally: Tally = field(default_factory=Tally)
    answering: asyncio.Lock = field(default_factory=asyncio.Lock)  # who sends answers out

    @property
    def rules(self) -> Rules:
        """What the settings say of curation."""
        return Rules(self.owners, self.two_person)

    async def read(self, work: Callable[[Session], T]) -> T:
        """Do some reading in a transaction of its own, off the loop. Raises DatabaseFault."""

        def reading() -> T:
            with self.database.reading() as db:
                return work(db)

        return await asyncio.to_thread(reading)

    async def write(self, work: Callable[[Session], T]) -> T:
        """Do some writing in a transaction of its own, off the loop. Raises DatabaseFault."""

        def writing() -> T:
            with self.database.writing() as db:
                return work(db)

        return await asyncio.to_thread(writing)

    async def refresh(self) -> None:
        """Have readers see what was just written. Raises DatabaseFault."""
        await asyncio.to_thread(self.live.refresh)

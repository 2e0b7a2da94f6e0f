"""How each chat wants to be written to, at hand without asking the database each time."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.alerting.chats import chat_at
from store.tables.faults import DatabaseFault
from store.tables.manners import manners_revision

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from store.alerting.chats import Address
    from store.tables.database import Database

KEPT = 10_000
"""Chats whose manner is at hand; the ones that were silent longest are read again."""


@dataclass(frozen=True, slots=True)
class Manner:
    """The language and the time zone that a chat has set."""

    language: str
    zone: ZoneInfo


class Chats:
    """The manner of every chat that was heard of lately; None where a chat has set nothing.

    What this process changes is read anew at once; what another one changes, at the next
    :meth:`look`.
    """

    def __init__(self, database: Database, *, most: int = KEPT) -> None:
        self._database = database
        self._most = most
        self._kept: OrderedDict[Address, Manner | None] = OrderedDict()
        self._revision = 0
        self._round = 0

    async def manner(self, address: Address) -> Manner | None:
        """Return how to write to a chat; None where it has set nothing, or nobody can tell now.

        An answer in the person's own language is better than none, so a database that cannot be
        read is no fault here.
        """
        if address in self._kept:
            self._kept.move_to_end(address)
            return self._kept[address]
        begun = self._round
        try:
            found = await asyncio.to_thread(self._read, address)
        except DatabaseFault:
            return None
        if begun == self._round:  # else it may have been changed after it was read
            self._kept[address] = found
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found

    def changed(self) -> None:
        """Read everything anew from now on: a setting was changed."""
        self._round += 1
        self._kept.clear()

    def look(self) -> None:
        """Look whether another process has changed a setting. Call it from a thread, on a tick.

        Raises DatabaseFault.
        """
        with self._database.reading() as db:
            revision = manners_revision(db)
        if revision != self._revision:
            self._revision = revision
            self.changed()

    def _read(self, address: Address) -> Manner | None:
        with self._database.reading() as db:
            chat = chat_at(db, address)
        return None if chat is None else Manner(chat.language, chat.zone_info)

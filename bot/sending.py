"""Sends what the outbox holds: claim, render, send, settle.

Never more than :data:`IN_FLIGHT` messages are claimed and not settled: so many can come twice when
the process dies. One thread settles what has come to an end and claims the next, in one
transaction, while the loop sends; the more there is to do, the more goes into a transaction.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.clock import grace, span
from bot.limits import PLACED
from bot.refusals import Final, Later, Moved, meaning_of, pause, reason_of
from store.alerting.outbox import Claimed, Outbox, waiting
from store.alerting.settling import (
    Again,
    Migrated,
    Pointless,
    Refused,
    Result,
    Sent,
    SetAside,
    Untried,
    settle,
)
from store.tables.faults import DatabaseFault
from store.tables.reading import store_revision

if TYPE_CHECKING:
    from datetime import datetime

    from telegram import Message
    from telegram.ext import ExtBot

    from bot.envelopes import Envelope, Writer
    from bot.metrics import Metrics
    from bot.pacing import Pacer
    from store.record.moments import Clock
    from store.tables.database import Database

logger = logging.getLogger(__name__)

IN_FLIGHT = 32
LEASE = 60.0  # seconds; no attempt takes that long
LONGEST_ATTEMPT = 45.0  # seconds, waiting for a place included
_PATIENT = 2.0  # seconds; a chat that takes nothing for longer gives its place to another
_TOGETHER = 16  # messages that are settled in one transaction, if so many end
_GATHER = 0.03  # seconds to wait for them
_AFTER_FAULT = 1.0  # seconds until the database is tried again
_LAST = 0.8  # seconds that requests under way are given at the end
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True).to_json()

_Ended = tuple[Claimed, Result]


class Sender:
    """Sends for one process. Any number of processes may send from one store.

    Waits are in real time, and kept in the clock's: a clock that runs quickly makes them longer.
    """

    def __init__(
        self,
        *,
        bot: ExtBot[str],
        database: Database,
        clock: Clock,
        pacer: Pacer,
        writer: Writer,
        metrics: Metrics,
        lease: float = LEASE,
    ) -> None:
        self._bot = bot
        self._database = database
        self._clock = clock
        self._pacer = pacer
        self._writer = writer
        self._metrics = metrics
        self._lease = lease
        self._outbox = Outbox(timedelta(seconds=lease))
        self._under_way: dict[asyncio.Task[Result], Claimed] = {}
        self._begun: set[asyncio.Task[Result]] = set()  # of these a request has gone out
        self._ended: list[_Ended] = []
        self._settling: list[_Ended] = []
        self._news = asyncio.Event()  # a message has come to an end, or something may be due
        self._ending = False
        self._pump: asyncio.Task[None] | None = None
        self._faulty = False

    @property
    def ours(self) -> frozenset[int]:
        """The deliveries that are being sent or settled."""
        ended = [*self._ended, *self._settling]
        claimed = [*self._under_way.values(), *(one for one, _ in ended)]
        return frozenset(lease.delivery for one in claimed for lease in one.leases)

    def start(self) -> None:
        """Begin to send, on the running loop."""
        self._pump = asyncio.create_task(self._run(), name="sender")

    def wake(self) -> None:
        """Look for something to send. Called after each tick, on the loop."""
        self._news.set()

    async def stop(self) -> None:
        """Claim no more; give requests under way a moment; keep what came of everything."""
        self._ending = True
        self.wake()
        for task in tuple(self._under_way):
            if task not in self._begun:
                task.cancel()
        if self._under_way:
            await asyncio.wait(tuple(self._under_way), timeout=_LAST)
        for task in tuple(self._under_way):
            task.cancel()
        if self._under_way:
            await asyncio.wait(tuple(self._under_way))
        if self._pump is not None:
            await self._pump

    async def _run(self) -> None:
        while not (self._ending and not self._under_way):
            room = 0 if self._ending else IN_FLIGHT - len(self._under_way)
            self._settling, self._ended = self._ended, []
            self._news.clear()
            try:
                claimed = await asyncio.to_thread(self._turn, self._settling, room)
            except DatabaseFault as fault:
                self._settling, self._ended = [], [*self._settling, *self._ended]
                self._note(fault)
                await self._pause(_AFTER_FAULT)
                continue
            self._settling = []
            self._note(None)
            for one in claimed or ():
                self._begin(one)
            if claimed is None or room == 0 or self._under_way:
                await self._more(idle=not self._under_way)
        with suppress(DatabaseFault):
            await asyncio.to_thread(self._turn, self._ended, 0)

    def _turn(self, ended: list[_Ended], room: int) -> list[Claimed] | None:
        """Settle and claim in one transaction; None when nothing is due."""
        now = self._clock.now()
        if not ended:
            with self._database.reading() as db:
                if not room or not waiting(db, now=now):
                    return None
        with self._database.writing() as db:
            settle(db, ended, now=now)
            self._outbox.grace = grace(self._clock)
            # A clock that stands still will be set, and that is no reason to send things twice.
            self._outbox.lease = max(self._span(self._lease), timedelta(seconds=self._lease))
            # Another process may have published what this one cannot write of yet: the next tick
            # finds it, and nothing is told from a record that is out of date.
            if not room or self._writer.revision < store_revision(db):
                return None
            return self._outbox.claim(db, now=now, most=room)

    async def _more(self, *, idle: bool) -> None:
        """Wait for something to do; and where much is ending, until there is enough of it."""
        await self._news.wait()
        if idle or self._ending:
            return
        loop = asyncio.get_running_loop()
        until = loop.time() + _GATHER
        while self._under_way and len(self._ended) < _TOGETHER and not self._ending:
            self._news.clear()
            left = until - loop.time()
            if left <= 0:
                return
            try:
                async with asyncio.timeout(left):
                    await self._news.wait()
            except TimeoutError:
                return

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not self._ending:
                    self._news.clear()
                    await self._news.wait()

    def _begin(self, claimed: Claimed) -> None:
        task = asyncio.create_task(self._send(claimed))
        self._under_way[task] = claimed
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[Result]) -> None:
        claimed = self._under_way.pop(task)
        begun = task in self._begun
        self._begun.discard(task)
        result = self._came_of(task, claimed, begun=begun)
        self._ended.append((claimed, result))
        for alert in claimed.alerts:
            self._metrics.delivered(alert.kind, type(result).__name__.lower())
        self._news.set()

    def _came_of(self, task: asyncio.Task[Result], claimed: Claimed, *, begun: bool) -> Result:
        now = self._clock.now()
        if task.cancelled():
            return (
                Again(now, "ended while it was sent", perhaps_sent=True) if begun else Untried(now)
            )
        error = task.exception()
        if error is None:
            return task.result()
        # A fault of ours. Others may be sent all the same, and this one when it is mended.
        name = type(error).__name__
        key = claimed.alerts[0].key
        logger.error("alert %s could not be sent: %s", key, name, exc_info=error)
        at = now + self._span(pause(claimed.attempts + 3))
        return SetAside(at, f"fault: {name}")

    async def _send(self, claimed: Claimed) -> Result:
        chat = claimed.chat.address.chat_id
        wait = self._pacer.chat_opens_in(chat)
        if wait > _PATIENT and self._span(wait):
            return Untried(self._clock.now() + self._span(wait))
        try:
            async with (
                asyncio.timeout(LONGEST_ATTEMPT),
                self._pacer.place(chat, alert=True),
            ):
                envelope = self._writer.write(claimed, now=self._moment(claimed))
                if envelope is None:
                    return Pointless("there is nothing to tell any more")
                self._begun.add(_own_task())
                message = await self._first_page(claimed, envelope)
        except TelegramError as error:
            return self._refused(error, claimed)
        except TimeoutError:
            begun = _own_task() in self._begun
            at = self._clock.now() + self._span(pause(claimed.attempts))
            return Again(at, "took too long", perhaps_sent=begun)
        await self._further_pages(claimed, envelope)
        return Sent(message.message_id)

    async def _first_page(self, claimed: Claimed, envelope: Envelope) -> Message:
        only = len(envelope.pages) == 1
        return await self._bot.send_message(
            claimed.chat.address.chat_id,
            envelope.pages[0],
            parse_mode=ParseMode.HTML,
            message_thread_id=claimed.chat.address.thread_id or None,
            disable_notification=claimed.silent or None,
            rate_limit_args=PLACED,
            api_kwargs=_in_words(envelope.keyboard if only else None),
        )

    async def _further_pages(self, claimed: Claimed, envelope: Envelope) -> None:
        """Send the rest of an alert that has more pages than one, which is hardly ever."""
        for number, page in enumerate(envelope.pages[1:], start=2):
            try:
                await self._bot.send_message(
                    claimed.chat.address.chat_id,
                    page,
                    parse_mode=ParseMode.HTML,
                    message_thread_id=claimed.chat.address.thread_id or None,
                    disable_notification=True,
                    api_kwargs=_in_words(
                        envelope.keyboard if number == len(envelope.pages) else None
                    ),
                )
            except TelegramError as error:
                # The alert has arrived; to send all of it again would be worse.
                logger.warning("a further page was not sent: %s", type(error).__name__)

    def _refused(self, error: TelegramError, claimed: Claimed) -> Result:
        now = self._clock.now()
        self._metrics.refused(error)
        match meaning_of(error, attempts=claimed.attempts):
            case Later(seconds, perhaps_sent, closed):
                if closed:
                    self._pacer.close_chat(claimed.chat.address.chat_id, seconds)
                return Again(now + self._span(seconds), reason_of(error), perhaps_sent)
            case Moved(chat_id):
                return Migrated(chat_id)
            case Final(state):
                return Refused(reason_of(error), state)

    def _moment(self, claimed: Claimed) -> datetime:
        """Return when a message is sent: as it fell due, where only a moment has passed."""
        now, due_at = self._clock.now(), claimed.alerts[0].due_at
        return due_at if due_at < now <= due_at + grace(self._clock) else now

    def _span(self, seconds: float) -> timedelta:
        return span(self._clock, seconds)

    def _note(self, fault: DatabaseFault | None) -> None:
        if fault is not None and not self._faulty:
            logger.warning("no alerts can be sent: %s", fault)
        elif fault is None and self._faulty:
            logger.info("alerts can be sent again")
        self._faulty = fault is not None


def _in_words(keyboard: str | None) -> dict[str, str]:
    """Return what is the same in many messages as the Bot API takes it.

    The framework would put it into JSON for each of them.
    """
    same = {"link_preview_options": _NO_PREVIEW}
    return same if keyboard is None else {**same, "reply_markup": keyboard}


def _own_task() -> asyncio.Task[Result]:
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - called from one only
    return task

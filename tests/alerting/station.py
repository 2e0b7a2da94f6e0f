"""The sender between a store and a sandbox, with messages written as plainly as can be."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from telegram.ext import ExtBot

from bot.clock import RunningClock
from bot.envelopes import Envelope
from bot.limits import Limits
from bot.metrics import Metrics
from bot.pacing import Pacer
from bot.sandbox.server import Sandbox
from bot.sending import Sender
from bot.transport import request_over
from store.record.terms import AlertKind
from tests.alerting.talks import Post, here

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from store.alerting.outbox import Claimed
    from store.tables.database import Database

TOKEN = "987654321:station-token-that-is-long-enough-to-be-one"
MORNING = here("07-29 07:00")


class PlainWriter:
    """Writes the key of an alert; nothing of one in ``silenced``; fails at one in ``torn``."""

    def __init__(self) -> None:
        self.silenced: set[str] = set()
        self.torn: set[str] = set()
        self.revision = 1_000  # of a store that is never so far

    def write(self, claimed: Claimed, *, now: datetime) -> Envelope | None:  # noqa: ARG002
        keys = [alert.key for alert in claimed.alerts]
        if self.torn.intersection(keys):
            raise ValueError("torn")
        return None if self.silenced.issuperset(keys) else Envelope(("\n".join(keys),))


@dataclass(slots=True)
class Station:
    """A running sender. ``post`` is the store that it sends from."""

    sandbox: Sandbox
    post: Post
    clock: RunningClock
    pacer: Pacer
    bot: ExtBot[str]
    writer: PlainWriter
    senders: list[Sender] = field(default_factory=list)

    def sender(self, **options: float) -> Sender:
        sender = Sender(
            bot=self.bot,
            database=self.post.database,
            clock=self.clock,
            pacer=self.pacer,
            writer=self.writer,
            metrics=Metrics(),
            **options,
        )
        sender.start()
        self.senders.append(sender)
        return sender

    def bulletin(self, key: str, **fields: object) -> None:
        """Raise an alert that is due now, and plan it."""
        given = {"kind": AlertKind.BULLETIN, "due_at": self.clock.now(), **fields}
        self.post.raise_(key, **given)  # type: ignore[arg-type]
        self.plan()

    def plan(self) -> None:
        self.post.plan(self.clock.now())
        for sender in self.senders:
            sender.wake()

    async def until(self, holds: Callable[[], bool], patience: float = 20.0) -> None:
        """Wait until something holds that changes with what the sandbox is asked."""
        await self.sandbox.until(holds, patience)

    def states(self, key: str) -> dict[str, int]:
        counted: dict[str, int] = {}
        for state, _ in self.post.states(key).values():
            counted[state] = counted.get(state, 0) + 1
        return counted


@asynccontextmanager
async def station(
    database: Database, *, rate: int = 10_000, chat_burst: int = 3, speed: float = 1.0
) -> AsyncIterator[Station]:
    """Open a store, a sandbox, and the way between them. Senders are started by tests."""
    clock = RunningClock(MORNING, speed)
    sandbox = Sandbox(TOKEN, clock=clock.now)
    await sandbox.start()
    pacer = Pacer(rate, chat_burst=chat_burst)
    bot: ExtBot[str] = ExtBot(
        TOKEN,
        base_url=f"{sandbox.url}/bot",
        request=request_over(connections=64, patience=5.0),
        get_updates_request=request_over(connections=1, patience=5.0),
        rate_limiter=Limits(pacer),
    )
    await bot.initialize()
    opened = Station(sandbox, Post.of(database), clock, pacer, bot, PlainWriter())
    try:
        yield opened
    finally:
        for sender in opened.senders:
            await sender.stop()
        await bot.shutdown()
        await sandbox.stop()

"""One fan-out from a store to a sandbox: also as a process that can be killed.

    python -m tests.benchmarks._fanout DATABASE-URL SANDBOX-URL RATE LEASE PATIENCE

sends what the store holds, says how many bytes of memory it took before and at most, and ends.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from time import perf_counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.clock import RunningClock
from bot.envelopes import Envelopes
from bot.limits import Limits
from bot.metrics import Metrics
from bot.pacing import Pacer
from bot.sending import Sender
from bot.ticks import EVERY
from bot.transport import request_over
from handlers.chats import Chats
from handlers.services import Services
from store.alerting.planning import Planner, tidy
from store.record.terms import AlertKind
from store.tables.alert import Raised, raise_alert
from store.tables.database import open_database
from store.tables.delivery import OPEN, in_state
from store.tables.live import LiveSnapshot
from store.tables.shapes import table
from tests.alerting.talks import Post, here
from tests.benchmarks._sandbox import TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.tables.database import Database

MORNING = here("07-29 07:00")
TEXT = "The Chair will present a new text at three o'clock; the corridors say article 6 moves. " * 4
NO_LIMIT = 1_000_000
_LOOK = 0.1  # seconds until it is looked again whether all is sent


def gather(database: Database, crowd: Iterable[int]) -> None:
    """Make a store in which a crowd has asked for bulletins."""
    Post.of(database)
    chats, asked = table("chat"), table("subscription")
    with database.writing() as db:
        rows = [
            {
                "chat_id": id_, "thread_id": 0, "kind": "private", "language": "en",
                "zone": "Africa/Nairobi", "state": "active",
            }
            for id_ in crowd
        ]  # fmt: skip
        db.connection().execute(insert(chats), rows)
        ids = db.connection().execute(select(chats.c.id)).scalars()
        since = MORNING - timedelta(days=1)
        wanted = {"what": "kind", "name": "bulletin", "asked": True, "muted": False, "since": since}
        db.connection().execute(insert(asked), [{"chat": id_, **wanted} for id_ in ids])


def announce(database: Database, key: str = "news") -> None:
    """Raise a bulletin that is due at once."""
    with database.writing() as db:
        raise_alert(
            db,
            Raised(
                key=key,
                kind=AlertKind.BULLETIN,
                due_at=MORNING,
                use_by=MORNING + timedelta(days=1),
                text=TEXT,
            ),
        )


def bot_at(url: str, *, pacer: Pacer | None, patience: float = 10.0) -> ExtBot[Any]:
    """Return the framework's bot; without a pacer as the framework makes it."""
    if pacer is None:
        return ExtBot(
            TOKEN,
            base_url=f"{url}/bot",
            request=HTTPXRequest(connection_pool_size=64, pool_timeout=30.0),
        )
    return ExtBot(
        TOKEN,
        base_url=f"{url}/bot",
        request=request_over(connections=64, patience=patience),
        rate_limiter=Limits(pacer),
    )


@dataclass(slots=True)
class Chatter:
    """A person whom the bot answers every ``pause`` seconds; how many seconds each answer took."""

    chat: int
    pause: float
    idle: list[float] = field(default_factory=list)
    meanwhile: list[float] = field(default_factory=list)  # while alerts are sent

    async def chat_with(self, bot: ExtBot[Any], times: int, waits: list[float]) -> None:
        for _ in range(times):
            began = perf_counter()
            await bot.send_message(self.chat, TEXT)
            waits.append(perf_counter() - began)
            await asyncio.sleep(self.pause)


async def send_all(
    database: Database,
    url: str,
    *,
    rate: int,
    lease: float = 60.0,
    patience: float = 10.0,
    noted: list[int] | None = None,
    chatter: Chatter | None = None,
) -> float:
    """Plan and send all that is due; return how many seconds that took."""
    clock = RunningClock(MORNING)
    live = LiveSnapshot(database)
    live.refresh()
    services = Services(clock=clock, live=live, database=database, chats=Chats(database))
    services.shelf.of(live.current)
    pacer = Pacer(rate)
    bot = bot_at(url, pacer=pacer, patience=patience)
    await bot.initialize()
    sender = Sender(
        bot=bot,
        database=database,
        clock=clock,
        pacer=pacer,
        writer=Envelopes(services),
        metrics=Metrics(),
        lease=lease,
    )
    chatting = None
    if chatter is not None:
        await chatter.chat_with(bot, 10, chatter.idle)
        chatting = asyncio.create_task(chatter.chat_with(bot, 10_000, chatter.meanwhile))
    began = perf_counter()
    sender.start()
    planner, ticked_at = Planner(database), -EVERY
    while True:
        if perf_counter() - ticked_at >= EVERY:
            ticked_at = perf_counter()
            await asyncio.to_thread(_tick, database, planner, live, clock, sender)
            sender.wake()
        if not sender.ours and not await asyncio.to_thread(_left, database):
            break
        await asyncio.sleep(_LOOK)
        if noted is not None and not noted:
            noted.append(memory())  # of a bot that runs and has written its first message
    took = perf_counter() - began
    if chatting is not None:
        chatting.cancel()
        await asyncio.wait([chatting])
    await sender.stop()
    await bot.shutdown()
    return took


def _tick(
    database: Database, planner: Planner, live: LiveSnapshot, clock: RunningClock, sender: Sender
) -> None:
    """Do what a tick does."""
    now = clock.now()
    planner.plan(live.current, now=now)
    ours = sender.ours
    with database.writing() as db:
        tidy(db, live.current, now=now, ours=ours)


def _left(database: Database) -> bool:
    """Return whether anything is left to be sent."""
    deliveries = table("delivery")
    with database.reading() as db:
        left = select(deliveries.c.id).where(in_state(deliveries, *OPEN)).limit(1)
        return db.connection().execute(left).first() is not None


def command(database_url: str, url: str, *, rate: int, lease: float, patience: float) -> list[str]:
    """Return the command that sends what a store holds in a process of its own."""
    numbers = (rate, lease, patience)
    return [sys.executable, "-m", __spec__.name, database_url, url, *map(str, numbers)]


def memory() -> int:
    """Return how many bytes this process has in memory."""
    with open("/proc/self/statm") as pages:  # noqa: PTH123 - no file in any folder
        return int(pages.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main(database_url: str, url: str, rate: str, lease: str, patience: str) -> None:
    """Send what a store holds."""
    database = open_database(database_url)
    noted: list[int] = []
    sending = send_all(database, url, rate=int(rate), lease=float(lease), patience=float(patience))
    took = asyncio.run(sending)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    database.close()
    sys.stdout.write(
        json.dumps({"seconds": took, "idle": noted[0] if noted else most, "most": most}) + "\n"
    )


if __name__ == "__main__":
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    main(*sys.argv[1:])

"""Sending an alert to many: how near to the limits, how quick without them, with what memory.

A person who chats meanwhile is answered by the same bot; the wait is until the answer is sent.
The sandbox runs in a process of its own. Telegram's 30 messages a second would take 333 seconds
for 10,000 people; so they are sent at 100 a second, to limits as high, and 900 at Telegram's own.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from collections import deque
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode

from store.tables.database import open_database
from tests.benchmarks._fanout import (
    NO_LIMIT,
    TEXT,
    Chatter,
    announce,
    bot_at,
    command,
    gather,
    send_all,
)
from tests.benchmarks._sandbox import Elsewhere, sandbox_elsewhere
from tests.benchmarks.result import Figure, Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.tables.database import Database

_AT_ONCE = 32
_MEGABYTE = 1_000_000


def run() -> Result:
    """Measure everything; takes some minutes."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    return Result(
        "Sending an alert",
        (
            *_within_limits(10_000, rate=100, per="100 a second"),
            *_within_limits(900, rate=30, per="30 a second"),
            *_chatting(900, rate=30, per="30 a second"),
            *_chatting(4_000, rate=NO_LIMIT, per="as many as can be"),
            *_without_limits(4_000),
            *_memory(100_000),
        ),
    )


def _within_limits(size: int, *, rate: int, per: str) -> Iterator[Figure]:
    with sandbox_elsewhere(size) as sandbox, _store(sandbox.crowd) as database:
        sandbox.order(limits=[rate, 1.0, 3, 20])
        announce(database)
        took = asyncio.run(send_all(database, sandbox.url, rate=rate))
        told = sandbox.order(tell=None)
        share = size / took / rate * 100
        yield Figure(f"{size:,} at {per}: of the rate unused", 100 - share, "%", 3)
        yield Figure(f"{size:,} at {per}: refused (429)", told["refused"], "", 0)
        yield Figure(f"{size:,} at {per}: lost", size - told["chats"], "", 0)
        yield Figure(f"{size:,} at {per}: twice", told["twice"], "", 0)


def _chatting(size: int, *, rate: int, per: str) -> Iterator[Figure]:
    """Measure the longest wait for an answer while alerts are sent, beyond that of an idle bot."""
    with sandbox_elsewhere(size + 1) as sandbox, _store(sandbox.crowd[:-1]) as database:
        limited = rate < NO_LIMIT
        if limited:
            sandbox.order(limits=[rate, 1.0, 3, 20])
        announce(database)
        chatter = Chatter(sandbox.crowd[-1], pause=1.0 if limited else 0.1)
        asyncio.run(send_all(database, sandbox.url, rate=rate, chatter=chatter))
        told = sandbox.order(tell=None)
        idle = median(chatter.idle) * 1000
        waits = sorted(wait * 1000 - idle for wait in chatter.meanwhile)
        yield Figure(f"alerts at {per}: an answer of an idle bot", idle, "ms")
        yield Figure(f"alerts at {per}: half of the answers later by", median(waits), "ms")
        yield Figure(f"alerts at {per}: the latest of {len(waits)} later by", waits[-1], "ms", 300)
        yield Figure(f"alerts at {per}: refused (429)", told["refused"], "", 0)


def _without_limits(size: int) -> Iterator[Figure]:
    with sandbox_elsewhere(size) as sandbox, _store(sandbox.crowd) as database:
        rates: list[float] = []
        bare: list[float] = []
        for number in range(3):  # in turns, as the machine's load may change meanwhile
            bare.append(size / 2 / asyncio.run(_bare(sandbox, size // 2)))
            announce(database, f"news {number}")
            rates.append(size / asyncio.run(send_all(database, sandbox.url, rate=NO_LIMIT)))
        yield Figure("without limits, a bare loop of the framework", sorted(bare)[1], "a second")
        yield Figure("without limits, the outbox", sorted(rates)[1], "a second")
        yield Figure(
            "time for one message in the outbox, of that in the loop",
            sorted(bare)[1] / sorted(rates)[1], "", 1 / 2.5,
        )  # fmt: skip


async def _bare(sandbox: Elsewhere, size: int) -> float:
    """Send as the framework does by itself, so many at once; return the seconds."""
    bot = bot_at(sandbox.url, pacer=None)
    await bot.initialize()
    left = deque(sandbox.crowd[:size])
    preview = LinkPreviewOptions(is_disabled=True)

    async def work() -> None:
        while left:
            await bot.send_message(
                left.popleft(), TEXT, parse_mode=ParseMode.HTML, link_preview_options=preview
            )

    began = perf_counter()
    await asyncio.gather(*(work() for _ in range(_AT_ONCE)))
    took = perf_counter() - began
    await bot.shutdown()
    return took


def _memory(size: int) -> Iterator[Figure]:
    with (
        sandbox_elsewhere(size) as sandbox,
        _folder() as folder,
    ):
        url = f"sqlite:///{folder / 'store.db'}"
        database = open_database(url)
        database.migrate()
        gather(database, sandbox.crowd)
        announce(database)
        database.close()
        done = subprocess.run(  # noqa: S603 - ourselves
            command(url, sandbox.url, rate=NO_LIMIT, lease=60, patience=10),
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
        found = json.loads(done.stdout)
        told = sandbox.order(tell=None)
    grown = (found["most"] - found["idle"]) / _MEGABYTE
    yield Figure(f"{size:,} chats: memory beyond idle at most", grown, "MB", 100)
    yield Figure(f"{size:,} chats: rate", size / found["seconds"], "a second")
    yield Figure(f"{size:,} chats: lost", size - told["chats"], "", 0)
    yield Figure(f"{size:,} chats: twice", told["twice"], "", 0)


@contextmanager
def _store(crowd: range) -> Iterator[Database]:
    with _folder() as folder:
        database = open_database(f"sqlite:///{folder / 'store.db'}")
        database.migrate()
        gather(database, crowd)
        yield database
        database.close()


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="rapporteur-sending-") as folder:
        yield Path(folder)

"""The bot as a process of its own: its start, its memory, its end, and what it writes meanwhile."""

from __future__ import annotations

import asyncio
import signal
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.server import Sandbox
from store.packs.location import BUILT_IN
from tests.bot.command import COMMAND, LANTERNFISH, TOKEN, environment
from tests.journeys.driver import MORNING, PATIENCE

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator

    from bot.sandbox.people import Person

pytestmark = pytest.mark.asyncio

LONGEST_END = 10.0  # seconds, what a service manager may wait at the least
MOST_MEMORY = 150 * 2**20  # bytes
SECRET = "I met the delegate of Vell at the harbour"


@dataclass(slots=True)
class Running:
    """A bot in a process of its own, and the sandbox that it talks to."""

    process: Process
    sandbox: Sandbox

    async def answers(self, amina: Person, text: str) -> str:
        """Return the answer to a question."""
        await amina.says(text)
        return (await amina.next_message(PATIENCE)).text

    async def ends(self, how: signal.Signals) -> tuple[int, float, str]:
        """End it; return its exit code, after how many seconds, and all that it wrote."""
        begun = time.monotonic()
        self.process.send_signal(how)
        _, written = await self.process.communicate()
        code = self.process.returncode
        assert code is not None
        return code, time.monotonic() - begun, written.decode()

    @property
    def memory(self) -> int:
        """Return its resident memory, in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024


@asynccontextmanager
async def running(folder: Path, **settings: object) -> AsyncIterator[Running]:
    """Start ``rapporteur run`` against a sandbox of its own."""
    sandbox = Sandbox(TOKEN, clock=lambda: MORNING)
    address = await sandbox.start()
    given = {"pack": LANTERNFISH, "token": TOKEN, "api_url": address} | settings
    process = await asyncio.create_subprocess_exec(
        *COMMAND,
        "run",
        cwd=folder,
        env=environment(**given),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Running(process, sandbox)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
        await sandbox.stop()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_cleanly_when_it_is_told_to(tmp_path: Path, how: signal.Signals) -> None:
    async with running(tmp_path) as bot:
        await bot.answers(bot.sandbox.person("Amina"), "/status 3")
        code, seconds, written = await bot.ends(how)

    assert code == 0
    assert seconds < LONGEST_END
    assert "Traceback" not in written


async def test_it_ends_cleanly_while_the_server_cannot_be_reached(tmp_path: Path) -> None:
    async with running(tmp_path, api_url="http://127.0.0.1:9") as bot:
        assert bot.process.stderr is not None
        while b"cannot be reached" not in await bot.process.stderr.readline():
            pass
        code, seconds, written = await bot.ends(signal.SIGTERM)

    assert code == 0
    assert seconds < LONGEST_END
    assert "Traceback" not in written


async def test_it_stays_small_with_the_built_in_pack(tmp_path: Path) -> None:
    async with running(tmp_path, pack=BUILT_IN) as bot:
        amina = bot.sandbox.person("Amina", language="fr")
        for text in ("/start", "/status 3", "/history 6", "/matrix", "What does Iran want?"):
            await bot.answers(amina, text)
        memory = bot.memory

    assert memory < MOST_MEMORY


@pytest.mark.parametrize("level", ["info", "debug"])
async def test_no_token_and_no_personal_text_is_in_what_it_writes(
    tmp_path: Path, level: str
) -> None:
    async with running(tmp_path, log_level=level) as bot:
        amina = bot.sandbox.person("Amina")
        await bot.answers(amina, SECRET)
        await bot.answers(amina, f"/search {SECRET}")
        await bot.answers(amina, "/export json")
        _, _, written = await bot.ends(signal.SIGTERM)

    assert "serving @" in written
    assert TOKEN not in written
    assert TOKEN.partition(":")[2] not in written
    assert "harbour" not in written
    assert "Amina" not in written
    assert str(amina.id) not in written

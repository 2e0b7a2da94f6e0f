"""A sandbox in a process of its own, so that it takes no time of the bot's.

It reads one JSON order a line and answers each with one line::

    {"limits": [overall, per_chat, burst, per_group]}     {}
    {"faults": {"dropped": 0.05, ...}}                    {}
    {"tell": null}      {"messages", "chats", "twice", "refused", "struck"}
    {"forget": null}    {}
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.sandbox.floods import FloodLimits
from bot.sandbox.server import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "987654321:benchmark-token-that-is-long-enough-to-be-one"


@dataclass(slots=True)
class Elsewhere:
    """A sandbox that runs in another process."""

    url: str
    crowd: range
    process: subprocess.Popen[str]

    def order(self, **order: object) -> dict[str, Any]:
        """Have it do something; return its answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


@contextmanager
def sandbox_elsewhere(size: int) -> Iterator[Elsewhere]:
    """Run a sandbox with so many people in it, in a process of its own."""
    process = subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-m", __spec__.name, str(size)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        begun = json.loads(process.stdout.readline())
        yield Elsewhere(begun["url"], range(begun["first"], begun["first"] + size), process)
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


async def _serve(size: int) -> None:
    sandbox = Sandbox(TOKEN, clock=lambda: datetime.now(UTC), record="counts")
    url = await sandbox.start()
    crowd = sandbox.gather_crowd(size)
    _say({"url": url, "first": crowd[0]})
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        _say(_obey(sandbox, json.loads(line)))


def _obey(sandbox: Sandbox, order: dict[str, Any]) -> dict[str, object]:
    if "limits" in order:
        overall, per_chat, burst, per_group = order["limits"]
        sandbox.floods.limits = FloodLimits(overall, per_chat, burst, per_group)
    if "faults" in order:
        sandbox.faults.set(**order["faults"])
    if "forget" in order:
        sandbox.counts.clear()
        sandbox.floods.refused = 0
        sandbox.faults.struck.clear()
    if "tell" not in order:
        return {}
    counts = sandbox.counts
    return {
        "messages": counts.total(),
        "chats": len({chat for chat, _ in counts}),
        "twice": sum(count - 1 for count in counts.values()),
        "refused": sandbox.floods.refused,
        "struck": dict(sandbox.faults.struck),
    }


def _say(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))

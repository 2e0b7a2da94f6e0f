"""What a bot takes before anybody has asked anything: its memory, a cold answer, an empty store.

Memory and answer are told beside the bare libraries, imported by a process of their own in the
same run. The sandbox runs in another process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from store.tables.database import open_database
from tests.benchmarks._sandbox import TOKEN, sandbox_elsewhere
from tests.benchmarks.result import Figure, Result

_LIBRARIES = "import telegram.ext, sqlmodel"
_RESIDENT = (
    "; print(next(line.split()[1] for line in open('/proc/self/status') if 'VmRSS' in line))"
)
_SERVING = "serving @"
_TIMES = 3


def run() -> Result:
    """Measure; the memory needs Linux."""
    with TemporaryDirectory(prefix="rapporteur-footprint-") as folder:
        store = {**os.environ, "RAPPORTEUR_DATABASE_URL": f"sqlite:///{Path(folder) / 'store.db'}"}
        fresh, loaded = _started(store), _started(store)
        ask = [sys.executable, "-m", "bot.cli", "ask", "status of article 6"]
        answer = min(_seconds(ask, store) for _ in range(_TIMES))
        empty = min(_migrated(f"sqlite:///{folder}/{number}.db") for number in range(_TIMES))
    libraries = [sys.executable, "-c", _LIBRARIES]
    bare = min(_seconds(libraries, dict(os.environ)) for _ in range(_TIMES))
    least = _bare_memory()
    return Result(
        "Memory and cold start",
        (
            Figure("memory, the built-in pack just loaded", fresh, "MB", 150),
            Figure("memory, started on a loaded store", loaded, "MB", 150),
            Figure("baseline: memory of the bare libraries", least, "MB"),
            Figure("memory on a loaded store, times the baseline's", loaded / least, "x"),
            Figure("a cold answer from a loaded store", answer, "s", 1.5),
            Figure("baseline: importing the bare libraries", bare, "s"),
            Figure("a cold answer, times the baseline's", answer / bare, "x"),
            Figure("the tables made in an empty file", empty, "s", 0.5),
        ),
    )


def _started(store: dict[str, str]) -> float:
    """Return the memory (MB) of a bot that has just begun to serve."""
    with sandbox_elsewhere(1) as sandbox:
        settings = {**store, "RAPPORTEUR_TOKEN": TOKEN, "RAPPORTEUR_API_URL": sandbox.url}
        with subprocess.Popen(
            [sys.executable, "-m", "bot.cli", "run"],
            env=settings,
            stderr=subprocess.PIPE,
            text=True,
        ) as bot:
            assert bot.stderr is not None
            try:
                assert any(_SERVING in line for line in bot.stderr), "the bot did not start"
                status = Path(f"/proc/{bot.pid}/status").read_text()
            finally:
                bot.terminate()
    return _megabytes(next(li for li in status.splitlines() if li.startswith("VmRSS")).split()[1])


def _migrated(url: str) -> float:
    with closing(open_database(url)) as database:
        begun = perf_counter()
        database.migrate()
        return perf_counter() - begun


def _bare_memory() -> float:
    command = [sys.executable, "-c", _LIBRARIES + _RESIDENT]
    return _megabytes(subprocess.run(command, check=True, text=True, capture_output=True).stdout)  # noqa: S603 - ourselves


def _seconds(command: list[str], settings: dict[str, str]) -> float:
    begun = perf_counter()
    subprocess.run(command, check=True, env=settings, stdout=subprocess.DEVNULL)  # noqa: S603 - ourselves
    return perf_counter() - begun


def _megabytes(kilobytes: str) -> float:
    return int(kilobytes) / 1000

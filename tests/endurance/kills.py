"""Kills the sender in the middle of a fan-out, again and again: nothing is lost.

    python -m tests.endurance.kills [RUNS] [--trouble]

In each run an alert goes to 2,000 chats. The process that sends is killed by SIGKILL at one to
three random instants and started again; the last one may finish. Every chat must have got the
alert, and at most those that were on their way when a process was killed may have it twice: 32 a
kill. With ``--trouble`` the server also answers 429 and 500, cuts connections before and after it
took a message, and answers too late; what it took and did not say may come twice as well.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from bot.sending import IN_FLIGHT
from store.tables.database import open_database
from tests.benchmarks._fanout import NO_LIMIT, announce, command, gather
from tests.benchmarks._sandbox import Elsewhere, sandbox_elsewhere

CHATS = 2_000
LEASE = 3.0  # seconds
PATIENCE = 1.0  # seconds that an answer is waited for
TROUBLE: dict[str, object] = {
    "too_many": 0.01,
    "error_500": 0.02,
    "dropped": 0.02,
    "accepted_then_dropped": 0.01,
    "delayed": 0.01,
    "delay": 3.0,  # seconds: two of three come later than anybody waits
    "methods": ["sendmessage"],
}
_LONGEST = 120.0  # seconds that the last process may take


@dataclass(frozen=True, slots=True)
class Run:
    """What one run came to. ``excused`` messages may have come twice."""

    kills: int
    lost: int
    twice: int
    excused: int

    @property
    def good(self) -> bool:
        """Whether the promise was kept."""
        return self.lost == 0 and self.twice <= self.excused


def one_run(
    url: str, sandbox: Elsewhere, random: Random, *, trouble: bool, chats: int = CHATS
) -> Run:
    """Send one alert to all, with the process killed on the way."""
    with closing(open_database(url)) as database:
        database.migrate()
        gather(database, sandbox.crowd[:chats])
        announce(database)
    sandbox.order(forget=None)
    if trouble:
        sandbox.order(faults={**TROUBLE, "seed": random.randrange(10**6)})
    kills = 0
    for _ in range(random.randint(1, 3)):
        kills += _killed(url, sandbox, random, chats)
    done = subprocess.run(  # noqa: S603 - ourselves
        _command(url, sandbox), stdout=subprocess.DEVNULL, timeout=_LONGEST, check=True
    )
    assert done.returncode == 0
    told = sandbox.order(tell=None)
    struck = told["struck"]
    unsure = struck.get("accepted_then_dropped", 0) + struck.get("delayed", 0)
    return Run(kills, chats - told["chats"], told["twice"], kills * IN_FLIGHT + unsure)


def _killed(url: str, sandbox: Elsewhere, random: Random, chats: int) -> bool:
    """Start a process and kill it at a random instant; return whether it was still at work."""
    at = random.randrange(1, chats)  # messages
    process = subprocess.Popen(_command(url, sandbox), stdout=subprocess.DEVNULL)  # noqa: S603
    started = monotonic()
    while process.poll() is None and monotonic() < started + _LONGEST:
        if sandbox.order(tell=None)["messages"] >= at:
            sleep(random.random() * 0.02)
            process.send_signal(signal.SIGKILL)
            process.wait()
            return True
        sleep(0.02)
    process.wait()
    return False


def _command(url: str, sandbox: Elsewhere) -> list[str]:
    return command(url, sandbox.url, rate=NO_LIMIT, lease=LEASE, patience=PATIENCE)


def main() -> int:
    """Make the runs; return 1 if the promise was broken in one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("runs", nargs="?", type=int, default=50)
    parser.add_argument("--trouble", action="store_true")
    parser.add_argument("--seed", type=int, default=20240729)
    given = parser.parse_args()
    os.environ["PTB_TIMEDELTA"] = "1"
    random = Random(given.seed)  # noqa: S311 - repeatable instants, no secret
    runs: list[Run] = []
    with sandbox_elsewhere(CHATS) as sandbox:
        for number in range(1, given.runs + 1):
            with TemporaryDirectory(prefix="rapporteur-kills-") as folder:
                url = f"sqlite:///{Path(folder) / 'store.db'}"
                runs.append(one_run(url, sandbox, random, trouble=given.trouble))
            sys.stdout.write(f"{number:3} {runs[-1]}\n")
            sys.stdout.flush()
    kills = sum(run.kills for run in runs)
    sys.stdout.write(
        f"{len(runs)} runs, {kills} kills, {sum(run.lost for run in runs)} lost, "
        f"{sum(run.twice for run in runs)} twice (most in one run: "
        f"{max(run.twice for run in runs)}), broken: {sum(not run.good for run in runs)}\n"
    )
    return 0 if all(run.good for run in runs) else 1


if __name__ == "__main__":
    sys.exit(main())

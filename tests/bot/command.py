"""The command as people run it: a process of its own, with nothing in its environment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import traceback
import warnings
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, NoReturn

from bot.cli import main

ROOT = Path(__file__).parent.parent.parent
LANTERNFISH = ROOT / "tests" / "packs" / "lanternfish"
COMMAND = (sys.executable, "-m", "bot.cli")
PATIENCE = 60.0
TOKEN = "7654321:not-a-real-token-but-long-enough-to-be-one"


@dataclass(frozen=True, slots=True)
class Finished:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The only line on stderr."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        return lines[0]


def environment(**settings: object) -> dict[str, str]:
    """An environment with these settings (``token=…`` for ``RAPPORTEUR_TOKEN``) and no others."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    # The code beside these tests, even where another copy is installed.
    kept["PYTHONPATH"] = str(ROOT)
    return kept | {f"RAPPORTEUR_{name.upper()}": str(value) for name, value in settings.items()}


def rapporteur(folder: Path, *words: str, given: str = "", **settings: object) -> Finished:
    """Run a command in a folder to its end. ``given`` is its standard input.

    Its process is forked from this one, which has imported most of what it needs.
    """
    settings.setdefault("pack", LANTERNFISH)
    with TemporaryFile() as read, TemporaryFile() as out, TemporaryFile() as err:
        read.write(given.encode())
        read.seek(0)
        with warnings.catch_warnings():
            # Other threads of the tests serve websites; the command needs none of them.
            warnings.simplefilter("ignore", DeprecationWarning)
            process = os.fork()
        if process == 0:
            _become(folder, words, environment(**settings), (read, out, err))
        overdue = Timer(PATIENCE, os.kill, (process, signal.SIGKILL))
        overdue.start()
        _, status = os.waitpid(process, 0)
        overdue.cancel()
        for written in (out, err):
            written.seek(0)
        code = os.waitstatus_to_exitcode(status)
        return Finished(code, out.read().decode(), err.read().decode())


def afresh(folder: Path, *words: str, **settings: object) -> Finished:
    """Run a command as :func:`rapporteur` does, but from its very start."""
    settings.setdefault("pack", LANTERNFISH)
    done = subprocess.run(  # noqa: S603 - our own command
        [*COMMAND, *words],
        check=False,
        cwd=folder,
        env=environment(**settings),
        capture_output=True,
        timeout=PATIENCE,
    )
    return Finished(done.returncode, done.stdout.decode(), done.stderr.decode())


def _become(
    folder: Path, words: tuple[str, ...], given: dict[str, str], streams: tuple[IO[bytes], ...]
) -> NoReturn:
    """Turn this process, which was just forked, into the command."""
    code = 70
    try:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(given)
        for number, stream in enumerate(streams):
            os.dup2(stream.fileno(), number)
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
        warnings.resetwarnings()
        for ignored in (DeprecationWarning, PendingDeprecationWarning, ResourceWarning):
            warnings.simplefilter("ignore", ignored)
        code = main(words)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - nothing may get back to the tests
        traceback.print_exc()
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)

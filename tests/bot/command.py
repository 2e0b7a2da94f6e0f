"""The command as people run it: a process of its own, with nothing in its environment."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

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
    """Run a command in a folder to its end. ``given`` is its standard input."""
    settings.setdefault("pack", LANTERNFISH)
    done = subprocess.run(  # noqa: S603 - our own command
        [*COMMAND, *words],
        check=False,
        cwd=folder,
        env=environment(**settings),
        input=given.encode(),
        capture_output=True,
        timeout=PATIENCE,
    )
    return Finished(done.returncode, done.stdout.decode(), done.stderr.decode())

"""What stops a command, told in one line, and the exit code that goes with it."""

from __future__ import annotations

GOOD = 0
FAILED = 1  # the thing asked for failed
MISUSED = 2  # wrong use: arguments or settings


class Failed(Exception):  # noqa: N818 - what happened to the command
    """The command failed for a reason that its user can do something about.

    ``lines`` say why, one a line, without anything secret.
    """

    def __init__(self, *lines: str) -> None:
        self.lines = lines
        super().__init__("; ".join(lines))


class Misused(Failed):
    """The command was given something that it cannot take."""

"""A clock that a test sets by hand."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta


class HandClock:
    """Stands still until it is set; whoever waits for an instant is woken when it has come.

    ``at`` is what it shows; ``speed`` 0 says that none of its seconds pass by themselves.
    """

    speed = 0.0

    def __init__(self, at: datetime) -> None:
        """Begin at an aware instant."""
        self.at = at
        self._broken: Exception | None = None
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        """Return the instant it was set to."""
        if self._broken is not None:
            raise self._broken
        return self.at

    def set(self, at: datetime) -> None:
        """Show another instant from now on, a later or an earlier one."""
        self.at = at
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    def advance(self, by: timedelta) -> None:
        """Show an instant that is later by so much."""
        self.set(self.at + by)

    def real_seconds_until(self, instant: datetime) -> float:
        """Return 0 when the instant has come; else it never does by itself."""
        return 0.0 if self.at >= instant else float("inf")

    async def sleep_until(self, instant: datetime) -> None:
        """Wait until it is set to the instant or a later one."""
        while self.at < instant:
            await self._moved.wait()

    @contextmanager
    def broken(self, error: Exception) -> Iterator[None]:
        """Have everybody who asks for the time meet an error: a fault that no code expects."""
        self._broken = error
        try:
            yield
        finally:
            self._broken = None

"""The clocks of the process: the real one, and one that runs from any instant at any speed.

Both keep the store's ``Clock`` protocol, and tell waiting tasks how long to wait in real time.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings
    from store.record.moments import Clock

_LONGEST_NAP = 30.0
"""Seconds. The loop's timers stand still in a suspended machine, so the clock is looked at again
this often."""


class RealClock:
    """The machine's clock."""

    speed = 1.0

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)

    def real_seconds_until(self, instant: datetime) -> float:
        """Return how many real seconds are left until the instant; 0 when it has come."""
        return max(0.0, (instant - self.now()).total_seconds())

    async def sleep_until(self, instant: datetime) -> None:
        """Wait for the instant. Returns at once when it has come."""
        while left := self.real_seconds_until(instant):  # noqa: ASYNC110 - the wait is known
            await asyncio.sleep(min(left, _LONGEST_NAP))


class RunningClock:
    """A clock that started at an instant of its own and runs ``speed`` times as fast as real time.

    For rehearsal and replay. It never runs backwards, whatever happens to the machine's clock, and
    stands still while the machine is suspended. Its speed may be changed while it runs, on the
    loop that waits for it.
    """

    def __init__(self, start: datetime, speed: float = 1.0) -> None:
        """Start at an aware instant. Raise ValueError for a naive one or a speed not above 0."""
        if start.tzinfo is None:
            raise ValueError("a clock starts at an aware instant")
        self._from = start.astimezone(UTC)
        self._since = time.monotonic()
        self._speed = _above_zero(speed)
        self._speed_changed = asyncio.Event()

    @property
    def speed(self) -> float:
        """How many of its seconds pass in a real one."""
        return self._speed

    def set_speed(self, speed: float) -> None:
        """Run at another speed from now on. Raise ValueError when it is not above 0."""
        speed = _above_zero(speed)
        self._from, self._since = self.now(), time.monotonic()
        self._speed = speed
        changed, self._speed_changed = self._speed_changed, asyncio.Event()
        changed.set()

    def now(self) -> datetime:
        """Return the instant that this clock shows, aware, in UTC."""
        return self._from + timedelta(seconds=(time.monotonic() - self._since) * self._speed)

    def real_seconds_until(self, instant: datetime) -> float:
        """Return how many real seconds are left until it shows the instant, at today's speed."""
        return max(0.0, (instant - self.now()).total_seconds() / self._speed)

    async def sleep_until(self, instant: datetime) -> None:
        """Wait until it shows the instant, however its speed changes meanwhile."""
        while left := self.real_seconds_until(instant):
            try:
                async with asyncio.timeout(min(left, _LONGEST_NAP)):
                    await self._speed_changed.wait()
            except TimeoutError:
                pass


ProcessClock = RealClock | RunningClock

_MOMENT = 2.0  # real seconds


def span(clock: Clock, seconds: float) -> timedelta:
    """Return real seconds as a span of a clock, which may run quickly, or stand still."""
    return timedelta(seconds=seconds * getattr(clock, "speed", 1.0))


def grace(clock: Clock) -> timedelta:
    """Return what passes on a quick clock in a moment of real time; nothing on any other.

    In a rehearsal at great speed minutes pass while a message is sent; nothing is late for that.
    """
    return span(clock, _MOMENT) if getattr(clock, "speed", 1.0) > 1.0 else timedelta(0)


def clock_of(settings: Settings) -> ProcessClock:
    """Return the clock that the settings ask for: started now, or the real one."""
    if settings.clock is None and settings.clock_speed == 1:
        return RealClock()
    return RunningClock(settings.clock or RealClock().now(), settings.clock_speed)


def _above_zero(speed: float) -> float:
    if not speed > 0:
        raise ValueError("a clock runs forwards")
    return speed

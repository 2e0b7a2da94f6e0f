from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import RealClock, RunningClock

START = datetime(2031, 4, 1, 9, 0, tzinfo=UTC)
BARELY = timedelta(seconds=30)


def test_a_running_clock_starts_at_its_instant_in_utc() -> None:
    auckland = timezone(timedelta(hours=13))

    shown = RunningClock(START.astimezone(auckland)).now()

    assert shown.tzinfo is UTC
    assert START <= shown < START + BARELY


def test_it_says_how_long_an_instant_takes_at_its_speed() -> None:
    clock = RunningClock(START, speed=3600)

    left = clock.real_seconds_until(START + timedelta(hours=10))

    assert left == pytest.approx(10, abs=0.5)


def test_an_instant_that_has_come_is_no_wait() -> None:
    assert RunningClock(START).real_seconds_until(START - timedelta(days=1)) == 0


def test_a_change_of_speed_does_not_move_it() -> None:
    clock = RunningClock(START, speed=0.001)

    clock.set_speed(0.002)

    assert START <= clock.now() < START + BARELY
    assert clock.speed == 0.002


@pytest.mark.asyncio
async def test_who_waits_is_woken_earlier_when_it_is_made_faster() -> None:
    clock = RunningClock(START, speed=1)
    waiting = asyncio.create_task(clock.sleep_until(START + timedelta(hours=5)))
    await asyncio.sleep(0)

    clock.set_speed(100_000)

    async with asyncio.timeout(5):
        await waiting
    assert clock.now() >= START + timedelta(hours=5)


@pytest.mark.asyncio
async def test_the_real_clock_wakes_when_the_instant_has_come() -> None:
    clock = RealClock()
    instant = clock.now() + timedelta(milliseconds=20)

    await clock.sleep_until(instant)

    assert clock.now() >= instant


@pytest.mark.parametrize("speed", [0, -1, float("nan")])
def test_no_clock_stands_still_or_runs_backwards(speed: float) -> None:
    with pytest.raises(ValueError, match="forwards"):
        RunningClock(START, speed)


def test_a_naive_start_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        RunningClock(datetime(2031, 4, 1))  # noqa: DTZ001 - that is the point

"""Fixtures of the tests of alerts."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the framework give waits as durations, as the bot does; it warns otherwise."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")

"""Quiet hours as people write them."""

from __future__ import annotations

import re
from datetime import time

from store.alerting.chats import Quiet
from store.tables.chat import QuietMode

OFF = frozenset({"off", "none", "no", "non", "aucune", "ninguna"})
_TIME = r"(\d{1,2})(?:[:.hH](\d{2})?)?"
_HOURS = re.compile(rf"{_TIME}\s*(?:-|–|—|to|à|a)\s*{_TIME}(?:\s+(\w+))?")
_MODES = {
    "silent": QuietMode.SILENT,
    "silencieux": QuietMode.SILENT,
    "silencioso": QuietMode.SILENT,
    "held": QuietMode.HELD,
    "hold": QuietMode.HELD,
    "retenir": QuietMode.HELD,
    "retener": QuietMode.HELD,
}


def quiet_hours(words: str, mode: QuietMode) -> Quiet | None:
    """Read ``22:00-07:00 [silent|held]``; None when it is not. ``mode`` is what is not said."""
    found = _HOURS.fullmatch(words.strip())
    if found is None:
        return None
    chosen = mode if found[5] is None else _MODES.get(found[5].casefold())
    try:
        begins = time(int(found[1]), int(found[2] or 0))
        ends = time(int(found[3]), int(found[4] or 0))
        return None if chosen is None else Quiet(begins, ends, chosen)
    except ValueError:  # no time of day, or hours that last a day
        return None

"""Who administers which chat: kept for a moment, so that not each button asks Telegram."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_KEPT = timedelta(minutes=1)
_MOST = 2_000


class Admins:
    """Who administers which chat, as Telegram said within the last minute. In memory only."""

    def __init__(self) -> None:
        self._said: dict[tuple[int, int], tuple[bool, datetime]] = {}

    def known(self, chat: int, user: int, *, now: datetime) -> bool | None:
        """Return what Telegram said lately, None when it is to be asked."""
        said = self._said.get((chat, user))
        if said is None or not timedelta(0) <= now - said[1] <= _KEPT:
            return None
        return said[0]

    def learn(self, chat: int, user: int, is_admin: bool, *, now: datetime) -> None:
        """Keep what Telegram said."""
        if len(self._said) >= _MOST:
            self._said.clear()
        self._said[chat, user] = (is_admin, now)

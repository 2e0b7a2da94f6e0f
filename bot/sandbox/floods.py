"""Telegram's flood limits: over all chats, in one chat, in one group. Off unless turned on."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

GROUP_WINDOW = 60.0


@dataclass(slots=True)
class FloodLimits:
    """How many messages Telegram takes. Zero turns a limit off.

    `overall`: in any second over all chats. `per_chat`: messages a second in one chat,
    of which `burst` may come at once. `per_group`: in any 60 seconds in one group. `grace`: seconds
    by which the first and the last are shorter, because what was sent evenly arrives unevenly.
    """

    overall: int = 0
    per_chat: float = 0.0
    burst: int = 3
    per_group: int = 0
    grace: float = 0.0

    @classmethod
    def of_telegram(cls) -> "FloodLimits":
        """The limits that Telegram publishes; it does not say how it counts."""
        return cls(overall=30, per_chat=1.0, burst=3, per_group=20, grace=0.1)


class Floods:
    """Counts messages against the limits. `seconds` gives monotonic seconds."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self.limits = FloodLimits()
        self.refused = 0
        self._seconds = seconds
        self._overall: deque[float] = deque()
        self._chats: dict[int, float] = {}
        self._groups: dict[int, deque[float]] = {}

    def wait(self, chat_id: int) -> int:
        """Whole seconds the sender must wait; 0 counts the message as taken."""
        limits = self.limits
        if not (limits.overall or limits.per_chat or limits.per_group):
            return 0
        now = self._seconds()
        wait = max(
            self._window(self._overall, limits.overall, 1.0 - limits.grace, now),
            self._chat_wait(chat_id, now),
            self._group_wait(chat_id, now),
        )
        if wait > 0:
            self.refused += 1
            return max(math.ceil(wait), 1)
        self._take(chat_id, now)
        return 0

    def _chat_wait(self, chat_id: int, now: float) -> float:
        if not self.limits.per_chat:
            return 0.0
        interval = 1.0 / self.limits.per_chat
        spare = self._chats.get(chat_id, 0.0) - now
        return spare - (self.limits.burst - 1) * interval

    def _group_wait(self, chat_id: int, now: float) -> float:
        if not self.limits.per_group or chat_id > 0:
            return 0.0
        times = self._groups.setdefault(chat_id, deque())
        length = GROUP_WINDOW - self.limits.grace
        return self._window(times, self.limits.per_group, length, now)

    @staticmethod
    def _window(times: deque[float], limit: int, length: float, now: float) -> float:
        while times and now - times[0] >= length:
            times.popleft()
        return length - (now - times[0]) if limit and len(times) >= limit else 0.0

    def _take(self, chat_id: int, now: float) -> None:
        limits = self.limits
        if limits.overall:
            self._overall.append(now)
        if limits.per_chat:
            start = max(self._chats.get(chat_id, 0.0), now)
            self._chats[chat_id] = start + 1.0 / limits.per_chat
        if limits.per_group and chat_id < 0:
            self._groups.setdefault(chat_id, deque()).append(now)

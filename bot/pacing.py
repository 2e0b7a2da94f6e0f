"""Keeps to Telegram's limits without provoking a 429, and lets people who chat go first.

The overall limit is kept by a rule that holds whatever the network does: message *i* is not begun
before a whole window after the server has answered message *i - limit*. The server saw that one no
later than it answered it, and sees this one no earlier than it is begun, so no window at the server
holds more than the limit; the price is one round trip a window. Within the window alerts are spread
evenly, so that a person's reply finds a free place within a few hundredths of a second.

Limits: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_CHATS_KEPT = 4096  # windows of settled chats are dropped beyond this many
_CATCH_UP = 0.2  # seconds of alerts that may be made up for after the loop was busy elsewhere
_STRICT = 600.0  # seconds for which a chat that the server closed is held to every limit
_RETRY_SOON = 0.02  # seconds until a window is looked at again whose oldest request is under way


@dataclass(slots=True, eq=False)
class _Request:
    """A request's place in a window. ``answered_at`` is loop time; None while under way."""

    answered_at: float | None = None


@dataclass(slots=True)
class _Window:
    """At most ``limit`` requests within ``seconds``."""

    limit: int
    seconds: float
    requests: deque[_Request] = field(default_factory=deque)

    def opens_at(self, now: float) -> float:
        """Return the loop time at which the next may begin; ``now`` or less if at once."""
        if len(self.requests) < self.limit:
            return now
        answered_at = self.requests[0].answered_at
        return now + _RETRY_SOON if answered_at is None else answered_at + self.seconds

    def enter(self, request: _Request) -> None:
        if len(self.requests) >= self.limit:
            self.requests.popleft()
        self.requests.append(request)

    def settled_by(self, now: float) -> bool:
        newest = self.requests[-1].answered_at if self.requests else 0.0
        return newest is not None and newest + self.seconds <= now


_Turn = tuple["asyncio.Future[None]", _Request]


class Pacer:
    """Hands out places for requests to chats: first to people, then to alerts, each in turn.

    ``rate`` is messages a second over all chats; a chat gets ``chat_burst`` alerts within as many
    seconds, a group ``group_limit`` a minute besides. Replies to people who write and press quickly
    may be more for a while, which Telegram allows without saying how many: they count, and are held
    to the limits of their chat only where the server has just asked for it.
    """

    def __init__(self, rate: int, *, chat_burst: int = 3, group_limit: int = 20) -> None:
        self._overall = _Window(rate, 1.0)
        self._spacing = 1.0 / rate
        self._alert_due_at = 0.0
        self._chat_burst = chat_burst
        self._group_limit = group_limit
        self._chats: dict[int | str, tuple[_Window, ...]] = {}
        self._closed_until: dict[int | str, float] = {}
        self._strict_until: dict[int | str, float] = {}
        self._people: deque[_Turn] = deque()
        self._alerts: deque[_Turn] = deque()
        self._timer: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def place(self, chat: int | str, *, alert: bool) -> AsyncIterator[None]:
        """Wait for a place for one request to the chat and hold it until it is answered."""
        loop = asyncio.get_running_loop()
        while (wait := self._opens_in(chat, alert=alert)) > 0:  # noqa: ASYNC110 - the wait is known
            await asyncio.sleep(wait)
        request = _Request()
        for window in self._windows_of(chat):
            window.enter(request)
        try:
            await self._overall_place(request, alert=alert)
            yield
        finally:
            request.answered_at = loop.time()
            self._hand_out()

    def chat_opens_in(self, chat: int | str) -> float:
        """Return in how many seconds an alert to the chat may begin; 0 if at once."""
        return self._opens_in(chat, alert=True)

    def _opens_in(self, chat: int | str, *, alert: bool) -> float:
        now = asyncio.get_running_loop().time()
        opens_at = self._closed_until.get(chat, now)
        if alert or self._strict_until.get(chat, now) > now:
            for window in self._chats.get(chat, ()):
                opens_at = max(opens_at, window.opens_at(now))
        return max(0.0, opens_at - now)

    def close_chat(self, chat: int | str, seconds: float) -> None:
        """Begin nothing to this chat for so many seconds, as the server asked."""
        until = asyncio.get_running_loop().time() + seconds
        self._strict_until[chat] = until + _STRICT
        self._closed_until[chat] = max(until, self._closed_until.get(chat, 0.0))

    def _windows_of(self, chat: int | str) -> tuple[_Window, ...]:
        windows = self._chats.get(chat)
        if windows is None:
            self._drop_settled_chats()
            windows = (_Window(self._chat_burst, float(self._chat_burst)),)
            if not (isinstance(chat, int) and chat > 0):  # groups and channels count below zero
                windows = (*windows, _Window(self._group_limit, 60.0))
            self._chats[chat] = windows
        return windows

    def _drop_settled_chats(self) -> None:
        if len(self._chats) < _CHATS_KEPT:
            return
        now = asyncio.get_running_loop().time()
        self._chats = {
            chat: windows
            for chat, windows in self._chats.items()
            if not all(window.settled_by(now) for window in windows)
        }
        self._closed_until = {
            chat: until for chat, until in self._closed_until.items() if until > now
        }
        self._strict_until = {
            chat: until for chat, until in self._strict_until.items() if until > now
        }

    async def _overall_place(self, request: _Request, *, alert: bool) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        (self._alerts if alert else self._people).append((turn, request))
        self._hand_out()
        await turn

    def _hand_out(self) -> None:
        """Give the free places to those who wait, and come back when the next one is free."""
        loop = asyncio.get_running_loop()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while queue := self._first_waiting():
            now = loop.time()
            opens_at = self._overall.opens_at(now)
            if queue is self._alerts:
                opens_at = max(opens_at, self._alert_due_at)
            if opens_at > now:
                self._timer = loop.call_at(opens_at, self._hand_out)
                return
            if queue is self._alerts:
                # Falling a little behind is made up for, a long pause is not.
                self._alert_due_at = max(self._alert_due_at, now - _CATCH_UP) + self._spacing
            turn, request = queue.popleft()
            self._overall.enter(request)
            turn.set_result(None)

    def _first_waiting(self) -> deque[_Turn] | None:
        for queue in (self._people, self._alerts):
            while queue and queue[0][0].done():  # given up meanwhile
                queue.popleft()
            if queue:
                return queue
        return None

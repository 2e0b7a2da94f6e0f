"""The queue of updates: long polling with offsets, one poller at a time."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable

from bot.sandbox.refusals import bad_request, conflict
from bot.sandbox.wire import Json

KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "my_chat_member",
        "chat_member",
        "message_reaction",
        "message_reaction_count",
        "poll",
        "poll_answer",
        "chat_join_request",
        "shipping_query",
        "pre_checkout_query",
    },
)
_ASKED_FOR = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DEFAULT = KINDS - _ASKED_FOR
_FIRST_ID = 500_000_001
_BATCH = 100
_LONGEST_POLL = 50


class Updates:
    """What the bot has not confirmed yet, oldest first."""

    def __init__(self) -> None:
        self.allowed: frozenset[str] = DEFAULT
        self.webhook_is_set: Callable[[], bool] = lambda: False
        self.on_add: Callable[[], None] = lambda: None
        self._queue: deque[Json] = deque()
        self._next_id = _FIRST_ID
        self._poller: asyncio.Future[None] | None = None

    def __len__(self) -> int:
        return len(self._queue)

    def allow(self, kinds: Iterable[object] | None) -> None:
        """Takes over `allowed_updates`; None leaves it as it is, an empty list is the default."""
        if kinds is not None:
            named = frozenset(str(kind) for kind in kinds)
            self.allowed = named & KINDS or DEFAULT

    def add(self, kind: str, payload: Json) -> None:
        """Queues an update of this kind if the bot wants it."""
        if kind not in self.allowed:
            return
        self._queue.append({"update_id": self._next_id, kind: payload})
        self._next_id += 1
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        self.on_add()

    def first(self) -> Json | None:
        """The oldest update, left in place."""
        return self._queue[0] if self._queue else None

    def confirm(self, offset: int) -> None:
        """Forgets every update below the offset; a negative one keeps that many at the end."""
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft()
        while self._queue and self._queue[0]["update_id"] < offset:
            self._queue.popleft()

    def clear(self) -> None:
        """Forgets everything waiting."""
        self._queue.clear()

    def end_poll(self, words: str) -> None:
        """Ends the poll under way, if any, with a 409."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(conflict(words))
        self._poller = None

    async def poll(
        self, offset: int, limit: int, seconds: int, kinds: Iterable[object] | None
    ) -> list[Json]:
        """The answer to getUpdates; waits up to `seconds` for the first update.

        Raises `Refusal` (409) when a webhook is set or another poll takes over.
        """
        if self.webhook_is_set():
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        if limit < 0:
            raise bad_request("invalid limit specified")
        self.allow(kinds)
        self.end_poll(
            "terminated by other getUpdates request; "
            "make sure that only one bot instance is running",
        )
        self.confirm(offset)
        if not self._queue and seconds > 0:
            await self._wait(min(seconds, _LONGEST_POLL))
        return list(self._queue)[: min(limit or _BATCH, _BATCH)]

    async def _wait(self, seconds: int) -> None:
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poller = waiting
        try:
            async with asyncio.timeout(seconds):
                await waiting
        except TimeoutError:
            return
        finally:
            if self._poller is waiting:
                self._poller = None

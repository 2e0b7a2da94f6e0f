"""What all else in the sandbox stands on: the bot, the clock, the updates, those who look on."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime

from bot.sandbox.accounts import Account
from bot.sandbox.documents import Archive
from bot.sandbox.profile import Profile
from bot.sandbox.updates import Updates
from bot.sandbox.wire import Json

Watcher = Callable[[Json], None]


class Ground:
    """The part of the world that chats and messages need. One asyncio loop owns it.

    `now` gives the present as an aware datetime; it dates messages.
    """

    people: Mapping[int, Account]

    def __init__(self, profile: Profile, clock: Callable[[], datetime]) -> None:
        self.bot = profile
        self.now = clock
        self.updates = Updates()
        self.archive = Archive()
        self.people = {}
        self.watchers: set[Watcher] = set()
        self._message_id = 0
        self._waiting: list[asyncio.Future[None]] = []

    def user(self, user_id: int) -> Json | None:
        """The User object of a person or the bot; None for nobody we know."""
        if user_id == self.bot.id:
            return self.bot.user()
        person = self.people.get(user_id)
        return person.user() if person is not None else None

    def take_message_id(self) -> int:
        """The next id of the count that private chats and groups share."""
        self._message_id += 1
        return self._message_id

    # -- those who look on

    async def until(self, holds: Callable[[], bool], timeout: float) -> None:  # noqa: ASYNC109 - a bound in seconds is the interface
        """Waits until a condition over the whole world holds; raises TimeoutError."""
        async with asyncio.timeout(timeout):
            while not holds():
                waiting = asyncio.get_running_loop().create_future()
                self._waiting.append(waiting)
                await waiting

    def changed(self) -> None:
        """Wakes everybody in `until`."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def announce(self, event: str, **details: object) -> None:
        """Tells the open pages, and whoever waits, that something happened."""
        if self._waiting:
            self.changed()
        for watcher in tuple(self.watchers):
            watcher({"event": event, **details})

    def future(self) -> "asyncio.Future[Json]":
        """A future of the running loop."""
        return asyncio.get_running_loop().create_future()

    def monotonic(self) -> float:
        """Seconds that only ever grow, for lifetimes; not the clock that dates messages."""
        with contextlib.suppress(RuntimeError):
            return asyncio.get_running_loop().time()
        return 0.0

"""Everything the sandbox knows: the bot, people, chats, files, updates."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Literal

from bot.sandbox.chats import BotPlace, Chat, Kind
from bot.sandbox.documents import Archive
from bot.sandbox.membership import Membership
from bot.sandbox.people import Person
from bot.sandbox.posting import Posting
from bot.sandbox.pressing import Pressing
from bot.sandbox.profile import Profile
from bot.sandbox.refusals import bad_request
from bot.sandbox.updates import Updates
from bot.sandbox.webhooks import Webhook
from bot.sandbox.wire import Json

Record = Literal["all", "counts"]
Watcher = Callable[[Json], None]
CROWD_FIRST_ID = 7_000_000_000
_FIRST_PERSON = 5_000_001
_FIRST_GROUP = -4_000_001
_FIRST_SUPERGROUP = -1_002_000_000_001


class World:
    """The state behind the server. One asyncio loop owns it; nothing here is thread-safe.

    `clock` gives the present as an aware datetime; it dates messages. With
    `record="counts"` messages to the crowd are only counted, by chat and text.
    """

    def __init__(self, profile: Profile, clock: Callable[[], datetime], *, record: Record) -> None:
        self.bot = profile
        self.record = record
        self.now = clock
        self.updates = Updates()
        self.webhook = Webhook(self.updates, clock)
        self.archive = Archive()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.membership = Membership(self)
        self.posting = Posting(self)
        self.pressing = Pressing(self)
        self.watchers: set[Watcher] = set()
        self.crowd = range(0)
        self.crowd_blocked: set[int] = set()
        self.counts: Counter[tuple[int, int]] = Counter()
        self.counted = 0
        self._message_id = 0
        self._waiting: list[asyncio.Future[None]] = []

    # -- people

    def new_person(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language: str | None = None,
        person_id: int | None = None,
    ) -> Person:
        """A person who has not met the bot yet. Raises ValueError for an id already taken."""
        chosen = person_id if person_id is not None else _FIRST_PERSON + len(self.people)
        if chosen in self.people:
            raise ValueError(f"person {chosen} exists")
        person = Person(self, chosen, first_name, last_name, username, language)
        self.people[chosen] = person
        self.announce("people")
        return person

    def private_chat(self, person: Person) -> Chat:
        """The private chat between a person and the bot."""
        chat = self.chats.get(person.id)
        if chat is None:
            chat = Chat(self, person.id, "private", person=person, bot=BotPlace("member"))
            chat.members[person.id] = "member"
            self.chats[person.id] = chat
        return chat

    def user(self, user_id: int) -> Json | None:
        """The User object of a person or the bot; None for nobody we know."""
        if user_id == self.bot.id:
            return self.bot.user()
        person = self.people.get(user_id)
        return person.user() if person is not None else None

    # -- chats

    def new_chat(self, kind: Kind, title: str, username: str | None = None) -> Chat:
        """An empty group, supergroup or channel."""
        first = _FIRST_GROUP if kind == "group" else _FIRST_SUPERGROUP
        chat = Chat(self, first - len(self.chats), kind, title, username)
        self.chats[chat.id] = chat
        self.announce("chats")
        return chat

    def chat(self, chat_id: int | str) -> Chat:
        """The chat with this id or @username. Raises `Refusal` (400) if there is none."""
        if isinstance(chat_id, str):
            wanted = chat_id.removeprefix("@").lower()
            for chat in self.chats.values():
                if chat.username and chat.username.lower() == wanted:
                    return chat
            raise bad_request("chat not found")
        found = self.chats.get(chat_id)
        if found is not None:
            return found
        if chat_id in self.crowd:
            person = self.new_person(self.crowd_name(chat_id), person_id=chat_id)
            person.started = True
            person.blocked = chat_id in self.crowd_blocked
            return person.chat
        person_found = self.people.get(chat_id)
        if person_found is None:
            raise bad_request("chat not found")
        return self.private_chat(person_found)

    def crowd_name(self, chat_id: int) -> str:
        """What the person of the crowd with this id is called."""
        return f"Member {chat_id - CROWD_FIRST_ID + 1}"

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

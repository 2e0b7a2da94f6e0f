"""Chats: private ones, groups, supergroups with topics, channels; who is in, who may what."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot.sandbox.messages import Message
from bot.sandbox.wire import Json

if TYPE_CHECKING:
    from bot.sandbox.people import Person
    from bot.sandbox.world import World

Kind = Literal["private", "group", "supergroup", "channel"]
Standing = Literal["creator", "administrator", "member", "left", "kicked"]
PRESENT: frozenset[Standing] = frozenset({"creator", "administrator", "member"})


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is the `message_thread_id`."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True)
class BotPlace:
    """What the bot is and may do in a chat."""

    standing: Standing = "left"
    may_write: bool = True
    may_send_media: bool = True
    may_pin: bool = True


@dataclass(slots=True, eq=False)
class Chat:
    """One chat and everything said in it."""

    world: "World"
    id: int
    kind: Kind
    title: str = ""
    username: str | None = None
    person: "Person | None" = None
    is_forum: bool = False
    topics: dict[int, Topic] = field(default_factory=dict)
    members: dict[int, Standing] = field(default_factory=dict)
    bot: BotPlace = field(default_factory=BotPlace)
    migrated_to: int | None = None
    by_id: dict[int, Message] = field(default_factory=dict)
    pinned: int | None = None
    typing: str | None = None
    _next_id: int = 2  # 1 is where a supergroup or channel was made, and a forum's General topic
    _read: int = 0
    _waiting: list[asyncio.Future[None]] = field(default_factory=list)

    # -- what tests and the page look at

    @property
    def messages(self) -> list[Message]:
        """Every message still there, in order."""
        return [message for message in self.by_id.values() if not message.deleted]

    @property
    def from_bot(self) -> list[Message]:
        """The bot's messages still there, in order."""
        return [message for message in self.messages if message.from_bot]

    @property
    def last(self) -> Message | None:
        """The newest message."""
        return next(reversed(self.messages), None)

    async def next_message(self, timeout: float = 5.0) -> Message:  # noqa: ASYNC109 - a bound in seconds is the interface
        """The bot's next message that this method has not given out yet.

        Waits up to `timeout` seconds; raises TimeoutError.
        """
        message = await self.wait_for(lambda m: m.from_bot and m.id > self._read, timeout)
        self._read = message.id
        return message

    async def wait_for(
        self,
        fits: Callable[[Message], bool],
        timeout: float = 5.0,  # noqa: ASYNC109 - a bound in seconds is the interface
    ) -> Message:
        """The first message that fits, now or as soon as one is sent or edited so that it does.

        Waits up to `timeout` seconds; raises TimeoutError.
        """
        async with asyncio.timeout(timeout):
            while True:
                for message in self.messages:
                    if fits(message):
                        return message
                changed = asyncio.get_running_loop().create_future()
                self._waiting.append(changed)
                await changed

    def changed(self) -> None:
        """Wakes everybody who waits for something in this chat."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def menu(self, person: "Person") -> list[Json]:
        """The commands that a person is shown here, in the language of their phone."""
        language = (person.language or "").partition("-")[0]
        admin = self.is_admin(person.id)
        return self.world.bot.menu(self.kind, self.id, person.id, language, admin=admin)

    # -- who is in

    @property
    def bot_is_in(self) -> bool:
        """Whether the bot is here at all."""
        return self.bot.standing in PRESENT

    def standing(self, user_id: int) -> Standing:
        """What a person (or the bot) is in this chat."""
        if user_id == self.world.bot.id:
            return self.bot.standing
        return self.members.get(user_id, "left")

    def is_admin(self, user_id: int) -> bool:
        """Whether a person is an administrator or the owner."""
        return self.members.get(user_id) in {"creator", "administrator"}

    def add(self, person: "Person", *, admin: bool = False, owner: bool = False) -> None:
        """Puts a person into the chat; the bot is told as Telegram would tell it."""
        self.world.membership.person(self, person, _standing(admin=admin, owner=owner))

    def remove(self, person: "Person") -> None:
        """Takes a person out of the chat."""
        self.world.membership.person(self, person, "left")

    def add_bot(self, by: "Person", *, admin: bool = False) -> None:
        """A person adds the bot, as a member or an administrator."""
        self.world.membership.bot(self, by, "administrator" if admin else "member")

    def remove_bot(self, by: "Person") -> None:
        """A person throws the bot out."""
        self.world.membership.bot(self, by, "kicked")

    def mute_bot(self, by: "Person", *, muted: bool = True) -> None:
        """A person forbids the bot to write here, or allows it again."""
        self.world.membership.permission(self, by, may_write=not muted)

    def topic(self, name: str) -> int:
        """Opens a topic and gives its thread id."""
        topic = self.world.posting.topic(self, name)
        return topic.id

    def close_topic(self, thread: int, *, closed: bool = True) -> None:
        """Closes or reopens a topic."""
        self.topics[thread].closed = closed
        self.world.announce("chats")

    def becomes_supergroup(self) -> "Chat":
        """Turns a group into a supergroup with a new id; gives the supergroup."""
        return self.world.membership.migrate(self)

    # -- as the Bot API shows it

    def json(self) -> Json:
        """As a Chat of the Bot API."""
        answer: Json = {"id": self.id, "type": self.kind}
        if self.person is not None:
            answer.update(self.person.names())
        else:
            answer["title"] = self.title
            if self.username:
                answer["username"] = self.username
            if self.is_forum:
                answer["is_forum"] = True
        return answer

    def take_id(self) -> int:
        """The id of the next message here; private chats and groups share one count."""
        if self.kind in {"private", "group"}:
            return self.world.take_message_id()
        taken, self._next_id = self._next_id, self._next_id + 1
        return taken


def _standing(*, admin: bool, owner: bool) -> Standing:
    if owner:
        return "creator"
    return "administrator" if admin else "member"

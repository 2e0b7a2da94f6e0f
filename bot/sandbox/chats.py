"""Chats and the messages in them: private ones, groups, supergroups with topics, channels.

A chat knows what was said in it and who is in; how that changes is the business of its keeper.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from bot.sandbox.accounts import Account
from bot.sandbox.documents import Document
from bot.sandbox.entities import Entity, cut
from bot.sandbox.ground import Ground
from bot.sandbox.rendering import html
from bot.sandbox.wire import Json

Kind = Literal["private", "group", "supergroup", "channel"]
Standing = Literal["creator", "administrator", "member", "left", "kicked"]
TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
"""The most that a text and a caption may hold, in UTF-16 code units."""

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
class Message:
    """One message in one chat.

    `sender` is None for the bot's own messages and for posts of a channel; `from_bot`
    tells the two apart. `text` is the caption where there is a photo or document.
    `date` and `edited_at` are instants of the sandbox's clock.
    """

    chat: "Chat"
    id: int
    date: datetime
    sender: Account | None = None
    from_bot: bool = False
    text: str = ""
    entities: tuple[Entity, ...] = ()
    keyboard: Json | None = None
    photo: Document | None = None
    document: Document | None = None
    location: tuple[float, float] | None = None
    thread: int | None = None
    reply_to: "Message | None" = None
    quote: str | None = None
    forward_origin: Json | None = None
    service: Json | None = None
    edited_at: datetime | None = None
    edits: int = 0
    disable_notification: bool = False
    protect_content: bool = False
    link_preview: Json | None = None
    via_bot: bool = False
    inline_id: str | None = None
    deleted: bool = False
    reactions: list[Json] = field(default_factory=list)

    @property
    def html(self) -> str:
        """The text with its entities as Telegram HTML."""
        return html(self.text, self.entities)

    @property
    def buttons(self) -> list[list[Json]]:
        """The rows of the inline keyboard; empty if there is none."""
        rows: list[list[Json]] = (self.keyboard or {}).get("inline_keyboard", [])
        return rows

    @property
    def labels(self) -> list[str]:
        """The labels of all inline buttons, row by row."""
        return [str(button["text"]) for row in self.buttons for button in row]

    @property
    def has_media(self) -> bool:
        """Whether the text is a caption."""
        return self.photo is not None or self.document is not None

    def part(self, entity: Entity) -> str:
        """The text that an entity covers."""
        return cut(self.text, entity.offset, entity.end)

    def json(self, *, with_reply: bool = True) -> Json:
        """As a Message of the Bot API."""
        chat = self.chat
        answer: Json = {"message_id": self.id}
        if self.from_bot and chat.kind != "channel":
            answer["from"] = chat.ground.bot.user()
        elif self.sender is not None:
            answer["from"] = self.sender.user()
        elif chat.kind == "channel":
            answer["sender_chat"] = chat.json()
        answer["chat"] = chat.json()
        answer["date"] = int(self.date.timestamp())
        self._add_place(answer, with_reply=with_reply)
        self._add_content(answer)
        return answer

    def _add_place(self, answer: Json, *, with_reply: bool) -> None:
        if self.thread is not None:
            answer["message_thread_id"] = self.thread
            if self.chat.is_forum:
                answer["is_topic_message"] = True
        if self.edited_at is not None:
            answer["edit_date"] = int(self.edited_at.timestamp())
        if self.forward_origin is not None:
            answer["forward_origin"] = self.forward_origin
        if self.reply_to is not None and with_reply and not self.reply_to.deleted:
            answer["reply_to_message"] = self.reply_to.json(with_reply=False)
            if self.quote is not None:
                answer["quote"] = {"text": self.quote, "position": 0, "is_manual": True}
        if self.via_bot:
            answer["via_bot"] = self.chat.ground.bot.user()
        if self.protect_content:
            answer["has_protected_content"] = True

    def _add_content(self, answer: Json) -> None:
        if self.service is not None:
            answer.update(self.service)
            return
        if self.photo is not None:
            answer["photo"] = self.photo.sizes()
        if self.document is not None:
            answer["document"] = self.document.json()
        if self.location is not None:
            latitude, longitude = self.location
            answer["location"] = {"latitude": latitude, "longitude": longitude}
        if self.text:
            names = ("caption", "caption_entities") if self.has_media else ("text", "entities")
            answer[names[0]] = self.text
            if self.entities:
                user = self.chat.ground.user
                answer[names[1]] = [entity.json(user) for entity in self.entities]
        if self.link_preview is not None:
            answer["link_preview_options"] = self.link_preview
        if self.keyboard is not None and "inline_keyboard" in self.keyboard:
            answer["reply_markup"] = self.keyboard


class Keeper(Protocol):
    """Who changes what a chat is made of, and tells the bot as Telegram would."""

    def person(self, chat: "Chat", person: Account, standing: Standing) -> None:
        """Gives a person a standing."""

    def bot(self, chat: "Chat", by: Account, standing: Standing) -> None:
        """A person gives the bot a standing."""

    def permission(self, chat: "Chat", by: Account, *, may_write: bool) -> None:
        """A person takes from the bot the right to write, or gives it back."""

    def topic(self, chat: "Chat", name: str) -> Topic:
        """Opens a topic of a forum."""

    def migrate(self, group: "Chat") -> "Chat":
        """Turns a group into a supergroup."""


@dataclass(slots=True, eq=False)
class Chat:
    """One chat and everything said in it."""

    ground: Ground
    keeper: Keeper
    id: int
    kind: Kind
    title: str = ""
    username: str | None = None
    person: Account | None = None
    is_forum: bool = False
    topics: dict[int, Topic] = field(default_factory=dict)
    members: dict[int, Standing] = field(default_factory=dict)
    bot: BotPlace = field(default_factory=BotPlace)
    migrated_to: int | None = None
    by_id: dict[int, Message] = field(default_factory=dict)
    pinned: int | None = None
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

    def menu(self, person: Account) -> list[Json]:
        """The commands that a person is shown here, in the language of their phone."""
        language = (person.language or "").partition("-")[0]
        admin = self.is_admin(person.id)
        return self.ground.bot.menu(self.kind, self.id, person.id, language, admin=admin)

    # -- who is in

    @property
    def bot_is_in(self) -> bool:
        """Whether the bot is here at all."""
        return self.bot.standing in PRESENT

    def standing(self, user_id: int) -> Standing:
        """What a person (or the bot) is in this chat."""
        if user_id == self.ground.bot.id:
            return self.bot.standing
        return self.members.get(user_id, "left")

    def is_admin(self, user_id: int) -> bool:
        """Whether a person is an administrator or the owner."""
        return self.members.get(user_id) in {"creator", "administrator"}

    def add(self, person: Account, *, admin: bool = False, owner: bool = False) -> None:
        """Puts a person into the chat; the bot is told as Telegram would tell it."""
        self.keeper.person(self, person, _standing(admin=admin, owner=owner))

    def remove(self, person: Account) -> None:
        """Takes a person out of the chat."""
        self.keeper.person(self, person, "left")

    def add_bot(self, by: Account, *, admin: bool = False) -> None:
        """A person adds the bot, as a member or an administrator."""
        self.keeper.bot(self, by, "administrator" if admin else "member")

    def remove_bot(self, by: Account) -> None:
        """A person throws the bot out."""
        self.keeper.bot(self, by, "kicked")

    def mute_bot(self, by: Account, *, muted: bool = True) -> None:
        """A person forbids the bot to write here, or allows it again."""
        self.keeper.permission(self, by, may_write=not muted)

    def topic(self, name: str) -> int:
        """Opens a topic and gives its thread id."""
        topic = self.keeper.topic(self, name)
        return topic.id

    def close_topic(self, thread: int, *, closed: bool = True) -> None:
        """Closes or reopens a topic."""
        self.topics[thread].closed = closed
        self.ground.announce("chats")

    def becomes_supergroup(self) -> "Chat":
        """Turns a group into a supergroup with a new id; gives the supergroup."""
        return self.keeper.migrate(self)

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
            return self.ground.take_message_id()
        taken, self._next_id = self._next_id, self._next_id + 1
        return taken


def _standing(*, admin: bool, owner: bool) -> Standing:
    if owner:
        return "creator"
    return "administrator" if admin else "member"

"""How messages come into chats: typed by people, sent by the bot, written by the service."""

from typing import TYPE_CHECKING

from bot.sandbox.chats import Topic
from bot.sandbox.documents import Document
from bot.sandbox.entities import cleaned, detected, units
from bot.sandbox.messages import Message
from bot.sandbox.wire import Json

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.people import Person
    from bot.sandbox.world import World

KEPT = 1000
"""How many messages the sandbox keeps of one chat: the last ones."""

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


class Posting:
    """Puts messages into chats, tells whoever waits, and queues updates for the bot."""

    def __init__(self, world: "World") -> None:
        self._world = world

    # -- people

    def text(
        self,
        person: "Person",
        chat: "Chat",
        text: str,
        *,
        thread: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """A person types a text."""
        body = cleaned(text).strip()
        if not body or units(body) > TEXT_LIMIT:
            raise ValueError("a person can send 1 to 4096 characters")
        message = self._draft(person, chat, thread)
        message.text, message.entities, message.reply_to = body, detected(body), reply_to
        return self._from_person(message)

    def media(
        self,
        person: "Person",
        chat: "Chat",
        caption: str,
        *,
        photo: Document | None = None,
        document: Document | None = None,
        thread: int | None = None,
    ) -> Message:
        """A person sends a picture or a file."""
        body = cleaned(caption).strip()
        if units(body) > CAPTION_LIMIT:
            raise ValueError("a caption has at most 1024 characters")
        message = self._draft(person, chat, thread)
        message.text, message.entities = body, detected(body)
        message.photo, message.document = photo, document
        return self._from_person(message)

    def place(
        self,
        person: "Person",
        chat: "Chat",
        latitude: float,
        longitude: float,
        *,
        thread: int | None = None,
    ) -> Message:
        """A person shares a place. Raises ValueError for one that is not on Earth."""
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004 - degrees
            raise ValueError("a place lies within 90 degrees of latitude and 180 of longitude")
        message = self._draft(person, chat, thread)
        message.location = (latitude, longitude)
        return self._from_person(message)

    def forward(
        self, person: "Person", chat: "Chat", source: Message, *, thread: int | None = None
    ) -> Message:
        """A person passes a message on."""
        message = self._draft(person, chat, thread)
        copy_content(source, message)
        message.forward_origin = origin(source)
        return self._from_person(message)

    def edit(self, person: "Person", message: Message, text: str) -> Message:
        """A person changes an own text. Raises ValueError for another's message."""
        if message.sender is not person or message.via_bot:
            raise ValueError("only own messages can be edited")
        body = cleaned(text).strip()
        message.text, message.entities = body, detected(body)
        self.edited(message)
        kind = "edited_channel_post" if message.chat.kind == "channel" else "edited_message"
        if self.bot_sees(message):
            self._world.updates.add(kind, message.json())
        return message

    # -- the bot and the service

    def topic(self, chat: "Chat", name: str) -> Topic:
        """Opens a topic of a forum."""
        message = Message(chat, chat.take_id(), self._world.now())
        topic = Topic(message.id, name)
        chat.topics[topic.id] = topic
        message.thread = topic.id
        message.service = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        self.store(message)
        self._world.announce("chats")
        return topic

    def service(self, chat: "Chat", by: "Person | None", content: Json) -> Message:
        """A service message, which every bot in the chat gets."""
        message = Message(chat, chat.take_id(), self._world.now(), sender=by, service=content)
        self.store(message)
        if chat.bot_is_in:
            kind = "channel_post" if chat.kind == "channel" else "message"
            self._world.updates.add(kind, message.json())
        return message

    def store(self, message: Message) -> None:
        """Puts a message into its chat and tells whoever waits or looks on."""
        kept = message.chat.by_id
        kept[message.id] = message
        if len(kept) > KEPT:
            del kept[next(iter(kept))]
        message.chat.changed()
        self._world.announce("message", message=message)

    def edited(self, message: Message) -> None:
        """Marks a message as changed and tells whoever waits or looks on."""
        message.edits += 1
        message.edited_at = self._world.now()
        message.chat.changed()
        self._world.announce("message", message=message)

    def deleted(self, message: Message) -> None:
        """Takes a message out of its chat."""
        message.deleted = True
        message.chat.changed()
        self._world.announce("deleted", message=message)

    def bot_sees(self, message: Message) -> bool:
        """Whether the bot gets this message: in groups, privacy mode hides most of them."""
        chat = message.chat
        if not chat.bot_is_in:
            return False
        if chat.kind in {"private", "channel"} or not self._world.bot.privacy:
            return True
        if chat.bot.standing == "administrator":
            return True
        if message.via_bot or (message.reply_to is not None and message.reply_to.from_bot):
            return True
        return any(self._is_for_bot(message, place) for place in range(len(message.entities)))

    # -- inside

    def _is_for_bot(self, message: Message, place: int) -> bool:
        entity = message.entities[place]
        name = f"@{self._world.bot.username}".lower()
        words = message.part(entity).lower()
        match entity.type:
            case "bot_command":
                return "@" not in words or words.endswith(name)
            case "mention":
                return words == name
            case _:
                return False

    def _draft(self, person: "Person", chat: "Chat", thread: int | None) -> Message:
        if chat.standing(person.id) in {"left", "kicked"}:
            raise ValueError("only members of a chat can write there")
        if chat.kind == "channel" and not chat.is_admin(person.id):
            raise ValueError("only administrators can post in a channel")
        if chat.migrated_to is not None:
            raise ValueError("the group has become a supergroup")
        if thread is not None and (thread not in chat.topics or chat.topics[thread].closed):
            raise ValueError("there is no such topic, or it is closed")
        sender = None if chat.kind == "channel" else person
        return Message(chat, chat.take_id(), self._world.now(), sender=sender, thread=thread)

    def _from_person(self, message: Message) -> Message:
        chat = message.chat
        if chat.person is not None:
            if not chat.person.started:
                chat.person.started = True
                self._world.announce("people")
            self._world.membership.block(chat.person, blocked=False)
        self.store(message)
        if self.bot_sees(message):
            kind = "channel_post" if chat.kind == "channel" else "message"
            self._world.updates.add(kind, message.json())
        return message


def copy_content(source: Message, target: Message) -> None:
    """Gives a message the text, media and place of another."""
    target.text, target.entities = source.text, source.entities
    target.photo, target.document, target.location = source.photo, source.document, source.location


def origin(source: Message) -> Json:
    """The MessageOrigin of a forwarded message."""
    if source.forward_origin is not None:
        return source.forward_origin
    date = int(source.date.timestamp())
    if source.chat.kind == "channel":
        chat = source.chat.json()
        return {"type": "channel", "chat": chat, "message_id": source.id, "date": date}
    if source.sender is not None and not source.from_bot:
        return {"type": "user", "sender_user": source.sender.user(), "date": date}
    return {"type": "user", "sender_user": source.chat.world.bot.user(), "date": date}

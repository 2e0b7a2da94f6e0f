"""What people write: texts, files, places, passed on and changed, within what a person may."""

from bot.sandbox.accounts import Account
from bot.sandbox.chats import CAPTION_LIMIT, TEXT_LIMIT, Chat, Message
from bot.sandbox.documents import Document
from bot.sandbox.entities import cleaned, detected, units
from bot.sandbox.ground import Ground
from bot.sandbox.membership import Membership
from bot.sandbox.posting import Posting, copy_content, origin


class Writing:
    """Takes in what people write and queues updates for the bot. A first word starts the bot."""

    def __init__(self, ground: Ground, posting: Posting, membership: Membership) -> None:
        self._ground = ground
        self._posting = posting
        self._membership = membership

    def text(
        self,
        person: Account,
        chat: Chat,
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
        person: Account,
        chat: Chat,
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
        person: Account,
        chat: Chat,
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
        self, person: Account, chat: Chat, source: Message, *, thread: int | None = None
    ) -> Message:
        """A person passes a message on."""
        message = self._draft(person, chat, thread)
        copy_content(source, message)
        message.forward_origin = origin(source)
        return self._from_person(message)

    def edit(self, person: Account, message: Message, text: str) -> Message:
        """A person changes an own text. Raises ValueError for another's message."""
        if message.sender is not person or message.via_bot:
            raise ValueError("only own messages can be edited")
        body = cleaned(text).strip()
        message.text, message.entities = body, detected(body)
        self._posting.edited(message)
        kind = "edited_channel_post" if message.chat.kind == "channel" else "edited_message"
        if self._posting.bot_sees(message):
            self._ground.updates.add(kind, message.json())
        return message

    def _draft(self, person: Account, chat: Chat, thread: int | None) -> Message:
        if chat.standing(person.id) in {"left", "kicked"}:
            raise ValueError("only members of a chat can write there")
        if chat.kind == "channel" and not chat.is_admin(person.id):
            raise ValueError("only administrators can post in a channel")
        if chat.migrated_to is not None:
            raise ValueError("the group has become a supergroup")
        if thread is not None and (thread not in chat.topics or chat.topics[thread].closed):
            raise ValueError("there is no such topic, or it is closed")
        sender = None if chat.kind == "channel" else person
        return Message(chat, chat.take_id(), self._ground.now(), sender=sender, thread=thread)

    def _from_person(self, message: Message) -> Message:
        chat = message.chat
        if chat.person is not None:
            if not chat.person.started:
                chat.person.started = True
                self._ground.announce("people")
            self._membership.block(chat, blocked=False)
        self._posting.store(message)
        if self._posting.bot_sees(message):
            kind = "channel_post" if chat.kind == "channel" else "message"
            self._ground.updates.add(kind, message.json())
        return message

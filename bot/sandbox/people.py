"""People who chat with the bot, and what a test or the page can have them do."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sandbox.messages import Message
from bot.sandbox.wire import Json

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.world import World


@dataclass(slots=True, eq=False)
class Press:
    """A press on an inline button; the bot's answer arrives in `answered`."""

    id: str
    person: "Person"
    message: Message
    data: str
    at: float
    answered: "asyncio.Future[Json]"

    async def answer(self, timeout: float = 5.0) -> Json:  # noqa: ASYNC109 - a bound in seconds is the interface
        """The parameters of the bot's answerCallbackQuery; raises TimeoutError."""
        async with asyncio.timeout(timeout):
            return await asyncio.shield(self.answered)


@dataclass(slots=True, eq=False)
class InlineQuery:
    """Something typed after the bot's name in any chat."""

    id: str
    person: "Person"
    text: str
    at: float
    answered: "asyncio.Future[Json]"

    async def results(self, timeout: float = 5.0) -> list[Json]:  # noqa: ASYNC109 - a bound in seconds is the interface
        """The results the bot offers; raises TimeoutError."""
        async with asyncio.timeout(timeout):
            answer = await asyncio.shield(self.answered)
        results: list[Json] = answer["results"]
        return results


@dataclass(slots=True, eq=False)
class Person:
    """One person with an account. `started`: the bot may write to them in private."""

    world: "World"
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language: str | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    _chat: "Chat | None" = field(default=None, repr=False)

    # -- the private chat with the bot

    @property
    def chat(self) -> "Chat":
        """The private chat with the bot."""
        if self._chat is None:
            self._chat = self.world.private_chat(self)
        return self._chat

    @property
    def messages(self) -> list[Message]:
        """Everything in the private chat with the bot."""
        return self.chat.messages

    async def next_message(self, timeout: float = 5.0) -> Message:  # noqa: ASYNC109 - a bound in seconds is the interface
        """The bot's next message in the private chat; raises TimeoutError."""
        return await self.chat.next_message(timeout)

    async def wait_for(self, fits: Callable[[Message], bool], timeout: float = 5.0) -> Message:  # noqa: ASYNC109 - a bound in seconds is the interface
        """The first message in the private chat that fits; raises TimeoutError."""
        return await self.chat.wait_for(fits, timeout)

    # -- what they do

    async def says(
        self,
        text: str,
        *,
        chat: "Chat | None" = None,
        thread: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Types a text. Raises ValueError where a person could not: not a member, too long."""
        return self.world.posting.text(
            self, chat or self.chat, text, thread=thread, reply_to=reply_to
        )

    async def edits(self, message: Message, text: str) -> Message:
        """Changes the text of an own message."""
        return self.world.posting.edit(self, message, text)

    async def deletes(self, message: Message) -> None:
        """Takes a message away for both sides; bots are not told. ValueError if it is not theirs.

        In the private chat either side may do that, elsewhere only administrators with others'.
        """
        chat = message.chat
        if message.sender is not self and chat.person is not self and not chat.is_admin(self.id):
            raise ValueError("only own messages can be deleted here")
        self.world.posting.deleted(message)

    async def forwards(
        self, message: Message, *, chat: "Chat | None" = None, thread: int | None = None
    ) -> Message:
        """Passes a message on, by default to the bot."""
        return self.world.posting.forward(self, chat or self.chat, message, thread=thread)

    async def sends_document(
        self,
        name: str,
        data: bytes,
        *,
        caption: str = "",
        mime_type: str | None = None,
        chat: "Chat | None" = None,
        thread: int | None = None,
    ) -> Message:
        """Sends a file."""
        document = self.world.archive.document(data, name, mime_type)
        return self.world.posting.media(
            self, chat or self.chat, caption, document=document, thread=thread
        )

    async def sends_photo(
        self,
        data: bytes,
        *,
        caption: str = "",
        chat: "Chat | None" = None,
        thread: int | None = None,
    ) -> Message:
        """Sends a picture."""
        photo = self.world.archive.photo(data, "photo.png")
        return self.world.posting.media(
            self, chat or self.chat, caption, photo=photo, thread=thread
        )

    async def shares_location(
        self,
        latitude: float,
        longitude: float,
        *,
        chat: "Chat | None" = None,
        thread: int | None = None,
    ) -> Message:
        """Shares a place, in degrees."""
        return self.world.posting.place(self, chat or self.chat, latitude, longitude, thread=thread)

    async def presses(
        self, button: str, *, message: Message | None = None, chat: "Chat | None" = None
    ) -> Press:
        """Presses an inline button, named by its label or its callback data.

        The newest message that has such a button is meant, or the one given. On a reply
        keyboard say the label instead. Raises ValueError if there is no such button.
        """
        return self.world.pressing.press(self, chat or self.chat, button, message)

    async def asks_inline(self, text: str, *, offset: str = "") -> InlineQuery:
        """Types after the bot's name in some chat."""
        return self.world.pressing.ask_inline(self, text, offset)

    async def chooses(self, query: InlineQuery, result_id: str, *, chat: "Chat") -> Message:
        """Takes one of the inline results and sends it to a chat."""
        return self.world.pressing.choose(self, query, result_id, chat)

    async def blocks_bot(self) -> None:
        """Blocks the bot; from now on it gets 403 here."""
        self.world.membership.block(self, blocked=True)

    async def unblocks_bot(self) -> None:
        """Lets the bot write again."""
        self.world.membership.block(self, blocked=False)

    async def deactivates(self) -> None:
        """Deletes the account."""
        self.deactivated = True
        self.world.announce("people")

    # -- as the Bot API shows them

    def names(self) -> Json:
        """The name fields that User and Chat share."""
        fields: Json = {"first_name": self.first_name}
        if self.last_name:
            fields["last_name"] = self.last_name
        if self.username:
            fields["username"] = self.username
        return fields

    def user(self) -> Json:
        """As a User of the Bot API."""
        fields: Json = {"id": self.id, "is_bot": False, **self.names()}
        if self.language:
            fields["language_code"] = self.language
        return fields

"""People who chat with the bot, and what a test or the page can have them do."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.accounts import Account
from bot.sandbox.chats import Chat, Message
from bot.sandbox.ground import Ground
from bot.sandbox.membership import Membership
from bot.sandbox.posting import Posting
from bot.sandbox.pressing import InlineQuery, Press, Pressing
from bot.sandbox.writing import Writing


@dataclass(frozen=True, slots=True)
class Hands:
    """What people do things with, the same for all of them."""

    ground: Ground
    writing: Writing
    pressing: Pressing
    posting: Posting
    membership: Membership
    private_chat: Callable[[Account], Chat]


@dataclass(slots=True, eq=False)
class Person(Account):
    """One person with an account, and what they do."""

    hands: Hands = field(kw_only=True, repr=False)
    _chat: Chat | None = field(default=None, repr=False)

    # -- the private chat with the bot

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        if self._chat is None:
            self._chat = self.hands.private_chat(self)
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
        chat: Chat | None = None,
        thread: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Types a text. Raises ValueError where a person could not: not a member, too long."""
        return self.hands.writing.text(
            self, chat or self.chat, text, thread=thread, reply_to=reply_to
        )

    async def edits(self, message: Message, text: str) -> Message:
        """Changes the text of an own message."""
        return self.hands.writing.edit(self, message, text)

    async def deletes(self, message: Message) -> None:
        """Takes a message away for both sides; bots are not told. ValueError if it is not theirs.

        In the private chat either side may do that, elsewhere only administrators with others'.
        """
        chat = message.chat
        if message.sender is not self and chat.person is not self and not chat.is_admin(self.id):
            raise ValueError("only own messages can be deleted here")
        self.hands.posting.deleted(message)

    async def forwards(
        self, message: Message, *, chat: Chat | None = None, thread: int | None = None
    ) -> Message:
        """Passes a message on, by default to the bot."""
        return self.hands.writing.forward(self, chat or self.chat, message, thread=thread)

    async def sends_document(
        self,
        name: str,
        data: bytes,
        *,
        caption: str = "",
        mime_type: str | None = None,
        chat: Chat | None = None,
        thread: int | None = None,
    ) -> Message:
        """Sends a file."""
        document = self.hands.ground.archive.document(data, name, mime_type)
        return self.hands.writing.media(
            self, chat or self.chat, caption, document=document, thread=thread
        )

    async def sends_photo(
        self,
        data: bytes,
        *,
        caption: str = "",
        chat: Chat | None = None,
        thread: int | None = None,
    ) -> Message:
        """Sends a picture."""
        photo = self.hands.ground.archive.photo(data, "photo.png")
        return self.hands.writing.media(
            self, chat or self.chat, caption, photo=photo, thread=thread
        )

    async def shares_location(
        self,
        latitude: float,
        longitude: float,
        *,
        chat: Chat | None = None,
        thread: int | None = None,
    ) -> Message:
        """Shares a place, in degrees."""
        return self.hands.writing.place(self, chat or self.chat, latitude, longitude, thread=thread)

    async def presses(
        self, button: str, *, message: Message | None = None, chat: Chat | None = None
    ) -> Press:
        """Presses an inline button, named by its label or its callback data.

        The newest message that has such a button is meant, or the one given. On a reply
        keyboard say the label instead. Raises ValueError if there is no such button.
        """
        return self.hands.pressing.press(self, chat or self.chat, button, message)

    async def asks_inline(self, text: str, *, offset: str = "") -> InlineQuery:
        """Types after the bot's name in some chat."""
        return self.hands.pressing.ask_inline(self, text, offset)

    async def chooses(self, query: InlineQuery, result_id: str, *, chat: Chat) -> Message:
        """Takes one of the inline results and sends it to a chat."""
        return self.hands.pressing.choose(self, query, result_id, chat)

    async def blocks_bot(self) -> None:
        """Blocks the bot; from now on it gets 403 here."""
        self.hands.membership.block(self.chat, blocked=True)

    async def unblocks_bot(self) -> None:
        """Lets the bot write again."""
        self.hands.membership.block(self.chat, blocked=False)

    async def deactivates(self) -> None:
        """Deletes the account."""
        self.deactivated = True
        self.hands.ground.announce("people")

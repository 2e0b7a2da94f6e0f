"""What the bot said, as a test looks at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.chats import Message
    from bot.sandbox.documents import Document


@dataclass(frozen=True, slots=True)
class Heard:
    """What the bot said to one thing that somebody did; messages as they stood right then."""

    messages: tuple[Message, ...]
    notice: str | None = None  # the line that appears after a press, and goes by itself
    edits: int = 0  # how many of the messages were edits of earlier ones

    @property
    def silent(self) -> bool:
        """Whether it said nothing at all."""
        return not self.messages and not self.notice

    @property
    def in_place(self) -> bool:
        """Whether nothing new was sent: an earlier message was edited."""
        return bool(self.messages) and self.edits == len(self.messages)

    @property
    def message(self) -> Message:
        """The only message."""
        assert len(self.messages) == 1, f"{len(self.messages)} messages: {self.text!r}"
        return self.messages[0]

    @property
    def text(self) -> str:
        """Everything that was said, as plain text."""
        return "\n\n".join(message.text for message in self.messages)

    @property
    def html(self) -> str:
        """Everything that was said, as Telegram HTML."""
        return "\n\n".join(message.html for message in self.messages)

    @property
    def labels(self) -> list[str]:
        """The labels of all buttons."""
        return [label for message in self.messages for label in message.labels]

    @property
    def data(self) -> list[str]:
        """The callback data of all buttons."""
        rows = (row for message in self.messages for row in message.buttons)
        return [button["callback_data"] for row in rows for button in row if "url" not in button]

    @property
    def document(self) -> Document:
        """The only file."""
        files = [message.document for message in self.messages if message.document is not None]
        assert len(files) == 1, f"{len(files)} files: {self.text!r}"
        return files[0]


@dataclass(slots=True)
class Log:
    """What the bot said in one chat: copies in order, and how many of them a test was told."""

    said: list[tuple[Message, bool]] = field(default_factory=list)
    told: int = 0

    def untold(self) -> Heard:
        fresh, self.told = self.said[self.told :], len(self.said)
        return Heard(tuple(m for m, _ in fresh), edits=sum(edited for _, edited in fresh))

"""A message as the sandbox keeps it, and as the Bot API shows it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from bot.sandbox.documents import Document
from bot.sandbox.entities import Entity, cut
from bot.sandbox.rendering import html
from bot.sandbox.wire import Json

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.people import Person


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
    sender: "Person | None" = None
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
            answer["from"] = chat.world.bot.user()
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
            answer["via_bot"] = self.chat.world.bot.user()
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
                user = self.chat.world.user
                answer[names[1]] = [entity.json(user) for entity in self.entities]
        if self.link_preview is not None:
            answer["link_preview_options"] = self.link_preview
        if self.keyboard is not None and "inline_keyboard" in self.keyboard:
            answer["reply_markup"] = self.keyboard

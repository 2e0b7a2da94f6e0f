"""How messages come into chats and what the bot is told of them."""

from bot.sandbox.accounts import Account
from bot.sandbox.chats import Chat, Message
from bot.sandbox.ground import Ground
from bot.sandbox.wire import Json

KEPT = 1000
"""How many messages the sandbox keeps of one chat: the last ones."""


class Posting:
    """Puts messages into chats, tells whoever waits, and queues updates for the bot."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def service(self, chat: Chat, by: Account | None, content: Json) -> Message:
        """A service message, which every bot in the chat gets."""
        message = Message(chat, chat.take_id(), self._ground.now(), sender=by, service=content)
        self.store(message)
        if chat.bot_is_in:
            kind = "channel_post" if chat.kind == "channel" else "message"
            self._ground.updates.add(kind, message.json())
        return message

    def store(self, message: Message) -> None:
        """Puts a message into its chat and tells whoever waits or looks on."""
        kept = message.chat.by_id
        kept[message.id] = message
        if len(kept) > KEPT:
            del kept[next(iter(kept))]
        message.chat.changed()
        self._ground.announce("message", message=message)

    def edited(self, message: Message) -> None:
        """Marks a message as changed and tells whoever waits or looks on."""
        message.edits += 1
        message.edited_at = self._ground.now()
        message.chat.changed()
        self._ground.announce("message", message=message)

    def deleted(self, message: Message) -> None:
        """Takes a message out of its chat."""
        message.deleted = True
        message.chat.changed()
        self._ground.announce("deleted", message=message)

    def bot_sees(self, message: Message) -> bool:
        """Whether the bot gets this message: in groups, privacy mode hides most of them."""
        chat = message.chat
        if not chat.bot_is_in:
            return False
        if chat.kind in {"private", "channel"} or not self._ground.bot.privacy:
            return True
        if chat.bot.standing == "administrator":
            return True
        if message.via_bot or (message.reply_to is not None and message.reply_to.from_bot):
            return True
        return any(self._is_for_bot(message, place) for place in range(len(message.entities)))

    def _is_for_bot(self, message: Message, place: int) -> bool:
        entity = message.entities[place]
        name = f"@{self._ground.bot.username}".lower()
        words = message.part(entity).lower()
        match entity.type:
            case "bot_command":
                return "@" not in words or words.endswith(name)
            case "mention":
                return words == name
            case _:
                return False


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
    return {"type": "user", "sender_user": source.chat.ground.bot.user(), "date": date}

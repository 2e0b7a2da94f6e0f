"""Whether a message in a group is for the bot, and what remains when its name is taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import MessageEntity

if TYPE_CHECKING:
    from telegram import Message, User


def question_in(message: Message, bot: User) -> str | None:
    """Return what is asked of the bot in a group's message, None if the bot is not addressed.

    It is by a mention of its name, or by a reply to one of its messages. A message that begins
    with a command is left to that command.
    """
    if message.text is None or _begins_with_command(message):
        return None
    mentions = [entity for entity in message.entities if _names(entity, message, bot)]
    replied_to = message.reply_to_message.from_user if message.reply_to_message else None
    if not mentions and (replied_to is None or replied_to.id != bot.id):
        return None
    return _without(message.text, mentions)


def _names(entity: MessageEntity, message: Message, bot: User) -> bool:
    match entity.type:
        case MessageEntity.MENTION:
            name = message.parse_entity(entity).removeprefix("@")
            return bot.username is not None and name.casefold() == bot.username.casefold()
        case MessageEntity.TEXT_MENTION:
            return entity.user is not None and entity.user.id == bot.id
        case _:
            return False


def _begins_with_command(message: Message) -> bool:
    return any(
        entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0
        for entity in message.entities
    )


def _without(text: str, mentions: list[MessageEntity]) -> str:
    """Cut entities out of a text. They are counted in UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    for mention in sorted(mentions, key=lambda entity: entity.offset, reverse=True):
        begin, end = mention.offset * 2, (mention.offset + mention.length) * 2
        units = units[:begin] + " ".encode("utf-16-le") + units[end:]
    return units.decode("utf-16-le", "replace").strip()

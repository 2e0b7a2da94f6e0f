"""Methods that change or remove a message the bot has sent."""

from datetime import timedelta

from bot.sandbox.calls import Call
from bot.sandbox.chats import Message
from bot.sandbox.entities import Entity
from bot.sandbox.keyboards import checked_keyboard
from bot.sandbox.methods import formatting, places, sending
from bot.sandbox.parameters import table
from bot.sandbox.refusals import bad_request
from bot.sandbox.wire import Json

_DELETABLE = timedelta(hours=48)
_UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


def edit_message_text(call: Call) -> Json | bool:
    """EditMessageText."""
    message = _own(call)
    text, entities = formatting.body(call)
    if message.has_media or message.location is not None:
        raise bad_request("there is no text in the message to edit")
    return _change(call, message, text, entities)


def edit_message_caption(call: Call) -> Json | bool:
    """EditMessageCaption."""
    message = _own(call)
    text, entities = formatting.caption(call)
    if not message.has_media:
        raise bad_request("there is no caption in the message to edit")
    return _change(call, message, text, entities)


def edit_message_reply_markup(call: Call) -> Json | bool:
    """EditMessageReplyMarkup."""
    message = _own(call)
    return _change(call, message, message.text, message.entities)


def edit_message_media(call: Call) -> Json | bool:
    """editMessageMedia: a photo or a document in place of what was there."""
    message = _own(call)
    media = call.values["media"]
    text, entities = formatting.caption(call, media)
    before = (message.photo, message.document, message.text, message.entities, message.keyboard)
    match media.get("type"):
        case "photo":
            message.photo, message.document = sending.photo(call, media.get("media")), None
        case "document":
            message.photo, message.document = None, sending.document(call, media.get("media"))
        case _:
            raise bad_request("can't parse InputMedia: wrong type of the media specified")
    message.text, message.entities = text, entities
    message.keyboard = checked_keyboard(call.values.get("reply_markup"))
    after = (message.photo, message.document, message.text, message.entities, message.keyboard)
    if before == after:
        raise bad_request(_UNCHANGED)
    return _edited(call, message)


def delete_message(call: Call) -> bool:
    """DeleteMessage."""
    chat = places.open_chat(call)
    message = places.message_in(call, chat, "message to delete")
    others = not message.from_bot and chat.kind != "private"
    if others and chat.bot.standing != "administrator":
        raise bad_request("message can't be deleted")
    if call.world.now() - message.date > _DELETABLE and chat.bot.standing != "administrator":
        raise bad_request("message can't be deleted for everyone")
    call.world.posting.deleted(message)
    return True


def pin_chat_message(call: Call) -> bool:
    """PinChatMessage."""
    chat = places.open_chat(call)
    message = places.message_in(call, chat, "message to pin")
    admin = chat.bot.standing == "administrator" and chat.bot.may_pin
    if chat.kind != "private" and not admin:
        raise bad_request("not enough rights to manage pinned messages in the chat")
    chat.pinned = message.id
    call.world.announce("chats")
    return True


def unpin_chat_message(call: Call) -> bool:
    """UnpinChatMessage."""
    chat = places.open_chat(call)
    wanted = call.integer("message_id", chat.pinned or 0)
    if chat.pinned is None or wanted != chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned = None
    call.world.announce("chats")
    return True


def set_message_reaction(call: Call) -> bool:
    """SetMessageReaction."""
    chat = places.open_chat(call)
    message = places.message_in(call, chat, "message to react")
    reactions = call.values.get("reaction") or []
    for reaction in reactions:
        if not isinstance(reaction, dict) or reaction.get("type") not in {"emoji", "custom_emoji"}:
            raise bad_request("can't parse ReactionType: invalid reaction type specified")
        if reaction["type"] == "emoji" and reaction.get("emoji") not in table().reactions:
            raise bad_request("REACTION_INVALID")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    message.reactions = reactions
    chat.changed()
    call.world.announce("message", message=message)
    return True


def _own(call: Call) -> Message:
    inline_id = call.text("inline_message_id")
    if inline_id:
        return call.world.pressing.inline_message(inline_id)
    if "chat_id" not in call.values:
        raise bad_request("chat_id is empty")
    if "message_id" not in call.values:
        raise bad_request("message identifier is not specified")
    message = places.message_in(call, places.open_chat(call), "message to edit")
    if not message.from_bot or message.forward_origin is not None or message.service is not None:
        raise bad_request("message can't be edited")
    if message.keyboard is not None and "inline_keyboard" not in message.keyboard:
        raise bad_request("message can't be edited")
    return message


def _change(call: Call, message: Message, text: str, entities: tuple[Entity, ...]) -> Json | bool:
    keyboard = checked_keyboard(call.values.get("reply_markup"))
    if keyboard is not None and "inline_keyboard" not in keyboard:
        raise bad_request("inline keyboard expected")
    preview = call.values.get("link_preview_options", message.link_preview)
    same = (message.text, message.entities, message.keyboard) == (text, entities, keyboard)
    if same and preview == message.link_preview:
        raise bad_request(_UNCHANGED)
    message.text, message.entities, message.keyboard = text, entities, keyboard
    message.link_preview = preview
    return _edited(call, message)


def _edited(call: Call, message: Message) -> Json | bool:
    call.world.posting.edited(message)
    return True if call.text("inline_message_id") else message.json()

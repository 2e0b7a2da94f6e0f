"""Methods that put a new message into a chat."""

from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.chats import Chat, Message
from bot.sandbox.documents import Document
from bot.sandbox.keyboards import checked_keyboard
from bot.sandbox.methods import formatting, places
from bot.sandbox.posting import copy_content, origin
from bot.sandbox.refusals import bad_request, forbidden
from bot.sandbox.wire import Json, text_code

_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
_MAX_DEGREES = (90, 180)


def send_message(call: Call) -> Json:
    """SendMessage."""
    world = call.world
    chat_id = call.values["chat_id"]
    if world.record == "counts" and isinstance(chat_id, int) and chat_id in world.crowd:
        return _counted(call, chat_id)
    chat = places.writable_chat(call, "text messages")
    text, entities = formatting.body(call)
    message = _draft(call, chat)
    message.text, message.entities = text, entities
    message.link_preview = call.values.get("link_preview_options")
    return _sent(call, message)


def send_photo(call: Call) -> Json:
    """SendPhoto."""
    chat = places.writable_chat(call, "photos")
    message = _draft(call, chat)
    message.text, message.entities = formatting.caption(call)
    message.photo = photo(call, call.values["photo"])
    return _sent(call, message)


def send_document(call: Call) -> Json:
    """SendDocument."""
    chat = places.writable_chat(call, "documents")
    message = _draft(call, chat)
    message.text, message.entities = formatting.caption(call)
    message.document = document(call, call.values["document"])
    return _sent(call, message)


def send_location(call: Call) -> Json:
    """SendLocation."""
    chat = places.writable_chat(call, "text messages")
    place = (float(call.values["latitude"]), float(call.values["longitude"]))
    if any(abs(value) > limit for value, limit in zip(place, _MAX_DEGREES, strict=True)):
        raise bad_request("wrong latitude or longitude specified")
    message = _draft(call, chat)
    message.location = place
    return _sent(call, message)


def send_chat_action(call: Call) -> bool:
    """SendChatAction."""
    action = call.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = places.open_chat(call)
    places.thread(call, chat)
    call.world.announce("typing", chat=chat, action=action)
    return True


def forward_message(call: Call) -> Json:
    """ForwardMessage."""
    source = _source(call, "message to forward")
    chat = places.writable_chat(call, "text messages")
    message = _draft(call, chat)
    copy_content(source, message)
    message.forward_origin = origin(source)
    return _sent(call, message)


def copy_message(call: Call) -> Json:
    """CopyMessage."""
    source = _source(call, "message to copy")
    chat = places.writable_chat(call, "text messages")
    message = _draft(call, chat)
    copy_content(source, message)
    if "caption" in call.values:
        message.text, message.entities = formatting.caption(call)
    _sent(call, message)
    return {"message_id": message.id}


def photo(call: Call, value: object) -> Document:
    """The picture of a parameter: an upload, `attach://name` or a file id."""
    kept = _file(call, "photo", value)
    if isinstance(kept, Document):
        if not kept.width:
            raise bad_request("can't use file of type Document as Photo")
        return kept
    return call.world.archive.photo(*kept)


def document(call: Call, value: object) -> Document:
    """The file of a parameter: an upload, `attach://name` or a file id."""
    kept = _file(call, "document", value)
    if isinstance(kept, Document):
        return kept
    data, name = kept
    return call.world.archive.document(data, name)


def _file(call: Call, name: str, value: object) -> Document | tuple[bytes, str]:
    upload = call.uploads.get(name)
    if isinstance(value, str) and value.startswith("attach://"):
        upload = call.uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request(f"there is no {name} in the request")
    if upload is not None:
        return upload.data, upload.name or name
    known = call.world.archive.by_id(str(value))
    if known is not None:
        return known
    if str(value).startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    raise bad_request("wrong file identifier/HTTP URL specified")


def _draft(call: Call, chat: Chat) -> Message:
    values: Any = call.values
    reply_to, quote = places.replied(call, chat)
    thread = places.thread(call, chat)
    if thread is None and reply_to is not None and chat.is_forum:
        thread = reply_to.thread
    markup = checked_keyboard(values.get("reply_markup"), private=chat.kind == "private")
    message = Message(chat, 0, call.world.now(), from_bot=True, keyboard=markup)
    message.thread, message.reply_to, message.quote = thread, reply_to, quote
    message.disable_notification = call.flag("disable_notification")
    message.protect_content = call.flag("protect_content")
    return message


def _sent(call: Call, message: Message) -> Json:
    message.id = message.chat.take_id()
    call.world.posting.store(message)
    return message.json()


def _source(call: Call, words: str) -> Message:
    message = places.message_in(call, places.known_chat(call, "from_chat_id"), words)
    if message.protect_content:
        raise bad_request(f"{words.replace('message to', 'message can not be')}ed")
    if message.service is not None:
        raise bad_request(f"the {words.replace('message to', 'message can not be')}ed")
    return message


def _counted(call: Call, chat_id: int) -> Json:
    """A message to the crowd: checked like any other, then only counted."""
    world = call.world
    if chat_id in world.crowd_blocked:
        raise forbidden("bot was blocked by the user")
    text, _ = formatting.body(call)
    checked_keyboard(call.values.get("reply_markup"))
    world.counts[chat_id, text_code(text)] += 1
    world.counted += 1
    world.changed()
    name = world.crowd_name(chat_id)
    return {
        "message_id": world.take_message_id(),
        "from": world.bot.user(),
        "chat": {"id": chat_id, "type": "private", "first_name": name},
        "date": int(world.now().timestamp()),
        "text": text,
    }

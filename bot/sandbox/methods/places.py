"""Where a message goes: the checks of access to a chat, a topic, a replied-to message."""

from typing import TYPE_CHECKING, Literal

from bot.sandbox.refusals import bad_request, forbidden, moved

if TYPE_CHECKING:
    from bot.sandbox.calls import Call
    from bot.sandbox.chats import Chat, Message

Content = Literal["text messages", "photos", "documents"]
_GENERAL_TOPIC = 1


def known_chat(call: "Call", name: str = "chat_id") -> "Chat":
    """The chat named by a parameter, for reading. Raises `Refusal` if the bot has no access."""
    chat = call.world.chat(call.values[name])
    if chat.person is not None:
        if not chat.person.started:
            raise bad_request("chat not found")
        return chat
    if chat.kind in {"supergroup", "channel"}:
        _be_member(chat)
    return chat


def open_chat(call: "Call") -> "Chat":
    """The chat of a request that writes or edits. Raises `Refusal` (403, 400) if it may not."""
    chat = call.world.chat(call.values["chat_id"])
    if chat.person is not None:
        if chat.person.deactivated:
            raise forbidden("user is deactivated")
        if chat.person.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.person.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat
    if chat.migrated_to is not None:
        raise moved(chat.migrated_to)
    _be_member(chat)
    return chat


def writable_chat(call: "Call", content: Content) -> "Chat":
    """The chat of a request that sends this kind of content. Raises `Refusal` if it may not."""
    chat = open_chat(call)
    if chat.kind == "channel" and chat.bot.standing != "administrator":
        raise bad_request("need administrator rights in the channel chat")
    allowed = chat.bot.may_write if content == "text messages" else chat.bot.may_send_media
    if not allowed:
        raise bad_request(f"not enough rights to send {content} to the chat")
    return chat


def thread(call: "Call", chat: "Chat") -> int | None:
    """The topic a message goes to. Raises `Refusal` if there is none or it is closed."""
    wanted = call.integer("message_thread_id")
    if not wanted:
        return None
    topic = chat.topics.get(wanted)
    if not chat.is_forum or topic is None or wanted == _GENERAL_TOPIC:
        raise bad_request("message thread not found")
    if topic.closed and chat.bot.standing != "administrator":
        raise bad_request("TOPIC_CLOSED")
    return wanted


def replied(call: "Call", chat: "Chat") -> "tuple[Message | None, str | None]":
    """The message replied to, and the quote. Raises `Refusal` if it is gone."""
    given = call.values.get("reply_parameters") or {}
    wanted = given.get("message_id") or call.integer("reply_to_message_id")
    if not wanted:
        return None, None
    lenient = given.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply")
    home = call.world.chat(given["chat_id"]) if given.get("chat_id") else chat
    message = home.by_id.get(int(wanted))
    if message is None or message.deleted:
        if lenient:
            return None, None
        raise bad_request("message to be replied not found")
    quote = given.get("quote")
    if quote and quote not in message.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return message, quote


def message_in(call: "Call", chat: "Chat", words: str) -> "Message":
    """The message named by `message_id`. Raises `Refusal` («… not found») if it is not there."""
    message = chat.by_id.get(call.integer("message_id"))
    if message is None or message.deleted:
        raise bad_request(f"{words} not found")
    return message


def _be_member(chat: "Chat") -> None:
    kind = "group chat" if chat.kind == "group" else f"{chat.kind} chat"
    match chat.bot.standing:
        case "kicked":
            raise forbidden(f"bot was kicked from the {kind}")
        case "left":
            raise forbidden(f"bot is not a member of the {kind}")
        case _:
            return

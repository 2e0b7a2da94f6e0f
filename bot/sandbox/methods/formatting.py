"""Texts and captions of requests: parse mode or given entities, trimmed, within their limits."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.chats import CAPTION_LIMIT, TEXT_LIMIT
from bot.sandbox.entities import Entity, checked_link, cleaned, settled, units
from bot.sandbox.markup import parse_html
from bot.sandbox.refusals import bad_request
from bot.sandbox.wire import Json

Formatted = tuple[str, tuple[Entity, ...]]
_PLAIN = frozenset(
    [
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "code",
        "blockquote",
        "expandable_blockquote",
    ]
)
_AUTOMATIC = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
    ]
)


def body(call: Call) -> Formatted:
    """The text of a message. Raises `Refusal` if it is empty, too long or wrongly marked up."""
    text, entities = formatted(call, call.values, "text", "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if units(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return text, entities


def caption(call: Call, values: Mapping[str, Any] | None = None) -> Formatted:
    """The caption of a picture or file, possibly empty. Raises `Refusal` as `body` does."""
    given = call.values if values is None else values
    text, entities = formatted(call, given, "caption", "caption_entities")
    if units(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return text, entities


def formatted(call: Call, values: Mapping[str, Any], name: str, entities_name: str) -> Formatted:
    """A text with its entities by `parse_mode` or by an explicit list."""
    raw = str(values.get(name) or "")
    mode = str(values.get("parse_mode") or "").lower()
    if mode == "html":
        text, found = parse_html(cleaned(raw))
    elif mode in {"", "none"}:
        text, found = cleaned(raw), tuple(_given(values.get(entities_name) or []))
    elif mode in {"markdown", "markdownv2"}:
        raise bad_request(f"this server does not read {values['parse_mode']}; use HTML")
    else:
        raise bad_request("unsupported parse_mode")
    known = [one for one in found if one.user_id is None or call.world.user(one.user_id)]
    return settled(text, known)


def _given(entities: list[Any]) -> list[Entity]:
    answer = []
    for entry in entities:
        if not isinstance(entry, dict):
            raise bad_request("can't parse MessageEntity: expected an Object")
        if entry.get("type") not in _AUTOMATIC:
            answer.append(_entity(entry))
    return answer


def _entity(entry: Json) -> Entity:
    kind, offset, length = entry.get("type"), entry.get("offset"), entry.get("length")
    if not isinstance(offset, int) or not isinstance(length, int):
        missing = "length" if isinstance(offset, int) else "offset"
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{missing}\"")
    match kind:
        case str() if kind in _PLAIN:
            return Entity(kind, offset, length)
        case "pre":
            return Entity("pre", offset, length, language=entry.get("language") or None)
        case "text_link":
            url = checked_link(str(entry.get("url", "")))
            if url is None:
                raise bad_request("entity URL is invalid")
            return Entity("text_link", offset, length, url=url)
        case "text_mention":
            user = entry.get("user") or {}
            return Entity("text_mention", offset, length, user_id=int(user.get("id", 0)))
        case "custom_emoji":
            emoji = str(entry.get("custom_emoji_id", ""))
            return Entity("custom_emoji", offset, length, custom_emoji_id=emoji)
        case "date_time":
            form = entry.get("date_time_format") or None
            unix = int(entry.get("unix_time", 0))
            return Entity("date_time", offset, length, unix_time=unix, date_time_format=form)
        case _:
            raise bad_request("can't parse MessageEntity: Unsupported type specified")

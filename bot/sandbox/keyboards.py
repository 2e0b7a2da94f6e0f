"""Checks of reply markup: inline keyboards, reply keyboards, forced replies."""

from typing import Any

from bot.sandbox.entities import checked_link
from bot.sandbox.refusals import Refusal, bad_request
from bot.sandbox.wire import Json

_DATA_LIMIT = 64
_COPY_LIMIT = 256
_BUTTONS_LIMIT = 100
_STYLES = {"danger", "success", "primary"}
_FREE_FORMS = ("callback_game", "pay", "login_url", "web_app")
_SWITCHES = ("switch_inline_query", "switch_inline_query_current_chat")
_FLAGS = ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective")


def checked_keyboard(markup: Json | None, *, private: bool = True) -> Json | None:
    """The markup with only what Telegram keeps of it; None where there is nothing to show.

    Raises `Refusal` (400) in Telegram's words.
    """
    if not markup:
        return None
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"])
    if "keyboard" in markup:
        rows = _rows(markup["keyboard"], 'Field "keyboard" must be an Array of Arrays')
        kept = [[_reply_button(button, private=private) for button in row] for row in rows]
        kept = [row for row in kept if row]
        if not kept:
            return None
        answer: Json = {"keyboard": kept}
        answer |= {name: True for name in _FLAGS if markup.get(name)}
        if markup.get("input_field_placeholder"):
            answer["input_field_placeholder"] = str(markup["input_field_placeholder"])[:64]
        return answer
    for form in ("remove_keyboard", "force_reply"):
        if markup.get(form):
            names = (form, "selective", "input_field_placeholder")
            return {name: markup[name] for name in names if markup.get(name)}
    return None


def _rows(value: object, words: str) -> list[list[Any]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise bad_request(words)
    return value


def _inline(value: object) -> Json | None:
    words = 'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
    rows = [[_inline_button(button) for button in row] for row in _rows(value, words)]
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > _BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _inline_button(button: object) -> Json:
    if not isinstance(button, dict):
        raise _unread("InlineKeyboardButton must be an Object")
    kept: Json = {"text": _label(button, "InlineKeyboardButton", "Inline keyboard button")}
    if button.get("icon_custom_emoji_id"):
        kept["icon_custom_emoji_id"] = str(button["icon_custom_emoji_id"])
    kept |= _style(button)
    kept |= _action(button)
    return kept


def _action(button: Json) -> Json:
    if button.get("url"):
        return {"url": _button_link(str(button["url"]))}
    if button.get("callback_data"):
        return _calling_back(button["callback_data"])
    for name in _SWITCHES:
        if isinstance(button.get(name), str):
            return {name: button[name]}
    if isinstance(button.get("switch_inline_query_chosen_chat"), dict):
        return {"switch_inline_query_chosen_chat": button["switch_inline_query_chosen_chat"]}
    if isinstance(button.get("copy_text"), dict):
        return _copying(button["copy_text"])
    for name in _FREE_FORMS:
        if name in button:
            return {name: button[name]}
    raise _unread("Text buttons are unallowed in the inline keyboard")


def _calling_back(data: object) -> Json:
    if not isinstance(data, str):
        raise _unread('Field "callback_data" must be of type String')
    if len(data.encode("utf-8", "surrogatepass")) > _DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")
    return {"callback_data": data}


def _copying(given: Json) -> Json:
    copied = given.get("text")
    if not isinstance(copied, str) or not 0 < len(copied) <= _COPY_LIMIT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return {"copy_text": {"text": copied}}


def _button_link(url: str) -> str:
    address = checked_link(url)
    if address is None:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return address


def _reply_button(button: object, *, private: bool) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request(
            "can't parse keyboard button: KeyboardButton must be a String or an Object"
        )
    kept: Json = {"text": _label(button, "KeyboardButton", "Keyboard button")}
    kept |= _style(button)
    for name, words in (("request_location", "location"), ("request_contact", "phone number")):
        if button.get(name):
            if not private:
                raise bad_request(f"{words} can be requested in private chats only")
            kept[name] = True
    return kept


def _label(button: Json, kind: str, name: str) -> str:
    text = button.get("text")
    if not isinstance(text, str):
        words = (
            'Can\'t find field "text"' if text is None else 'Field "text" must be of type String'
        )
        raise (
            _unread(words)
            if kind.startswith("Inline")
            else bad_request(f"can't parse keyboard button: {words}")
        )
    if not text.strip():
        raise bad_request(f"{name} text must be non-empty")
    return text


def _style(button: Json) -> Json:
    style = str(button.get("style") or "").lower()
    if not style or style == "default":
        return {}
    if style not in _STYLES:
        raise _unread("invalid button style specified")
    return {"style": style}


def _unread(words: str) -> Refusal:
    return bad_request(f"can't parse inline keyboard button: {words}")

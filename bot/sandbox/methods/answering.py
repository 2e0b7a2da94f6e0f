"""Methods that answer a pressed button or an inline query, or give a file."""

from bot.sandbox.calls import Call
from bot.sandbox.chats import TEXT_LIMIT
from bot.sandbox.documents import DOWNLOAD_LIMIT
from bot.sandbox.entities import units
from bot.sandbox.keyboards import checked_keyboard
from bot.sandbox.methods import formatting
from bot.sandbox.refusals import bad_request
from bot.sandbox.wire import Json

_TOAST_LIMIT = 200
_RESULTS_LIMIT = 50
_ID_LIMIT = 64


def answer_callback_query(call: Call) -> bool:
    """AnswerCallbackQuery."""
    if units(call.text("text")) > _TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {
        name: call.values[name] for name in ("text", "show_alert", "url") if name in call.values
    }
    call.world.pressing.answer_press(call.text("callback_query_id"), answer)
    return True


def answer_inline_query(call: Call) -> bool:
    """AnswerInlineQuery."""
    results = call.values["results"]
    if len(results) > _RESULTS_LIMIT:
        raise bad_request("RESULTS_TOO_MUCH")
    checked = [_result(call, entry) for entry in results]
    if len({entry["id"] for entry in checked}) < len(checked):
        raise bad_request("RESULT_ID_DUPLICATE")
    names = ("cache_time", "is_personal", "next_offset", "button")
    answer = {name: call.values[name] for name in names if name in call.values}
    call.world.pressing.answer_inline(call.text("inline_query_id"), {**answer, "results": checked})
    return True


def get_file(call: Call) -> Json:
    """GetFile."""
    kept = call.world.archive.by_id(call.text("file_id"))
    if kept is None:
        raise bad_request("invalid file_id")
    if len(kept.data) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {
        "file_id": kept.file_id,
        "file_unique_id": kept.unique_id,
        "file_size": len(kept.data),
        "file_path": kept.path,
    }


def _result(call: Call, entry: object) -> Json:
    if not isinstance(entry, dict):
        raise bad_request("can't parse inline query result: inline query result must be an object")
    result_id = str(entry.get("id", ""))
    if not 0 < len(result_id.encode("utf-8", "replace")) <= _ID_LIMIT:
        raise bad_request("RESULT_ID_INVALID")
    kind = entry.get("type")
    kept: Json = {name: value for name, value in entry.items() if isinstance(value, str | int)}
    kept["id"] = result_id
    content = entry.get("input_message_content")
    if kind == "article" and not isinstance(content, dict):
        raise bad_request("input message content is not specified")
    if isinstance(content, dict):
        kept["_content"] = _content(call, content)
    else:
        kept["_content"] = formatting.caption(call, entry)
    kept["reply_markup"] = checked_keyboard(entry.get("reply_markup"))
    return kept


def _content(call: Call, content: Json) -> formatting.Formatted:
    text, entities = formatting.formatted(call, content, "message_text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if units(text) > TEXT_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    return text, entities

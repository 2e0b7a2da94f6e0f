"""Reads the parameters of a request by the table in `parameters.toml` and refuses wrong ones."""

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.sandbox.refusals import Refusal, bad_request

_INT64 = 2**63
_OBJECT_WORDS = {
    "reply_markup": (
        "can't parse reply keyboard markup JSON object",
        "object expected as reply markup",
    ),
    "reply_parameters": (
        "can't parse reply parameters JSON object",
        "object expected as reply parameters",
    ),
    "link_preview_options": (
        "can't parse link preview options JSON object",
        "object expected as link preview options",
    ),
    "scope": ("can't parse BotCommandScope JSON object", "BotCommandScope must be an Object"),
    "menu_button": ("can't parse menu button JSON object", "MenuButton must be an Object"),
    "media": ("can't parse input media JSON object", "expected an Object"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One line of the table: how to read a value, and whether it must be there."""

    kind: str
    required: bool


@dataclass(frozen=True, slots=True)
class Table:
    """All methods by their name in lower case, the words for what is missing, known reactions."""

    methods: Mapping[str, Mapping[str, Parameter]]
    names: Mapping[str, str]
    missing: Mapping[str, str]
    reactions: frozenset[str]


@cache
def table() -> Table:
    """The table as shipped."""
    source = files("bot.sandbox").joinpath("parameters.toml").read_text("utf-8")
    data = tomllib.loads(source)
    methods = {
        method.lower(): {
            name: Parameter(kind.removesuffix("!"), kind.endswith("!"))
            for name, kind in lines.items()
        }
        for method, lines in data["methods"].items()
    }
    names = {method.lower(): method for method in data["methods"]}
    return Table(methods, names, data["missing"], frozenset(data["reactions"].split()))


def read(method: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The known parameters of a request, each of its type.

    Raises `Refusal` in Telegram's words for a missing or ill-typed one; parameters the
    method does not have are left out.
    """
    known = table().methods[method]
    values = dict[str, Any]()
    for name, value in raw.items():
        parameter = known.get(name)
        if parameter is not None and value is not None:
            values[name] = _READERS[parameter.kind](name, value)
    for name, parameter in known.items():
        if parameter.required and values.get(name, "") == "":
            raise _absent(name)
    return values


def _absent(name: str) -> Refusal:
    return bad_request(table().missing.get(name, f'parameter "{name}" is required'))


def _invalid(name: str) -> Refusal:
    return bad_request(f"invalid {name} specified")


def _integer(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise _invalid(name)
    try:
        number = int(value)
    except ValueError:
        raise _invalid(name) from None
    if not -_INT64 <= number < _INT64:
        raise _invalid(name)
    return number


def _number(name: str, value: object) -> float:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise _invalid(name) from None


def _text(name: str, value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    raise _invalid(name)


def _flag(name: str, value: object) -> bool:
    match value:
        case bool():
            return value
        case int() | str() if str(value).lower() in {"1", "true", "yes", "t"}:
            return True
        case int() | str() if str(value).lower() in {"0", "false", "no", "f", ""}:
            return False
    raise _invalid(name)


def _chat(name: str, value: object) -> int | str:
    if isinstance(value, str) and value.startswith("@"):
        return value
    if value == "":
        raise _absent(name)
    try:
        return _integer(name, value)
    except Refusal:
        raise bad_request("chat not found") from None


def _decoded(value: object, words: str) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(words) from None


def _list(name: str, value: object) -> object:
    if value == "":
        return []
    words = f"can't parse {name} JSON object"
    decoded = _decoded(value, words)
    if not isinstance(decoded, list):
        raise bad_request(f"expected an Array as {name}")
    return decoded


def _object(name: str, value: object) -> object:
    if value == "":
        return None
    unread, unfit = _OBJECT_WORDS.get(
        name, (f"can't parse {name} JSON object", "expected an Object")
    )
    decoded = _decoded(value, unread)
    if not isinstance(decoded, dict):
        raise bad_request(unfit)
    return decoded


def _file(_name: str, value: object) -> object:
    return value


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "integer": _integer,
    "number": _number,
    "text": _text,
    "flag": _flag,
    "chat": _chat,
    "list": _list,
    "object": _object,
    "file": _file,
}

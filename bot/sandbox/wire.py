"""JSON as it goes over the wire."""

import json
import zlib
from typing import Any

Json = dict[str, Any]
"""An object of the Bot API: field names to values."""


def encode(value: object) -> bytes:
    """The value as compact UTF-8 JSON; lone surrogates are escaped, never an error."""
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def ok(result: object) -> bytes:
    """The body of a request that was carried out."""
    return b'{"ok":true,"result":' + encode(result) + b"}"


def text_code(text: str) -> int:
    """A number that stands for a text where texts themselves would take too much memory."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))

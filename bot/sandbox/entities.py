"""Message entities: what is bold, a link, a command, counted in UTF-16 units as Telegram counts."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlsplit

from bot.sandbox.wire import Json

_ORDER = [
    "expandable_blockquote",
    "blockquote",
    "text_link",
    "text_mention",
    "pre",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "date_time",
    "code",
    "custom_emoji",
]
_PRIORITY = {kind: place for place, kind in enumerate(_ORDER)}
_CLOSED = {"pre", "code", "text_link", "text_mention"}
_FOUND = re.compile(
    r"(?P<url>\b(?:https?|ftp)://[^\s<>\"]+[^\s<>\".,;:!?)'\]])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/@])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z0-9_]{3,32})\b"
    r"|(?<![\w#])(?P<hashtag>\#(?=\w*[^\W\d])\w{1,256})"
)
_UNSEEN = re.compile("[\u2028-\u202e\u0333\u033f\u030a\r]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")
_SCHEMES = {"http", "https", "tg", "ton", "tonsite"}


@dataclass(frozen=True, slots=True)
class Entity:
    """One stretch of formatted text; offset and length in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user_id: int | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None

    @property
    def end(self) -> int:
        """The first unit after it."""
        return self.offset + self.length

    def json(self, user: Callable[[int], Json | None]) -> Json:
        """As the Bot API sends it; `user` gives the User object of an id."""
        fields: Json = {"type": self.type, "offset": self.offset, "length": self.length}
        if self.user_id is not None:
            fields["user"] = user(self.user_id)
        for name in ("url", "language", "custom_emoji_id", "unix_time", "date_time_format"):
            value = getattr(self, name)
            if value is not None:
                fields[name] = value
        return fields


def units(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def cleaned(text: str) -> str:
    """The text without what Telegram takes out: control characters, direction overrides."""
    return _CONTROL.sub(" ", _UNSEEN.sub("", text))


def cut(text: str, start: int, end: int) -> str:
    """The stretch of a text between two UTF-16 offsets."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * start : 2 * end].decode("utf-16-le", "replace")


def checked_link(url: str) -> str | None:
    """The address as Telegram stores it, or None where it would drop the link."""
    address = url if "://" in url or url.startswith("tg:") else f"http://{url}"
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES or re.search(r"\s", parts.netloc):
        return None
    if parts.scheme.lower() in {"tg", "ton"}:
        return address
    host = parts.hostname or ""
    if "." not in host.strip(".") and ":" not in host:
        return None
    return address if parts.path or parts.query or parts.fragment else f"{address}/"


@lru_cache(maxsize=512)
def detected(text: str) -> tuple[Entity, ...]:
    """Commands, mentions, links, addresses and hashtags that Telegram marks by itself."""
    if not any(sign in text for sign in "/@#:"):
        return ()
    return tuple(
        Entity(match.lastgroup or "", units(text[: match.start()]), units(match.group()))
        for match in _FOUND.finditer(text)
    )


def settled(text: str, given: Iterable[Entity]) -> tuple[str, tuple[Entity, ...]]:
    """The text trimmed; the entities moved with it, sorted, and joined by those found in it."""
    left = len(text) - len(text.lstrip(" \n"))
    body = text.strip(" \n")
    shift, limit = units(text[:left]), units(body)
    kept = []
    for entity in given:
        start, end = max(entity.offset - shift, 0), min(entity.end - shift, limit)
        if end > start:
            kept.append(replace(entity, offset=start, length=end - start))
    closed = [entity for entity in kept if entity.type in _CLOSED]
    kept += [entity for entity in detected(body) if not _overlaps(entity, closed)]
    kept.sort(key=lambda entity: (entity.offset, -entity.length, _PRIORITY.get(entity.type, 99)))
    return body, tuple(kept)


def _overlaps(entity: Entity, others: Sequence[Entity]) -> bool:
    return any(entity.offset < other.end and other.offset < entity.end for other in others)

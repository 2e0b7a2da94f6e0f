"""Text and entities back to Telegram HTML, for tests that read what a person was shown."""

from collections.abc import Sequence
from html import escape

from bot.sandbox.entities import Entity

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}


def html(text: str, entities: Sequence[Entity]) -> str:
    """The text as Telegram HTML; entities must be sorted and nested rightly."""
    raw = text.encode("utf-16-le", "surrogatepass")
    opened: list[tuple[int, str]] = []
    parts: list[str] = []
    at = 0

    def advance(to: int) -> None:
        nonlocal at
        while opened and opened[-1][0] <= to:
            end, closing = opened.pop()
            parts.append(_plain(raw, at, end))
            parts.append(closing)
            at = max(at, end)
        parts.append(_plain(raw, at, to))
        at = max(at, to)

    for entity in entities:
        start, end = _tags(entity)
        if start:
            advance(entity.offset)
            parts.append(start)
            opened.append((entity.end, end))
    advance(len(raw) // 2)
    return "".join(parts)


def _plain(raw: bytes, start: int, end: int) -> str:
    return escape(raw[2 * start : 2 * end].decode("utf-16-le", "replace"), quote=False)


def _tags(entity: Entity) -> tuple[str, str]:
    tags = "", ""
    match entity.type:
        case "text_link":
            tags = f'<a href="{escape(entity.url or "")}">', "</a>"
        case "text_mention":
            tags = f'<a href="tg://user?id={entity.user_id}">', "</a>"
        case "pre" if entity.language:
            tags = f'<pre><code class="language-{escape(entity.language)}">', "</code></pre>"
        case "expandable_blockquote":
            tags = "<blockquote expandable>", "</blockquote>"
        case "custom_emoji":
            tags = f'<tg-emoji emoji-id="{entity.custom_emoji_id}">', "</tg-emoji>"
        case "date_time":
            form = f' format="{entity.date_time_format}"' if entity.date_time_format else ""
            tags = f'<tg-time unix="{entity.unix_time}"{form}>', "</tg-time>"
        case kind if kind in _TAGS:
            tags = f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    return tags

"""Telegram HTML as a type of its own, so that text from elsewhere cannot become markup."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Self

from markupsafe import Markup

_ISOLATE, _POP = "\u2068", "\u2069"
_OPPOSITE = {False: {"R", "AL"}, True: {"L"}}
# Direction overrides, embeddings and isolates; what Telegram itself drops; the byte order mark.
_DROPPED = re.compile("[\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\u0333\u033f\u030a]")
# Control characters other than the line break, halves of characters, and no characters at all.
_SPACED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)


def clean(text: str) -> str:
    """Return the text without control characters and without anything that turns its direction."""
    return _SPACED.sub(" ", _DROPPED.sub("", text))


class Html(Markup):
    """Text that is valid Telegram HTML already. Whatever is put into it is cleaned and escaped."""

    __slots__ = ()

    @classmethod
    def escape(cls, s: object, /) -> Self:
        """Return text from elsewhere as HTML, and HTML as it is."""
        return super().escape(s if hasattr(s, "__html__") else clean(str(s)))


def isolated(text: str, *, rtl: bool) -> str:
    """Keep a name of the other direction from disturbing the sentence around it."""
    if any(unicodedata.bidirectional(sign) in _OPPOSITE[rtl] for sign in text):
        return f"{_ISOLATE}{text}{_POP}"
    return text


def safe(text: str) -> Html:
    """Return text from elsewhere as HTML: cleaned and escaped."""
    return Html.escape(text)


def link(label: str, url: str | None) -> Html:
    """Return a link, or the label alone where there is no address of the web."""
    if url is None or not url.startswith(("https://", "http://")):
        return Html.escape(label)
    return Html('<a href="{}">{}</a>').format(url, label)


def plain_text(markup: str, *, addresses: bool = False) -> str:
    """Return what a reader of the HTML sees.

    With ``addresses`` each link is followed by where it leads, for a terminal.
    """
    if addresses:
        markup = _LINK.sub(r"\2 (\1)", markup)
    return html.unescape(_TAG.sub("", markup))


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units, as the Bot API counts."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def shortened(text: str, longest: int) -> str:
    """Return the text, or its beginning with an ellipsis where it is longer than allowed."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rstrip(" ,;:(–-") + "…"

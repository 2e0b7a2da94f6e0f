"""What a watched page says, as lines of text, and what two looks at it differ in. Pure.

Only what a person would read is kept, so that a changed script or style is no news. The addresses
of links are kept as well: a new document in a list is often nothing but a new link.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

MOST_LINES = 4_000  # of one page; what comes after them is not looked at
LONGEST_LINE = 400  # characters
SHOWN = 8  # lines of each side of a difference

_SILENT = {"script", "style", "noscript", "template", "svg", "head", "iframe"}
_WITHIN_LINES = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "ins", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "time", "tt", "u", "wbr",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """Lines that came and lines that went, cut to :data:`SHOWN`, and how many more there are."""

    came: tuple[str, ...]
    went: tuple[str, ...]
    more_came: int = 0
    more_went: int = 0


def lines_of_html(html: str, address: str) -> tuple[str, ...]:
    """Return the readable lines of a page; ``address`` is where it stands, for its links."""
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
    return reader.finished()


def lines_of_text(text: str) -> tuple[str, ...]:
    """Return the lines of plain text that say something."""
    lines = (" ".join(line.split())[:LONGEST_LINE] for line in text.splitlines())
    return tuple(line for line in lines if line)[:MOST_LINES]


def difference(before: tuple[str, ...], after: tuple[str, ...]) -> Difference | None:
    """Return in what two looks differ, None when they do not."""
    came: list[str] = []
    went: list[str] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, left, left_end, right, right_end in matcher.get_opcodes():
        if tag != "equal":
            went += before[left:left_end]
            came += after[right:right_end]
    if not came and not went:
        return None
    return Difference(
        tuple(came[:SHOWN]),
        tuple(went[:SHOWN]),
        max(0, len(came) - SHOWN),
        max(0, len(went) - SHOWN),
    )


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self._address = address
        self._lines: list[str] = []
        self._words: list[str] = []
        self._silent: list[str] = []
        self._leads_to: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self._silent.clear()  # the end of a head may be left out
        if tag in _SILENT:
            self._silent.append(tag)
        if tag not in _WITHIN_LINES:
            self._break()
        if tag == "a":
            self._leads_to = dict(attrs).get("href")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            while self._silent.pop() != tag:
                pass
        if tag == "a" and self._leads_to:
            target = self._target(self._leads_to)
            if target is not None:
                self._words.append(f" ({target})")
            self._leads_to = None
        if tag not in _WITHIN_LINES:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data)

    def finished(self) -> tuple[str, ...]:
        self._break()
        return tuple(self._lines)

    def _target(self, href: str) -> str | None:
        try:
            target = urlsplit(urljoin(self._address, href.strip()))
        except ValueError:
            return None
        if target.scheme not in {"http", "https"}:
            return None
        # Counters and campaign marks in a query would be news at every look.
        return target._replace(query="", fragment="").geturl()

    def _break(self) -> None:
        line = " ".join("".join(self._words).split())[:LONGEST_LINE]
        self._words.clear()
        if line and len(self._lines) < MOST_LINES:
            self._lines.append(line)

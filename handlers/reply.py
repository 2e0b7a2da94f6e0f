"""What the bot says: blocks of Telegram HTML and rows of buttons, knowing nothing of sending."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from handlers.markup import Html, plain_text, units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.answering.questions import Question
    from store.record.evidence import Ref

MESSAGE_LIMIT = 4096  # UTF-16 units after the markup is taken out
_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Ask:
    """A press that asks a question, or turns to a page of its answer (from 0).

    The answer takes the place of the message with the button, or comes ``below`` where that message
    is to stay.
    """

    question: Question
    page: int = 0
    below: bool = False


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A press that opens an address of the web."""

    url: str


@dataclass(frozen=True, slots=True)
class Act:
    """A press that does something: ``know``, ``send``, ``approve`` ...

    ``argument`` is what it is done to; ``refs`` are the records that it concerns.
    """

    verb: str
    argument: str = ""
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """A press that copies up to 256 characters to the clipboard."""

    text: str


Press = Ask | OpenLink | Act | Copy


class Style(StrEnum):
    """The colour of a button, where the reader's application knows of it."""

    PRIMARY = "primary"
    SUCCESS = "success"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """A button; its label is plain text."""

    label: str
    press: Press
    style: Style | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it is shown. Each block is valid Telegram HTML by itself."""

    blocks: tuple[str, ...]
    rows: Rows = ()

    @property
    def html(self) -> str:
        """The whole as one text, however long."""
        return _GAP.join(self.blocks)

    @property
    def text(self) -> str:
        """What a reader sees of the whole."""
        return plain_text(self.html)

    def pages(self, limit: int = MESSAGE_LIMIT) -> tuple[str, ...]:
        """Join the blocks into messages of at most ``limit`` UTF-16 units, markup not counted.

        A block is never cut, but for one that is too long for any message: it loses its markup
        and is cut between words.
        """
        pages: list[str] = []
        room = 0
        for block in self._fitting(limit):
            length = units(plain_text(block))
            if pages and length + len(_GAP) <= room:
                pages[-1] += _GAP + block
                room -= length + len(_GAP)
            else:
                pages.append(block)
                room = limit - length
        return tuple(pages)

    def _fitting(self, limit: int) -> Iterator[str]:
        # As text: markup added to markup would be escaped again.
        for block in map(str, self.blocks):
            text = plain_text(block)
            if units(text) <= limit:
                if text.strip():
                    yield str(block)  # what is added to a markup type would be escaped
            else:
                yield from (str(Html.escape(part)) for part in _cut(text, limit))


def _cut(text: str, limit: int) -> Iterator[str]:
    """Cut a text into parts of at most ``limit`` units, at a line break or space where there is."""
    rest = text.strip()
    while units(rest) > limit:
        end = _fitting_length(rest, limit)
        head = rest[:end]
        place = max(head.rfind("\n"), head.rfind(" "))
        if place > end // 2:
            end = place
        yield rest[:end].rstrip()
        rest = rest[end:].lstrip()
    if rest:
        yield rest


def _fitting_length(text: str, limit: int) -> int:
    room = limit
    for place, sign in enumerate(text):
        room -= units(sign)
        if room < 0:
            return max(place, 1)
    return len(text)

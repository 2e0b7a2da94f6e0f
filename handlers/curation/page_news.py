"""What coordinators are told when a watched page has changed: a short difference and the link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.markup import Html, shortened
from handlers.reply import Button, OpenLink, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.texts import Texts
    from store.curation.page_text import Difference

_LONGEST = 180  # characters of a line


def page_news(url: str, found: Difference, texts: Texts) -> Reply:
    """Return the message. Nothing in the store was changed by it, and it says so."""
    heading = texts("<b>A watched page has changed</b>\n{url}", url=url)
    below = texts("<i>The record was not touched. If this matters, enter it.</i>")
    blocks = [heading, *_lines(found, texts), below]
    open_it = Button(texts.plain("Open the page"), OpenLink(url))
    return Reply(tuple(blocks), ((open_it,),))


def _lines(found: Difference, texts: Texts) -> Iterator[Html]:
    for heading, lines, more in (
        (texts("<b>New</b>"), found.came, found.more_came),
        (texts("<b>Gone</b>"), found.went, found.more_went),
    ):
        if not lines:
            continue
        shown = [heading, *(Html("• {}").format(shortened(line, _LONGEST)) for line in lines)]
        if more:
            shown.append(texts.plural("and {n} more line", "and {n} more lines", more))
        yield Html("\n").join(shown)

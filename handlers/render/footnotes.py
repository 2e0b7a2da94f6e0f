"""The sources of one message: numbered as they are cited, each listed once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers.markup import Html, link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handlers.texts import Texts
    from store.record.records import Source


FOLDED_FROM = 3
"""Sources that a reader unfolds. A telephone shows the first of them all the same."""


@dataclass(slots=True)
class Footnotes:
    """Collects sources while a message is written; the first one cited is number 1."""

    numbers: dict[str, int] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)

    def marks(self, sources: Iterable[Source]) -> Html:
        """Return the marks of some sources, each leading to its source: "[1][2]"."""
        return Html("").join(self._mark(source) for source in sources)

    def _mark(self, source: Source) -> Html:
        if source.id not in self.numbers:
            self.sources.append(source)
            self.numbers[source.id] = len(self.sources)
        return link(f"[{self.numbers[source.id]}]", source.url)

    def listed(self, texts: Texts, *, in_short: bool = False) -> Html:
        """Return the list of all sources cited, with publisher and date; a long one folded."""
        written = source_in_short if in_short else source_line
        head = texts("<b>Sources</b>")
        lines = (
            Html("{}. {}").format(number, written(source, texts))
            for number, source in enumerate(self.sources, start=1)
        )
        listed = Html("\n").join([head, *lines])
        if len(self.sources) < FOLDED_FROM:
            return listed
        return Html("<blockquote expandable>{}</blockquote>").format(listed)


def source_line(source: Source, texts: Texts) -> Html:
    """Return one source: its title as a link, its publisher, its date."""
    dated = texts.plain("undated") if source.dated is None else texts.published(source.dated)
    title = link(source.title, source.url)
    if source.publisher in {"", source.title}:
        return texts.framed("{title}, {date}", title=title, date=dated)
    return texts.framed(
        "{title} – {publisher}, {date}", title=title, publisher=source.publisher, date=dated
    )


def source_in_short(source: Source, texts: Texts) -> Html:
    """Return one source by its publisher as a link, and its date."""
    dated = texts.plain("undated") if source.dated is None else texts.published(source.dated)
    publisher = link(source.publisher or source.title, source.url)
    return texts.framed("{title}, {date}", title=publisher, date=dated)

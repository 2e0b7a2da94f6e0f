"""Parts of a long answer on pages, each page one message that fits a phone's screen a few times."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from handlers.markup import Html, plain_text, units
from handlers.render.footnotes import Footnotes, source_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from handlers.render.writer import Writer

ROOM = 3300  # UTF-16 units for parts and their sources; what frames them takes the rest
ROOM_BESIDE_HEADLINE = 2600
_FOLD = "<blockquote expandable>{}</blockquote>"


@dataclass(frozen=True, slots=True)
class Part:
    """One claim of an answer, not yet written: what it says depends on its message's footnotes.

    ``heading`` stands above it unless the part before it has the same; ``tight`` parts follow each
    other without an empty line. ``folded`` ones are shown by their beginning until the reader
    unfolds them.
    """

    heading: Html | None
    write: Callable[[Writer], Html]
    tight: bool = False
    folded: bool = False


def paged(parts: Sequence[Part], writer: Writer) -> tuple[tuple[Part, ...], ...]:
    """Share the parts out to pages in their order; a page holds at least one."""
    pages: list[tuple[Part, ...]] = []
    page: list[Part] = []
    room, cited = 0, set[str]()
    for part in parts:
        length, sources = _measured(part, writer)
        new = {id_: size for id_, size in sources.items() if id_ not in cited}
        if page and length + sum(new.values()) > room:
            pages.append(tuple(page))
            page = []
        if not page:
            room = ROOM if pages else ROOM_BESIDE_HEADLINE
            cited, new = set(), sources
        page.append(part)
        room -= length + sum(new.values())
        cited.update(new)
    pages.append(tuple(page))
    return tuple(pages)


def _measured(part: Part, writer: Writer) -> tuple[int, dict[str, int]]:
    notes = Footnotes()
    text = part.write(replace(writer, notes=notes))
    head = 0 if part.heading is None else _length(part.heading) + 2
    sources = {s.id: _length(source_line(s, writer.texts)) + 5 for s in notes.sources}
    return head + _length(text) + 2, sources


def _length(markup: Html) -> int:
    return units(plain_text(markup))


def written(parts: Iterable[Part], writer: Writer) -> tuple[str, ...]:
    """Write the parts of one message as blocks, a heading with the first that it is above."""
    blocks: list[str] = []
    for (heading, folded), run in groupby(parts, key=lambda part: (part.heading, part.folded)):
        told = _run(tuple(run), writer)
        if heading:
            told[0] = f"{heading}\n{told[0]}"
        if folded and not any("<blockquote" in block for block in told):  # none within another
            told = [_FOLD.format("\n\n".join(told))]
        blocks.extend(told)
    return tuple(blocks)


def _run(parts: tuple[Part, ...], writer: Writer) -> list[str]:
    blocks: list[str] = []
    for before, part in pairwise((None, *parts)):
        if part is None:
            continue
        text = str(part.write(writer))
        if part.tight and before is not None and before.tight:
            blocks[-1] += f"\n{text}"
        else:
            blocks.append(text)
    return blocks

"""A matrix of parties and topics as text: signs in a table, and behind it what each stands for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from handlers.labels import STANCES, WAYS_OF_KNOWING
from handlers.markup import Html, clean, plain_text, shortened, units
from handlers.render.footnotes import Footnotes
from handlers.render.writer import parties_in, topics_in
from store.record.records import Position
from store.record.terms import Confidence, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handlers.render.writer import Writer
    from store.answering.answers import Cited, Found
    from store.record.evidence import Ref

COLUMNS = 8
ROWS = 16
ROOM = 3700  # UTF-16 units of one page; headline and foot take the rest
_NAME = 14  # signs of a name before the table; a phone shows about thirty in one line
_TITLE = 60

# One sign wide in every font, so that columns stand below each other.
SIGNS: Final[Mapping[Stance, str]] = {
    Stance.SUPPORTS: "+",
    Stance.SEEKS_STRONGER: "↑",
    Stance.SEEKS_WEAKER: "↓",
    Stance.OPPOSES: "−",
    Stance.SEEKS_DELETION: "×",
    Stance.CONDITIONAL: "±",
    Stance.FLEXIBLE: "~",
    Stance.RESERVES: "=",
    Stance.UNCLEAR: "?",
}
_NOT_ON_RECORD = "·"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of the matrix that fits into one message."""

    rows: tuple[Ref, ...]
    columns: tuple[Ref, ...]


def sheets(found: Found, w: Writer) -> tuple[Sheet, ...]:
    """Share a matrix out to pages: some columns with all their rows, then the next columns."""
    made: list[Sheet] = []
    for columns in _chunks(topics_in(found.subjects), COLUMNS):
        rows = _spoken(found, columns)
        while rows:
            sheet = Sheet(rows[:ROWS], columns)
            while len(sheet.rows) > 1 and _length(found, sheet, w) > ROOM:
                sheet = replace(sheet, rows=sheet.rows[: len(sheet.rows) * 2 // 3])
            made.append(sheet)
            rows = rows[len(sheet.rows) :]
    return tuple(made)


def whole_matrix(found: Found) -> Sheet:
    """Return the matrix as one sheet, for places that have room."""
    columns = topics_in(found.subjects)
    return Sheet(_spoken(found, columns), columns)


def matrix_headline(found: Found, w: Writer) -> Html:
    """Return what the matrix shows."""
    parties, topics = parties_in(found.subjects), topics_in(found.subjects)
    count = w.texts.plural("{n} party", "{n} parties", len(_spoken(found, topics)))
    if len(parties) == 1:
        count = w.names(parties)
    if len(topics) == 1:
        return w.texts(
            "<b>{topic}: {parties} at a glance</b>", topic=w.name(topics[0]), parties=count
        )
    return w.texts("<b>{parties} on record, at a glance</b>", parties=count)


def sheet_blocks(found: Found, sheet: Sheet, w: Writer) -> Iterator[Html]:
    """Yield columns and table, the signs, and what each sign stands for with date and source."""
    cells = _cells(found)
    yield Html("{}\n{}").format(_columns(sheet, w), _table(cells, sheet, w))
    yield _legend(cells, sheet, w)
    lines = [_row(cells, row, sheet, w) for row in sheet.rows]
    if any(_doubtful(cited) for cited in _within(cells, sheet)):
        lines.append(w.texts("⚠ in doubt: the position itself says why"))
    yield Html("<blockquote expandable>{}</blockquote>").format(Html("\n").join(lines))


def _columns(sheet: Sheet, w: Writer) -> Html:
    lines = (
        w.texts.framed(
            "<b>{letter}</b> {topic}", letter=letter, topic=shortened(w.name(ref), _TITLE)
        )
        for letter, ref in _lettered(sheet)
    )
    return Html("\n").join(lines)


def _table(cells: Mapping[tuple[Ref, Ref], Cited], sheet: Sheet, w: Writer) -> Html:
    lines = [" " * _NAME + " ".join(letter for letter, _ in _lettered(sheet))]
    for row in sheet.rows:
        name = shortened(clean(w.name(row)).replace("\n", " "), _NAME - 1).ljust(_NAME)
        lines.append(name + " ".join(_sign(cells.get((row, ref))) for ref in sheet.columns))
    return Html("<pre>{}</pre>").format("\n".join(line.rstrip() for line in lines))


def _sign(cited: Cited | None) -> str:
    stance = _stance(cited)
    return _NOT_ON_RECORD if stance is None else SIGNS[stance]


def _legend(cells: Mapping[tuple[Ref, Ref], Cited], sheet: Sheet, w: Writer) -> Html:
    used = {_stance(cells.get((row, ref))) for row in sheet.rows for ref in sheet.columns}
    texts = w.texts
    meant: list[tuple[str, str]] = [
        (sign, texts.label(STANCES[stance])) for stance, sign in SIGNS.items() if stance in used
    ]
    if None in used:
        meant.append((_NOT_ON_RECORD, texts("not on record, which is no position")))
    return Html("; ").join(
        texts.framed("<code>{sign}</code> {meaning}", sign=sign, meaning=meaning)
        for sign, meaning in meant
    )


def _row(cells: Mapping[tuple[Ref, Ref], Cited], row: Ref, sheet: Sheet, w: Writer) -> Html:
    texts = w.texts
    said = [
        texts.framed(
            "{letter} {what} {sources}{doubt}",
            letter=letter,
            what=_cell(cited.record, w),
            sources=w.marks(cited),
            doubt=" ⚠" if _doubtful(cited) else "",
        )
        for letter, ref in _lettered(sheet)
        if (cited := cells.get((row, ref))) is not None and isinstance(cited.record, Position)
    ]
    name = shortened(w.name(row), _TITLE)
    return texts.framed("<b>{party}</b> {said}", party=name, said=Html("; ").join(said))


def _cell(position: Position, w: Writer) -> Html:
    parts = [w.texts.label(STANCES[position.stance]), w.texts.dated(position.dated)]
    if w.known_by is None:
        parts.append(w.texts.label(WAYS_OF_KNOWING[position.evidence.known_by]))
    return Html(", ").join(w.texts.value(part) for part in parts)


def _doubtful(cited: Cited) -> bool:
    evidence = cited.evidence
    return evidence.unchecked or bool(evidence.doubts) or evidence.confidence is Confidence.LOW


def _lettered(sheet: Sheet) -> Iterator[tuple[str, Ref]]:
    for place, ref in enumerate(sheet.columns):
        yield chr(ord("A") + place % 26) * (place // 26 + 1), ref


def _cells(found: Found) -> Mapping[tuple[Ref, Ref], Cited]:
    return {(section.about[0], section.about[1]): section.claims[0] for section in found.sections}


def _within(cells: Mapping[tuple[Ref, Ref], Cited], sheet: Sheet) -> Iterator[Cited]:
    for (party, topic), cited in cells.items():
        if party in sheet.rows and topic in sheet.columns:
            yield cited


def _stance(cited: Cited | None) -> Stance | None:
    if cited is None or not isinstance(cited.record, Position):
        return None
    return cited.record.stance


def _spoken(found: Found, columns: Sequence[Ref]) -> tuple[Ref, ...]:
    """Return the parties that have a position on one of the topics, in their order."""
    having = {party for party, topic in _cells(found) if topic in columns}
    return tuple(ref for ref in parties_in(found.subjects) if ref in having)


def _chunks(refs: Sequence[Ref], size: int) -> Iterator[tuple[Ref, ...]]:
    for start in range(0, len(refs), size):
        yield tuple(refs[start : start + size])


def _length(found: Found, sheet: Sheet, w: Writer) -> int:
    writer = replace(w, notes=Footnotes())
    blocks = [*sheet_blocks(found, sheet, writer), writer.notes.listed(w.texts)]
    return sum(units(plain_text(block)) + 2 for block in blocks)

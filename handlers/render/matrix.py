"""A matrix of parties and topics as text: signs in a table, and behind it what each stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handlers.labels import STANCES, WAYS_OF_KNOWING
from handlers.markup import Html, clean, plain_text, shortened, units
from handlers.render.writer import parties_in, topics_in
from store.record.records import Position
from store.record.terms import Confidence, KnownBy, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handlers.render.writer import Writer
    from store.answering.answers import Cited, Found
    from store.record.evidence import Ref

    Cells = Mapping[tuple[Ref, Ref], Cited]

COLUMNS = 8
ROWS = 16
ROOM = 3700  # UTF-16 units of one page; headline and foot take the rest
_NAME = 14  # signs of a name before the table; a phone shows about thirty in one line
_TITLE = 60

# UTF-16 units that are reckoned for a cell with its letter and date, for the mark of a source, and
# for a source beside its publisher.
_CELL = 24
_MARK = 4
_SOURCE = 24

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
    cells = _cells(found)
    return tuple(
        sheet
        for columns in _chunks(topics_in(found.subjects), COLUMNS)
        for sheet in _fitting(Sheet(_spoken(found, columns), columns), cells, w)
    )


def _fitting(sheet: Sheet, cells: Cells, w: Writer) -> Iterator[Sheet]:
    """Cut a sheet between rows so that each part fits into a message with its sources.

    Lengths are reckoned, not measured: a matrix of everything has many pages, and one is shown.
    """
    frame = _length(_columns(sheet, w)) + 2 * _NAME + 200  # the table's head; what signs mean
    rows: list[Ref] = []
    room, listed = ROOM - frame, set[str]()
    for row in sheet.rows:
        shown = [c for ref in sheet.columns if (c := cells.get((row, ref))) is not None]
        marks = sum(len(cited.citations) for cited in shown)
        told = 2 * _NAME + (_CELL * len(shown)) + _MARK * marks + 2 * len(sheet.columns)
        sources = {s.id: _SOURCE + len(s.publisher) for c in shown for s in c.citations}
        new = sum(length for id_, length in sources.items() if id_ not in listed)
        if rows and (len(rows) == ROWS or told + new > room):
            yield Sheet(tuple(rows), sheet.columns)
            rows, room, listed, new = [], ROOM - frame, set(), sum(sources.values())
        rows.append(row)
        room -= told + new
        listed.update(sources)
    if rows:
        yield Sheet(tuple(rows), sheet.columns)


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
    lines.extend(_basis(cells, sheet, w))
    yield Html("<blockquote expandable>{}</blockquote>").format(Html("\n").join(lines))


def _columns(sheet: Sheet, w: Writer) -> Html:
    lines = (
        w.texts.framed(
            "<b>{letter}</b> {topic}", letter=letter, topic=shortened(w.name(ref), _TITLE)
        )
        for letter, ref in _lettered(sheet)
    )
    return Html("\n").join(lines)


def _table(cells: Cells, sheet: Sheet, w: Writer) -> Html:
    lines = [" " * _NAME + " ".join(letter for letter, _ in _lettered(sheet))]
    for row in sheet.rows:
        name = shortened(clean(w.name(row)).replace("\n", " "), _NAME - 1).ljust(_NAME)
        lines.append(name + " ".join(_sign(cells.get((row, ref))) for ref in sheet.columns))
    return Html("<pre>{}</pre>").format("\n".join(line.rstrip() for line in lines))


def _sign(cited: Cited | None) -> str:
    stance = _stance(cited)
    return _NOT_ON_RECORD if stance is None else SIGNS[stance]


def _legend(cells: Cells, sheet: Sheet, w: Writer) -> Html:
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


def _row(cells: Cells, row: Ref, sheet: Sheet, w: Writer) -> Html:
    """Return when a party took each position, and where that stands."""
    texts = w.texts
    said = [
        texts.framed(
            "{letter} {date} {sources}{doubt}",
            letter=letter,
            date=texts.dated(cited.record.dated),
            sources=w.marks(cited),
            doubt=" ⚠" if _doubtful(cited, w) else "",
        )
        for letter, ref in _lettered(sheet)
        if (cited := cells.get((row, ref))) is not None and isinstance(cited.record, Position)
    ]
    name = shortened(w.name(row), _TITLE)
    return texts.framed("<b>{party}</b> {said}", party=name, said=Html("; ").join(said))


def _basis(cells: Cells, sheet: Sheet, w: Writer) -> Iterator[Html]:
    """Yield in which ways the positions of a sheet are known, and what its warning sign means."""
    shown = tuple(_within(cells, sheet))
    if w.known_by is None:
        ways = {cited.evidence.known_by for cited in shown}
        labels = (w.texts.label(WAYS_OF_KNOWING[way]) for way in KnownBy if way in ways)
        named = Html("; ").join(labels)
        yield w.texts("How this is known: {ways}.", ways=named)
    if any(_doubtful(cited, w) for cited in shown):
        yield w.texts("⚠ in doubt: the position itself says why")


def _doubtful(cited: Cited, w: Writer) -> bool:
    """Whether there is more to be told of a claim than a sign can tell."""
    evidence = cited.evidence
    if cited.record.ref in w.snapshot.disputes_about:
        return True
    return evidence.unchecked or bool(evidence.doubts) or evidence.confidence is Confidence.LOW


def _lettered(sheet: Sheet) -> Iterator[tuple[str, Ref]]:
    for place, ref in enumerate(sheet.columns):
        yield chr(ord("A") + place % 26) * (place // 26 + 1), ref


def _cells(found: Found) -> Cells:
    return {(section.about[0], section.about[1]): section.claims[0] for section in found.sections}


def _within(cells: Cells, sheet: Sheet) -> Iterator[Cited]:
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


def _length(markup: Html) -> int:
    return units(plain_text(markup))

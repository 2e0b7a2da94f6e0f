"""A file with many rows, read into fields: positions, events or votes. Pure.

What its fields mean is for others to read; here is only whether it is a table of ours at all. A
cell that a spreadsheet would run as a formula is refused, because the export gives it back.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO
from typing import TYPE_CHECKING

from store.curation.forms import Field
from store.curation.scrutiny import MOST_LINES

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = 5_000_000  # of a file; a Telegram document may have 50 MB
_LONGEST = 20_000  # characters of one cell
_FORMULA = ("=", "+", "@", "\t", "\r")
_DELIMITERS = (";", ",", "\t")


class Template(StrEnum):
    """What a file may hold, told by its columns."""

    POSITIONS = "positions"
    EVENTS = "events"
    VOTES = "votes"


TEMPLATES: Mapping[Template, tuple[Field, ...]] = {
    Template.POSITIONS: (
        Field.PARTY,
        Field.TOPIC,
        Field.STANCE,
        Field.DATE,
        Field.SUMMARY,
        Field.URL,
        Field.SOURCE_TITLE,
    ),
    Template.EVENTS: (Field.START, Field.TITLE, Field.END, Field.PLACE, Field.TOPICS),
    Template.VOTES: (
        Field.TOPIC,
        Field.MOTION,
        Field.DATE,
        Field.YES,
        Field.NO,
        Field.ABSTAIN,
        Field.OUTCOME,
        Field.MEANING,
        Field.URL,
    ),
}
"""The columns of each, in the order of the template."""

OPTIONAL = {
    Field.SOURCE_TITLE,
    Field.END,
    Field.PLACE,
    Field.TOPICS,
    Field.YES,
    Field.NO,
    Field.ABSTAIN,
}
"""Columns that may be missing, and cells that may be blank."""


class FileWrong(StrEnum):
    """What is wrong with a file as such. ``row`` is its line, from 1 on."""

    TOO_BIG = "too_big"
    ENCODING = "encoding"  # neither UTF-8 nor UTF-16 nor Windows-1252
    NO_TEXT = "no_text"  # a spreadsheet's own format, a picture, an archive
    EMPTY = "empty"
    NO_TEMPLATE = "no_template"  # its columns are of no template; ``value`` is the first odd one
    NO_COLUMN = "no_column"  # column ``value`` is missing
    TWICE = "twice"  # column ``value`` stands twice
    CELLS = "cells"  # a row with more or fewer cells than there are columns
    FORMULA = "formula"  # a cell begins like a formula
    LONG_CELL = "long_cell"
    BROKEN = "broken"  # quotes that do not close
    TOO_MANY = "too_many"  # rows


@dataclass(frozen=True, slots=True)
class FileFault:
    """One thing wrong with a file."""

    wrong: FileWrong
    row: int | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, from 1 on, and what stands under each column."""

    line: int
    cells: Mapping[Field, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A file of one kind, cell by cell. Blank rows are left out."""

    template: Template
    rows: tuple[Row, ...]


def read_table(content: bytes) -> Table | tuple[FileFault, ...]:
    """Read a file, or return everything that is wrong with it."""
    if len(content) > MOST_BYTES:
        return (FileFault(FileWrong.TOO_BIG),)
    text = decoded(content)
    if isinstance(text, FileFault):
        return (text,)
    if not text.strip():
        return (FileFault(FileWrong.EMPTY),)
    heading = text.lstrip("\r\n").splitlines()[0]
    delimiter = max(_DELIMITERS, key=heading.count)
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        lines = [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error:
        return (FileFault(FileWrong.BROKEN),)
    columns = _columns(lines[0][1])
    if isinstance(columns, tuple):
        return columns
    return _rows(lines[1:], columns)


def template_csv(template: Template) -> str:
    """Return the heading of a template as a line of CSV."""
    return ",".join(TEMPLATES[template]) + "\r\n"


def decoded(content: bytes) -> str | FileFault:
    """Return the text of a file, or why it has none."""
    if content.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8")):
        return FileFault(FileWrong.NO_TEXT)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return FileFault(FileWrong.NO_TEXT) if "\0" in text else text
    return FileFault(FileWrong.ENCODING)


def _columns(heading: list[str]) -> list[Field] | tuple[FileFault, ...]:
    names = ["_".join(cell.casefold().split()) for cell in heading]
    known = {field.value: field for field in Field}
    odd = [name for name in names if name not in known]
    fits = [
        template
        for template, fields in TEMPLATES.items()
        if not odd and {known[name] for name in names} <= set(fields)
    ]
    if not fits:
        foreign = odd or names
        return (FileFault(FileWrong.NO_TEMPLATE, 1, foreign[0]),)
    if len(set(names)) != len(names):
        twice = next(name for name in names if names.count(name) > 1)
        return (FileFault(FileWrong.TWICE, 1, twice),)
    given = [known[name] for name in names]
    template = _template(given)
    missing = [f for f in TEMPLATES[template] if f not in OPTIONAL and f not in given]
    if missing:
        return tuple(FileFault(FileWrong.NO_COLUMN, 1, field.value) for field in missing)
    return given


def _template(columns: list[Field]) -> Template:
    """Return the template with most of the columns."""
    return max(TEMPLATES, key=lambda template: len(set(TEMPLATES[template]) & set(columns)))


def _rows(
    lines: list[tuple[int, list[str]]], columns: list[Field]
) -> Table | tuple[FileFault, ...]:
    if not lines:
        return (FileFault(FileWrong.EMPTY),)
    if len(lines) > MOST_LINES:
        return (FileFault(FileWrong.TOO_MANY, value=str(len(lines))),)
    faults: list[FileFault] = []
    rows = []
    for line, cells in lines:
        if len(cells) != len(columns):
            faults.append(FileFault(FileWrong.CELLS, line, str(len(cells))))
            continue
        for field, cell in zip(columns, cells, strict=True):
            if len(cell) > _LONGEST:
                faults.append(FileFault(FileWrong.LONG_CELL, line, field.value))
            elif _is_formula(cell):
                faults.append(FileFault(FileWrong.FORMULA, line, field.value))
        texts = {f: cell.strip() for f, cell in zip(columns, cells, strict=True)}
        rows.append(Row(line, texts))
    return tuple(faults) if faults else Table(_template(columns), tuple(rows))


def _is_formula(cell: str) -> bool:
    # A minus sign alone begins a list or a negative number; with letters it begins a formula.
    minus = cell.startswith("-") and "(" in cell and not cell.startswith("- ")
    return cell.startswith(_FORMULA) or minus

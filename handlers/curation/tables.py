"""An imported file into a form: each row read as the command for one of its kind is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from handlers.sentences import phrase
from store.curation.forms import AddEvent, AddVote, Import, SetPosition
from store.curation.importing import FileWrong, Template, read_table
from store.curation.scrutiny import MOST_LINES, faults_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handlers.curation.forms import Reader
    from handlers.markup import Html
    from handlers.sentences import Phrase
    from handlers.texts import Texts
    from store.curation.forms import Fault, Line
    from store.curation.importing import FileFault

IMPORT = "import"
"""The command of a draft that holds a file."""

CSV = "csv"
"""The field of it that does."""

_COMMANDS: Final[Mapping[Template, str]] = {
    Template.POSITIONS: "setposition",
    Template.EVENTS: "addevent",
    Template.VOTES: "addvote",
}
_WRONGS: Final[Mapping[FileWrong, Phrase]] = {
    FileWrong.TOO_BIG: phrase("file", "The file is too big: at most 5 MB."),
    FileWrong.ENCODING: phrase(
        "file", "The letters of the file cannot be read. Save it as CSV in UTF-8."
    ),
    FileWrong.NO_TEXT: phrase(
        "file", "This is no CSV file but one of another kind. Save the table as CSV in UTF-8."
    ),
    FileWrong.EMPTY: phrase("file", "The file has no rows."),
    FileWrong.NO_TEMPLATE: phrase(
        "file", "The columns are of no template; “{value}” is none of theirs. /import has them."
    ),
    FileWrong.NO_COLUMN: phrase("file", "The column “{value}” is missing."),
    FileWrong.TWICE: phrase("file", "The column “{value}” stands there twice."),
    FileWrong.CELLS: phrase("file", "Row {row}: {value} cells, which are not as many as columns."),
    FileWrong.FORMULA: phrase(
        "file", "Row {row}, {value}: begins like a formula, which is refused. Write it as a text."
    ),
    FileWrong.LONG_CELL: phrase("file", "Row {row}, {value}: is far too long."),
    FileWrong.BROKEN: phrase("file", "A quotation mark in the file does not close."),
    FileWrong.TOO_MANY: phrase("file", "The file has {value} rows; at most {limit} at once."),
}


def form_of(text: str, reader: Reader) -> Import | tuple[Fault, ...] | tuple[FileFault, ...]:
    """Return the form that a file makes, or everything that is wrong with it."""
    table = read_table(text.encode())
    if isinstance(table, tuple):
        return table
    lines: list[Line] = []
    rows: list[int] = []
    faults: list[Fault] = []
    for row in table.rows:
        given = {field.value: cell for field, cell in row.cells.items()}
        read = reader.form(_COMMANDS[table.template], given)
        if isinstance(read, SetPosition | AddEvent | AddVote):
            lines.append(read)
            rows.append(row.line)
        elif isinstance(read, tuple):
            faults += [replace(fault, row=row.line) for fault in read]
    form = Import(lines=tuple(lines), rows=tuple(rows))
    if not faults:
        return form
    # What can be read may be wrong in other ways: everything is told at once.
    others = faults_of(form, reader.lexicon.snapshot, reader.today) if lines else ()
    return tuple(sorted((*faults, *others), key=lambda fault: fault.row or 0))


def file_fault_line(fault: FileFault, texts: Texts) -> Html:
    """Say what is wrong with a file."""
    return texts.sentence(
        _WRONGS[fault.wrong],
        row=str(fault.row or ""),
        value=fault.value,
        limit=texts.number(MOST_LINES),
    )

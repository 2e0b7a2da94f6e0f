"""Everything curated as a file, in the form that was asked for. Nothing about people is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, assert_never

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.texts import Texts
    from store.record.snapshot import Snapshot

Form = Literal["csv", "json", "ics"]


class ExportFile(NamedTuple):
    """A file and the name to give it."""

    name: str
    data: bytes


def export_file(form: Form, snapshot: Snapshot, texts: Texts, *, now: datetime) -> ExportFile:
    """Return the file: ``csv`` a table, ``json`` for programs, ``ics`` the calendar."""
    name = f"{snapshot.negotiation.id}.{form}"
    match form:
        case "csv":
            from handlers.exports.spreadsheet import spreadsheet  # noqa: PLC0415

            # Spreadsheets take a file without this mark for one in an old local encoding.
            return ExportFile(name, spreadsheet(snapshot).encode("utf-8-sig"))
        case "json":
            from handlers.exports.dataset import dataset  # noqa: PLC0415

            return ExportFile(name, dataset(snapshot).encode())
        case "ics":
            from handlers.exports.agenda import agenda  # noqa: PLC0415

            return ExportFile(name, agenda(snapshot, texts, now=now))
        case _:
            assert_never(form)

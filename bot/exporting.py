"""``rapporteur export``: everything curated, as a pack or as a file. Nothing about people."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from bot.clock import clock_of
from bot.curated import curated
from bot.faults import GOOD, Failed, Misused

if TYPE_CHECKING:
    from bot.settings import Settings
    from handlers.exports.files import Form
    from store.record.snapshot import Snapshot

_STDOUT = "-"


def export(settings: Settings, form: Form | Literal["pack"], output: str | None) -> int:
    """Write what is curated to a file or folder, or to stdout when no output is named.

    What was there before is replaced whole or, when anything fails, not at all. Raises Failed,
    Misused, DatabaseFault, PackFaults and OSError.
    """
    if form == "pack":
        if output is None or output == _STDOUT:
            raise Misused("export --format pack writes a folder: add --output FOLDER")
        return _pack(curated(settings), Path(output))
    snapshot = curated(settings)
    # Imported here: who writes a pack needs no words.
    from handlers.exports.files import export_file  # noqa: PLC0415
    from handlers.texts import Texts  # noqa: PLC0415

    texts = Texts.of(snapshot.negotiation.language)
    file = export_file(form, snapshot, texts, now=clock_of(settings).now())
    if output is None or output == _STDOUT:
        sys.stdout.flush()
        sys.stdout.buffer.write(file.data)
        sys.stdout.buffer.flush()
    else:
        _write(Path(output), file.data)
    return GOOD


def _pack(snapshot: Snapshot, folder: Path) -> int:
    from store.packs.writing import NotWritten, write_pack  # noqa: PLC0415

    try:
        files = write_pack(snapshot, folder)
    except NotWritten as reason:
        raise Failed(str(reason)) from None
    except OSError as error:
        raise Failed(f"{folder} cannot be written: {error.strerror}") from None
    sys.stdout.write(f"{folder}: {len(snapshot)} records in {files} files\n")
    return GOOD


def _write(output: Path, data: bytes) -> None:
    file = output.resolve()
    if file.exists() and not file.is_file() and not file.is_dir():
        file.write_bytes(data)  # a pipe or a device, which nothing may take the place of
        return
    if file.is_dir():
        raise Failed(f"{output} is a folder")
    if not file.parent.is_dir():
        raise Failed(f"{output} cannot be made: there is no folder {file.parent}")
    try:
        with TemporaryDirectory(dir=file.parent, prefix=f".{file.name}-") as beside:
            written = Path(beside) / file.name
            written.write_bytes(data)
            written.replace(file)
    except OSError as error:
        raise Failed(f"{output} cannot be written: {error.strerror}") from None

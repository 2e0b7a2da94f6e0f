"""A snapshot as the folder of a pack: for people to read, to compare and to load again.

The order is the store's, so that what changes in the folder is what has changed in the store.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import tomli_w

from store.packs.faults import Fault, PackFaults
from store.packs.folder import BESIDES, KINDS, MANIFEST, STANDS_IN
from store.packs.reading import read_pack
from store.packs.tables import manifest, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.packs.folder import Table
    from store.record.snapshot import Snapshot

_SPLIT = "positions"  # into a file for each party
_FILES = {MANIFEST, *(f"{kind}.toml" for kind in KINDS)}
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._-")


class NotWritten(Exception):  # noqa: N818 - what came of the pack
    """The folder cannot be written to. The message is one line."""


def write_pack(snapshot: Snapshot, folder: Path) -> int:
    """Write the pack, over a former one of the same negotiation; return the number of files.

    It is written beside the folder and put in its place only when it reads back as the same
    records: whatever happens, the folder holds the former pack or the whole new one. A licence,
    a readme and hidden files stay where they are. Raises NotWritten when the folder holds anything
    else, PackFaults when the store holds what no pack may, and OSError.
    """
    folder = folder.resolve()
    if not folder.parent.is_dir():
        raise NotWritten(f"{folder} cannot be made: there is no folder {folder.parent}")
    _refuse_others(folder, snapshot.negotiation.id)
    with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        written = Path(beside) / "new"
        count = 0
        for name, content in pack_files(snapshot):
            file = written / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8", newline="\n")
            count += 1
        _refuse_unequal(snapshot, written)
        _put_in_place(written, folder, Path(beside) / "former")
    return count


def pack_files(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Yield the name of each file, relative to the pack's folder, and what it holds."""
    yield MANIFEST, _toml(manifest(snapshot.negotiation))
    found = tables(snapshot)
    for kind in KINDS:
        rows = found.get(kind, [])
        if kind == _SPLIT:
            by_party: defaultdict[str, list[Table]] = defaultdict(list)
            for row in rows:
                by_party[_file_name(str(row["party"]))].append(row)
            for name in sorted(by_party):
                yield f"{kind}/{name}.toml", _toml({kind: by_party[name]})
        elif rows:
            yield f"{kind}.toml", _toml({kind: rows})


def _toml(document: Table) -> str:
    return tomli_w.dumps(document, multiline_strings=True)


def _file_name(id_: str) -> str:
    # Ids that differ in capitals only share a file: some disks know no such difference.
    return "".join(letter if letter in _SAFE else "-" for letter in id_.lower())


def _refuse_others(folder: Path, negotiation: str) -> None:
    """Raise NotWritten unless the folder is missing, empty, or a pack of this negotiation."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise NotWritten(f"{folder} is no folder")
    names = sorted(path.name for path in folder.iterdir())
    if not names:
        return
    if MANIFEST not in names:
        raise NotWritten(f"{folder} is no pack, and it is not empty")
    try:
        found = tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8")).get("id")
    except ValueError:
        raise NotWritten(f"{folder} is no pack: its {MANIFEST} cannot be read") from None
    if found != negotiation:
        raise NotWritten(f"{folder} holds another pack than {negotiation!r}")
    for path in _whole(folder):
        if not (_of_pack(path) or _beside(path)):
            name = path.relative_to(folder)
            raise NotWritten(f"{folder} holds {name}, which is no part of a pack")


def _whole(folder: Path) -> Iterator[Path]:
    """Yield what is in the folder of a pack: files, and folders that are not of a kind."""
    for path in sorted(folder.iterdir()):
        if path.name in KINDS and path.is_dir():
            yield from sorted(path.iterdir())
        else:
            yield path


def _of_pack(path: Path) -> bool:
    return path.suffix == ".toml" and (path.parent.name in KINDS or path.name in _FILES)


def _beside(path: Path) -> bool:
    """Whether it is not the pack's, and left where it is."""
    return path.name in BESIDES or path.name.startswith(".")


def _refuse_unequal(snapshot: Snapshot, written: Path) -> None:
    """Raise PackFaults unless the pack just written reads back as the same records."""
    pack = read_pack(written)
    read = {record.ref: record for record in pack.records}
    faults = [
        Fault(f"{STANDS_IN[ref.kind][0]}.toml", ref.id, "a pack cannot say what the store holds")
        for ref, record in snapshot.records.items()
        if read.get(ref) != record
    ]
    if pack.negotiation != snapshot.negotiation:
        faults.append(Fault(MANIFEST, "", "a pack cannot say what the store holds"))
    if faults:
        raise PackFaults(faults)


def _put_in_place(written: Path, folder: Path, former: Path) -> None:
    """Let the new folder take the place of the former one, with what is not the pack's in it."""
    if not folder.exists():
        written.rename(folder)
        return
    folder.rename(former)
    try:
        written.rename(folder)
    except OSError:
        former.rename(folder)
        raise
    for path in _whole(former):
        if _beside(path):
            place = folder / path.relative_to(former)
            place.parent.mkdir(exist_ok=True)
            path.rename(place)

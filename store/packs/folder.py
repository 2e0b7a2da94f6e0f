"""The files of a pack, from a folder that somebody else may have written."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.packs.faults import Fault
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MANIFEST = "pack.toml"
KINDS = (
    "sources",
    "parties",
    "safeguards",
    "provisions",
    "positions",
    "votes",
    "events",
    "documents",
    "glossary",
    "answers",
)
STANDS_IN: Mapping[Kind, tuple[str, ...]] = {
    Kind.SOURCE: ("sources",),
    Kind.PARTY: ("parties",),
    Kind.MEMBERSHIP: ("parties",),
    Kind.ACTION: ("parties",),
    Kind.SAFEGUARD: ("safeguards",),
    Kind.PROVISION: ("provisions",),
    Kind.STATUS: ("safeguards", "provisions"),
    Kind.POSITION: ("positions",),
    Kind.VOTE: ("votes",),
    Kind.EVENT: ("events",),
    Kind.DOCUMENT: ("documents",),
    Kind.GLOSSARY: ("glossary",),
    Kind.ANSWER: ("answers",),
}
"""The files in which each kind of record stands, by itself or within another."""

BESIDES = {"README.md", "LICENSE", "LICENSE.md"}
MOST_BYTES = 4_000_000  # of one file
MOST_FILES = 5_000
_LINE = re.compile(r"\s*\(at (line \d+, column \d+|end of document)\)$")

Table = dict[str, object]


@dataclass(slots=True)
class Folder:
    """The tables of all files: the manifest, and (file, table) for each kind in file order.

    ``broken`` are the kinds of which a file could not be read.
    """

    manifest: Table | None = None
    tables: dict[str, list[tuple[str, Table]]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)


def read_folder(folder: Path, faults: list[Fault]) -> Folder:
    """Parse every file of the pack; add a fault for each that cannot be taken."""
    found = Folder(tables={kind: [] for kind in KINDS})
    if not folder.is_dir():
        faults.append(Fault(str(folder), "", "is no folder"))
        return found
    for count, (kind, path) in enumerate(_files(folder, faults)):
        name = path.relative_to(folder).as_posix()
        if count >= MOST_FILES:
            faults.append(Fault(name, "", f"the pack has more than {MOST_FILES} files"))
            break
        document = _parsed(path, name, folder, faults)
        if document is None:
            found.broken.add(kind)
            continue
        if kind == MANIFEST:
            found.manifest = document
        else:
            found.tables[kind].extend(
                (name, table) for table in _tables(document, kind, name, faults)
            )
    if found.manifest is None and not any(fault.file == MANIFEST for fault in faults):
        faults.append(Fault(MANIFEST, "", "is missing"))
    return found


def _files(folder: Path, faults: list[Fault]) -> Iterator[tuple[str, Path]]:
    """Yield the kind and the path of each file: ``kind.toml``, then ``kind/*.toml`` by name."""
    entries = {path.name: path for path in sorted(folder.iterdir())}
    known = {MANIFEST, *BESIDES, *KINDS, *(f"{kind}.toml" for kind in KINDS)}
    names = ", ".join(f"{kind}.toml" for kind in KINDS)
    faults.extend(
        Fault(name, "", f"is no file of a pack; known are {MANIFEST}, {names}")
        for name in entries
        if name not in known and not name.startswith(".")
    )
    if MANIFEST in entries:
        yield MANIFEST, entries[MANIFEST]
    for kind in KINDS:
        if f"{kind}.toml" in entries:
            yield kind, entries[f"{kind}.toml"]
        if kind in entries:
            yield from ((kind, path) for path in _parts(entries[kind], folder, faults))


def _parts(part: Path, folder: Path, faults: list[Fault]) -> Iterator[Path]:
    if not part.is_dir() or _leads_out(part, folder):
        faults.append(Fault(part.name, "", "must be a folder within the pack"))
        return
    for path in sorted(part.iterdir()):
        if path.suffix == ".toml":
            yield path
        elif not path.name.startswith(".") and path.name not in BESIDES:
            faults.append(Fault(f"{part.name}/{path.name}", "", "is no TOML file"))


def _parsed(path: Path, name: str, folder: Path, faults: list[Fault]) -> Table | None:
    if _leads_out(path, folder):
        faults.append(Fault(name, "", "leads out of the pack's folder"))
        return None
    try:
        if not path.is_file():
            faults.append(Fault(name, "", "is no file"))
            return None
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        faults.append(Fault(name, "", f"cannot be read: {error.strerror}"))
        return None
    if len(content) > MOST_BYTES:
        faults.append(Fault(name, "", f"is larger than {MOST_BYTES} bytes"))
        return None
    try:
        return tomllib.loads(content.decode())
    except UnicodeDecodeError as error:
        faults.append(Fault(name, "", f"is not UTF-8 at byte {error.start}"))
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        where = _LINE.search(reason)
        place = f"{where[1]}: " if where else ""
        faults.append(Fault(name, "", f"is not TOML: {place}{_LINE.sub('', reason)}"))
    except (ValueError, RecursionError):
        faults.append(Fault(name, "", "is not TOML: a value is too large or nested too deep"))
    return None


def _tables(document: Table, kind: str, name: str, faults: list[Fault]) -> Iterator[Table]:
    faults.extend(
        Fault(name, "", f"unknown table {key!r}; write [[{kind}]]")
        for key in document
        if key != kind
    )
    rows = document.get(kind, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        faults.append(Fault(name, "", f"{kind} must be tables: write [[{kind}]]"))
        return
    yield from rows


def _leads_out(path: Path, folder: Path) -> bool:
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a loop of links
        return True

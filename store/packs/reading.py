"""A pack as records. It is taken whole or, with every fault that it has, not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from store.packs.faults import Fault, PackFaults
from store.packs.fields import Fields
from store.packs.folder import KINDS, MANIFEST, STANDS_IN, read_folder
from store.packs.references import agreement_faults, reference_faults
from store.packs.shapes import READERS, negotiation
from store.record.limits import WORD
from store.record.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from store.record.records import Record
    from store.record.snapshot import Negotiation


@dataclass(frozen=True, slots=True)
class Pack:
    """A valid pack: what it says of itself, and its records in the order of its files."""

    negotiation: Negotiation
    records: tuple[Record, ...]

    def snapshot(self) -> Snapshot:
        """Return the records as a store that holds nothing else."""
        return Snapshot.of(self.negotiation, self.records)


def read_pack(folder: Path) -> Pack:
    """Read and validate a pack. Raise PackFaults with all its faults when it has any."""
    faults: list[Fault] = []
    found = read_folder(folder, faults)
    about = None
    if found.manifest is not None:
        about = negotiation(Fields(found.manifest, MANIFEST, "", faults))
    zone = about.zone if about is not None else ZoneInfo("UTC")
    placed: list[tuple[str, Record]] = []
    for kind in KINDS:
        for number, (file, table) in enumerate(found.tables[kind], 1):
            id_ = table.get("id")
            name = id_[:WORD] if isinstance(id_, str) else f"[[{kind}]] no. {number}"
            fields = Fields(table, file, name, faults, zone)
            placed.extend((file, record) for record in READERS[kind](fields))
            fields.close()
    broken = {kind for kind, files in STANDS_IN.items() if found.broken.intersection(files)}
    faults.extend(reference_faults(placed, broken))
    if about is not None:
        faults.extend(agreement_faults(about, placed))
    if faults or about is None:
        raise PackFaults(faults)
    return Pack(about, tuple(record for _, record in placed))

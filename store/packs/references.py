"""What can only be seen when all records are read: names that lead nowhere, numbers that clash."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from store.packs.faults import Fault
from store.packs.fields import nearest
from store.record.consistency import Rule, Severity, check
from store.record.references import names_in
from store.record.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from store.record.evidence import Ref
    from store.record.records import Record
    from store.record.snapshot import Negotiation
    from store.record.terms import Kind

Placed = tuple[str, "Record"]  # a record and the file in which it stands
_TOLD_HERE = {Rule.DANGLING, Rule.UNSOURCED}


def reference_faults(placed: list[Placed], broken: Container[Kind] = ()) -> Iterator[Fault]:
    """Yield a fault for each id that is given twice and for each name of no record.

    ``broken`` are kinds of which not every record could be read: names of them are let be.
    """
    known: defaultdict[Kind, dict[str, str]] = defaultdict(dict)
    for file, record in placed:
        if record.id in known[record.kind]:
            where = known[record.kind][record.id]
            yield Fault(file, record.id, f"id: another {record.kind} has it already, in {where}")
        known[record.kind].setdefault(record.id, file)
    for file, record in placed:
        for field, ref in names_in(record):
            if ref.id and ref.kind not in broken and ref.id not in known[ref.kind]:
                hint = nearest(ref.id, list(known[ref.kind]))
                yield Fault(file, record.id, f"{field}: there is no {ref.kind} {ref.id!r}{hint}")


def agreement_faults(negotiation: Negotiation, placed: list[Placed]) -> Iterator[Fault]:
    """Yield a fault for each way in which the records, one by one in order, do not agree."""
    files = {record.ref: file for file, record in reversed(placed)}
    records: dict[Ref, Record] = {}
    for _, record in placed:
        records.setdefault(record.ref, record)
    for finding in check(Snapshot.of(negotiation, records.values())):
        wrong = finding.severity is Severity.ERROR or finding.rule is Rule.NO_GROUP
        if wrong and finding.rule not in _TOLD_HERE:
            ref = finding.about[0]
            others = "".join(f" ({other.id})" for other in finding.about[1:])
            yield Fault(files[ref], ref.id, finding.words + others)

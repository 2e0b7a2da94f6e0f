"""A pack into the store, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.packs.comparison import compare, next_edition
from store.packs.faults import Fault, PackFaults
from store.packs.folder import MANIFEST
from store.tables.audit import NOBODY, Act, append, hold
from store.tables.edition import edition, keep_edition
from store.tables.reading import read_snapshot, written
from store.tables.writing import arrange, put_many, put_negotiation, remove

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from store.packs.comparison import Comparison
    from store.packs.reading import Pack


def load_pack(db: Session, pack: Pack, *, now: datetime, dry_run: bool = False) -> Comparison:
    """Load a pack into an empty store or bring the store up to it, and return what that changed.

    ``now`` (aware) is when: what changes the store becomes one entry of the audit.

    What coordinators wrote stays as it is; the comparison tells where the pack says otherwise.
    Loading the same pack again changes nothing, not even the store's revision. With ``dry_run``
    nothing is written, and ``db`` may be one that only reads. Raises PackFaults when the store is
    about another negotiation.
    """
    if not dry_run:
        # A coordinator may be writing just now: what is compared below must still hold then.
        hold(db)
    before = read_snapshot(db)
    if before is not None and before.negotiation.id != pack.negotiation.id:
        ours, theirs = before.negotiation.id, pack.negotiation.id
        raise PackFaults([Fault(MANIFEST, "", f"id: is {theirs!r}, but the store is {ours!r}")])
    former = edition(db)
    comparison = compare(pack, before, written(db), former)
    if dry_run:
        return comparison
    if comparison.before != comparison.after:
        put_negotiation(db, pack.negotiation)
    incoming = [*comparison.added, *(change.after for change in comparison.changed)]
    if incoming:
        put_many(db, incoming)
    for record in comparison.removed:
        remove(db, record.ref)
    if comparison.reordered:
        arrange(db, comparison.order)
    keep_edition(db, next_edition(pack, former, comparison))
    if comparison.changes_something:
        append(db, Act.LOADED, at=now, actor=NOBODY, content=_content(comparison))
    return comparison


def _content(comparison: Comparison) -> dict[str, object]:
    """Return what the audit says of a load: which records it changed, of a first one how many."""
    first = comparison.before is None
    return {
        "negotiation": comparison.after.id,
        "edition": comparison.after.edition,
        "records": len(comparison.added) if first else None,
        "added": [] if first else [str(record.ref) for record in comparison.added],
        "changed": [str(change.after.ref) for change in comparison.changed],
        "removed": [str(record.ref) for record in comparison.removed],
    }

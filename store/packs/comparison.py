"""A pack against the store: what loading it would change, and what it leaves alone.

Three sides are compared: what the pack says now, what it said when it was last loaded, and what the
store says. Where only the pack has moved on, it is followed. What a coordinator wrote stays.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from store.record.consistency import Severity, check
from store.record.evidence import Evidence
from store.record.references import names_in
from store.record.snapshot import Snapshot
from store.tables.edition import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from store.packs.reading import Pack
    from store.record.consistency import Finding
    from store.record.evidence import Ref
    from store.record.records import Record
    from store.record.snapshot import Negotiation
    from store.record.terms import Kind
    from store.tables.reading import Written


class Why(StrEnum):
    """Why a record in the store stays as it is although the pack says something else."""

    EDITED = "edited"  # by a coordinator; the pack says what it said before
    CONFLICT = "conflict"  # edited by a coordinator, and the pack says something new as well
    DROPPED = "dropped"  # the pack no longer holds it, but a coordinator has edited it
    NEEDED = "needed"  # the pack no longer holds it, but another record names it


class Difference(NamedTuple):
    """A field in which two records differ; the fields of their evidence count as their own."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Change:
    """A record in the store and what the pack makes of it."""

    before: Record
    after: Record

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Where the two differ."""
        return tuple(_differences(self.before, self.after))


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that stays as it is. ``named_by`` is a record that needs it."""

    why: Why
    here: Record
    in_pack: Record | None = None
    named_by: Ref | None = None

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Where the store (before) and the pack (after) differ; none if the pack lacks it."""
        return tuple(_differences(self.here, self.in_pack)) if self.in_pack is not None else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What loading a pack does to the store. ``before`` is None when nothing was loaded yet."""

    before: Negotiation | None
    after: Negotiation
    added: tuple[Record, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[Record, ...] = ()
    kept: tuple[Kept, ...] = ()
    unchanged: int = 0
    order: tuple[Ref, ...] = ()  # in which all records are to stand, kind by kind
    reordered: bool = False  # some do not stand in it yet
    findings: tuple[Finding, ...] = ()  # errors that come of it: pack and coordinators disagree

    @property
    def about(self) -> tuple[Difference, ...]:
        """What the pack says otherwise of itself."""
        return tuple(_differences(self.before, self.after)) if self.before is not None else ()

    @property
    def conflicts(self) -> tuple[Kept, ...]:
        """What a person has to decide: the store and the pack have both moved on."""
        return tuple(kept for kept in self.kept if kept.why in {Why.CONFLICT, Why.DROPPED})

    @property
    def changes_something(self) -> bool:
        """Whether the store is another one afterwards."""
        records = self.added or self.changed or self.removed
        return self.before != self.after or bool(records) or self.reordered


def compare(
    pack: Pack,
    before: Snapshot | None,
    writers: Mapping[Ref, Written],
    edition: Mapping[Ref, str],
) -> Comparison:
    """Compare a pack with the store.

    ``writers`` tells of each record in the store who wrote it last, ``edition`` is the fingerprint
    of each record that the pack gave last.
    """
    if before is None:
        order = tuple(record.ref for record in pack.records)
        return Comparison(before=None, after=pack.negotiation, added=pack.records, order=order)
    added: list[Record] = []
    changed: list[Change] = []
    kept: list[Kept] = []

    def follows(here: Record) -> bool:
        """Whether the store says what the pack said last."""
        return writers[here.ref].origin == "pack" or fingerprint(here) == edition.get(here.ref)

    for record in pack.records:
        here = before.records.get(record.ref)
        if here is None:
            added.append(record)
        elif here != record:
            if follows(here):
                changed.append(Change(here, record))
            else:
                same = fingerprint(record) == edition.get(record.ref)
                kept.append(Kept(Why.EDITED if same else Why.CONFLICT, here, record))
    in_pack = {record.ref for record in pack.records}
    dropped = {
        ref: here
        for ref, here in before.records.items()
        if ref not in in_pack and (ref in edition or writers[ref].origin == "pack")
    }
    kept += (Kept(Why.DROPPED, here) for here in dropped.values() if not follows(here))
    unneeded = {ref: here for ref, here in dropped.items() if follows(here)}
    staying = _after(before, added, changed, unneeded)
    needed = _needed(unneeded, staying)
    kept += (Kept(Why.NEEDED, unneeded.pop(ref), named_by=by) for ref, by in needed.items())
    order = _order(pack, before, unneeded)
    after = _after(before, added, changed, unneeded)
    # A pack agrees with itself; only with what others wrote it may not.
    mixed = bool(kept) or len(after) > len(pack.records)
    held = [ref for ref in before.records if ref not in unneeded]
    return Comparison(
        before=before.negotiation,
        after=pack.negotiation,
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(unneeded.values()),
        kept=tuple(kept),
        unchanged=len(pack.records) - len(added) - len(changed)
        - sum(1 for one in kept if one.in_pack is not None),
        order=order,
        reordered=_by_kind(order) != _by_kind([*held, *(record.ref for record in added)]),
        findings=_errors(before, Snapshot.of(pack.negotiation, after)) if mixed else (),
    )  # fmt: skip


def next_edition(pack: Pack, edition: Mapping[Ref, str], comparison: Comparison) -> dict[Ref, str]:
    """Return the fingerprints to keep when the pack is loaded.

    Of what is in conflict the former ones are kept: it is told again until somebody settles it.
    """
    found = {record.ref: fingerprint(record) for record in pack.records}
    for kept in comparison.conflicts:
        former = edition.get(kept.here.ref)
        if former is not None:
            found[kept.here.ref] = former
        else:
            found.pop(kept.here.ref, None)
    return found


def _after(
    before: Snapshot, added: list[Record], changed: list[Change], gone: Mapping[Ref, Record]
) -> list[Record]:
    """Return all records of the store as they will be, without those that may go."""
    staying = {ref: record for ref, record in before.records.items() if ref not in gone}
    staying.update((record.ref, record) for record in added)
    staying.update((change.after.ref, change.after) for change in changed)
    return list(staying.values())


def _errors(before: Snapshot, after: Snapshot) -> tuple[Finding, ...]:
    """Return the errors that were not there before."""
    known = set(check(before))
    return tuple(
        finding
        for finding in check(after)
        if finding.severity is Severity.ERROR and finding not in known
    )


def _needed(gone: Mapping[Ref, Record], staying: list[Record]) -> dict[Ref, Ref]:
    """Return which of the records that may go are named by one that stays, and by which."""
    found: dict[Ref, Ref] = {}
    queue = list(staying)
    while queue:
        record = queue.pop()
        for _, named in names_in(record):
            if named in gone and named not in found:
                found[named] = record.ref
                queue.append(gone[named])  # and what it names has to stay too
    return {ref: found[ref] for ref in gone if ref in found}


def _order(pack: Pack, before: Snapshot, removed: Mapping[Ref, Record]) -> tuple[Ref, ...]:
    """Return the pack's order, with what the pack does not hold after it, as it stood."""
    order = dict.fromkeys(record.ref for record in pack.records)
    order.update(dict.fromkeys(ref for ref in before.records if ref not in removed))
    return tuple(order)


def _by_kind(refs: list[Ref] | tuple[Ref, ...]) -> dict[Kind, list[str]]:
    found: defaultdict[Kind, list[str]] = defaultdict(list)
    for ref in refs:
        found[ref.kind].append(ref.id)
    return dict(found)


def _differences(before: Any, after: Any) -> Iterator[Difference]:  # noqa: ANN401 - any two records of one kind
    for field in fields(before):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if isinstance(old, Evidence) and isinstance(new, Evidence):
            yield from _differences(old, new)
        elif old != new:
            yield Difference(field.name, old, new)

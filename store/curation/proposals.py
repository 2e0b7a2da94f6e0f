"""What a form would change, worked out before anything is written. Pure.

The same is worked out again in the transaction that writes: only where it is still what was shown
does it count.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from store.curation import ledger
from store.curation.bench import Bench
from store.curation.forms import (
    AddSource,
    Confirm,
    Fault,
    Field,
    Form,
    Retract,
    Wrong,
)
from store.curation.making import make
from store.curation.scrutiny import faults_of
from store.record.consistency import Rule, Severity, check
from store.record.records import (
    Party,
    Position,
    Record,
    Source,
    StatusChange,
    Vote,
)
from store.record.snapshot import Snapshot, topics_of
from store.tables.change import ChangeKind, Edit
from store.tables.reading import read_snapshot, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from sqlmodel import Session

    from store.record.evidence import Ref
    from store.tables.change import Change
    from store.tables.reading import Written


@dataclass(frozen=True, slots=True)
class Standing:
    """What a form is held against: the record, who wrote it last, and what waits for review."""

    snapshot: Snapshot
    written: Mapping[Ref, Written]
    pending: tuple[Change, ...]
    now: datetime

    @property
    def today(self) -> date:
        """The day in the session's time zone."""
        return self.now.astimezone(self.snapshot.negotiation.zone).date()


class NoticeKind(StrEnum):
    """What a coordinator should look at before going on."""

    NEARLY_SAME = "nearly_same"  # ``ref`` says nearly the same
    CONTRADICTS = "contradicts"  # ``ref`` says otherwise of the same day
    OVERLAPS = "overlaps"  # ``ref`` is a meeting at the same time
    OUTSIDE_SESSION = "outside_session"  # a meeting on a day of no session
    OLDER = "older"  # ``ref`` is later: what is entered will not be the present state
    WAITING = "waiting"  # change ``change`` is about the same and waits for review
    NEW_SOURCE = "new_source"  # ``ref`` is a source that was not known
    NEW_PARTY = "new_party"  # ``ref`` is a state of which nothing was on record


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to look at."""

    kind: NoticeKind
    ref: Ref | None = None
    change: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be changed. ``digest`` stands for just these edits."""

    kind: ChangeKind
    edits: tuple[Edit, ...]
    notices: tuple[Notice, ...]
    digest: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing can be changed like that, for all these reasons."""

    faults: tuple[Fault, ...]


_NOTICES: Mapping[Rule, NoticeKind] = {
    Rule.DUPLICATE: NoticeKind.NEARLY_SAME,
    Rule.CONFLICT: NoticeKind.CONTRADICTS,
    Rule.OVERLAP: NoticeKind.OVERLAPS,
    Rule.OUTSIDE_SESSION: NoticeKind.OUTSIDE_SESSION,
}


def standing(db: Session, now: datetime) -> Standing | None:
    """Return what forms are held against in this transaction; None when no pack was loaded."""
    snapshot = read_snapshot(db)
    if snapshot is None:
        return None
    return Standing(snapshot, written(db), ledger.pending(db), now)


def propose(form: Form, standing: Standing) -> Proposal | Refused:
    """Return what a form would change, or everything that is wrong with it."""
    faults = faults_of(form, standing.snapshot, standing.today)
    if faults:
        return Refused(faults)
    bench = Bench(standing.snapshot, standing.today)
    kind, why = make(form, bench)
    edits = tuple(_edit(record, standing) for record in bench.made.values())
    twice, notices = _looked_at(form, standing, bench)
    if twice:
        return Refused(twice)
    return Proposal(kind, edits, notices, ledger.digest(kind, edits), why)


def _edit(record: Record, standing: Standing) -> Edit:
    written = standing.written.get(record.ref)
    seen = written.revision if written is not None else 0
    return Edit(standing.snapshot.records.get(record.ref), record, seen)


def _looked_at(
    form: Form, standing: Standing, bench: Bench
) -> tuple[tuple[Fault, ...], tuple[Notice, ...]]:
    """Return what is on record already, and what is to be looked at."""
    if isinstance(form, Retract | Confirm):
        return (), tuple(_waiting(standing, bench))
    after = Snapshot.of(
        standing.snapshot.negotiation, {**standing.snapshot.records, **bench.made}.values()
    )
    faults: list[Fault] = []
    notices: dict[Notice, None] = {}
    for finding in check(after):
        touched = [ref for ref in finding.about if ref in bench.made]
        if not touched:
            continue
        others = tuple(ref for ref in finding.about if ref != touched[0])
        if finding.severity is Severity.ERROR:
            field = Field.SUMMARY if finding.rule is Rule.DUPLICATE else Field.RECORD
            value = others[0].id if others else finding.words
            faults.append(Fault(field, Wrong.DUPLICATE, value, refs=others))
        elif finding.rule in _NOTICES:
            notices[Notice(_NOTICES[finding.rule], others[0] if others else None)] = None
    for notice in (*_older(after, bench), *_waiting(standing, bench), *_new_sources(form, bench)):
        notices[notice] = None
    return tuple(faults), tuple(notices)


def _older(after: Snapshot, bench: Bench) -> Iterator[Notice]:
    for record in bench.made.values():
        later: Position | StatusChange | None = None
        match record:
            case Position():
                said = after.positions_of[record.party]
                same = [p for p in said if set(topics_of(record)) & set(topics_of(p))]
                later = next((p for p in same if p.dated.first > record.dated.last), None)
            case StatusChange():
                had = after.statuses_of[record.topic]
                later = next((s for s in had if s.dated.first > record.dated.last), None)
        if later is not None and later.evidence.retracted is None:
            yield Notice(NoticeKind.OLDER, later.ref)


def _waiting(standing: Standing, bench: Bench) -> Iterator[Notice]:
    """Yield what somebody else has submitted about the same."""
    about = {_matter(record) for record in bench.made.values()}
    for change in standing.pending:
        if any(_matter(edit.after) in about for edit in change.edits if edit.after is not None):
            yield Notice(NoticeKind.WAITING, change=change.number)


def _matter(record: Record) -> object:
    match record:
        case Position():
            return record.party, frozenset(topics_of(record)), record.dated
        case StatusChange():
            return record.topic, record.dated
        case Vote():
            return frozenset(record.topics), record.dated
        case _:
            return record.ref


def _new_sources(form: Form, bench: Bench) -> Iterator[Notice]:
    if not isinstance(form, AddSource):
        for record in bench.made.values():
            if isinstance(record, Source):
                yield Notice(NoticeKind.NEW_SOURCE, record.ref)
            elif isinstance(record, Party):
                yield Notice(NoticeKind.NEW_PARTY, record.ref)

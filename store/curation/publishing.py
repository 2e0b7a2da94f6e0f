"""Changes from submitted to their end, each step one transaction of the caller.

    submitted ──approved by another──▶ published ──undone by a later change──▶ (undone)
        ├──rejected by another──▶ rejected
        ├──taken back by its author──▶ withdrawn
        └──approved too late──▶ conflict

Whoever takes a step first waits for the one before and then looks at everything anew: the person's
role, the change's state, the records. Facts, audit, revision and alerts are in the one transaction,
so that none is there without the others. A confirmation says nothing new and an undoing restores
what was reviewed before, so neither waits for a second person.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.curation import ledger
from store.curation.announcing import announce, take_back
from store.curation.forms import Confirm
from store.curation.obstacles import bar_to_undoing, clashes, is_there, reversal
from store.curation.outcomes import (
    AlreadyDecided,
    CannotUndo,
    Conflict,
    Decision,
    NoSuchChange,
    NotAllowed,
    NotOwnChange,
    Outdated,
    OwnChange,
    Published,
    Settled,
    Submitted,
)
from store.curation.proposals import Refused, propose, standing
from store.curation.roles import Right, may
from store.curation.tallies import close_gaps
from store.record.records import Source
from store.record.references import names_in
from store.tables.audit import Act, hold
from store.tables.change import Change, ChangeKind, ChangeState
from store.tables.faults import NothingLoaded
from store.tables.reading import read_snapshot, written
from store.tables.writing import bump_revision, put_many, remove

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from store.curation.forms import Form
    from store.curation.roles import Rules
    from store.record.evidence import Ref
    from store.record.snapshot import Snapshot

Step = Callable[[str], None]
"""Called with the name of each step when it is done; tests stop there."""

_CORRECTED = "what it announced was undone"
_RETRACTED = "what it announced was retracted"


def _go_on(_: str) -> None:
    pass


def submit(
    db: Session,
    form: Form,
    *,
    author: int,
    rules: Rules,
    now: datetime,
    seen: str | None = None,
    step: Step = _go_on,
) -> Submitted | Published | Refused | Outdated | NotAllowed:
    """Enter a change, and publish it where nobody else needs to approve it.

    ``seen`` is the digest of the proposal that the author looked at: where the record has changed
    so that another one would come of it, nothing is entered. Without it nobody looks.
    """
    hold(db)
    step("held")
    if not may(db, author, Right.PROPOSE, rules):
        return NotAllowed()
    against = standing(db, now)
    if against is None:
        raise NothingLoaded("there is no record to change yet")
    proposal = propose(form, against)
    if isinstance(proposal, Refused):
        return proposal
    if seen is not None and proposal.digest != seen:
        return Outdated(proposal)
    change = ledger.enter(
        db, proposal.kind, proposal.edits, author=author, at=now, why=proposal.why
    )
    step("entered")
    if rules.two_person and not isinstance(form, Confirm):
        return Submitted(change)
    return _publish(db, change, against.snapshot, actor=author, now=now, step=step)


def approve(
    db: Session,
    number: int,
    *,
    actor: int,
    rules: Rules,
    now: datetime,
    step: Step = _go_on,
) -> Decision:
    """Publish a change of somebody else; where the record has changed meanwhile, never any more."""
    change = _to_decide(db, number, actor=actor, rules=rules)
    if not isinstance(change, Change):
        return change
    step("held")
    snapshot = _snapshot(db)
    found = clashes(db, change, snapshot)
    if found:
        return Conflict(ledger.settle(db, change, Act.CONFLICT, actor=actor, at=now), found)
    return _publish(db, change, snapshot, actor=actor, now=now, step=step)


def reject(
    db: Session, number: int, *, actor: int, reason: str | None, rules: Rules, now: datetime
) -> Decision:
    """Turn down a change of somebody else."""
    change = _to_decide(db, number, actor=actor, rules=rules)
    if not isinstance(change, Change):
        return change
    return Settled(ledger.settle(db, change, Act.REJECTED, actor=actor, at=now, reason=reason))


def withdraw(
    db: Session, number: int, *, actor: int, rules: Rules, now: datetime
) -> Settled | NotAllowed | NoSuchChange | NotOwnChange | AlreadyDecided:
    """Take back a change of one's own that waits for review."""
    hold(db)
    if not may(db, actor, Right.PROPOSE, rules):
        return NotAllowed()
    change = ledger.find(db, number)
    if change is None:
        return NoSuchChange(number)
    if change.author != actor:
        return NotOwnChange(change)
    if change.state is not ChangeState.SUBMITTED:
        return AlreadyDecided(change)
    return Settled(ledger.settle(db, change, Act.WITHDRAWN, actor=actor, at=now))


def undo(
    db: Session,
    number: int,
    *,
    actor: int,
    rules: Rules,
    now: datetime,
    step: Step = _go_on,
) -> Published | CannotUndo | NotAllowed | NoSuchChange:
    """Restore what a published change altered, as a change of its own; alerts are corrected.

    Refused where something newer rests on it.
    """
    hold(db)
    step("held")
    if not may(db, actor, Right.DECIDE, rules):
        return NotAllowed()
    change = ledger.find(db, number)
    if change is None:
        return NoSuchChange(number)
    snapshot, revisions = _snapshot(db), written(db)
    barred = bar_to_undoing(db, change, snapshot, revisions)
    if barred is not None:
        return barred
    edits = reversal(change, snapshot, revisions)
    undoing = ledger.enter(db, ChangeKind.UNDO, edits, author=actor, at=now, undoes=number)
    step("entered")
    return _publish(db, undoing, snapshot, actor=actor, now=now, step=step)


def _to_decide(
    db: Session, number: int, *, actor: int, rules: Rules
) -> Change | NotAllowed | NoSuchChange | OwnChange | AlreadyDecided:
    hold(db)
    if not may(db, actor, Right.DECIDE, rules):
        return NotAllowed()
    change = ledger.find(db, number)
    if change is None:
        return NoSuchChange(number)
    if change.state is not ChangeState.SUBMITTED:
        return AlreadyDecided(change)
    return OwnChange(change) if change.author == actor else change


def _publish(
    db: Session, change: Change, before: Snapshot, *, actor: int, now: datetime, step: Step
) -> Published:
    revision = bump_revision(db)
    edits = [edit for edit in change.edits if not is_there(edit, before)]
    put_many(db, [edit.after for edit in edits if edit.after is not None], origin="coordinator")
    for edit in edits:
        if edit.after is None:
            remove(db, edit.ref)
    step("written")
    published = ledger.settle(db, change, Act.PUBLISHED, actor=actor, at=now, revision=revision)
    step("settled")
    alerts = announce(db, published, before, now) + _correct(db, published, now)
    close_gaps(db, _told_of(published))
    step("announced")
    return Published(published, alerts)


def _told_of(change: Change) -> set[Ref]:
    """Return the records that a change tells something about."""
    told: set[Ref] = set()
    for edit in change.edits:
        if edit.after is not None and not isinstance(edit.after, Source):
            told |= {edit.ref, *(ref for _, ref in names_in(edit.after))}
    return told


def _correct(db: Session, change: Change, now: datetime) -> int:
    """Take back what earlier changes announced and this one says was wrong."""
    match change.kind:
        case ChangeKind.UNDO if change.undoes is not None:
            return take_back(db, [change.undoes], by=change, reason=_CORRECTED, now=now)
        case ChangeKind.RETRACT:
            by = {c.number for ref in change.refs for c in ledger.published_since(db, ref, 0)}
            return take_back(
                db, sorted(by), by=change, refs=change.refs, reason=_RETRACTED, now=now
            )
        case _:
            return 0


def _snapshot(db: Session) -> Snapshot:
    snapshot = read_snapshot(db)
    if snapshot is None:
        raise NothingLoaded("there is no record to change yet")
    return snapshot

"""What stands in the way of publishing a change, or of undoing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.curation import ledger
from store.curation.outcomes import Bar, CannotUndo, Clash
from store.record.addresses import same_page
from store.record.records import Party, Source
from store.record.references import names_in
from store.tables.change import Edit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlmodel import Session

    from store.record.evidence import Ref
    from store.record.snapshot import Snapshot
    from store.tables.change import Change
    from store.tables.reading import Written


def is_there(edit: Edit, snapshot: Snapshot) -> bool:
    """Whether an edit adds a source or state that somebody has added meanwhile: nothing is left.

    Two who enter different claims from one new page must not stand in each other's way.
    """
    now = snapshot.records.get(edit.ref)
    new = edit.after
    if edit.before is None and isinstance(now, Party) and isinstance(new, Party):
        return True
    if edit.before is not None or not (isinstance(now, Source) and isinstance(new, Source)):
        return False
    return bool(now.url and new.url) and same_page(now.url or "") == same_page(new.url or "")


def clashes(db: Session, change: Change, snapshot: Snapshot) -> tuple[Clash, ...]:
    """Return which records were written since a change was made, and which that it names are gone.

    With any of these it can never be published.
    """
    found = []
    records = snapshot.records
    made = {edit.ref for edit in change.edits if edit.after is not None}
    for edit in change.edits:
        # What was changed and changed back is as it was seen.
        if records.get(edit.ref) != edit.before and not is_there(edit, snapshot):
            later = ledger.published_since(db, edit.ref, edit.seen)
            by = tuple(other.number for other in later)
            found.append(Clash(edit.ref, edit.before, records.get(edit.ref), by))
        if edit.after is not None:
            named = dict.fromkeys(ref for _, ref in names_in(edit.after))
            gone = [ref for ref in named if ref not in records and ref not in made]
            found += [Clash(ref, None, None, ()) for ref in gone]
    return tuple(found)


def bar_to_undoing(
    db: Session, change: Change, snapshot: Snapshot, revisions: Mapping[Ref, Written]
) -> CannotUndo | None:
    """Return why a change cannot be undone, None when it can."""
    if change.revision is None:
        return CannotUndo(change, Bar.NOT_PUBLISHED)
    undoing = ledger.undone_by(db, change.number)
    if undoing is not None:
        return CannotUndo(change, Bar.UNDONE, by=(undoing,))
    edits = reversal(change, snapshot, revisions)
    if not edits:
        return CannotUndo(change, Bar.NOTHING)
    newer = [edit.ref for edit in edits if snapshot.records.get(edit.ref) != edit.before]
    if newer:
        since = change.revision
        by = {later.number for ref in newer for later in ledger.published_since(db, ref, since)}
        return CannotUndo(change, Bar.CHANGED_SINCE, refs=tuple(newer), by=tuple(sorted(by)))
    leaving = {edit.ref for edit in edits if edit.after is None}
    referring = _referring(leaving, snapshot)
    if referring:
        return CannotUndo(change, Bar.REFERRED_TO, refs=referring)
    back = {edit.ref for edit in edits if edit.after is not None}
    named = {ref for edit in edits if edit.after is not None for _, ref in names_in(edit.after)}
    gone = tuple(sorted(named - back - snapshot.records.keys()))
    return CannotUndo(change, Bar.INCOMPLETE, refs=gone) if gone else None


def reversal(
    change: Change, snapshot: Snapshot, revisions: Mapping[Ref, Written]
) -> tuple[Edit, ...]:
    """Return the edits that restore what was before a published change.

    A source or state that came with it stays where others rest on it or have changed it since.
    """
    leaving = {edit.ref for edit in change.edits if edit.before is None}
    found = []
    for edit in reversed(change.edits):
        revision = _revision(revisions, edit.ref)
        beside = edit.before is None and isinstance(edit.after, Source | Party)
        if beside and len(change.edits) > 1:
            others = _referring({edit.ref}, snapshot)
            shared = any(ref not in leaving for ref in others)
            if shared or snapshot.records.get(edit.ref) != edit.after:
                continue
        found.append(Edit(edit.after, edit.before, revision))
    return tuple(found)


def _referring(leaving: set[Ref], snapshot: Snapshot) -> tuple[Ref, ...]:
    return tuple(
        record.ref
        for record in snapshot.records.values()
        if record.ref not in leaving and leaving.intersection(ref for _, ref in names_in(record))
    )


def _revision(revisions: Mapping[Ref, Written], ref: Ref) -> int:
    found = revisions.get(ref)
    return found.revision if found is not None else 0

"""The numbered changes as rows, each step together with its entry of the audit.

Everything that writes here is called by someone who holds the store's revision
(:func:`store.tables.audit.hold`), so that numbers have no gap and no step is taken twice.
"""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select, update

from store.record.codec import canonical
from store.tables.audit import Act, append, broken_links, next_change
from store.tables.change import (
    Change,
    ChangeKind,
    ChangeState,
    Edit,
    change_columns,
    change_of,
    edit_columns,
    edit_of,
    written_edits,
)
from store.tables.shapes import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

    from store.record.evidence import Ref

STATES: Final[Mapping[Act, ChangeState]] = {
    Act.SUBMITTED: ChangeState.SUBMITTED,
    Act.PUBLISHED: ChangeState.PUBLISHED,
    Act.REJECTED: ChangeState.REJECTED,
    Act.WITHDRAWN: ChangeState.WITHDRAWN,
    Act.CONFLICT: ChangeState.CONFLICT,
}
"""The state to which each act leads."""


def enter(
    db: Session,
    kind: ChangeKind,
    edits: Iterable[Edit],
    *,
    author: int,
    at: datetime,
    why: str | None = None,
    undoes: int | None = None,
) -> Change:
    """Give a change its number and keep it, submitted."""
    change = Change(
        number=next_change(db),
        kind=kind,
        author=author,
        submitted_at=at,
        edits=tuple(edits),
        why=why,
        undoes=undoes,
    )
    db.connection().execute(insert(table("change")).values(**change_columns(change)))
    rows = [edit_columns(change.number, n, edit) for n, edit in enumerate(change.edits)]
    if rows:
        db.connection().execute(insert(table("edit")), rows)
    append(db, Act.SUBMITTED, at=at, actor=author, change=change.number, content=_content(change))
    return change


def settle(
    db: Session,
    change: Change,
    act: Act,
    *,
    actor: int,
    at: datetime,
    reason: str | None = None,
    revision: int | None = None,
) -> Change:
    """Take a submitted change to its end."""
    settled = replace(
        change,
        state=STATES[act],
        decided_by=actor,
        decided_at=at,
        reason=reason,
        revision=revision,
    )
    _write(db, settled)
    content = {"reason": reason, "revision": revision}
    append(db, act, at=at, actor=actor, change=change.number, content=content)
    return settled


def find(db: Session, number: int) -> Change | None:
    """Return a change by its number."""
    rows = table("change")
    return next(iter(_changes(db, rows.c.number == number)), None)


def pending(db: Session) -> tuple[Change, ...]:
    """Return what waits for review, oldest first."""
    rows = table("change")
    return _changes(db, rows.c.state == ChangeState.SUBMITTED.value)


def published_since(db: Session, ref: Ref, revision: int) -> tuple[Change, ...]:
    """Return the changes of a record that were published after that revision of the store."""
    rows, edits = table("change"), table("edit")
    numbers = select(edits.c.change).where(
        edits.c.kind == ref.kind.value, edits.c.record_id == ref.id
    )
    return _changes(db, rows.c.number.in_(numbers) & (rows.c.revision > revision))


def undone_by(db: Session, number: int) -> int | None:
    """Return the change that undid this one, None when it holds (again)."""
    rows = table("change")
    undoing = select(rows.c.number).where(
        rows.c.undoes == number, rows.c.state == ChangeState.PUBLISHED.value
    )
    for by in db.connection().execute(undoing.order_by(rows.c.number.desc())).scalars().all():
        if undone_by(db, by) is None:
            return int(by)
    return None


def verify(db: Session) -> tuple[str, ...]:
    """Return in one line each where the audit does not hold: no line, nothing was tampered with.

    Looks at the chain itself, and whether each change is still what its entries say.
    """
    return (*broken_links(db), *_altered(db))


def _altered(db: Session) -> Iterator[str]:
    rows, entries = table("change"), table("audit_entry")
    submitted: dict[int, str] = {}
    ended: dict[int, tuple[str, int, str]] = {}
    wanted = select(entries).where(entries.c.change.is_not(None)).order_by(entries.c.number)
    for row in db.connection().execute(wanted):
        if row.act == Act.SUBMITTED:
            submitted[row.change] = row.content
        else:
            ended[row.change] = (row.act, row.actor, row.content)
    for change in _changes(db, rows.c.number > 0):
        number = change.number
        if submitted.get(number) != canonical(_content(change)):
            yield f"change {number} is not what was submitted"
        act, actor, content = ended.get(number, (Act.SUBMITTED, None, "{}"))
        said = json.loads(content)
        told = (STATES.get(Act(act)), actor, said.get("reason"), said.get("revision"))
        if told != (change.state, change.decided_by, change.reason, change.revision):
            yield f"change {number} is {change.state}, and its entries say otherwise"


def digest(kind: ChangeKind, edits: Iterable[Edit]) -> str:
    """Return a short text that is the same for the same edits only."""
    written = canonical([kind.value, written_edits(edits)])
    return sha256(written.encode()).hexdigest()[:16]


def _content(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind.value,
        "author": change.author,
        "submitted_at": change.submitted_at.isoformat(),
        "why": change.why,
        "undoes": change.undoes,
        "edits": written_edits(change.edits),
    }


def _write(db: Session, change: Change) -> None:
    rows = table("change")
    columns = change_columns(change)
    moved = ("state", "decided_by", "decided_at", "reason", "revision")
    db.connection().execute(
        update(rows)
        .where(rows.c.number == change.number)
        .values(**{name: columns[name] for name in moved})
    )


def _changes(db: Session, which: ColumnElement[bool]) -> tuple[Change, ...]:
    rows, edits = table("change"), table("edit")
    found = db.connection().execute(select(rows).where(which).order_by(rows.c.number)).all()
    within = select(rows.c.number).where(which)
    by_number: dict[int, list[Edit]] = {}
    wanted = select(edits).where(edits.c.change.in_(within)).order_by(edits.c.ordinal)
    for row in db.connection().execute(wanted):
        by_number.setdefault(row.change, []).append(edit_of(row))
    return tuple(change_of(row, tuple(by_number.get(row.number, ()))) for row in found)

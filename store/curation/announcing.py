"""The alerts of a change: raised, and taken back, in the transaction that publishes.

A meeting that is added, moved or called off is no matter of this module: the outbox sees that the
calendar is another one.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from store.curation.making import former_of
from store.record.codec import canonical, encode
from store.record.evidence import Ref
from store.record.records import Position, StatusChange, Vote
from store.record.snapshot import topics_of
from store.record.terms import AlertKind
from store.tables.alert import Raised, raise_alert, withdraw
from store.tables.change import ChangeKind
from store.tables.shapes import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from sqlalchemy import Row
    from sqlmodel import Session

    from store.record.records import Record
    from store.record.snapshot import Snapshot
    from store.tables.change import Change

USE_FOR = timedelta(hours=24)  # a change is news that long
NEWS_DAYS = 7
"""Of an imported file, only what happened in these last days is announced; the rest is history."""

_TOLD = {AlertKind.CHANGE, AlertKind.VOTE, AlertKind.CORRECTION}


def announce(db: Session, change: Change, before: Snapshot, now: datetime) -> int:
    """Raise the alerts of a change that is being published; return how many.

    ``before`` is the record before it.
    """
    return sum(raise_alert(db, raised) for raised in alerts_of(change, before, now))


def alerts_of(change: Change, before: Snapshot, now: datetime) -> Iterator[Raised]:
    """Yield the alerts of a change that puts something new on record. Corrections are not here."""
    if change.kind in {ChangeKind.UNDO, ChangeKind.RETRACT, ChangeKind.CONFIRM}:
        return
    today = now.astimezone(before.negotiation.zone).date()
    for edit in change.edits:
        if edit.after is None or not _is_news(change, edit.after, today - timedelta(NEWS_DAYS)):
            continue
        raised = _raised(change, edit.before, edit.after, before, now)
        if raised is not None:
            yield raised


def _is_news(change: Change, record: Record, since: date) -> bool:
    if change.kind is not ChangeKind.IMPORT or not isinstance(record, Position | Vote):
        return True
    return record.dated.last >= since


def _raised(
    change: Change, old: Record | None, new: Record, before: Snapshot, now: datetime
) -> Raised | None:
    key = _key(change.number, new.ref)
    use_by = now + USE_FOR
    match new:
        case Position():
            return Raised(
                key=key, kind=AlertKind.CHANGE, due_at=now, use_by=use_by, refs=(new.ref,),
                topics=topics_of(new), parties=(new.party,), change=change.number,
                before=_json(old or former_of(new, before)),
            )  # fmt: skip
        case StatusChange():
            return Raised(
                key=key, kind=AlertKind.CHANGE, due_at=now, use_by=use_by, refs=(new.ref,),
                topics=(new.topic,), change=change.number,
                before=_json(old or former_of(new, before)),
            )  # fmt: skip
        case Vote():
            return Raised(
                key=key, kind=AlertKind.VOTE, due_at=now, use_by=use_by, refs=(new.ref,),
                topics=new.topics, parties=tuple(b.party for b in new.ballots),
                change=change.number,
            )  # fmt: skip
        case _:
            return None


def told(db: Session, changes: Iterable[int], refs: Iterable[Ref] = ()) -> tuple[str, ...]:
    """Return the keys of the alerts that changes raised: of some records, or of all."""
    return tuple(row.key for row in _rows(db, changes, refs))


def take_back(
    db: Session,
    changes: Iterable[int],
    *,
    by: Change,
    refs: Iterable[Ref] = (),
    reason: str,
    now: datetime,
) -> int:
    """Stop the alerts of changes that were not sent yet, and correct those that were.

    Only those about ``refs``, where some are given. Return how many corrections were raised; each
    goes to exactly the chats that received what was wrong, perhaps to none.
    """
    rows = _rows(db, changes, refs)
    withdraw(db, [row.id for row in rows], reason=reason)
    return sum(raise_alert(db, _correction(row, by, now)) for row in rows)


def _correction(wrong: Row[Any], by: Change, now: datetime) -> Raised:
    refs = tuple(Ref.parse(name) for name in wrong.refs)
    replaced = {edit.ref: edit.before for edit in by.edits}
    return Raised(
        key=f"correction:{by.number}:{wrong.key}"[:300],
        kind=AlertKind.CORRECTION,
        due_at=now,
        use_by=now + USE_FOR,
        refs=refs,
        topics=tuple(Ref.parse(name) for name in wrong.topics),
        parties=tuple(wrong.parties),
        change=by.number,
        corrects=wrong.key,
        before=_json(next((replaced[ref] for ref in refs if replaced.get(ref)), None)),
    )


def _rows(db: Session, changes: Iterable[int], refs: Iterable[Ref]) -> list[Row[Any]]:
    alerts = table("alert")
    wanted = {str(ref) for ref in refs}
    found = db.connection().execute(
        select(alerts).where(
            alerts.c.change.in_(list(changes)), alerts.c.kind.in_([kind.value for kind in _TOLD])
        )
    )
    return [row for row in found if not wanted or wanted.intersection(row.refs)]


def _key(change: int, ref: Ref) -> str:
    return f"change:{change}:{ref}"


def _json(record: Record | None) -> str | None:
    return canonical(encode(record)) if record is not None else None

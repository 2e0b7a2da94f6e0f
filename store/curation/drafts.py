"""The edit that a person is at, step by step: kept in the store, so that any replica goes on.

Every step names the version that it goes on from. A button from an earlier step names an older
one and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from store.tables.shapes import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

AWAITED = timedelta(hours=1)
"""How long a message is taken as what was asked for. Its buttons go on later, too."""

KEPT = timedelta(days=7)  # a draft that nobody touched for longer is thrown away
_LAPS = 1_000_000_000  # versions stay within what a column and a button hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An edit under way. ``fields`` holds what was given, as it was given."""

    chat_id: int
    user_id: int
    command: str  # without the slash
    step: str  # the field that is asked for, or what else is waited for
    fields: Mapping[str, str] = field(default_factory=dict)
    version: int = 1
    changed_at: datetime | None = None  # of the latest step, once it is kept


def draft_of(db: Session, chat_id: int, user_id: int) -> Draft | None:
    """Return the edit that a person is at in a chat."""
    row = db.connection().execute(select(table("draft")).where(_key(chat_id, user_id))).first()
    if row is None:
        return None
    return Draft(
        chat_id=row.chat_id,
        user_id=row.user_id,
        command=row.command,
        step=row.step,
        fields=row.fields,
        version=row.version,
        changed_at=row.changed_at,
    )


def begin(db: Session, draft: Draft, *, now: datetime) -> Draft:
    """Begin an edit in place of the one that was under way; return it with its version."""
    rows = table("draft")
    former = draft_of(db, draft.chat_id, draft.user_id)
    # Another number than any earlier draft had, so that its buttons do nothing here.
    version = max(int(now.timestamp()) % _LAPS, former.version + 1 if former is not None else 1)
    db.connection().execute(delete(rows).where(_key(draft.chat_id, draft.user_id)))
    db.connection().execute(delete(rows).where(rows.c.changed_at < now - KEPT))
    db.connection().execute(
        insert(rows).values(
            chat_id=draft.chat_id,
            user_id=draft.user_id,
            command=draft.command,
            step=draft.step,
            fields=dict(draft.fields),
            version=version,
            changed_at=now,
        )
    )
    return Draft(
        chat_id=draft.chat_id,
        user_id=draft.user_id,
        command=draft.command,
        step=draft.step,
        fields=draft.fields,
        version=version,
        changed_at=now,
    )


def go_on(
    db: Session, draft: Draft, *, step: str, fields: Mapping[str, str], now: datetime
) -> Draft | None:
    """Take the next step from just this version; None when another step was taken from it."""
    rows = table("draft")
    moved = db.connection().execute(
        update(rows)
        .where(_key(draft.chat_id, draft.user_id), rows.c.version == draft.version)
        .values(step=step, fields=dict(fields), version=draft.version + 1, changed_at=now)
    )
    if moved.rowcount != 1:
        return None
    return draft_of(db, draft.chat_id, draft.user_id)


def end(db: Session, chat_id: int, user_id: int, *, version: int | None = None) -> bool:
    """Throw a draft away: the one of that version, if one is named. Return whether it was there."""
    rows = table("draft")
    which = _key(chat_id, user_id)
    if version is not None:
        which &= rows.c.version == version
    return db.connection().execute(delete(rows).where(which)).rowcount == 1


def _key(chat_id: int, user_id: int) -> ColumnElement[bool]:
    rows = table("draft")
    return (rows.c.chat_id == chat_id) & (rows.c.user_id == user_id)

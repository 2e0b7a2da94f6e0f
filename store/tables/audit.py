"""The audit: what was done by whom and when, each entry bound to the one before it.

Whatever is done is one entry: a change submitted, and then, as an entry of its own, how it was
decided. An entry's hash covers its own content and the hash of the entry before, so that none can
be altered, left out or put in between without all later hashes being wrong; the head keeps how
many there are and the last hash, so that none is missing at the end. The entry of a submitted
change covers all that was submitted, so that a change cannot be altered apart from its entry.

Entries are numbered from 1 without a gap. Whoever appends holds the store's revision (see
:func:`hold`) until its transaction ends, and so waits for everyone who came before.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Index, insert, select, text, update
from sqlmodel import Field

import store.tables.change  # noqa: F401 - an entry points at one
from store.record.codec import canonical
from store.tables.columns import Stored, check, one_of, reference
from store.tables.negotiation import ONLY
from store.tables.shapes import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Row
    from sqlmodel import Session

NOBODY = 0  # the actor of what the process did by itself
FIRST = "0" * 64  # what the first entry follows
_HASH = 64  # characters of a hash
_AT_ONCE = 500  # entries read together
_TURN = 7_242_025  # of PostgreSQL's advisory locks: one process changes the record at a time


class Act(StrEnum):
    """What was done."""

    SUBMITTED = "submitted"
    PUBLISHED = "published"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CONFLICT = "conflict"  # approved, and not published because the record had changed
    LOADED = "loaded"  # a data pack
    INVITED = "invited"
    JOINED = "joined"
    REVOKED = "revoked"


class EntryRow(Stored, table=True):
    """One entry. Never altered, never removed."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        one_of("act", Act),
        check("previous", f"length(previous) = {_HASH}"),
        check("hash", f"length(hash) = {_HASH}"),
        Index(None, "change"),
    )

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime
    actor: int = Field(sa_type=BigInteger)  # a Telegram user id
    act: str
    change: int | None = reference("change.number")
    content: str  # canonical JSON
    previous: str
    hash: str


class HeadRow(Stored, table=True):
    """Where the audit ends: how many changes and entries there are, and the last hash."""

    __tablename__ = "audit_head"
    __table_args__ = (check("singleton", f"singleton = {ONLY}"), check("hash", "length(hash) = 64"))

    singleton: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    changes: int
    entries: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the audit."""

    number: int
    at: datetime
    actor: int  # a Telegram user id, or NOBODY
    act: Act
    change: int | None
    content: Mapping[str, Any]


def hold(db: Session) -> None:
    """Wait for every earlier writer of the record, and let later ones wait for this transaction."""
    connection, revisions = db.connection(), table("revision")
    # SQLite has taken its one lock at the beginning, and knows no other. PostgreSQL lets those who
    # wait for a row go on in any order; for this lock they stand in line, so that nobody starves.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
    connection.execute(select(revisions.c.number).with_for_update())


def next_change(db: Session) -> int:
    """Return the number of a new change. The caller holds the revision."""
    head = table("audit_head")
    number: int = (
        db.connection()
        .execute(update(head).values(changes=head.c.changes + 1).returning(head.c.changes))
        .scalar_one()
    )
    return number


def append(
    db: Session,
    act: Act,
    *,
    at: datetime,
    actor: int,
    change: int | None = None,
    content: Mapping[str, Any] | None = None,
) -> int:
    """Add an entry at the end and return its number. The caller holds the revision."""
    head = table("audit_head")
    number: int
    previous: str
    number, previous = (
        db.connection()
        .execute(
            update(head).values(entries=head.c.entries + 1).returning(head.c.entries, head.c.hash)
        )
        .one()
    )
    written = canonical(content or {})
    hash_ = _hash(previous, at, number, actor, act.value, change, written)
    db.connection().execute(
        insert(table("audit_entry")).values(
            number=number,
            at=at,
            actor=actor,
            act=act.value,
            change=change,
            content=written,
            previous=previous,
            hash=hash_,
        )
    )
    db.connection().execute(update(head).values(hash=hash_))
    return number


def entries(
    db: Session, *, change: int | None = None, before: int | None = None, most: int = _AT_ONCE
) -> tuple[Entry, ...]:
    """Return entries, newest first: of one change, or those with a number below ``before``."""
    rows = table("audit_entry")
    wanted = select(rows).order_by(rows.c.number.desc()).limit(most)
    if change is not None:
        wanted = wanted.where(rows.c.change == change)
    if before is not None:
        wanted = wanted.where(rows.c.number < before)
    return tuple(_entry(row) for row in db.connection().execute(wanted))


def broken_links(db: Session) -> Iterator[str]:
    """Yield in one line each where the chain does not hold; English, for the command line."""
    expected, previous = 1, FIRST
    for row in _in_order(db):
        if row.number != expected:
            yield f"audit entry {expected} is missing"
            expected, previous = row.number, row.previous
        if row.previous != previous:
            yield f"audit entry {row.number} does not follow the one before it"
        content = (row.number, row.actor, row.act, row.change, row.content)
        if row.hash != _hash(row.previous, row.at, *content):
            yield f"audit entry {row.number} was altered"
        expected, previous = row.number + 1, row.hash
    head = db.connection().execute(select(table("audit_head"))).one()
    if (head.entries, head.hash) != (expected - 1, previous):
        yield f"the audit ends at entry {expected - 1}, and ended at entry {head.entries}"
    changes = table("change")
    numbers = db.connection().execute(select(changes.c.number).order_by(changes.c.number)).scalars()
    if list(numbers) != list(range(1, head.changes + 1)):
        yield f"there are not just the changes 1 to {head.changes}"


def _in_order(db: Session) -> Iterator[Row[Any]]:
    rows = table("audit_entry")
    last = 0
    while True:
        some = (
            db.connection()
            .execute(
                select(rows).where(rows.c.number > last).order_by(rows.c.number).limit(_AT_ONCE)
            )
            .all()
        )
        if not some:
            return
        yield from some
        last = some[-1].number


def _hash(previous: str, at: datetime, *content: object) -> str:
    instant = at.astimezone(UTC).isoformat(timespec="microseconds")
    return sha256(canonical([previous, instant, *content]).encode()).hexdigest()


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        number=row.number,
        at=row.at,
        actor=row.actor,
        act=Act(row.act),
        change=row.change,
        content=json.loads(row.content),
    )

"""Who may write: owners by the settings, coordinators by invitation, and nobody else.

An invitation is a link with a token. It works once, for a day, and its token is shown once: only
its hash is kept. Revoking takes effect with the transaction that revokes, because whatever writes
looks at the role within its own transaction and waits for the one before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from store.curation import ledger
from store.tables.audit import Act, append, hold
from store.tables.shapes import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlmodel import Session

LIFETIME = timedelta(hours=24)  # of an invitation
_TOKEN_BYTES = 24
_REVOKED = "the author's role was revoked"


class Role(StrEnum):
    """What a person is to the store."""

    OWNER = "owner"
    COORDINATOR = "coordinator"
    READER = "reader"  # everybody else


class Right(StrEnum):
    """What a person may be allowed to do."""

    PROPOSE = "propose"  # submit and withdraw changes, look at them and at their audit
    DECIDE = "decide"  # approve and reject changes of others, undo what was published
    ANSWER = "answer"  # questions that were sent in
    BROADCAST = "broadcast"  # send bulletins
    WATCH = "watch"  # sources
    COUNT = "count"  # see figures
    INVITE = "invite"  # and revoke coordinators, and list them


_COORDINATES = frozenset(Right) - {Right.INVITE}
RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.OWNER: frozenset(Right),
    Role.COORDINATOR: _COORDINATES,
    Role.READER: frozenset(),
}
"""Who may do what."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings say of curation."""

    owners: frozenset[int] = frozenset()  # Telegram user ids
    two_person: bool = True  # a change by one waits until another approves it


@dataclass(frozen=True, slots=True)
class Coordinator:
    """A person who may write and is no owner."""

    user_id: int
    since_at: datetime
    invited_by: int


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation: the token for the link, to be shown this once."""

    token: str
    expires_at: datetime


class Joining(StrEnum):
    """What came of an invitation's use."""

    JOINED = "joined"
    ALREADY = "already"  # the person may write anyway; the invitation stays good
    INVALID = "invalid"  # never made, used or expired: no difference is shown


def role_of(db: Session, user_id: int, owners: frozenset[int]) -> Role:
    """Return what a person is to the store, as of this transaction."""
    if user_id in owners:
        return Role.OWNER
    rows = table("coordinator")
    found = db.connection().execute(select(rows.c.user_id).where(rows.c.user_id == user_id))
    return Role.READER if found.scalar() is None else Role.COORDINATOR


def may(db: Session, user_id: int, right: Right, rules: Rules) -> bool:
    """Whether a person may do something, as of this transaction."""
    return right in RIGHTS[role_of(db, user_id, rules.owners)]


def coordinators(db: Session) -> tuple[Coordinator, ...]:
    """Return all coordinators, the longest-serving first."""
    rows = table("coordinator")
    found = db.connection().execute(select(rows).order_by(rows.c.since_at, rows.c.user_id))
    return tuple(Coordinator(row.user_id, row.since_at, row.invited_by) for row in found)


def invite(db: Session, *, owner: int, rules: Rules, now: datetime) -> Invited | None:
    """Make an invitation; None when the person may not."""
    hold(db)
    if not may(db, owner, Right.INVITE, rules):
        return None
    rows = table("invitation")
    db.connection().execute(delete(rows).where(rows.c.expires_at <= now))
    invited = Invited(token_urlsafe(_TOKEN_BYTES), now + LIFETIME)
    db.connection().execute(
        insert(rows).values(
            digest=_digest(invited.token),
            invited_by=owner,
            invited_at=now,
            expires_at=invited.expires_at,
        )
    )
    append(db, Act.INVITED, at=now, actor=owner)
    return invited


def join(db: Session, *, token: str, user_id: int, rules: Rules, now: datetime) -> Joining:
    """Use an invitation. Of several who use one at once, one joins."""
    hold(db)
    rows = table("invitation")
    good = (rows.c.digest == _digest(token)) & (rows.c.expires_at > now)
    found = db.connection().execute(select(rows.c.invited_by).where(good)).scalar()
    # Who invited may have been an owner once and be none any more.
    if found is None or found not in rules.owners:
        return Joining.INVALID
    if role_of(db, user_id, rules.owners) is not Role.READER:
        return Joining.ALREADY
    if db.connection().execute(delete(rows).where(good)).rowcount != 1:
        return Joining.INVALID
    db.connection().execute(
        insert(table("coordinator")).values(user_id=user_id, since_at=now, invited_by=found)
    )
    append(db, Act.JOINED, at=now, actor=user_id, content={"invited_by": found})
    return Joining.JOINED


def revoke(db: Session, *, owner: int, user_id: int, rules: Rules, now: datetime) -> bool | None:
    """Take a coordinator's role away, with the drafts and the changes that wait for review.

    Return whether there was such a coordinator; None when the person may not.
    """
    hold(db)
    if not may(db, owner, Right.INVITE, rules):
        return None
    rows = table("coordinator")
    if db.connection().execute(delete(rows).where(rows.c.user_id == user_id)).rowcount != 1:
        return False
    drafts = table("draft")
    db.connection().execute(delete(drafts).where(drafts.c.user_id == user_id))
    append(db, Act.REVOKED, at=now, actor=owner, content={"user": user_id})
    for change in ledger.pending(db):
        if change.author == user_id:
            ledger.settle(db, change, Act.WITHDRAWN, actor=owner, at=now, reason=_REVOKED)
    return True


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()

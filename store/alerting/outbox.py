"""Claiming deliveries and settling them: lease, send, then say what came of it.

A worker that dies loses its leases, and what it had is sent again by another: only messages that
were on their way at that instant can come twice. Everything here happens within the caller's
transaction, and is short.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import DateTime, Integer, bindparam, func, select, update

from store.alerting.alerts import Alert, alert_of
from store.alerting.chats import Chat, chat_of
from store.alerting.merging import HoldOn, merge
from store.alerting.quiet import quiet_until
from store.record.terms import AlertKind
from store.tables.chat import QuietMode
from store.tables.delivery import DeliveryState, in_state
from store.tables.shapes import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Select, Update
    from sqlmodel import Session

_ALERTS_KEPT = 512


class Lease(NamedTuple):
    """A delivery that is ours, until somebody else tries it."""

    delivery: int
    attempts: int  # this one counted


@dataclass(frozen=True, slots=True)
class Claimed:
    """What one message to one chat is to tell: one alert, or the changes that were merged.

    ``leases`` are theirs, in the same order. ``silent``: without a sound, it is quiet there.
    ``wished``: the chat had asked to be told something of it once, when it is known.
    """

    leases: tuple[Lease, ...]
    alerts: tuple[Alert, ...]
    chat: Chat
    silent: bool = False
    wished: bool = False

    @property
    def attempts(self) -> int:
        """How often it has been tried, this time counted."""
        return self.leases[0].attempts


class Outbox:
    """Claims for one process. ``lease`` is in the clock's time, and may be changed.

    ``grace`` is for how long an alert is of use beyond its own word.
    """

    def __init__(self, lease: timedelta, grace: timedelta = timedelta(0)) -> None:
        self.lease = lease
        self.grace = grace
        self._alerts: dict[int, Alert] = {}

    def claim(self, db: Session, *, now: datetime, most: int) -> list[Claimed] | None:
        """Lease what is due, in at most so many messages and one a chat; None when nothing is due.

        What falls into quiet hours that hold is held, and what is of no use any more is missed, so
        that fewer do not mean that nothing else is due.
        """
        until = now + self.lease
        heads = _lease_heads(db, now=now, until=until, most=most)
        if not heads:
            return None
        chats = _chats(db, {head.chat for head in heads})
        self._learn(db, {head.alert for head in heads})
        claimed = []
        for head in heads:
            alert, chat = self._alerts[head.alert], chats[head.chat]
            lease = Lease(head.id, head.attempts)
            ends = quiet_until(chat.quiet, chat.zone_info, now) if chat.quiet is not None else None
            if alert.use_by + self.grace <= now:
                put_off(db, [lease], DeliveryState.MISSED, now, reason="too late")
            elif ends is not None and chat.quiet is not None and chat.quiet.mode is QuietMode.HELD:
                put_off(db, [lease], DeliveryState.HELD, ends)
            else:
                silenced = ends is not None
                whole = Claimed((lease,), (alert,), chat, silent=silenced, wished=head.wished)
                if alert.kind is AlertKind.CHANGE:
                    merged = self._merged(db, whole, now, until)
                    claimed += [merged] if merged is not None else []
                else:
                    claimed.append(whole)
        return claimed

    def _merged(
        self, db: Session, claimed: Claimed, now: datetime, until: datetime
    ) -> Claimed | None:
        lease, alert = claimed.leases[0], claimed.alerts[0]
        further = merge(
            db, chat=claimed.chat.id, head=lease.delivery, alert=alert, now=now, until=until
        )
        if isinstance(further, HoldOn):
            put_off(db, [lease], DeliveryState.HELD, further.until)
            return None
        if not further:
            return claimed
        self._learn(db, {one.alert for one in further})
        return replace(
            claimed,
            leases=(lease, *(Lease(one.id, one.attempts) for one in further)),
            alerts=(alert, *(self._alerts[one.alert] for one in further)),
            wished=claimed.wished or any(one.wished for one in further),
        )

    def _learn(self, db: Session, ids: set[int]) -> None:
        """Read the alerts that are not known yet. They do not change once they are planned."""
        if len(self._alerts) > _ALERTS_KEPT:
            self._alerts.clear()
        rows = table("alert")
        missing = ids - self._alerts.keys()
        if missing:
            found = db.connection().execute(select(rows).where(rows.c.id.in_(missing)))
            self._alerts.update((row.id, alert_of(row)) for row in found)


def waiting(db: Session, *, now: datetime) -> bool:
    """Return whether anything is due to be sent. Takes no lock."""
    rows = table("delivery")
    due = select(rows.c.id).where(in_state(rows, DeliveryState.DUE), rows.c.next_attempt_at <= now)
    return db.connection().execute(due.limit(1)).first() is not None


class _Head(NamedTuple):
    id: int
    alert: int
    chat: int
    attempts: int
    wished: bool


def _lease_heads(db: Session, *, now: datetime, until: datetime, most: int) -> list[_Head]:
    """Lease the first open delivery of each of so many chats, if it is due, in one statement."""
    rows = db.connection().execute(_claim(), {"at": now, "until": until, "most": most})
    return sorted(_Head(*row) for row in rows)


@cache
def _claim() -> Update:
    """Return the statement that leases.

    It is one, so that two workers never get the same: on PostgreSQL each skips what the other is
    leasing, on SQLite only one is at it at a time. ``first`` is asked for each row and not joined:
    so few rows are looked at, however many are due.
    """
    rows = table("delivery")
    earlier = rows.alias("earlier")
    at = bindparam("at", type_=rows.c.next_attempt_at.type)
    until = bindparam("until", type_=rows.c.lease_until.type)
    first = (
        select(func.min(earlier.c.id))
        .where(
            earlier.c.chat == rows.c.chat,
            in_state(earlier, DeliveryState.DUE, DeliveryState.SENDING),
        )
        .correlate(rows)
        .scalar_subquery()
    )
    picked = (
        select(rows.c.id)
        .where(in_state(rows, DeliveryState.DUE), rows.c.next_attempt_at <= at, rows.c.id == first)
        .order_by(rows.c.id)
        .limit(bindparam("most", type_=Integer))
        .with_for_update(skip_locked=True)
        .cte("picked")
    )
    return (
        update(rows)
        .where(rows.c.id.in_(select(picked.c.id)))
        .values(
            state=DeliveryState.SENDING.value,
            lease_until=until,
            attempts=rows.c.attempts + 1,
            merged_into=None,
        )
        .returning(rows.c.id, rows.c.alert, rows.c.chat, rows.c.attempts, rows.c.wished)
    )


def _chats(db: Session, ids: set[int]) -> dict[int, Chat]:
    found = db.connection().execute(_of_ids(), {"ids": list(ids)})
    return {row.id: chat_of(row) for row in found}


@cache
def _of_ids() -> Select[tuple[object, ...]]:
    rows = table("chat")
    return select(rows).where(rows.c.id.in_(bindparam("ids", expanding=True)))


def put_off(
    db: Session,
    leases: Iterable[Lease],
    state: DeliveryState,
    at: datetime,
    *,
    reason: str | None = None,
) -> None:
    """Give leases back untried: held, or due, from an instant on; or missed."""
    given_back = [
        {"_id": lease.delivery, "_attempts": lease.attempts, "_at": at, "_reason": reason}
        for lease in leases
    ]
    if given_back:
        rows = table("delivery")
        db.connection().execute(
            mine().values(
                state=state.value,
                attempts=rows.c.attempts - 1,
                lease_until=None,
                merged_into=None,
                next_attempt_at=bindparam("_at", type_=DateTime(timezone=True)),
                reason=bindparam("_reason"),
            ),
            given_back,
        )


def mine(
    delivery: ColumnElement[int] | None = None, attempts: ColumnElement[int] | None = None
) -> Update:
    """Return an update of the delivery ``_id``, if nobody has tried it since attempt ``_attempts``.

    Or of those, and the attempts at them, that are given. That a lease has ended meanwhile does
    not matter, as long as nobody else has taken it.
    """
    rows = table("delivery")
    return update(rows).where(
        rows.c.id == (bindparam("_id") if delivery is None else delivery),
        rows.c.attempts == (bindparam("_attempts") if attempts is None else attempts),
        in_state(rows, DeliveryState.SENDING, DeliveryState.DUE),
    )

"""Many changes within a short while become one message to a chat.

Once they have, whatever changes within as long again after it goes into the next one: so a trickle
that lasts is told in a message each while, and not as often as something changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select, update

from store.record.terms import AlertKind
from store.tables.delivery import DeliveryState
from store.tables.shapes import table

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from store.alerting.alerts import Alert

WITHIN = timedelta(minutes=2)
ALONE = 5  # so many changes within that time are a message each
TOGETHER = 100  # at most so many in one message


@dataclass(frozen=True, slots=True)
class HoldOn:
    """Some have been sent already: the others are told together at the end of the while."""

    until: datetime


class Further(NamedTuple):
    """A delivery that goes with another."""

    id: int
    alert: int
    attempts: int
    wished: bool


class _Near(NamedTuple):
    id: int
    state: str
    next_attempt_at: datetime
    due_at: datetime


def merge(
    db: Session, *, chat: int, head: int, alert: Alert, now: datetime, until: datetime
) -> list[Further] | HoldOn:
    """Lease the other changes that go with the chat's first, which is leased already.

    ``alert`` is the first's, ``until`` when the leases end. None go with it when no more than
    :data:`ALONE` changes fell due within :data:`WITHIN`, and none had to be told together so lately
    either. Nothing waits until it is of no use any more.
    """
    near = _near(db, chat, alert.due_at)
    told = [row for row in near if row.state == DeliveryState.SENT.value]
    due = [row for row in near if row.state == DeliveryState.DUE.value and row.id != head]
    last = _last_together(db, chat, now)
    if last is None and len(told) + len(due) + 1 <= ALONE:
        return []
    ends = (
        last + WITHIN
        if last is not None
        else min((row.due_at + WITHIN for row in told), default=now)
    )
    if now < ends < alert.use_by:
        return HoldOn(ends)
    return _lease(db, head, [row.id for row in due if row.next_attempt_at <= now], until)


def _near(db: Session, chat: int, due_at: datetime) -> list[_Near]:
    """Return the changes that fell due for a chat within the while before and after an instant."""
    alerts, deliveries = table("alert"), table("delivery")
    found = db.connection().execute(
        select(deliveries.c.id, deliveries.c.state, deliveries.c.next_attempt_at, alerts.c.due_at)
        .join(alerts, alerts.c.id == deliveries.c.alert)
        .where(
            deliveries.c.chat == chat,
            alerts.c.kind == AlertKind.CHANGE.value,
            alerts.c.due_at > due_at - WITHIN,
            alerts.c.due_at < due_at + WITHIN,
        )
        .order_by(deliveries.c.id)
    )
    return [_Near(*row) for row in found]


def _last_together(db: Session, chat: int, now: datetime) -> datetime | None:
    """Return when changes were told together to a chat last, if that was within the while."""
    rows = table("delivery")
    last = select(func.max(rows.c.sent_at)).where(
        rows.c.chat == chat,
        rows.c.merged_into.is_not(None),
        rows.c.sent_at > now - WITHIN,
        rows.c.sent_at <= now,  # by a clock that was set back since, it may be later
    )
    found: datetime | None = db.connection().execute(last).scalar_one()
    return found


def _lease(db: Session, head: int, ids: list[int], until: datetime) -> list[Further]:
    """Lease what goes with the first, and keep that the first, alone or not, stands for many."""
    deliveries = table("delivery")
    execute = db.connection().execute
    execute(update(deliveries).where(deliveries.c.id == head).values(merged_into=head))
    leased = execute(
        update(deliveries)
        .where(
            deliveries.c.id.in_(ids[: TOGETHER - 1]),
            deliveries.c.state == DeliveryState.DUE.value,
        )
        .values(
            state=DeliveryState.SENDING.value,
            lease_until=until,
            attempts=deliveries.c.attempts + 1,
            merged_into=head,
        )
        .returning(deliveries.c.id, deliveries.c.alert, deliveries.c.attempts, deliveries.c.wished)
    )
    return sorted(Further(*row) for row in leased)

"""Many changes within a short while become one message to a chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select, update

from store.record.terms import AlertKind
from store.tables.delivery import DeliveryState
from store.tables.shapes import table

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

WITHIN = timedelta(minutes=2)
ALONE = 5  # so many changes within that time are a message each
TOGETHER = 100  # at most so many in one message


@dataclass(frozen=True, slots=True)
class HoldOn:
    """Some have been sent alone already: the others are told together at the end of the while."""

    until: datetime


class Further(NamedTuple):
    """A delivery that goes with another."""

    id: int
    alert: int
    attempts: int
    wished: bool


def merge(
    db: Session, *, chat: int, head: int, due_at: datetime, now: datetime, until: datetime
) -> list[Further] | HoldOn:
    """Lease the other changes that go with the chat's first, which is leased already.

    ``due_at`` is when the first fell due, ``until`` when the leases end. None go with it when no
    more than :data:`ALONE` changes fell due within :data:`WITHIN`.
    """
    alerts, deliveries = table("alert"), table("delivery")
    near = (
        db.connection()
        .execute(
            select(
                deliveries.c.id, deliveries.c.state, deliveries.c.next_attempt_at, alerts.c.due_at
            )
            .join(alerts, alerts.c.id == deliveries.c.alert)
            .where(
                deliveries.c.chat == chat,
                alerts.c.kind == AlertKind.CHANGE.value,
                alerts.c.due_at > due_at - WITHIN,
                alerts.c.due_at < due_at + WITHIN,
            )
            .order_by(deliveries.c.id)
        )
        .all()
    )
    told = [row for row in near if row.state == DeliveryState.SENT.value]
    due = [row for row in near if row.state == DeliveryState.DUE.value and row.id != head]
    if len(told) + len(due) + 1 <= ALONE:
        return []
    if told:
        ends = min(row.due_at for row in told) + WITHIN
        if now < ends:
            return HoldOn(ends)
    ids = [row.id for row in due if row.next_attempt_at <= now][: TOGETHER - 1]
    leased = db.connection().execute(
        update(deliveries)
        .where(deliveries.c.id.in_(ids), deliveries.c.state == DeliveryState.DUE.value)
        .values(
            state=DeliveryState.SENDING.value,
            lease_until=until,
            attempts=deliveries.c.attempts + 1,
            merged_into=head,
        )
        .returning(deliveries.c.id, deliveries.c.alert, deliveries.c.attempts, deliveries.c.wished)
    )
    return sorted(Further(*row) for row in leased)

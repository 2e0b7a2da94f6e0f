"""What should have gone out by now and has not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from store.tables.delivery import DeliveryState, in_state
from store.tables.shapes import table

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Arrears:
    """``waiting`` deliveries are to be sent by now, the oldest of them ``since`` an instant.

    ``since`` is also when the oldest alert fell due whose deliveries were not even made, and None
    where nothing is in arrears. What quiet hours hold is not, nor what they have just let go.
    """

    waiting: int
    since: datetime | None


def arrears(db: Session, *, now: datetime) -> Arrears:
    """Return what is due by now and not on its way."""
    alerts, deliveries = table("alert"), table("delivery")
    # One that was tried may be due again in a moment, and has been for long all the same.
    since = case((deliveries.c.attempts == 0, deliveries.c.next_attempt_at), else_=alerts.c.due_at)
    waiting = (
        db.connection()
        .execute(
            select(func.count(), func.min(since, type_=deliveries.c.next_attempt_at.type))
            .select_from(deliveries)
            .join(alerts, alerts.c.id == deliveries.c.alert)
            .where(in_state(deliveries, DeliveryState.DUE), since <= now)
        )
        .one()
    )
    unplanned = (
        db.connection()
        .execute(
            select(func.min(alerts.c.due_at)).where(
                alerts.c.due_at <= now,
                alerts.c.planned_at.is_(None),
                alerts.c.outcome.is_(None),
                alerts.c.use_by > now,
            )
        )
        .scalar()
    )
    found = [at for at in (unplanned, waiting[1]) if at is not None]
    return Arrears(waiting[0], min(found, default=None))

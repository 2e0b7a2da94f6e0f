"""What should have gone out by now and has not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from store.tables.delivery import DeliveryState, in_state
from store.tables.shapes import table

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Arrears:
    """``waiting`` deliveries could be sent now; ``since`` is when the oldest fell due.

    ``unplanned`` alerts are due and their deliveries not made. ``since`` is None where nothing is
    in arrears. What quiet hours hold is not.
    """

    waiting: int
    unplanned: int
    since: datetime | None


def arrears(db: Session, *, now: datetime) -> Arrears:
    """Return what is due by now and not on its way."""
    alerts, deliveries = table("alert"), table("delivery")
    waiting = (
        db.connection()
        .execute(
            select(func.count(), func.min(deliveries.c.alert))
            .select_from(deliveries)
            .where(in_state(deliveries, DeliveryState.DUE))
        )
        .one()
    )
    unplanned = (
        db.connection()
        .execute(
            select(func.count(), func.min(alerts.c.due_at)).where(
                alerts.c.due_at <= now,
                alerts.c.planned_at.is_(None),
                alerts.c.outcome.is_(None),
                alerts.c.use_by > now,
            )
        )
        .one()
    )
    since = [at for at in (unplanned[1], _due_at(db, waiting[1])) if at is not None]
    return Arrears(waiting[0], unplanned[0], min(since, default=None))


def _due_at(db: Session, alert: int | None) -> datetime | None:
    rows = table("alert")
    found = db.connection().execute(select(rows.c.due_at).where(rows.c.id == alert)).first()
    return found.due_at if found is not None else None

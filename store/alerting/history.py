"""The last alerts and what became of them: counts, never chats."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from store.alerting.alerts import Alert, alert_of
from store.tables.alert import AlertOutcome
from store.tables.delivery import DeliveryState
from store.tables.shapes import table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Course:
    """What became of one alert, over all chats. Counts under 5 are shown as ``<5``.

    ``waiting`` are due, held or on their way. ``reasons`` says why deliveries failed for good.
    ``outcome`` is None while it goes on.
    """

    alert: Alert
    planned_at: datetime
    outcome: AlertOutcome | None
    sent: int
    waiting: int
    failed: int
    missed: int
    stopped: int
    reasons: Mapping[str, int]


def last_alerts(db: Session, *, most: int = 10) -> tuple[Course, ...]:
    """Return the alerts that were planned last, newest first."""
    rows = table("alert")
    found = (
        db.connection()
        .execute(
            select(rows)
            .where(rows.c.planned_at.is_not(None))
            .order_by(rows.c.planned_at.desc(), rows.c.id.desc())
            .limit(most)
        )
        .all()
    )
    counts = _counts(db, [row.id for row in found])
    return tuple(
        Course(
            alert_of(row),
            row.planned_at,
            AlertOutcome(row.outcome) if row.outcome is not None else None,
            sent=_of(counts[row.id], DeliveryState.SENT),
            waiting=_of(
                counts[row.id], DeliveryState.DUE, DeliveryState.HELD, DeliveryState.SENDING
            ),
            failed=_of(counts[row.id], DeliveryState.FAILED),
            missed=_of(counts[row.id], DeliveryState.MISSED),
            stopped=_of(counts[row.id], DeliveryState.STOPPED),
            reasons={
                reason or "": count
                for (state, reason), count in counts[row.id].most_common()
                if state == DeliveryState.FAILED
            },
        )
        for row in found
    )


def _counts(db: Session, ids: list[int]) -> dict[int, Counter[tuple[str, str | None]]]:
    rows = table("delivery")
    counted: dict[int, Counter[tuple[str, str | None]]] = {id_: Counter() for id_ in ids}
    found = db.connection().execute(
        select(rows.c.alert, rows.c.state, rows.c.reason, func.count().label("times"))
        .where(rows.c.alert.in_(ids))
        .group_by(rows.c.alert, rows.c.state, rows.c.reason)
    )
    for row in found:
        counted[row.alert][row.state, row.reason] = row.times
    return counted


def _of(counts: Counter[tuple[str, str | None]], *states: DeliveryState) -> int:
    return sum(count for (state, _), count in counts.items() if state in states)

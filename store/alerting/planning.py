"""From alerts to deliveries.

What is due by now is worked out from the store, the clock and the calendar each time, so that a
tick which was missed, or came twice, makes no difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, insert, literal, null, select, update

from store.alerting.alerts import Alert, alert_of
from store.alerting.audience import audience, wished
from store.alerting.calendar import session_ends
from store.alerting.foresight import foresee
from store.tables.alert import AlertOutcome
from store.tables.delivery import OPEN, WAITING, DeliveryState, in_state
from store.tables.reading import store_revision
from store.tables.shapes import table

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlmodel import Session

    from store.record.snapshot import Snapshot
    from store.tables.database import Database

KEPT = timedelta(days=30)  # after the session: which alerts a chat was sent
NO_TIME = timedelta(0)
LONGEST_LEASE = timedelta(days=1)  # one that ends later was given by a clock set back since


@dataclass(frozen=True, slots=True)
class Planned:
    """An alert whose deliveries were made now. ``missed``: it was of no use any more by then."""

    alert: Alert
    deliveries: int
    missed: bool


class Stale(Exception):  # noqa: N818 - asks for a fresh snapshot, no error
    """The store has changed since the snapshot was read."""


class Planner:
    """Turns what is due into deliveries. One for each process; any number may work at once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._foreseen: int | None = None

    def plan(
        self, snapshot: Snapshot, *, now: datetime, grace: timedelta = NO_TIME
    ) -> list[Planned]:
        """Make the deliveries of every alert that is due by now, in the order they fell due.

        ``grace`` is for how long an alert is of use beyond its own word.

        Each alert in a transaction of its own: all of its deliveries or none, and once, whoever
        else plans. Raises Stale when the snapshot is not the newest, and DatabaseFault.
        """
        if self._foreseen != snapshot.revision:
            with self._database.writing() as db:
                _require_newest(db, snapshot)
                foresee(db, snapshot, now=now)
            self._foreseen = snapshot.revision
        with self._database.reading() as db:
            alerts = _due(db, now)
        return [planned for alert in alerts if (planned := self._plan(alert, snapshot, now, grace))]

    def _plan(
        self, alert: Alert, snapshot: Snapshot, now: datetime, grace: timedelta
    ) -> Planned | None:
        with self._database.writing() as db:
            # Waits for whoever publishes something now, and is the only one to plan.
            _require_newest(db, snapshot)
            if alert.corrects is not None and _under_way(db, alert.corrects):
                return None  # whether the wrong one arrived there is not known yet
            rows = table("alert")
            here = db.connection().execute(
                update(rows)
                .where(
                    rows.c.id == alert.id,
                    rows.c.planned_at.is_(None),
                    rows.c.outcome.is_(None),
                    rows.c.due_at <= now,
                )
                .values(planned_at=now)
            )
            if not here.rowcount:
                return None  # another process was first, or it was stopped
            missed = alert.use_by + grace <= now
            count = _fan_out(db, alert, missed=missed, now=now)
            if missed or not count:
                outcome = AlertOutcome.MISSED if missed else AlertOutcome.DONE
                _finish(db, alert.id, outcome, now)
        return Planned(alert, count, missed)


def tidy(
    db: Session,
    snapshot: Snapshot,
    *,
    now: datetime,
    ours: Collection[int] = (),
    grace: timedelta = NO_TIME,
) -> None:
    """Bring deliveries and alerts to where the time has brought them.

    ``ours`` are deliveries that this process is sending: it knows that they are alive, whatever
    the clock says.

    What quiet hours held is let go when they end; what a dead worker had is due again; what is of
    no use any more is missed; an alert with nothing left to send is done; and what is kept of whom
    was sent what is deleted when its time is over.
    """
    deliveries = table("delivery")
    execute = db.connection().execute
    execute(
        update(deliveries)
        .where(in_state(deliveries, DeliveryState.HELD), deliveries.c.next_attempt_at <= now)
        .values(state=DeliveryState.DUE.value)
    )
    execute(
        update(deliveries)
        .where(
            in_state(deliveries, DeliveryState.SENDING),
            (deliveries.c.lease_until <= now) | (deliveries.c.lease_until > now + LONGEST_LEASE),
            deliveries.c.id.not_in(list(ours)),
        )
        .values(
            state=DeliveryState.DUE.value,
            lease_until=None,
            next_attempt_at=now,
            perhaps_sent=True,
        )
    )
    _miss(db, now - grace)
    _finish_done(db, now)
    _delete_old(db, snapshot, now)


def _require_newest(db: Session, snapshot: Snapshot) -> None:
    revisions = table("revision")
    # Not only read: nobody may publish anything until this transaction is over.
    db.connection().execute(select(revisions.c.number).with_for_update())
    if store_revision(db) != snapshot.revision:
        raise Stale


def _due(db: Session, now: datetime) -> list[Alert]:
    rows = table("alert")
    found = db.connection().execute(
        select(rows)
        .where(rows.c.due_at <= now, rows.c.planned_at.is_(None), rows.c.outcome.is_(None))
        .order_by(rows.c.due_at, rows.c.id)
    )
    return [alert_of(row) for row in found]


def _fan_out(db: Session, alert: Alert, *, missed: bool, now: datetime) -> int:
    """Make a delivery for each chat that the alert is for, in one statement, however many."""
    chats, deliveries = table("chat"), table("delivery")
    state = DeliveryState.MISSED if missed else DeliveryState.DUE
    columns = {
        "alert": literal(alert.id),
        "chat": chats.c.id,
        "state": literal(state.value),
        "attempts": literal(0),
        "next_attempt_at": literal(now, deliveries.c.next_attempt_at.type),
        "perhaps_sent": literal(False),
        "wished": wished(db, alert),
        "reason": literal("too late") if missed else null(),
    }
    chosen = select(*columns.values()).where(audience(db, alert)).order_by(chats.c.id)
    return (
        db.connection()
        .execute(insert(deliveries).from_select(list(columns), chosen, include_defaults=False))
        .rowcount
    )


def _under_way(db: Session, key: str) -> bool:
    alerts, deliveries = table("alert"), table("delivery")
    return (
        db.connection()
        .execute(
            select(deliveries.c.id)
            .join(alerts, alerts.c.id == deliveries.c.alert)
            .where(alerts.c.key == key, in_state(deliveries, DeliveryState.SENDING))
            .limit(1)
        )
        .first()
        is not None
    )


def _miss(db: Session, now: datetime) -> None:
    alerts, deliveries = table("alert"), table("delivery")
    useless = select(alerts.c.id).where(
        alerts.c.planned_at.is_not(None), alerts.c.finished_at.is_(None), alerts.c.use_by <= now
    )
    db.connection().execute(
        update(deliveries)
        .where(in_state(deliveries, *WAITING), deliveries.c.alert.in_(useless))
        .values(state=DeliveryState.MISSED.value, reason="too late")
    )


def _finish_done(db: Session, now: datetime) -> None:
    alerts, deliveries = table("alert"), table("delivery")
    left = exists(
        select(deliveries.c.id).where(
            deliveries.c.alert == alerts.c.id,
            in_state(deliveries, *OPEN),
        )
    ).correlate(alerts)
    db.connection().execute(
        update(alerts)
        .where(
            alerts.c.planned_at.is_not(None),
            alerts.c.finished_at.is_(None),
            alerts.c.outcome.is_(None),
            ~left,
        )
        .values(finished_at=now, outcome=AlertOutcome.DONE.value)
    )


def _finish(db: Session, alert: int, outcome: AlertOutcome, now: datetime) -> None:
    rows = table("alert")
    db.connection().execute(
        update(rows).where(rows.c.id == alert).values(finished_at=now, outcome=outcome.value)
    )


def _delete_old(db: Session, snapshot: Snapshot, now: datetime) -> None:
    """Delete who was sent what, 30 days after the session in which it was sent.

    What was sent after the last session goes 30 days after it was due.
    """
    ends = session_ends(snapshot)
    over = [end for end in ends if end + KEPT <= now]
    if not over:
        return
    until = now - KEPT if len(over) == len(ends) else max(over)
    alerts, deliveries = table("alert"), table("delivery")
    old = select(alerts.c.id).where(alerts.c.due_at < until)
    db.connection().execute(delete(deliveries).where(deliveries.c.alert.in_(old)))

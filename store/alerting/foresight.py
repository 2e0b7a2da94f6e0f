"""The calendar's alerts as rows, before they fall due: so that what is moved can be told.

The calendar alone knows only what it says now. The rows know what it said before: a reminder that
the calendar no longer makes is stopped, and those who would have had it are told.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from store.alerting.alerts import NOTICE, Alert, alert_of
from store.alerting.calendar import calendar_alerts
from store.record.terms import AlertKind
from store.tables.alert import AlertOutcome, Raised, raise_alert, withdraw
from store.tables.shapes import table

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from store.alerting.calendar import CalendarAlert
    from store.record.records import Event
    from store.record.snapshot import Snapshot

_GONE = "no longer in the calendar"


def foresee(db: Session, snapshot: Snapshot, *, now: datetime) -> None:
    """Make the rows of calendar alerts follow the calendar of the snapshot.

    The caller sees to it that the snapshot is the newest: an older one would turn things back.
    """
    rows = table("alert")
    known = {
        row.key: row
        for row in db.connection().execute(select(rows).where(rows.c.calendar.is_(True)))
    }
    calendar = {alert.key: alert for alert in calendar_alerts(snapshot)}
    new = [_columns(alert, snapshot) for key, alert in calendar.items() if key not in known]
    if new:
        db.connection().execute(insert(rows), new)
    for key, row in known.items():
        made = calendar.get(key)
        if made is None:
            if row.use_by > now and row.outcome != AlertOutcome.STOPPED.value:
                _stop(db, alert_of(row), snapshot, now)
                if row.planned_at is not None:
                    _correct(db, alert_of(row), snapshot, now)
        elif row.planned_at is None:
            title = _title(made, snapshot)
            _follow(db, alert_of(row), made, title, stopped=row.outcome is not None)


def _columns(alert: CalendarAlert, snapshot: Snapshot) -> dict[str, object]:
    return {
        "key": alert.key,
        "kind": alert.kind.value,
        "due_at": alert.due_at,
        "use_by": alert.use_by,
        "day": alert.day,
        "refs": [str(alert.event)] if alert.event is not None else [],
        "topics": [],
        "parties": [],
        "text": _title(alert, snapshot),
        "calendar": True,
    }


def _title(alert: CalendarAlert, snapshot: Snapshot) -> str:
    """Return what a reminder's meeting is called: it may have to be told when it is dropped."""
    event = snapshot.events.get(alert.event.id) if alert.event is not None else None
    return event.title if event is not None and alert.kind is AlertKind.MEETING else ""


def _follow(db: Session, known: Alert, made: CalendarAlert, title: str, *, stopped: bool) -> None:
    """Keep an alert that was not planned yet as the calendar has it, or has it again."""
    as_made = (made.due_at, made.use_by, title)
    if not stopped and (known.due_at, known.use_by, known.text) == as_made:
        return
    rows = table("alert")
    db.connection().execute(
        update(rows)
        .where(rows.c.id == known.id, rows.c.planned_at.is_(None))
        .values(due_at=made.due_at, use_by=made.use_by, text=title, outcome=None, reason=None)
    )


def _stop(db: Session, alert: Alert, snapshot: Snapshot, now: datetime) -> None:
    rows = table("alert")
    withdraw(db, [alert.id], reason=_GONE)
    db.connection().execute(
        update(rows)
        .where(rows.c.id == alert.id)
        .values(outcome=AlertOutcome.STOPPED.value, reason=_GONE)
    )
    if alert.kind is AlertKind.MEETING and alert.event is not None:
        _tell(db, alert, snapshot.events.get(alert.event.id), snapshot.revision, now)


def _tell(db: Session, alert: Alert, event: Event | None, revision: int, now: datetime) -> None:
    """Tell those who would have had a reminder that its meeting is moved or called off."""
    assert alert.event is not None  # noqa: S101 - the caller looked
    rows = table("alert")
    key = f"{NOTICE}{alert.event.id}:"
    former = db.connection().execute(
        select(rows.c.id).where(rows.c.key.startswith(key, autoescape=True))
    )
    # Whoever has not been told of the last move yet is told of this one only.
    withdraw(db, [row.id for row in former], reason="moved again")
    if event is None:
        return  # a new edition dropped it, unlike one called off: nothing of it is on record
    begins = alert.use_by  # a reminder is of use until its meeting begins
    moved_to = event.starts_at if event.cancelled is None else None
    raise_alert(
        db,
        Raised(
            key=f"{key}{begins.isoformat()}:{revision}",
            kind=AlertKind.MEETING,
            due_at=now,
            use_by=max(begins, moved_to or begins),
            refs=(alert.event,),
            before=json.dumps({"starts_at": begins.isoformat()}),
        ),
    )


def _correct(db: Session, alert: Alert, snapshot: Snapshot, now: datetime) -> None:
    """Tell those who got a reminder, and nobody else, that a new edition dropped its meeting."""
    if alert.kind is not AlertKind.MEETING or alert.event is None:
        return
    if alert.event.id in snapshot.events:
        return
    raise_alert(
        db,
        Raised(
            key=f"{NOTICE}{alert.event.id}:{alert.use_by.isoformat()}:{snapshot.revision}",
            kind=AlertKind.CORRECTION,
            due_at=now,
            use_by=alert.use_by,
            refs=(alert.event,),
            corrects=alert.key,
            text=alert.text,
        ),
    )

"""Messages from the coordinators to those who asked for them. The record stays as it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from store.curation import ledger
from store.curation.outcomes import NoSuchChange, NotAllowed, Published
from store.curation.roles import Right, may
from store.record.terms import AlertKind
from store.tables.alert import Raised, raise_alert, stop_alerts
from store.tables.audit import Act, hold
from store.tables.change import ChangeKind
from store.tables.delivery import DeliveryState
from store.tables.reading import store_revision
from store.tables.shapes import table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlmodel import Session

    from store.curation.roles import Rules

USE_FOR = timedelta(hours=12)
LONGEST = 3_000  # characters: with its heading it stays one message


def broadcast(
    db: Session, text: str, *, author: int, rules: Rules, now: datetime
) -> Published | NotAllowed:
    """Send a bulletin, which is a numbered change without edits."""
    hold(db)
    if not may(db, author, Right.BROADCAST, rules):
        return NotAllowed()
    change = ledger.enter(db, ChangeKind.BULLETIN, (), author=author, at=now, why=text)
    sent = ledger.settle(
        db, change, Act.PUBLISHED, actor=author, at=now, revision=store_revision(db)
    )
    raise_alert(
        db,
        Raised(
            key=key_of(change.number),
            kind=AlertKind.BULLETIN,
            due_at=now,
            use_by=now + USE_FOR,
            change=change.number,
            text=text,
        ),
    )
    return Published(sent, 1)


def stop(
    db: Session, number: int, *, actor: int, rules: Rules, reason: str
) -> int | NotAllowed | NoSuchChange:
    """Stop a bulletin on its way; return how many chats are spared it."""
    hold(db)
    if not may(db, actor, Right.BROADCAST, rules):
        return NotAllowed()
    change = ledger.find(db, number)
    if change is None or change.kind is not ChangeKind.BULLETIN:
        return NoSuchChange(number)
    return stop_alerts(db, change=number, reason=reason)


def key_of(number: int) -> str:
    """Return the key of the alert of a bulletin."""
    return f"bulletin:{number}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a bulletin has come. ``planned`` says that it is known to whom it goes."""

    planned: bool
    done: bool
    states: Mapping[DeliveryState, int]
    reasons: Mapping[str, int]  # why deliveries failed, with how many


def progress(db: Session, number: int) -> Progress | None:
    """Return how far the bulletin of a change has come, None when there is none."""
    alerts, deliveries = table("alert"), table("delivery")
    alert = (
        db.connection().execute(select(alerts).where(alerts.c.key == key_of(number))).one_or_none()
    )
    if alert is None:
        return None
    found = db.connection().execute(
        select(deliveries.c.state, deliveries.c.reason, func.count())
        .where(deliveries.c.alert == alert.id)
        .group_by(deliveries.c.state, deliveries.c.reason)
    )
    states: Counter[DeliveryState] = Counter()
    reasons: Counter[str] = Counter()
    for state, reason, count in found:
        states[DeliveryState(state)] += count
        if state == DeliveryState.FAILED and reason:
            reasons[reason] += count
    # Held for quiet hours is as far as it can come for now.
    under_way = states[DeliveryState.DUE] + states[DeliveryState.SENDING]
    ended = alert.outcome is not None or (alert.planned_at is not None and not under_way)
    return Progress(alert.planned_at is not None, ended, states, reasons)

"""Which alerts a chat was sent, for itself to see. Kept until 30 days after the session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from store.record.terms import AlertKind
from store.tables.delivery import DeliveryState
from store.tables.shapes import table

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from store.alerting.chats import Chat


@dataclass(frozen=True, slots=True)
class Received:
    """One alert that a chat was to get. ``sent_at`` is None where it was not sent (yet)."""

    kind: AlertKind
    state: DeliveryState
    due_at: datetime
    sent_at: datetime | None


def received(db: Session, chat: Chat) -> tuple[Received, ...]:
    """Return all that is kept of what a chat was sent or is to be sent, newest first."""
    deliveries, alerts = table("delivery"), table("alert")
    rows = db.connection().execute(
        select(alerts.c.kind, deliveries.c.state, alerts.c.due_at, deliveries.c.sent_at)
        .join(alerts, alerts.c.id == deliveries.c.alert)
        .where(deliveries.c.chat == chat.id)
        .order_by(alerts.c.due_at.desc(), deliveries.c.id.desc())
    )
    return tuple(
        Received(AlertKind(row.kind), DeliveryState(row.state), row.due_at, row.sent_at)
        for row in rows
    )

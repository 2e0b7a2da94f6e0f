"""Wishes to be told once, when something is known: they end when the news has arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, exists, select, update

from store.alerting.alerts import alert_of
from store.alerting.audience import granted, wanted, wished
from store.tables.delivery import WAITING, DeliveryState, in_state
from store.tables.shapes import table
from store.tables.subscription import What

if TYPE_CHECKING:
    from sqlmodel import Session

    from store.alerting.outbox import Claimed


def fulfil(db: Session, claimed: Claimed) -> None:
    """End the wishes of a chat that what it was sent fulfils.

    What waits for it only because of them is stopped; what it has asked for besides is told, and
    no longer as wished for.
    """
    asked, chats, deliveries = table("subscription"), table("chat"), table("delivery")
    execute = db.connection().execute
    names = {name for alert in claimed.alerts for name in granted(db, alert)}
    execute(
        delete(asked).where(
            asked.c.chat == claimed.chat.id,
            asked.c.what == What.WISH.value,
            asked.c.name.in_(names),
        )
    )
    alerts = table("alert")
    waiting = and_(
        deliveries.c.chat == claimed.chat.id, deliveries.c.wished, in_state(deliveries, *WAITING)
    )
    ids = select(deliveries.c.alert).where(waiting)
    for row in execute(select(alerts).where(alerts.c.id.in_(ids))).all():
        alert = alert_of(row)
        here = update(deliveries).where(waiting, deliveries.c.alert == alert.id)
        chat = select(chats.c.id).where(chats.c.id == claimed.chat.id)
        if not execute(select(exists(chat.where(wanted(db, alert))))).scalar_one():
            execute(here.values(state=DeliveryState.STOPPED.value, reason="told already"))
        elif not execute(select(exists(chat.where(wished(db, alert))))).scalar_one():
            execute(here.values(wished=False))

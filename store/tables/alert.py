"""Alerts: those that somebody or something raised, and those of the calendar as they come up.

Whoever publishes a change raises its alert in the same transaction. Everything here happens within
the caller's transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime  # noqa: TC003 - the models read their annotations
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import JSON, insert, select, update
from sqlmodel import Field

from store.record.limits import BODY, SUMMARY, TITLE
from store.record.terms import AlertKind
from store.tables.columns import Stored, check, filled, one_of
from store.tables.delivery import WAITING, DeliveryState, in_state
from store.tables.shapes import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

    from store.record.evidence import Ref


class AlertOutcome(StrEnum):
    """How an alert ended."""

    DONE = "done"  # every delivery has come to an end
    MISSED = "missed"  # of no use any more before it could be planned
    STOPPED = "stopped"  # withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """An alert beside the calendar. Instants are aware.

    Raising one ``key`` twice is one alert. After ``use_by`` it is of no use to anybody and is
    recorded as missed. ``refs`` are the records it is about; who asked for one of ``topics`` or
    ``parties`` gets it too. ``change`` is the number of the change that made it. ``corrects`` is
    the key of the wrong alert: a correction goes to exactly the chats that got that one. ``text``
    is a bulletin's; ``before`` the record as JSON before it was changed.
    """

    key: str
    kind: AlertKind
    due_at: datetime
    use_by: datetime
    refs: tuple[Ref, ...] = ()
    topics: tuple[Ref, ...] = ()
    parties: tuple[str, ...] = ()
    change: int | None = None
    corrects: str | None = None
    text: str = ""
    before: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for what could never be sent as meant."""
        if self.due_at.tzinfo is None or self.use_by.tzinfo is None:
            raise ValueError("an alert falls due at an aware instant")
        if self.use_by < self.due_at:
            raise ValueError("an alert cannot be useless before it is due")
        if (self.kind is AlertKind.CORRECTION) != (self.corrects is not None):
            raise ValueError("a correction names the alert it corrects, and nothing else does")


class AlertRow(Stored, table=True):
    """An alert. ``planned_at`` is when its deliveries were made, all at once."""

    __tablename__ = "alert"
    __table_args__ = (
        filled("key", TITLE),
        one_of("kind", AlertKind),
        check("use_by_order", "due_at <= use_by"),
        filled("corrects", TITLE),
        check("text", f"length(text) <= {BODY}"),
        one_of("outcome", AlertOutcome),
        filled("reason", SUMMARY),
        check("finished", "finished_at IS NULL OR outcome IS NOT NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    due_at: datetime = Field(index=True)
    use_by: datetime
    day: date | None  # what a calendar alert is about, in the session's zone
    refs: list[str] = Field(sa_type=JSON)
    topics: list[str] = Field(sa_type=JSON)
    parties: list[str] = Field(sa_type=JSON)
    change: int | None = Field(index=True)
    corrects: str | None
    text: str
    before: str | None
    calendar: bool  # derived from the calendar, and stopped when the calendar no longer has it
    planned_at: datetime | None
    finished_at: datetime | None
    outcome: str | None
    reason: str | None


def raise_alert(db: Session, raised: Raised) -> bool:
    """Keep an alert, to be sent when it falls due. Return False if its key is there already."""
    rows = table("alert")
    if db.connection().execute(select(rows.c.id).where(rows.c.key == raised.key)).first():
        return False
    db.connection().execute(
        insert(rows).values(
            key=raised.key,
            kind=raised.kind.value,
            due_at=raised.due_at,
            use_by=raised.use_by,
            day=None,
            refs=[str(ref) for ref in raised.refs],
            topics=[str(ref) for ref in raised.topics],
            parties=list(raised.parties),
            change=raised.change,
            corrects=raised.corrects,
            text=raised.text,
            before=raised.before,
            calendar=False,
        )
    )
    return True


def stop_alerts(db: Session, *, change: int, reason: str) -> int:
    """Withdraw what a change announced; return how many deliveries that were not sent are stopped.

    What is on its way at this instant arrives. Chats that got it are told by a correction.
    """
    alerts = table("alert")
    ids = [
        row.id
        for row in db.connection().execute(select(alerts.c.id).where(alerts.c.change == change))
    ]
    return withdraw(db, ids, reason=reason)


def withdraw(db: Session, alerts: Iterable[int], *, reason: str) -> int:
    """Withdraw alerts by the ids of their rows; return how many deliveries are stopped."""
    ids = list(alerts)
    rows, deliveries = table("alert"), table("delivery")
    db.connection().execute(
        update(rows)
        .where(rows.c.id.in_(ids), rows.c.outcome.is_(None))
        .values(outcome=AlertOutcome.STOPPED.value, reason=reason)
    )
    return (
        db.connection()
        .execute(
            update(deliveries)
            .where(deliveries.c.alert.in_(ids), in_state(deliveries, *WAITING))
            .values(state=DeliveryState.STOPPED.value, reason=reason)
        )
        .rowcount
    )

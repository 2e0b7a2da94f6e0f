"""What the coordinators may know of the readers: numbers, and no number that tells of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from store.curation.tallies import asked
from store.record.evidence import Ref
from store.record.terms import AlertKind, Kind
from store.tables.change import ChangeState
from store.tables.delivery import DeliveryState
from store.tables.shapes import table
from store.tables.subscription import What

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

FEWEST = 5
"""Fewer than these are not told apart: they could be somebody one knows."""

PERIOD = timedelta(days=30)  # over which questions are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The numbers as they are. Whoever shows them shows those of people through :func:`coarse`."""

    chats: int  # that have settings or subscriptions here and can be written to
    unreachable: int  # that blocked the bot, are gone or took its rights away
    kinds: Mapping[AlertKind, int]  # chats that asked for it, not muted
    topics: Mapping[Ref, int]  # most asked for first
    parties: Mapping[Ref, int]
    asked: Mapping[str, tuple[int, int]]  # by subject: answered, not answered
    asked_since: date  # UTC
    pending: int  # changes that wait for review
    deliveries: Mapping[DeliveryState, int]  # of alerts, as long as they are kept


def coarse(number: int) -> str:
    """Write a number of people or their doings: ``<5`` where it is too small to be told."""
    return str(number) if number >= FEWEST else f"<{FEWEST}"


def figures(db: Session, *, now: datetime) -> Figures:
    """Count everything. Only numbers leave the database."""
    since = (now - PERIOD).date()
    chats, deliveries, changes = table("chat"), table("delivery"), table("change")
    reached = _count(db, chats.c.state, ())
    kinds = _subscribers(db, What.KIND)
    return Figures(
        chats=reached.get("active", 0),
        unreachable=sum(reached.values()) - reached.get("active", 0),
        # Nobody asks for corrections: they go with what was received.
        kinds={
            kind: kinds.get(kind.value, 0) for kind in AlertKind if kind is not AlertKind.CORRECTION
        },
        topics={Ref.parse(name): n for name, n in _subscribers(db, What.TOPIC).items()},
        parties={Ref(Kind.PARTY, name): n for name, n in _subscribers(db, What.PARTY).items()},
        asked=asked(db, since=since),
        asked_since=since,
        pending=_count(db, changes.c.state, ()).get(ChangeState.SUBMITTED.value, 0),
        deliveries={
            DeliveryState(state): n for state, n in _count(db, deliveries.c.state, ()).items()
        },
    )


def _subscribers(db: Session, what: What) -> dict[str, int]:
    rows, chats = table("subscription"), table("chat")
    reachable = select(chats.c.id).where(chats.c.state == "active")
    return _count(
        db,
        rows.c.name,
        (rows.c.what == what.value, rows.c.asked, ~rows.c.muted, rows.c.chat.in_(reachable)),
    )


def _count(
    db: Session, column: ColumnElement[str], conditions: Iterable[ColumnElement[bool]]
) -> dict[str, int]:
    number = func.count()
    found = select(column, number).where(*conditions).group_by(column)
    ordered = found.order_by(number.desc(), column)
    return {row[0]: row[1] for row in db.connection().execute(ordered)}

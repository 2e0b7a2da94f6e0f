"""The calendar."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - the models read their annotations
from typing import TYPE_CHECKING, Any

from store.record.limits import SUMMARY, TITLE
from store.record.moments import Dated
from store.record.records import Event
from store.record.terms import EventKind
from store.tables.columns import (
    Claimed,
    Columns,
    Curated,
    check,
    checks_of_claimed,
    checks_of_curated,
    claimed_columns,
    dated_columns,
    evidence_of,
    filled,
    in_order,
    one_of,
)
from store.tables.parts import Parts

if TYPE_CHECKING:
    from sqlalchemy import Row


class EventRow(Claimed, Curated, table=True):
    """An entry of the calendar. Instants are UTC; days are the session's."""

    __tablename__ = "event"
    __table_args__ = (
        *checks_of_curated(),
        *checks_of_claimed(),
        one_of("event_kind", EventKind),
        filled("title", TITLE),
        in_order("dated_first", "dated_last"),
        check("instants", "ends_at IS NULL OR (starts_at IS NOT NULL AND starts_at <= ends_at)"),
        filled("place", TITLE),
        filled("outcome", SUMMARY),
        filled("cancelled", SUMMARY),
    )

    event_kind: str
    title: str
    dated_first: date
    dated_last: date
    starts_at: datetime | None
    ends_at: datetime | None
    number: int | None
    place: str | None
    outcome: str | None
    cancelled: str | None


def columns_of(event: Event) -> Columns:
    """Return the record's own columns."""
    return {
        "event_kind": event.event_kind.value,
        "title": event.title,
        **dated_columns(event.dated),
        "starts_at": event.starts_at,
        "ends_at": event.ends_at,
        "number": event.number,
        "place": event.place,
        "outcome": event.outcome,
        "cancelled": event.cancelled,
        **claimed_columns(event.evidence),
    }


def parts_of(event: Event) -> Parts:
    """Return what the record has in other tables."""
    return Parts(sources=event.evidence.sources, aliases=event.aliases, links=event.topics)


def record_of(row: Row[Any], parts: Parts) -> Event:
    """Return the record of a row."""
    return Event(
        id=row.id,
        event_kind=EventKind(row.event_kind),
        title=row.title,
        dated=Dated(row.dated_first, row.dated_last),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        number=row.number,
        place=row.place,
        outcome=row.outcome,
        topics=parts.links,
        cancelled=row.cancelled,
        aliases=parts.aliases,
        evidence=evidence_of(row, parts.sources),
    )

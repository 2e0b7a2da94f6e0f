"""Dated changes of the status of provisions and safeguards."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the models read their annotations
from typing import TYPE_CHECKING, Any

from store.record.evidence import Ref
from store.record.limits import ID, SUMMARY
from store.record.moments import Dated
from store.record.records import StatusChange
from store.record.terms import Kind, Status
from store.tables.columns import (
    Claimed,
    Columns,
    Curated,
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


class StatusRow(Claimed, Curated, table=True):
    """That a provision or safeguard had this status from this date on."""

    __tablename__ = "status"
    __table_args__ = (
        *checks_of_curated(),
        *checks_of_claimed(),
        one_of("topic_kind", (Kind.PROVISION, Kind.SAFEGUARD)),
        filled("topic_id", ID),
        one_of("status", Status),
        in_order("dated_first", "dated_last"),
        filled("summary", SUMMARY),
    )

    topic_kind: str
    topic_id: str
    status: str
    dated_first: date
    dated_last: date
    summary: str


def columns_of(change: StatusChange) -> Columns:
    """Return the record's own columns."""
    return {
        "topic_kind": change.topic.kind.value,
        "topic_id": change.topic.id,
        "status": change.status.value,
        **dated_columns(change.dated),
        "summary": change.summary,
        **claimed_columns(change.evidence),
    }


def parts_of(change: StatusChange) -> Parts:
    """Return what the record has in other tables."""
    return Parts(sources=change.evidence.sources)


def record_of(row: Row[Any], parts: Parts) -> StatusChange:
    """Return the record of a row."""
    return StatusChange(
        id=row.id,
        topic=Ref(Kind(row.topic_kind), row.topic_id),
        status=Status(row.status),
        dated=Dated(row.dated_first, row.dated_last),
        summary=row.summary,
        evidence=evidence_of(row, parts.sources),
    )

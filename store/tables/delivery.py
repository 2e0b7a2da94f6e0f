"""Which alert goes to which chat, and how far it has come: the outbox.

due ──────────► sending ──────► sent
 │ ▲               │ ├────────► failed    refused for good
 │ └───────────────┘ │          refused for now; or its worker died
 ▼                   │
held ─► due          └────────► due       again, later
due, held ────────────────────► missed    of no use any more
due, held ────────────────────► stopped   withdrawn, or the chat cannot be written to
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the models read their annotations
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Index, UniqueConstraint, false, literal_column, text
from sqlmodel import Field

from store.record.limits import SUMMARY
from store.tables.columns import Stored, check, filled, one_of, reference

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, FromClause


class DeliveryState(StrEnum):
    """How far a delivery has come."""

    DUE = "due"  # to be sent, from ``next_attempt_at`` on
    HELD = "held"  # waits for the end of the chat's quiet hours; holds back no other
    SENDING = "sending"  # a worker has it until ``lease_until``
    SENT = "sent"
    FAILED = "failed"  # refused for good, with the reason
    MISSED = "missed"  # was of no use any more before it could be sent
    STOPPED = "stopped"  # withdrawn before it was sent


OPEN = (DeliveryState.DUE, DeliveryState.HELD, DeliveryState.SENDING)
"""The states of what may still be sent."""


WAITING = (DeliveryState.DUE, DeliveryState.HELD)
"""The states of what has not been sent and is not on its way."""


def in_state(rows: FromClause, *states: DeliveryState) -> ColumnElement[bool]:
    """Return the condition that deliveries are in one of these states.

    With the words in the statement, not as parameters: only so are the partial indexes used.
    """
    words: list[ColumnElement[str]] = [literal_column(f"'{state.value}'") for state in states]
    column: ColumnElement[str] = rows.c.state
    return column == words[0] if len(words) == 1 else column.in_(words)


def _where(name: str, *columns: str, condition: str) -> Index:
    """Return an index over few rows: nearly all deliveries are done with."""
    return Index(
        f"ix_delivery_{name}",
        *columns,
        sqlite_where=text(condition),
        postgresql_where=text(condition),
    )


class DeliveryRow(Stored, table=True):
    """One alert for one chat. In one chat they are sent in the order of their ids.

    ``perhaps_sent``: an attempt ended without an answer. ``wished``: the chat had asked to be told
    this once, when it is known. ``merged_into`` is the delivery in whose message this one was sent
    too; for the first of a message that tells what would be too many, itself.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("alert", "chat"),
        one_of("state", DeliveryState),
        check("attempts", "attempts >= 0"),
        check("lease", "(state = 'sending') = (lease_until IS NOT NULL)"),
        check("sent", "(state = 'sent') = (sent_at IS NOT NULL)"),
        filled("reason", SUMMARY),
        _where("due", "id", condition="state = 'due'"),
        _where("held", "next_attempt_at", condition="state = 'held'"),
        _where("sending", "lease_until", condition="state = 'sending'"),
        _where("turn", "chat", "id", condition="state IN ('due', 'sending')"),
        _where("open", "alert", condition="state IN ('due', 'held', 'sending')"),
        Index("ix_delivery_chat", "chat"),
    )

    id: int | None = Field(default=None, primary_key=True)
    alert: int = reference("alert.id")
    chat: int = reference("chat.id")
    state: str
    attempts: int
    next_attempt_at: datetime
    lease_until: datetime | None
    message_id: int | None = Field(sa_type=BigInteger)
    merged_into: int | None
    perhaps_sent: bool
    reason: str | None
    sent_at: datetime | None
    wished: bool = Field(sa_column_kwargs={"server_default": false()})

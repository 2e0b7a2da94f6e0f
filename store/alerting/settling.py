"""What came of a message, as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, union_all, update

from store.alerting import chats
from store.alerting.outbox import mine, put_off
from store.alerting.wishes import fulfil
from store.record.limits import SUMMARY
from store.tables.delivery import DeliveryState
from store.tables.shapes import table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Update
    from sqlmodel import Session

    from store.alerting.outbox import Claimed
    from store.tables.chat import ChatState

_AT_ONCE = 64  # deliveries in one statement


@dataclass(frozen=True, slots=True)
class Sent:
    """It was accepted, as this message."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Again:
    """It was refused for now, or nobody knows: due again at an instant.

    ``perhaps_sent``: it may have arrived all the same.
    """

    at: datetime
    reason: str
    perhaps_sent: bool = False


@dataclass(frozen=True, slots=True)
class SetAside:
    """It could not be tried for a fault of ours: again at an instant, and no other waits for it."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Untried:
    """It was not tried after all: due at an instant."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """It will never be accepted. ``chat`` is what that says of the chat, if anything."""

    reason: str
    chat: ChatState | None = None


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group is a supergroup now, with another id: due there at once."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Pointless:
    """There is nothing to say any more."""

    reason: str


Result = Sent | Again | SetAside | Untried | Refused | Migrated | Pointless


def settle(db: Session, results: Iterable[tuple[Claimed, Result]], *, now: datetime) -> None:  # noqa: C901 - one case a result
    """Keep what came of messages. What somebody else has tried since is left to them."""
    sent: list[tuple[Claimed, int]] = []
    for claimed, result in results:
        match result:
            case Sent(message_id):
                sent.append((claimed, message_id))
            case Again(at, reason, perhaps_sent):
                _put_back(db, claimed, at, reason, perhaps_sent=perhaps_sent)
            case SetAside(at, reason):
                _put_back(db, claimed, at, reason, state=DeliveryState.HELD)
            case Untried(at):
                put_off(db, claimed.leases, DeliveryState.DUE, at)
            case Refused(reason, state):
                _end(db, claimed, DeliveryState.FAILED, reason)
                if state is not None:
                    chats.mark(db, claimed.chat.address.chat_id, state, reason[:SUMMARY])
            case Migrated(chat_id):
                _put_back(db, claimed, now, "the group has another id")
                chats.migrate(db, claimed.chat.address.chat_id, chat_id)
            case Pointless(reason):
                _end(db, claimed, DeliveryState.STOPPED, reason)
    if sent:
        _keep_sent(db, sent, now)


def _keep_sent(db: Session, sent: list[tuple[Claimed, int]], now: datetime) -> None:
    """Keep all of them together: each statement lets the loop go on, and then waits for it."""
    execute = db.connection().execute
    kept = [
        (id_, attempts, message_id)
        for claimed, message_id in sent
        for id_, attempts in claimed.leases
    ]
    for first in range(0, len(kept), _AT_ONCE):
        some = kept[first : first + _AT_ONCE]
        values: dict[str, object] = {"_at": now}
        for number, (id_, attempts, message_id) in enumerate(some):
            values[f"_id{number}"] = id_
            values[f"_attempts{number}"] = attempts
            values[f"_message{number}"] = message_id
        execute(_sent(len(some)), values)
    for claimed, _ in sent:
        if claimed.wished:
            fulfil(db, claimed)
    execute(_alerted(), {"_at": now, "_chats": [claimed.chat.id for claimed, _ in sent]})


@cache
def _alerted() -> Update:
    """Return the statement that keeps when the chats ``_chats`` were sent something last."""
    rows = table("chat")
    return (
        update(rows)
        .where(rows.c.id.in_(bindparam("_chats", expanding=True)))
        .values(last_alert_at=bindparam("_at", type_=rows.c.last_alert_at.type))
    )


@cache
def _sent(count: int) -> Update:
    """Return the statement that keeps so many as sent.

    Not with VALUES, which SQLAlchemy would put into words each time anew.
    """
    rows = table("delivery")
    told = union_all(
        *(
            select(
                bindparam(f"_id{number}", type_=rows.c.id.type).label("delivery"),
                bindparam(f"_attempts{number}", type_=rows.c.attempts.type).label("attempts"),
                bindparam(f"_message{number}", type_=rows.c.message_id.type).label("message"),
            )
            for number in range(count)
        )
    ).cte("told")
    return mine(told.c.delivery, told.c.attempts).values(
        state=DeliveryState.SENT.value,
        lease_until=None,
        message_id=told.c.message,
        sent_at=bindparam("_at", type_=rows.c.sent_at.type),
        reason=None,
    )


def _put_back(
    db: Session,
    claimed: Claimed,
    at: datetime,
    reason: str,
    *,
    perhaps_sent: bool = False,
    state: DeliveryState = DeliveryState.DUE,
) -> None:
    rows = table("delivery")
    db.connection().execute(
        mine().values(
            state=state.value,
            lease_until=None,
            merged_into=None,
            next_attempt_at=at,
            reason=reason[:SUMMARY],
            perhaps_sent=rows.c.perhaps_sent | perhaps_sent,
        ),
        _leases(claimed),
    )


def _end(db: Session, claimed: Claimed, state: DeliveryState, reason: str) -> None:
    db.connection().execute(
        mine().values(state=state.value, lease_until=None, reason=reason[:SUMMARY]),
        _leases(claimed),
    )


def _leases(claimed: Claimed) -> list[dict[str, object]]:
    return [{"_id": id_, "_attempts": attempts} for id_, attempts in claimed.leases]

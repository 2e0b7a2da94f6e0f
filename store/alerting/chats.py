"""The chats that the bot writes to: what they have set, and whether messages reach them.

Everything here happens within the caller's transaction. Nothing lists chats to anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import and_, delete, insert, select, update

from store.tables.chat import ChatKind, ChatState, QuietMode
from store.tables.delivery import WAITING, DeliveryState, in_state
from store.tables.manners import bump_manners
from store.tables.shapes import table

if TYPE_CHECKING:
    from datetime import datetime, time

    from sqlalchemy import ColumnElement, Row
    from sqlmodel import Session

    from store.tables.columns import Columns


class Address(NamedTuple):
    """A chat, or one topic of a forum; ``thread_id`` is 0 where there are none."""

    chat_id: int
    thread_id: int = 0


@dataclass(frozen=True, slots=True)
class Quiet:
    """Quiet hours: from one time of day until the other, in the chat's zone, past midnight too."""

    begins: time
    ends: time
    mode: QuietMode

    def __post_init__(self) -> None:
        """Raise ValueError when they would last no time, or a day."""
        if self.begins == self.ends:
            raise ValueError("quiet hours begin and end at different times")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """What is kept of a chat. ``zone`` is an IANA name; ``reason`` says why it is not active."""

    id: int  # of its row
    address: Address
    kind: ChatKind
    language: str
    zone: str
    quiet: Quiet | None = None
    paused_until: datetime | None = None
    state: ChatState = ChatState.ACTIVE
    reason: str | None = None
    last_alert_at: datetime | None = None

    @property
    def zone_info(self) -> ZoneInfo:
        """The chat's time zone."""
        return ZoneInfo(self.zone)


def chat_at(db: Session, address: Address) -> Chat | None:
    """Return what is kept of a chat; None when nothing is."""
    row = db.connection().execute(select(table("chat")).where(_at(address))).first()
    return chat_of(row) if row is not None else None


def remember(db: Session, address: Address, *, kind: ChatKind, language: str, zone: str) -> Chat:
    """Keep a chat that has set or asked for something, and return it.

    One that is kept already stays as it is, except that it is active again: it has just spoken.
    ``language`` and ``zone`` are what a new one begins with. Raises ValueError for no zone.
    """
    known = chat_at(db, address)
    if known is None:
        _require_zone(zone)
        db.connection().execute(
            insert(table("chat")).values(
                chat_id=address.chat_id,
                thread_id=address.thread_id,
                kind=kind.value,
                language=language,
                zone=zone,
                state=ChatState.ACTIVE.value,
            )
        )
    elif known.state is not ChatState.ACTIVE or known.kind is not kind:
        _set(db, address, kind=kind.value, state=ChatState.ACTIVE.value, reason=None)
    found = chat_at(db, address)
    assert found is not None  # noqa: S101 - just written
    return found


def set_language(db: Session, address: Address, language: str) -> None:
    """Write to a chat in another language from now on."""
    _set(db, address, language=language)
    bump_manners(db)


def set_zone(db: Session, address: Address, zone: str) -> None:
    """Show a chat another zone's times. Raise ValueError for no zone."""
    _require_zone(zone)
    _set(db, address, zone=zone)
    bump_manners(db)
    _release_held(db, address)


def set_quiet(db: Session, address: Address, quiet: Quiet | None) -> None:
    """Set a chat's quiet hours, or none. What the former ones held is looked at anew."""
    _set(
        db,
        address,
        quiet_from=quiet.begins if quiet is not None else None,
        quiet_until=quiet.ends if quiet is not None else None,
        quiet_mode=quiet.mode.value if quiet is not None else None,
    )
    _release_held(db, address)


def pause(db: Session, address: Address, *, until: datetime) -> None:
    """Send a chat nothing that falls due before an instant, nor what is waiting for it."""
    _set(db, address, paused_until=until)
    _stop_waiting(db, _at(address), "paused")


def resume(db: Session, address: Address) -> None:
    """End a chat's pause."""
    _set(db, address, paused_until=None)


def mark(db: Session, chat_id: int, state: ChatState, reason: str | None = None) -> None:
    """Keep whether messages reach a chat. What waits for one that they do not reach is stopped."""
    rows = table("chat")
    here = rows.c.chat_id == chat_id
    db.connection().execute(update(rows).where(here).values(state=state.value, reason=reason))
    if state is not ChatState.ACTIVE:
        _stop_waiting(db, here, reason or state.value)


def migrate(db: Session, chat_id: int, new_id: int) -> None:
    """Follow a group that became a supergroup and thereby got another id."""
    rows = table("chat")
    bump_manners(db)
    taken = {
        row.thread_id
        for row in db.connection().execute(select(rows.c.thread_id).where(rows.c.chat_id == new_id))
    }
    if taken:
        # Somebody has subscribed under the new id already: those settings are the newer ones.
        _delete(db, and_(rows.c.chat_id == chat_id, rows.c.thread_id.in_(taken)))
    db.connection().execute(
        update(rows)
        .where(rows.c.chat_id == chat_id)
        .values(chat_id=new_id, kind=ChatKind.SUPERGROUP.value)
    )


def forget(db: Session, chat_id: int) -> bool:
    """Delete all that is kept of a chat, deliveries included; return whether there was anything."""
    bump_manners(db)
    return _delete(db, table("chat").c.chat_id == chat_id)


def chat_of(row: Row[tuple[object, ...]]) -> Chat:
    """Return the chat of a row of its table."""
    quiet = None
    if row.quiet_mode is not None:
        quiet = Quiet(row.quiet_from, row.quiet_until, QuietMode(row.quiet_mode))
    return Chat(
        id=row.id,
        address=Address(row.chat_id, row.thread_id),
        kind=ChatKind(row.kind),
        language=row.language,
        zone=row.zone,
        quiet=quiet,
        paused_until=row.paused_until,
        state=ChatState(row.state),
        reason=row.reason,
        last_alert_at=row.last_alert_at,
    )


def _require_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise ValueError("there is no such time zone") from None


def _at(address: Address) -> ColumnElement[bool]:
    rows = table("chat")
    return and_(rows.c.chat_id == address.chat_id, rows.c.thread_id == address.thread_id)


def _set(db: Session, address: Address, **columns: object) -> None:
    values: Columns = columns
    db.connection().execute(update(table("chat")).where(_at(address)).values(**values))


def _release_held(db: Session, address: Address) -> None:
    deliveries = table("delivery")
    db.connection().execute(
        update(deliveries)
        .where(
            deliveries.c.chat.in_(select(table("chat").c.id).where(_at(address))),
            in_state(deliveries, DeliveryState.HELD),
        )
        .values(state=DeliveryState.DUE.value)
    )


def _stop_waiting(db: Session, here: ColumnElement[bool], reason: str) -> None:
    deliveries = table("delivery")
    db.connection().execute(
        update(deliveries)
        .where(
            deliveries.c.chat.in_(select(table("chat").c.id).where(here)),
            in_state(deliveries, *WAITING),
        )
        .values(state=DeliveryState.STOPPED.value, reason=reason)
    )


def _delete(db: Session, here: ColumnElement[bool]) -> bool:
    rows = table("chat")
    ids = select(rows.c.id).where(here)
    for name in ("delivery", "subscription"):
        db.connection().execute(delete(table(name)).where(table(name).c.chat.in_(ids)))
    return db.connection().execute(delete(rows).where(here)).rowcount > 0

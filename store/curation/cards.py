"""Which message shows a change to which coordinator, so that all are kept up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from store.tables.change import ChangeState
from store.tables.shapes import table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlmodel import Session


def keep_cards(db: Session, change: int, sent: Mapping[int, int]) -> None:
    """Keep the ids of messages by chat, over earlier ones in the same chats."""
    rows = table("card")
    if not sent:
        return
    db.connection().execute(delete(rows).where(rows.c.change == change, rows.c.chat_id.in_(sent)))
    db.connection().execute(
        insert(rows),
        [{"change": change, "chat_id": chat, "message_id": id_} for chat, id_ in sent.items()],
    )


def cards_of(db: Session, change: int) -> Mapping[int, int]:
    """Return the ids of messages by chat."""
    rows = table("card")
    found = db.connection().execute(select(rows).where(rows.c.change == change))
    return {row.chat_id: row.message_id for row in found}


def unseen(db: Session, *, before: datetime) -> tuple[int, ...]:
    """Return the changes that wait since then or longer and that no message shows to anybody."""
    changes, cards = table("change"), table("card")
    waiting = select(changes.c.number).where(
        changes.c.state == ChangeState.SUBMITTED.value,
        changes.c.submitted_at < before,
        changes.c.number.not_in(select(cards.c.change)),
    )
    return tuple(db.connection().execute(waiting.order_by(changes.c.number)).scalars())

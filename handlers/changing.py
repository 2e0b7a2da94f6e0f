"""Reading and changing what a chat has set, each within the caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.alerts.settings import Settings
from store.alerting.chats import chat_at, remember
from store.alerting.subscriptions import subscriptions_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from handlers.rights import Target
    from store.alerting.chats import Chat


def settings_of(db: Session, target: Target) -> Settings:
    """Return what a chat has set and asked for."""
    chat = chat_at(db, target.address)
    return Settings(
        kind=target.kind,
        chat=chat,
        subscriptions=() if chat is None else subscriptions_of(db, chat),
        channel=target.channel,
    )


def changed(
    db: Session,
    target: Target,
    change: Callable[[Session, Chat], object],
    *,
    language: str,
    zone: str,
) -> Settings:
    """Change something of a chat, which is kept from now on, and return what is set now.

    ``language`` and ``zone`` are what a chat begins with that is not kept yet.
    """
    chat = remember(db, target.address, kind=target.kind, language=language, zone=zone)
    change(db, chat)
    return settings_of(db, target)

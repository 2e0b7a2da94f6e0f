"""The chats that alerts are sent to. Of a person nothing but this is kept."""

from __future__ import annotations

from datetime import datetime, time  # noqa: TC003 - the models read their annotations
from enum import StrEnum

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field

from store.record.limits import SUMMARY, WORD
from store.tables.columns import Stored, check, filled, one_of


class ChatKind(StrEnum):
    """What sort of chat it is, in Telegram's words."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class ChatState(StrEnum):
    """Whether messages reach a chat."""

    ACTIVE = "active"
    BLOCKED = "blocked"  # the person blocked the bot, the group removed it
    GONE = "gone"  # Telegram knows the chat no longer
    NO_PERMISSION = "no_permission"  # the bot is there and may not write; an admin can mend it


class QuietMode(StrEnum):
    """What becomes of an alert that falls into quiet hours."""

    SILENT = "silent"  # sent at once, without a sound
    HELD = "held"  # sent when they end


class ChatRow(Stored, table=True):
    """A chat, or one topic of a forum (``thread_id``; 0 where there are none).

    ``quiet_from`` and ``quiet_until`` are times of day in ``zone`` and may span midnight. Alerts
    that fall due before ``paused_until`` are not for this chat.
    """

    __tablename__ = "chat"
    __table_args__ = (
        UniqueConstraint("chat_id", "thread_id"),
        one_of("kind", ChatKind),
        filled("language", WORD),
        filled("zone", WORD),
        one_of("quiet_mode", QuietMode),
        check(
            "quiet",
            "(quiet_from IS NULL) = (quiet_mode IS NULL)"
            " AND (quiet_until IS NULL) = (quiet_mode IS NULL)",
        ),
        one_of("state", ChatState),
        filled("reason", SUMMARY),
    )

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    thread_id: int = Field(sa_type=BigInteger)
    kind: str
    language: str
    zone: str
    quiet_from: time | None
    quiet_until: time | None
    quiet_mode: str | None
    paused_until: datetime | None
    state: str
    reason: str | None
    last_alert_at: datetime | None

"""Alerts, the chats that they are for, what these have asked for, and the outbox between them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _alerts()
    _chats()
    _subscriptions()
    _deliveries()


def _alerts() -> None:
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), primary_key=True),
        _text("key"),
        _text("kind"),
        _instant("due_at"),
        _instant("use_by"),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("refs", sa.JSON(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("parties", sa.JSON(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=True),
        _text("corrects", optional=True),
        _text("text"),
        _text("before", optional=True),
        sa.Column("calendar", sa.Boolean(), nullable=False),
        _instant("planned_at", optional=True),
        _instant("finished_at", optional=True),
        _text("outcome", optional=True),
        _text("reason", optional=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("key", name=op.f("uq_alert_key")),
        *_checks(
            "alert",
            key="length(key) BETWEEN 1 AND 300",
            kind="kind IN ('brief', 'meeting', 'digest', 'change', 'vote', 'deadline',"
            " 'countdown', 'bulletin', 'correction')",
            use_by_order="due_at <= use_by",
            corrects="length(corrects) BETWEEN 1 AND 300",
            text="length(text) <= 4000",
            outcome="outcome IN ('done', 'missed', 'stopped')",
            reason="length(reason) BETWEEN 1 AND 1000",
            finished="finished_at IS NULL OR outcome IS NOT NULL",
        ),
    )
    op.create_index(op.f("ix_alert_due_at"), "alert", ["due_at"])
    op.create_index(op.f("ix_alert_change"), "alert", ["change"])


def _chats() -> None:
    op.create_table(
        "chat",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        _text("kind"),
        _text("language"),
        _text("zone"),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_until", sa.Time(), nullable=True),
        _text("quiet_mode", optional=True),
        _instant("paused_until", optional=True),
        _text("state"),
        _text("reason", optional=True),
        _instant("last_alert_at", optional=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat")),
        sa.UniqueConstraint("chat_id", "thread_id", name=op.f("uq_chat_chat_id_thread_id")),
        *_checks(
            "chat",
            kind="kind IN ('private', 'group', 'supergroup', 'channel')",
            language="length(language) BETWEEN 1 AND 80",
            zone="length(zone) BETWEEN 1 AND 80",
            quiet_mode="quiet_mode IN ('silent', 'held')",
            quiet="(quiet_from IS NULL) = (quiet_mode IS NULL)"
            " AND (quiet_until IS NULL) = (quiet_mode IS NULL)",
            state="state IN ('active', 'blocked', 'gone', 'no_permission')",
            reason="length(reason) BETWEEN 1 AND 1000",
        ),
    )


def _subscriptions() -> None:
    op.create_table(
        "subscription",
        sa.Column("chat", sa.Integer(), nullable=False),
        _text("what"),
        _text("name"),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("muted", sa.Boolean(), nullable=False),
        _instant("since"),
        sa.PrimaryKeyConstraint("chat", "what", "name", name=op.f("pk_subscription")),
        *_checks(
            "subscription",
            what="what IN ('kind', 'topic', 'party', 'wish')",
            name="length(name) BETWEEN 1 AND 4000",
            asked="asked OR muted",
        ),
        _reference("subscription", "chat"),
    )
    op.create_index(op.f("ix_subscription_name"), "subscription", ["name"])


def _deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("alert", sa.Integer(), nullable=False),
        sa.Column("chat", sa.Integer(), nullable=False),
        _text("state"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        _instant("next_attempt_at"),
        _instant("lease_until", optional=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("perhaps_sent", sa.Boolean(), nullable=False),
        _text("reason", optional=True),
        _instant("sent_at", optional=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("alert", "chat", name=op.f("uq_delivery_alert_chat")),
        *_checks(
            "delivery",
            state="state IN ('due', 'held', 'sending', 'sent', 'failed', 'missed', 'stopped')",
            attempts="attempts >= 0",
            lease="(state = 'sending') = (lease_until IS NOT NULL)",
            sent="(state = 'sent') = (sent_at IS NOT NULL)",
            reason="length(reason) BETWEEN 1 AND 1000",
        ),
        _reference("delivery", "alert"),
        _reference("delivery", "chat"),
    )
    op.create_index("ix_delivery_chat", "delivery", ["chat"])
    for name, columns, condition in (
        ("due", ["id"], "state = 'due'"),
        ("held", ["next_attempt_at"], "state = 'held'"),
        ("sending", ["lease_until"], "state = 'sending'"),
        ("turn", ["chat", "id"], "state IN ('due', 'sending')"),
        ("open", ["alert"], "state IN ('due', 'held', 'sending')"),
    ):
        op.create_index(
            f"ix_delivery_{name}",
            "delivery",
            columns,
            sqlite_where=sa.text(condition),
            postgresql_where=sa.text(condition),
        )


def _text(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=optional)


def _instant(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=optional)


def _checks(table: str, **conditions: str) -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))
        for name, condition in conditions.items()
    ]


def _reference(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{column}.id"],
        name=op.f(f"fk_{table}_{column}"),
        deferrable=True,
        initially="DEFERRED",
    )

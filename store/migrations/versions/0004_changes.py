"""Changes by coordinators with their audit; coordinators, invitations and drafts."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_KINDS = (
    "source", "party", "safeguard", "provision", "status", "position", "vote", "event",
    "document", "glossary", "answer", "membership", "action",
)  # fmt: skip
_CHANGES = (
    "set_position", "set_status", "add_event", "move_event", "cancel_event", "add_vote",
    "add_source", "answer", "retract", "confirm", "import", "bulletin", "undo",
)  # fmt: skip
_STATES = ("submitted", "published", "rejected", "withdrawn", "conflict")
_ACTS = (
    "submitted", "published", "rejected", "withdrawn", "conflict", "loaded", "invited", "joined",
    "revoked",
)  # fmt: skip
_START = "0" * 64


def upgrade() -> None:
    _changes()
    _audit()
    _people()


def _changes() -> None:
    _table(
        "change",
        ["number"],
        _whole("number"),
        _text("kind"),
        _big("author"),
        _instant("submitted_at"),
        _text("why", optional=True),
        _whole("undoes", optional=True),
        _text("state"),
        _big("decided_by", optional=True),
        _instant("decided_at", optional=True),
        _text("reason", optional=True),
        _whole("revision", optional=True),
        checks={
            "kind": _one_of("kind", _CHANGES),
            "state": _one_of("state", _STATES),
            "why": "length(why) BETWEEN 1 AND 4000",
            "reason": "length(reason) BETWEEN 1 AND 1000",
            "decided": "(decided_by IS NULL) = (decided_at IS NULL)",
            "open": "(state = 'submitted') = (decided_at IS NULL)",
            "revision": "(state = 'published') = (revision IS NOT NULL)",
        },
        refers={"undoes": "change.number"},
    )
    op.create_index(op.f("ix_change_state"), "change", ["state"])
    _table(
        "edit",
        ["change", "ordinal"],
        _whole("change"),
        _whole("ordinal"),
        _text("kind"),
        _text("record_id"),
        _text("before", optional=True),
        _text("after", optional=True),
        _whole("seen"),
        checks={
            "kind": _one_of("kind", _KINDS),
            "record_id": "length(record_id) BETWEEN 1 AND 60",
            "something": "before IS NOT NULL OR after IS NOT NULL",
        },
        refers={"change": "change.number"},
    )
    op.create_index(op.f("ix_edit_kind_record_id"), "edit", ["kind", "record_id"])


def _audit() -> None:
    _table(
        "audit_entry",
        ["number"],
        _whole("number"),
        _instant("at"),
        _big("actor"),
        _text("act"),
        _whole("change", optional=True),
        _text("content"),
        _text("previous"),
        _text("hash"),
        checks={
            "act": _one_of("act", _ACTS),
            "previous": "length(previous) = 64",
            "hash": "length(hash) = 64",
        },
        refers={"change": "change.number"},
    )
    op.create_index(op.f("ix_audit_entry_change"), "audit_entry", ["change"])
    head = _table(
        "audit_head",
        ["singleton"],
        _whole("singleton"),
        _whole("changes"),
        _whole("entries"),
        _text("hash"),
        checks={"singleton": "singleton = 1", "hash": "length(hash) = 64"},
    )
    op.bulk_insert(head, [{"singleton": 1, "changes": 0, "entries": 0, "hash": _START}])


def _people() -> None:
    _table("coordinator", ["user_id"], _big("user_id"), _instant("since_at"), _big("invited_by"))
    _table(
        "invitation",
        ["digest"],
        _text("digest"),
        _big("invited_by"),
        _instant("invited_at"),
        _instant("expires_at"),
        checks={
            "digest": "length(digest) = 64",
            "invited_at_order": "invited_at <= expires_at",
        },
    )
    _table(
        "draft",
        ["chat_id", "user_id"],
        _big("chat_id"),
        _big("user_id"),
        _text("command"),
        _text("step"),
        sa.Column("fields", sa.JSON(), nullable=False),
        _whole("version"),
        _instant("changed_at"),
        checks={
            "command": "length(command) BETWEEN 1 AND 80",
            "step": "length(step) BETWEEN 1 AND 80",
        },
    )
    _table(
        "card",
        ["change", "chat_id"],
        _whole("change"),
        _big("chat_id"),
        _big("message_id"),
        refers={"change": "change.number"},
    )


def _table(
    name: str,
    key: list[str],
    *columns: sa.Column[Any],
    checks: dict[str, str] | None = None,
    refers: dict[str, str] | None = None,
) -> sa.Table:
    return op.create_table(
        name,
        *columns,
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
        *[
            sa.CheckConstraint(condition, name=op.f(f"ck_{name}_{end}"))
            for end, condition in (checks or {}).items()
        ],
        *[
            sa.ForeignKeyConstraint(
                [column],
                [target],
                name=op.f(f"fk_{name}_{column}"),
                deferrable=True,
                initially="DEFERRED",
            )
            for column, target in (refers or {}).items()
        ],
    )


def _whole(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=optional, autoincrement=False)


def _big(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=optional, autoincrement=False)


def _text(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=optional)


def _instant(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=optional)


def _one_of(column: str, words: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"{column} IN ({listed})"

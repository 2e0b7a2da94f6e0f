"""What the pack said of each record when it was last loaded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_KINDS = (
    "source", "party", "safeguard", "provision", "status", "position", "vote", "event",
    "document", "glossary", "answer", "membership", "action",
)  # fmt: skip


def upgrade() -> None:
    kinds = ", ".join(f"'{kind}'" for kind in _KINDS)
    op.create_table(
        "edition",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "record_id", name=op.f("pk_edition")),
        sa.CheckConstraint(f"kind IN ({kinds})", name=op.f("ck_edition_kind")),
        sa.CheckConstraint("length(record_id) BETWEEN 1 AND 60", name=op.f("ck_edition_record_id")),
        sa.CheckConstraint("length(fingerprint) = 64", name=op.f("ck_edition_fingerprint")),
    )

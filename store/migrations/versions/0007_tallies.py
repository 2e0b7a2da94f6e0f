"""How often what was asked, and what the store did not know."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asked",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "subject", "answered", name=op.f("pk_asked")),
        sa.CheckConstraint("length(subject) BETWEEN 1 AND 80", name=op.f("ck_asked_subject")),
        sa.CheckConstraint("number > 0", name=op.f("ck_asked_number")),
    )
    op.create_table(
        "gap",
        sa.Column("refs", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("last_asked_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("refs", name=op.f("pk_gap")),
        sa.CheckConstraint("length(refs) BETWEEN 1 AND 300", name=op.f("ck_gap_refs")),
        sa.CheckConstraint("number > 0", name=op.f("ck_gap_number")),
    )

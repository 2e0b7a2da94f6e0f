"""How often chats changed how they want to be written to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    rows = op.create_table(
        "manners",
        sa.Column("singleton", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("singleton", name=op.f("pk_manners")),
        sa.CheckConstraint("singleton = 1", name=op.f("ck_manners_singleton")),
    )
    op.bulk_insert(rows, [{"singleton": 1, "number": 0}])

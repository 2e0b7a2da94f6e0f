"""Which deliveries a chat had asked for once, when something is known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # With a default SQLite adds it in place: a store with many deliveries is not copied.
    op.add_column(
        "delivery",
        sa.Column("wished", sa.Boolean(), server_default=sa.false(), nullable=False),
    )

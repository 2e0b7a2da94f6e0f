"""Pages that are watched for changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "watch",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=True),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_look_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_watch")),
        sa.CheckConstraint("length(url) BETWEEN 1 AND 700", name=op.f("ck_watch_url")),
        sa.CheckConstraint("length(etag) BETWEEN 1 AND 300", name=op.f("ck_watch_etag")),
        sa.CheckConstraint(
            "length(last_modified) BETWEEN 1 AND 300", name=op.f("ck_watch_last_modified")
        ),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_watch_failures")),
        sa.CheckConstraint("length(fault) BETWEEN 1 AND 300", name=op.f("ck_watch_fault")),
    )

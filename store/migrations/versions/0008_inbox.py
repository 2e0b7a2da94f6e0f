"""Questions that people chose to send in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "question",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("settled_by", sa.BigInteger(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_question")),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 1000", name=op.f("ck_question_text")),
        sa.CheckConstraint("length(language) = 2", name=op.f("ck_question_language")),
        sa.CheckConstraint("times > 0", name=op.f("ck_question_times")),
        sa.CheckConstraint(
            "state IN ('open', 'answered', 'closed')", name=op.f("ck_question_state")
        ),
        sa.CheckConstraint("length(answer) BETWEEN 1 AND 4000", name=op.f("ck_question_answer")),
        sa.CheckConstraint(
            "(state = 'open') = (settled_at IS NULL)", name=op.f("ck_question_settled")
        ),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settled_by IS NULL)", name=op.f("ck_question_settler")
        ),
        sa.CheckConstraint(
            "(state = 'answered') = (answer IS NOT NULL)", name=op.f("ck_question_answered")
        ),
    )
    op.create_index(op.f("ix_question_state"), "question", ["state"])
    op.create_table(
        "asker",
        sa.Column("question", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("question", "chat_id", "thread_id", name=op.f("pk_asker")),
        sa.ForeignKeyConstraint(
            ["question"],
            ["question.number"],
            name=op.f("fk_asker_question"),
            deferrable=True,
            initially="DEFERRED",
        ),
    )

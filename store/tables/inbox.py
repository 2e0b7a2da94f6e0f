"""Questions that people chose to send in, and where the answers go.

A question holds nothing of who asked it. Where to answer is kept apart until the answer was sent.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the models read their annotations
from enum import StrEnum

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from store.record.limits import BODY, SUMMARY
from store.tables.columns import Stored, check, filled, one_of, reference_in_key


class QuestionState(StrEnum):
    """What became of a question."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"  # without an answer


class QuestionRow(Stored, table=True):
    """A question, or several that are nearly the same."""

    __tablename__ = "question"
    __table_args__ = (
        filled("text", SUMMARY),
        check("language", "length(language) = 2"),
        check("times", "times > 0"),
        one_of("state", QuestionState),
        filled("answer", BODY),
        check("settled", "(state = 'open') = (settled_at IS NULL)"),
        check("settler", "(settled_at IS NULL) = (settled_by IS NULL)"),
        check("answered", "(state = 'answered') = (answer IS NOT NULL)"),
        Index(None, "state"),
    )

    number: int | None = Field(default=None, primary_key=True)
    text: str
    language: str  # of who asked first, ISO 639-1
    times: int  # how often it was sent in
    asked_at: datetime  # last
    state: str
    answer: str | None
    settled_by: int | None = Field(sa_type=BigInteger)  # a Telegram user id
    settled_at: datetime | None


class AskerRow(Stored, table=True):
    """Where the answer to a question goes: ``thread_id`` is 0 outside forum topics."""

    __tablename__ = "asker"

    question: int = reference_in_key("question.number")
    chat_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    thread_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    language: str

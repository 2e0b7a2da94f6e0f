"""Questions that people chose to send in: merged when alike, answered through the bot.

Who asked is shown to nobody. Where the answer goes is kept until it was sent there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from store.curation.roles import Right, Rules, may
from store.record.consistency import alike
from store.record.limits import SUMMARY, UNFIT
from store.tables.audit import hold
from store.tables.inbox import QuestionState
from store.tables.shapes import table

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

MOST_OPEN = 500
"""Open questions that are kept. More than that nobody answers; later ones are not taken."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question that was sent in, without who asked it."""

    number: int
    text: str
    language: str  # ISO 639-1
    times: int  # how often it was sent in
    asked_at: datetime  # last
    state: QuestionState
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Asker:
    """Where an answer goes: ``thread_id`` is 0 outside forum topics."""

    question: int
    chat_id: int
    thread_id: int
    language: str


def send_in(
    db: Session, text: str, *, chat_id: int, thread_id: int = 0, language: str, now: datetime
) -> Inquiry | None:
    """Keep a question, with those that are nearly the same; None when it cannot be kept.

    It cannot when it is empty, or when more wait than anybody will answer. Asking it twice from
    one chat counts once.
    """
    words = UNFIT.sub(" ", text).strip()[:SUMMARY]
    if not words:
        return None
    hold(db)
    rows, askers = table("question"), table("asker")
    waiting = inquiries(db)
    known = next((one for one in waiting if alike(one.text, words)), None)
    if known is None and len(waiting) >= MOST_OPEN:
        return None
    if known is None:
        number = (
            db.connection()
            .execute(
                insert(rows)
                .values(
                    text=words,
                    language=language,
                    times=1,
                    asked_at=now,
                    state=QuestionState.OPEN.value,
                )
                .returning(rows.c.number)
            )
            .scalar_one()
        )
    else:
        number = known.number
        here = (
            (askers.c.question == number)
            & (askers.c.chat_id == chat_id)
            & (askers.c.thread_id == thread_id)
        )
        if db.connection().execute(select(askers).where(here)).first() is not None:
            return known
        db.connection().execute(
            update(rows).where(rows.c.number == number).values(times=rows.c.times + 1, asked_at=now)
        )
    db.connection().execute(
        insert(askers).values(
            question=number, chat_id=chat_id, thread_id=thread_id, language=language
        )
    )
    return inquiry(db, number)


def inquiries(db: Session) -> tuple[Inquiry, ...]:
    """Return the questions that wait for an answer, the most asked first."""
    rows = table("question")
    found = _inquiries(db, rows.c.state == QuestionState.OPEN.value)
    return tuple(sorted(found, key=lambda one: (-one.times, one.number)))


def inquiry(db: Session, number: int) -> Inquiry | None:
    """Return a question by its number."""
    return next(iter(_inquiries(db, table("question").c.number == number)), None)


def answer(
    db: Session, number: int, text: str, *, actor: int, rules: Rules, now: datetime
) -> Inquiry | None:
    """Answer an open question; None when the person may not, or none is open by that number.

    Whoever sends the answer out asks for :func:`untold` and reports with :func:`told`.
    """
    columns = {"state": QuestionState.ANSWERED.value, "answer": text}
    return _settle(db, number, columns, actor=actor, rules=rules, now=now)


def close(db: Session, number: int, *, actor: int, rules: Rules, now: datetime) -> Inquiry | None:
    """Take an open question off the list without an answer; None as for :func:`answer`."""
    settled = _settle(
        db, number, {"state": QuestionState.CLOSED.value}, actor=actor, rules=rules, now=now
    )
    if settled is not None:
        askers = table("asker")
        db.connection().execute(delete(askers).where(askers.c.question == number))
    return settled


def untold(db: Session) -> tuple[tuple[Inquiry, Asker], ...]:
    """Return the answers that are still to be sent, and where to."""
    rows, askers = table("question"), table("asker")
    answered = {
        one.number: one for one in _inquiries(db, rows.c.state == QuestionState.ANSWERED.value)
    }
    found = db.connection().execute(select(askers).order_by(askers.c.question))
    return tuple(
        (answered[row.question], Asker(row.question, row.chat_id, row.thread_id, row.language))
        for row in found
        if row.question in answered
    )


def told(db: Session, asker: Asker) -> bool:
    """Forget where an answer went, now that it is on its way; False when another was first."""
    askers = table("asker")
    gone = db.connection().execute(
        delete(askers).where(
            askers.c.question == asker.question,
            askers.c.chat_id == asker.chat_id,
            askers.c.thread_id == asker.thread_id,
        )
    )
    return gone.rowcount == 1


def sent_in(db: Session, chat_id: int) -> tuple[Inquiry, ...]:
    """Return the questions from a chat of which it is still kept that they came from there."""
    askers = table("asker")
    numbers = select(askers.c.question).where(askers.c.chat_id == chat_id)
    return tuple(_inquiries(db, table("question").c.number.in_(numbers)))


def forget(db: Session, chat_id: int) -> int:
    """Forget where a chat's questions came from; return how many there were.

    A question that nobody else sent in goes with it.
    """
    rows, askers = table("question"), table("asker")
    asked = select(askers.c.question).where(askers.c.chat_id == chat_id)
    numbers = db.connection().execute(asked).scalars().all()
    db.connection().execute(delete(askers).where(askers.c.chat_id == chat_id))
    left = select(askers.c.question)
    db.connection().execute(
        delete(rows).where(
            rows.c.number.in_(numbers),
            rows.c.number.not_in(left),
            rows.c.state == QuestionState.OPEN.value,
        )
    )
    return len(numbers)


def _settle(
    db: Session,
    number: int,
    columns: dict[str, str],
    *,
    actor: int,
    rules: Rules,
    now: datetime,
) -> Inquiry | None:
    hold(db)
    if not may(db, actor, Right.ANSWER, rules):
        return None
    rows = table("question")
    settled = db.connection().execute(
        update(rows)
        .where(rows.c.number == number, rows.c.state == QuestionState.OPEN.value)
        .values(settled_by=actor, settled_at=now, **columns)
    )
    return inquiry(db, number) if settled.rowcount == 1 else None


def _inquiries(db: Session, which: ColumnElement[bool]) -> list[Inquiry]:
    rows = table("question")
    found = db.connection().execute(select(rows).where(which).order_by(rows.c.number))
    return [
        Inquiry(
            row.number,
            row.text,
            row.language,
            row.times,
            row.asked_at,
            QuestionState(row.state),
            row.answer,
        )
        for row in found
    ]

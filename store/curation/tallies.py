"""Counts what is asked and what the store does not know: numbers only, no words, no persons.

A process counts in memory and adds to the store now and then, so that an answer waits for nothing;
a process that is killed loses what it had not added yet.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import case, select
from sqlalchemy.dialects import postgresql, sqlite

from store.record.evidence import Ref
from store.record.limits import TITLE
from store.tables.shapes import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy import ColumnElement
    from sqlmodel import Session


@dataclass(slots=True)
class Tally:
    """What was counted since it was last added to the store. Not to be shared between threads."""

    asked: Counter[tuple[str, bool]] = field(default_factory=Counter)  # subject, answered
    gaps: Counter[str] = field(default_factory=Counter)

    def count(self, subject: str, *, answered: bool, missing: Iterable[Ref] = ()) -> None:
        """Count one question, and what was missing to answer it."""
        self.asked[subject, answered] += 1
        refs = " ".join(sorted({str(ref) for ref in missing}))
        if refs and len(refs) <= TITLE:
            self.gaps[refs] += 1

    def take(self) -> Tally:
        """Return what was counted and begin anew."""
        taken = Tally(self.asked, self.gaps)
        self.asked, self.gaps = Counter(), Counter()
        return taken

    def put_back(self, taken: Tally) -> None:
        """Count again what could not be added to the store."""
        self.asked.update(taken.asked)
        self.gaps.update(taken.gaps)

    def __bool__(self) -> bool:
        """Whether anything was counted."""
        return bool(self.asked or self.gaps)


@dataclass(frozen=True, slots=True)
class Gap:
    """Records about which people asked what the store did not know, and how often."""

    refs: tuple[Ref, ...]
    number: int
    last_asked_on: date


def add(db: Session, tally: Tally, *, day: date) -> None:
    """Add what was counted to the store; ``day`` is today in UTC."""
    for (subject, answered), number in tally.asked.items():
        _add(db, "asked", {"day": day, "subject": subject, "answered": answered}, number)
    for refs, number in tally.gaps.items():
        _add(db, "gap", {"refs": refs}, number, last_asked_on=day)


def gaps(db: Session, *, most: int) -> tuple[Gap, ...]:
    """Return the gaps that people met most often, these first."""
    rows = table("gap")
    found = select(rows).order_by(rows.c.number.desc(), rows.c.refs).limit(most)
    return tuple(
        Gap(tuple(map(Ref.parse, row.refs.split())), row.number, row.last_asked_on)
        for row in db.connection().execute(found)
    )


def close_gaps(db: Session, refs: Iterable[Ref]) -> None:
    """Forget the gaps that are about no other records than these: they were filled."""
    known = {str(ref) for ref in refs}
    rows = table("gap")
    names = db.connection().execute(select(rows.c.refs)).scalars().all()
    filled = [name for name in names if known.issuperset(name.split())]
    if filled:
        db.connection().execute(rows.delete().where(rows.c.refs.in_(filled)))


def asked(db: Session, *, since: date) -> Mapping[str, tuple[int, int]]:
    """Return how many questions of each subject were answered and how many were not."""
    rows = table("asked")
    found = select(rows).where(rows.c.day >= since).order_by(rows.c.subject)
    numbers: dict[str, tuple[int, int]] = {}
    for row in db.connection().execute(found):
        answered, declined = numbers.get(row.subject, (0, 0))
        if row.answered:
            answered += row.number
        else:
            declined += row.number
        numbers[row.subject] = answered, declined
    return numbers


def _add(db: Session, name: str, key: Mapping[str, object], number: int, **latest: object) -> None:
    rows = table(name)
    insert = sqlite.insert if db.connection().dialect.name == "sqlite" else postgresql.insert
    made = insert(rows).values(**key, number=number, **latest)
    later = {column: _later(rows.c[column], made.excluded[column]) for column in latest}
    db.connection().execute(
        made.on_conflict_do_update(
            index_elements=list(key), set_={"number": rows.c.number + made.excluded.number, **later}
        )
    )


def _later(known: ColumnElement[object], new: ColumnElement[object]) -> ColumnElement[object]:
    return case((known < new, new), else_=known)

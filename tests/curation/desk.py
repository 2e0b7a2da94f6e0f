"""Coordinators at work on the fictional negotiation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from store.curation import publishing
from store.curation.forms import Citation, SetPosition, SetStatus
from store.curation.ledger import verify
from store.curation.outcomes import Published, Submitted
from store.curation.roles import Rules
from store.record.evidence import Ref
from store.record.moments import Dated
from store.record.terms import Kind, Stance, Status
from store.tables.reading import read_snapshot
from store.tables.shapes import table
from store.tables.writing import put_many, put_negotiation
from tests.negotiations import lanternfish

if TYPE_CHECKING:
    from store.curation.forms import Form
    from store.record.snapshot import Snapshot
    from store.tables.database import Database

OWNER, ANA, BO, STRANGER = 1, 100, 200, 999
NOW = datetime(2031, 12, 5, 0, 0, tzinfo=UTC)
DARK_HOURS = Ref(Kind.SAFEGUARD, "dark-hours")
ARTICLE = Ref(Kind.PROVISION, "article-3-2")
PAGE = Citation(url="https://harbournews.example/lamps-again", title="Lamps again")
KNOWN = Citation(url="https://sea.vell.example/statement")


@dataclass(slots=True)
class Desk:
    """The store, and who works with it under which rules."""

    database: Database
    rules: Rules
    now: datetime = NOW

    def submit(self, form: Form, *, author: int = ANA, **more: Any) -> Any:
        with self.database.writing() as db:
            return publishing.submit(
                db, form, author=author, rules=self.rules, now=self.now, **more
            )

    def submitted(self, form: Form, *, author: int = ANA) -> int:
        done = self.submit(form, author=author)
        assert isinstance(done, Submitted), done
        return done.change.number

    def approve(self, number: int, *, actor: int = BO, **more: Any) -> Any:
        with self.database.writing() as db:
            return publishing.approve(
                db, number, actor=actor, rules=self.rules, now=self.now, **more
            )

    def published(self, form: Form) -> int:
        number = self.submitted(form)
        done = self.approve(number)
        assert isinstance(done, Published), done
        return number

    def reject(self, number: int, *, actor: int = BO, reason: str | None = "no") -> Any:
        with self.database.writing() as db:
            return publishing.reject(
                db, number, actor=actor, reason=reason, rules=self.rules, now=self.now
            )

    def undo(self, number: int, *, actor: int = BO, **more: Any) -> Any:
        with self.database.writing() as db:
            return publishing.undo(db, number, actor=actor, rules=self.rules, now=self.now, **more)

    @property
    def record(self) -> Snapshot:
        with self.database.reading() as db:
            snapshot = read_snapshot(db)
        assert snapshot is not None
        return snapshot

    def audit(self) -> tuple[str, ...]:
        """What is wrong with the audit."""
        with self.database.reading() as db:
            return verify(db)

    def count(self, name: str) -> int:
        with self.database.reading() as db:
            return len(db.connection().execute(table(name).select()).all())

    def alerts(self) -> list[Any]:
        with self.database.reading() as db:
            rows = table("alert")
            return list(db.connection().execute(rows.select().order_by(rows.c.id)))


def fill(database: Database) -> None:
    """Load the fictional pack and let two coordinators join."""
    pack = lanternfish()
    with database.writing() as db:
        put_negotiation(db, pack.negotiation)
        put_many(db, pack.records.values())
        for user in (ANA, BO):
            db.connection().execute(
                table("coordinator").insert().values(user_id=user, since_at=NOW, invited_by=OWNER)
            )


def desk(database: Database, *, two_person: bool = True) -> Desk:
    fill(database)
    return Desk(database, Rules(frozenset({OWNER}), two_person=two_person))


def vell_says(summary: str = "Wants six dark hours.", **changed: Any) -> SetPosition:
    form = SetPosition(
        party="vell",
        topic=DARK_HOURS,
        stance=Stance.SEEKS_STRONGER,
        dated=Dated.on(date(2031, 4, 8)),
        summary=summary,
        source=PAGE,
    )
    return replace(form, **changed)


def article_is(status: Status = Status.ADOPTED, **changed: Any) -> SetStatus:
    form = SetStatus(
        topic=ARTICLE,
        status=status,
        dated=Dated.on(date(2031, 4, 11)),
        summary="Adopted with the whole.",
        source=KNOWN,
    )
    return replace(form, **changed)

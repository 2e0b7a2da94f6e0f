"""Twenty coordinators editing at once against PostgreSQL for a minute.

Each submits changes and approves those of others. At the end every accepted change must be on
record, in one unbroken chain.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from time import monotonic, perf_counter
from typing import TYPE_CHECKING

from store.curation import ledger, publishing
from store.curation.forms import Citation, SetPosition
from store.curation.outcomes import Published, Submitted
from store.curation.roles import Rules
from store.packs.loading import load_pack
from store.packs.reading import read_pack
from store.record.evidence import Ref
from store.record.moments import Dated
from store.record.terms import Kind, Stance
from store.tables.change import ChangeState
from store.tables.database import Database, open_database
from store.tables.reading import read_snapshot, written
from store.tables.shapes import table
from tests.benchmarks.result import Figure, Result
from tests.databases import postgres_server
from tests.negotiations import LANTERNFISH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


PEOPLE = 20
_REPLICAS = 4
_PARTIES = ("vell", "north-vell", "tiderra", "korveth", "isle-of-tern")
_TOPICS = ("dark-hours", "observer-access")
_NOW = datetime(2031, 12, 5, tzinfo=UTC)
_RULES = Rules()


@dataclass(slots=True)
class Work:
    """What came of it: how many of each outcome, and how long each transaction took."""

    outcomes: Counter[str] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)  # seconds


def edit_for(replicas: Sequence[Database], seconds: float) -> Work:
    """Have everybody edit for so long, each through one of the replicas."""
    numbers = count()
    waiting: list[int] = []
    until = monotonic() + seconds

    def coordinate(person: int) -> Work:
        work, chance = Work(), Random(person)  # noqa: S311 - nothing secret
        database = replicas[person % len(replicas)]
        while monotonic() < until:
            began = perf_counter()
            if waiting and chance.random() < 0.5:
                outcome = _approve(database, person, waiting.pop(chance.randrange(len(waiting))))
            else:
                outcome = _submit(database, person, next(numbers), chance)
            if isinstance(outcome, Submitted):
                waiting.append(outcome.change.number)
            work.took.append(perf_counter() - began)
            work.outcomes[type(outcome).__name__] += 1
        return work

    total = Work()
    with ThreadPoolExecutor(PEOPLE) as people:
        for work in people.map(coordinate, range(1, PEOPLE + 1)):
            total.outcomes += work.outcomes
            total.took += work.took
    return total


def _submit(database: Database, person: int, number: int, chance: Random) -> object:
    form = SetPosition(
        party=chance.choice(_PARTIES),
        topic=Ref(Kind.SAFEGUARD, chance.choice(_TOPICS)),
        stance=chance.choice(list(Stance)),
        dated=Dated.on(date(2031, 4, 1) + timedelta(days=chance.randrange(200))),
        summary=f"Said thing number {number}, which {person} heard.",
        source=Citation(url=f"https://harbournews.example/{number % 50}"),
    )
    with database.writing() as db:
        return publishing.submit(db, form, author=person, rules=_RULES, now=_NOW)


def _approve(database: Database, person: int, number: int) -> object:
    with database.writing() as db:
        return publishing.approve(db, number, actor=person, rules=_RULES, now=_NOW)


def faults(database: Database) -> Iterator[str]:
    """Yield what is wrong afterwards."""
    with database.reading() as db:
        yield from ledger.verify(db)
        snapshot, revisions = read_snapshot(db), written(db)
        assert snapshot is not None
        heads = db.connection().execute(table("audit_head").select()).one()
        for number in range(1, heads.changes + 1):
            change = ledger.find(db, number)
            if change is None:
                yield f"change {number} is missing"
            elif change.state is ChangeState.PUBLISHED:
                for edit in change.edits:
                    if edit.ref.kind is Kind.POSITION and edit.ref not in revisions:
                        yield f"change {number} is published, and {edit.ref} is not on record"


def prepare(database: Database) -> None:
    """Load the fictional pack, and let everybody join."""
    pack = read_pack(LANTERNFISH)
    with database.writing() as db:
        load_pack(db, pack, dry_run=False, now=_NOW)
        for person in range(1, PEOPLE + 1):
            row = {"user_id": person, "since_at": _NOW, "invited_by": 0}
            db.connection().execute(table("coordinator").insert().values(**row))


def run(seconds: float = 60.0) -> Result:
    """Measure for a minute, and look whether all is there afterwards."""
    with ExitStack() as stack:
        url = stack.enter_context(postgres_server()).migrated()
        replicas = [open_database(url) for _ in range(_REPLICAS)]
        for replica in replicas:
            stack.callback(replica.close)
        prepare(replicas[0])
        work = edit_for(replicas, seconds)
        wrong = list(faults(replicas[0]))
    took = sorted(work.took)
    return Result(
        f"{PEOPLE} coordinators editing at once for {seconds:.0f} s on PostgreSQL",
        (
            Figure("changes submitted", work.outcomes[Submitted.__name__], ""),
            Figure("changes published", work.outcomes[Published.__name__], ""),
            Figure("faults in the audit or the record", len(wrong), "", 0),
            Figure("a transaction, median", took[len(took) // 2], "s"),
            Figure("a transaction, of a hundred the slowest", took[int(len(took) * 0.99)], "s"),
        ),
    )

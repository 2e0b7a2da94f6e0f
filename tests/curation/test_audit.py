from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from store.curation.outcomes import Published
from store.record.moments import Dated
from store.tables.audit import entries
from tests.curation.desk import ANA, BO, OWNER, Desk, article_is, vell_says

if TYPE_CHECKING:
    from sqlalchemy import Connection


def some_work(at: Desk) -> None:
    at.published(vell_says())
    at.reject(at.submitted(article_is()))
    at.undo(1)


def test_all_that_was_done_is_an_entry_of_its_own(here: Desk) -> None:
    some_work(here)
    with here.database.reading() as db:
        told = [(e.number, e.act.value, e.actor, e.change) for e in reversed(entries(db))]

    assert told == [
        (1, "submitted", ANA, 1),
        (2, "published", BO, 1),
        (3, "submitted", ANA, 2),
        (4, "rejected", BO, 2),
        (5, "submitted", BO, 3),
        (6, "published", BO, 3),
    ]
    assert here.audit() == ()


def test_the_audit_of_a_store_nobody_changed_holds(here: Desk) -> None:
    assert here.audit() == ()


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE audit_entry SET actor = 5 WHERE number = 2", "audit entry 2 was altered"),
        ("UPDATE audit_entry SET content = '{}' WHERE number = 1", "audit entry 1 was altered"),
        (
            "UPDATE audit_entry SET at = '2031-12-05 00:00:01.000000' WHERE number = 2",
            "audit entry 2 was altered",
        ),
        ("DELETE FROM audit_entry WHERE number = 3", "audit entry 3 is missing"),
        (
            "DELETE FROM audit_entry WHERE number = 6",
            "the audit ends at entry 5, and ended at entry 6",
        ),
        ("UPDATE change SET author = 5 WHERE number = 1", "change 1 is not what was submitted"),
        (
            "UPDATE edit SET after = replace(after, 'six', 'no') WHERE change = 1",
            "change 1 is not what was submitted",
        ),
        (
            "UPDATE change SET state = 'rejected', revision = NULL WHERE number = 1",
            "change 1 is rejected, and its entries say otherwise",
        ),
        (
            "UPDATE change SET decided_by = 5 WHERE number = 1",
            "change 1 is published, and its entries say otherwise",
        ),
        ("UPDATE change SET number = 9 WHERE number = 2", "there are not just the changes 1 to 3"),
    ],
)
def test_whatever_is_tampered_with_is_found(here: Desk, tampering: str, found: str) -> None:
    some_work(here)
    with here.database.writing() as db:
        connection: Connection = db.connection()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        if "number = 9" in tampering:
            connection.exec_driver_sql("UPDATE edit SET change = 9 WHERE change = 2")
            connection.exec_driver_sql("UPDATE audit_entry SET change = 9 WHERE change = 2")
        connection.exec_driver_sql(tampering)

    assert found in here.audit()


def test_an_altered_entry_with_a_hash_of_its_own_does_not_fit_the_next(here: Desk) -> None:
    some_work(here)
    with here.database.writing() as db:
        db.connection().exec_driver_sql(
            "UPDATE audit_entry SET hash = replace(hash, substr(hash, 1, 1), 'f') WHERE number = 2"
        )

    assert "audit entry 3 does not follow the one before it" in here.audit()


def test_twenty_coordinators_at_once_make_one_unbroken_chain(at: Desk) -> None:
    start = Barrier(20)

    def work(person: int) -> int:
        form = vell_says(
            f"Said thing number {person}.",
            party=("vell", "north-vell", "tiderra", "korveth")[person % 4],
            dated=Dated.on(date(2031, 4, 1 + person % 7)),
        )
        start.wait()
        return at.submitted(form, author=(ANA, OWNER)[person % 2])

    with ThreadPoolExecutor(20) as people:
        numbers = sorted(people.map(work, range(20)))

    assert numbers == list(range(1, 21))
    published = [at.approve(number, actor=BO) for number in numbers]
    accepted = [done for done in published if isinstance(done, Published)]
    assert len(accepted) >= 15
    assert all(
        edit.after == at.record.records[edit.ref]
        for done in accepted
        for edit in done.change.edits
        if edit.after is not None and edit.ref.kind == "position"
    )
    assert at.audit() == ()

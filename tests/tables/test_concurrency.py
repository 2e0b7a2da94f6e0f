from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from store.record.records import Position
from store.tables.reading import read_snapshot, store_revision, written
from store.tables.writing import bump_revision, put, put_many, put_negotiation
from tests.tables.lanterns import NEGOTIATION, RECORDS

if TYPE_CHECKING:
    from store.tables.database import Database

WANTED = next(record for record in RECORDS if isinstance(record, Position))


@pytest.fixture
def filled(database: Database) -> Database:
    with database.writing() as db:
        put_negotiation(db, NEGOTIATION)
        put_many(db, RECORDS)
    return database


def position(database: Database) -> Position:
    with database.reading() as db:
        snapshot = read_snapshot(db)
    assert snapshot is not None
    return snapshot.positions[WANTED.id]


def test_of_two_writers_who_saw_the_same_position_one_wins(filled: Database) -> None:
    with filled.reading() as db:
        seen = written(db)[WANTED.ref].revision
    start = Barrier(2)

    def write(summary: str) -> bool:
        start.wait()
        with filled.writing() as db:
            return put(db, replace(WANTED, summary=summary), origin="coordinator", seen=seen)

    with ThreadPoolExecutor(2) as writers:
        one, other = writers.map(write, ("One lumen.", "Other lumens."))

    assert one is not other
    assert position(filled).summary == ("One lumen." if one else "Other lumens.")


def test_of_two_writers_who_make_the_same_record_one_wins(filled: Database) -> None:
    start = Barrier(2)

    def write(summary: str) -> bool:
        start.wait()
        with filled.writing() as db:
            return put(db, replace(WANTED, id="ahwa.new", summary=summary), seen=0)

    with ThreadPoolExecutor(2) as writers:
        assert sorted(writers.map(write, ("One lumen.", "Other lumens."))) == [False, True]


def test_a_writer_who_saw_the_latest_wins_and_then_is_the_latest(filled: Database) -> None:
    with filled.writing() as db:
        first = put(db, replace(WANTED, summary="Six lumens."), seen=1)
    with filled.writing() as db:
        late = put(db, replace(WANTED, summary="Seven lumens."), seen=1)
    with filled.reading() as db:
        seen = written(db)[WANTED.ref].revision
    with filled.writing() as db:
        knowing = put(db, replace(WANTED, summary="Eight lumens."), seen=seen)

    assert (first, late, knowing) == (True, False, True)
    assert position(filled).summary == "Eight lumens."


def test_none_of_twenty_writers_at_once_is_lost(filled: Database) -> None:
    start = Barrier(20)

    def add_one(_: int) -> int:
        start.wait()
        with filled.writing() as db:
            revision = bump_revision(db)
            snapshot = read_snapshot(db)
            assert snapshot is not None
            now = snapshot.positions[WANTED.id]
            put(db, replace(now, summary=now.summary + "+"))
            return revision

    with ThreadPoolExecutor(20) as writers:
        revisions = sorted(writers.map(add_one, range(20)))

    assert revisions == list(range(2, 22))
    assert position(filled).summary == WANTED.summary + "+" * 20
    with filled.reading() as db:
        assert store_revision(db) == 21

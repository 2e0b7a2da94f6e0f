from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from store.tables.database import open_database
from store.tables.faults import DatabaseFault, NothingLoaded
from store.tables.live import LiveSnapshot
from store.tables.writing import put, put_many, put_negotiation
from tests.tables.lanterns import NEGOTIATION, PARTIES, RECORDS

if TYPE_CHECKING:
    from store.tables.database import Database
    from tests.databases import Databases, PostgresServer


def load(database: Database) -> None:
    with database.writing() as db:
        put_negotiation(db, NEGOTIATION)
        put_many(db, RECORDS)


def rename(database: Database, name: str) -> None:
    with database.writing() as db:
        put(db, replace(PARTIES[0], name=name))


def test_a_store_without_a_pack_has_nothing_to_serve(database: Database) -> None:
    live = LiveSnapshot(database)

    assert not live.refresh()
    with pytest.raises(NothingLoaded, match="holds no pack"):
        _ = live.current


def test_the_first_refresh_reads_the_store(database: Database) -> None:
    live = LiveSnapshot(database)
    load(database)

    assert live.refresh()
    assert len(live.current) == len(RECORDS)


def test_an_unchanged_store_is_not_read_again(database: Database) -> None:
    live = LiveSnapshot(database)
    load(database)
    live.refresh()
    before = live.current

    assert not live.refresh()
    assert live.current is before


def test_a_change_by_another_process_is_seen_after_a_refresh(databases: Databases) -> None:
    url = databases.migrated()
    with closing(open_database(url)) as ours, closing(open_database(url)) as theirs:
        load(theirs)
        live = LiveSnapshot(ours)
        live.refresh()
        rename(theirs, "New Ahwa")
        before = live.current.parties["ahwa"].name

        assert live.refresh()
        assert (before, live.current.parties["ahwa"].name) == ("Ahwa", "New Ahwa")
    databases.drop(url)


def test_a_reader_keeps_the_snapshot_that_it_took(sqlite_database: Database) -> None:
    live = LiveSnapshot(sqlite_database)
    load(sqlite_database)
    live.refresh()
    taken = live.current
    rename(sqlite_database, "New Ahwa")
    live.refresh()

    assert (taken.parties["ahwa"].name, taken.revision) == ("Ahwa", 1)
    assert live.current.revision == 2


def test_of_many_threads_that_refresh_at_once_one_reads(database: Database) -> None:
    live = LiveSnapshot(database)
    load(database)
    start = Barrier(8)

    def refresh(_: int) -> bool:
        start.wait()
        return live.refresh()

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(refresh, range(8))) == [False] * 7 + [True]


def test_the_former_snapshot_is_served_while_the_database_is_gone(
    postgres: PostgresServer,
) -> None:
    url = postgres.migrated()
    with closing(open_database(url)) as database:
        load(database)
        live = LiveSnapshot(database)
        live.refresh()
        postgres.drop(url)

        with pytest.raises(DatabaseFault, match="cannot be reached"):
            live.refresh()
        assert live.current.parties["ahwa"].name == "Ahwa"


def test_a_snapshot_is_whole_while_others_write(
    databases: Databases,
) -> None:
    url = databases.migrated()
    with closing(open_database(url)) as database:
        load(database)
        live = LiveSnapshot(database)

        def write(number: int) -> None:
            with database.writing() as db:
                put_many(db, [replace(party, name=f"Name {number}") for party in PARTIES])

        def read(_: int) -> set[str]:
            live.refresh()
            return {party.name for party in live.current.parties.values()}

        write(0)
        with ThreadPoolExecutor(6) as threads:
            writing = threads.map(write, range(1, 16))
            seen = list(threads.map(read, range(15)))
            list(writing)
        assert [len(names) for names in seen] == [1] * 15
    databases.drop(url)

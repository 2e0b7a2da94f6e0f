"""Fixtures that all tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.databases import Databases, PostgresServer, SQLiteFiles, opened, postgres_server
from tests.databases import sqlite_files as _sqlite_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.tables.database import Database


@pytest.fixture(scope="session")
def sqlite_files() -> Iterator[SQLiteFiles]:
    """Make SQLite databases."""
    with _sqlite_files() as files:
        yield files


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Make PostgreSQL databases. The server starts with the first test that asks."""
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Make databases; a test that asks runs once on SQLite and once on PostgreSQL."""
    name = "sqlite_files" if request.param == "sqlite" else "postgres"
    made: Databases = request.getfixturevalue(name)
    return made


@pytest.fixture
def database(databases: Databases) -> Iterator[Database]:
    """Open an empty store with its tables; a test runs once on SQLite, once on PostgreSQL."""
    with opened(databases) as database:
        yield database


@pytest.fixture
def sqlite_database(sqlite_files: SQLiteFiles) -> Iterator[Database]:
    """Open an empty store with its tables on SQLite only: for what does not depend on it."""
    with opened(sqlite_files) as database:
        yield database

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.curation.desk import Desk, desk

if TYPE_CHECKING:
    from store.tables.database import Database


@pytest.fixture
def at(database: Database) -> Desk:
    """Two-person review, on SQLite and on PostgreSQL."""
    return desk(database)


@pytest.fixture
def here(sqlite_database: Database) -> Desk:
    """Two-person review, on SQLite: for what does not depend on the database."""
    return desk(sqlite_database)


@pytest.fixture
def alone(sqlite_database: Database) -> Desk:
    """Without review."""
    return desk(sqlite_database, two_person=False)

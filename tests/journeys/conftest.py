"""Conferences for journeys: see ``driver.py`` for how to use them."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Protocol

import pytest
import pytest_asyncio

from tests.journeys.driver import Conference, opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractAsyncContextManager

    from tests.databases import Databases, SQLiteFiles


class Conferences(Protocol):
    """Opens conferences, with the arguments of :func:`tests.journeys.driver.opened`."""

    def __call__(self, **settings: Any) -> AbstractAsyncContextManager[Conference]:
        """Open one on a store of its own."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def conference(sqlite_files: SQLiteFiles) -> AsyncIterator[Conference]:
    """Run the bot for all tests of a module."""
    url = sqlite_files.migrated()
    async with opened(url) as running:
        yield running
    sqlite_files.drop(url)


@pytest.fixture
def conferences(databases: Databases) -> Conferences:
    """Open conferences of a test's own, once on SQLite and once on PostgreSQL."""
    return _opening(databases)


@pytest.fixture
def sqlite_conferences(sqlite_files: SQLiteFiles) -> Conferences:
    """Open conferences of a test's own on SQLite only: for what does not depend on it."""
    return _opening(sqlite_files)


def _opening(databases: Databases) -> Conferences:
    @asynccontextmanager
    async def open_one(**settings: Any) -> AsyncIterator[Conference]:
        url = databases.migrated()
        try:
            async with opened(url, **settings) as running:
                yield running
        finally:
            databases.drop(url)

    return open_one

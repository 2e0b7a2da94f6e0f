from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from bot.pages import PageReader
from bot.watching import Watching
from store.curation import watches
from store.curation.page_text import Difference
from store.curation.roles import Rules
from store.curation.watches import EVERY
from tests.bot.changing_page import ChangingPage, changing_page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from store.tables.database import Database

OWNER = 7
RULES = Rules(owners=frozenset({OWNER}))


@dataclass
class _Clock:
    time: datetime = datetime(2024, 8, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


@dataclass
class _Coordinators:
    """What they were told; deaf ones cannot be."""

    told: list[tuple[str, Difference]] = field(default_factory=list)
    deaf: bool = False

    async def tell(self, url: str, found: Difference) -> None:
        if self.deaf:
            raise ConnectionError
        self.told.append((url, found))


@pytest_asyncio.fixture
async def page() -> AsyncIterator[ChangingPage]:
    async with changing_page() as page:
        yield page


@pytest_asyncio.fixture
async def reader() -> AsyncIterator[PageReader]:
    reader = PageReader(allow_private=True)
    yield reader
    await reader.close()


def _watched(database: Database, page: ChangingPage, clock: _Clock) -> None:
    with database.writing() as db:
        watches.watch(db, page.url, by=OWNER, rules=RULES, now=clock.now(), plain_http=True)


@pytest.mark.asyncio
async def test_coordinators_are_told_what_changed_on_a_page(
    database: Database, page: ChangingPage, reader: PageReader
) -> None:
    clock, people = _Clock(), _Coordinators()
    _watched(database, page, clock)
    watching = Watching(database, clock, reader, people.tell)
    await watching.round()

    page.lines = ["Draft 4"]
    clock.time += EVERY
    await watching.round()

    assert people.told == [(page.url, Difference(came=("Draft 4",), went=("Draft 3",)))]


@pytest.mark.asyncio
async def test_the_same_change_is_told_once(
    sqlite_database: Database, page: ChangingPage, reader: PageReader
) -> None:
    clock, people = _Clock(), _Coordinators()
    _watched(sqlite_database, page, clock)
    watching = Watching(sqlite_database, clock, reader, people.tell)

    for lines in (["Draft 3"], ["Draft 4"], ["Draft 4"]):
        page.lines = lines
        await watching.round()
        clock.time += EVERY

    assert len(people.told) == 1


@pytest.mark.asyncio
async def test_a_change_that_could_not_be_told_is_told_later(
    sqlite_database: Database, page: ChangingPage, reader: PageReader
) -> None:
    clock, people = _Clock(), _Coordinators()
    _watched(sqlite_database, page, clock)
    watching = Watching(sqlite_database, clock, reader, people.tell)
    await watching.round()
    page.lines = ["Draft 4"]
    clock.time += EVERY
    people.deaf = True
    with pytest.raises(ConnectionError):
        await watching.round()

    people.deaf = False
    clock.time += EVERY
    await watching.round()

    assert len(people.told) == 1


@pytest.mark.asyncio
async def test_a_page_is_not_looked_at_before_its_time(
    sqlite_database: Database, page: ChangingPage, reader: PageReader
) -> None:
    clock, people = _Clock(), _Coordinators()
    _watched(sqlite_database, page, clock)
    watching = Watching(sqlite_database, clock, reader, people.tell)

    assert await watching.round() == 1
    clock.time += EVERY - timedelta(seconds=1)
    assert await watching.round() == 0


@pytest.mark.asyncio
async def test_a_page_that_cannot_be_read_keeps_why(
    sqlite_database: Database, page: ChangingPage, reader: PageReader
) -> None:
    clock, people = _Clock(), _Coordinators()
    _watched(sqlite_database, page, clock)
    page.status = 500

    await Watching(sqlite_database, clock, reader, people.tell).round()

    with sqlite_database.reading() as db:
        (kept,) = watches.watches(db)
    assert kept.fault == "answered 500"

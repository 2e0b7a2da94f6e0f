from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.pages import PageReader
from bot.watching import Watching
from store.curation import watches
from store.curation.page_text import Difference
from store.curation.roles import Rules
from store.curation.watches import EVERY

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
class _Site:
    """A site with one page, and what was told about it."""

    url: str = ""
    lines: list[str] = field(default_factory=lambda: ["Draft 3"])
    status: int = 200
    told: list[tuple[str, Difference]] = field(default_factory=list)
    deaf: bool = False

    async def tell(self, url: str, found: Difference) -> None:
        if self.deaf:
            raise ConnectionError
        self.told.append((url, found))


class _Page(RequestHandler):
    def initialize(self, site: _Site) -> None:
        self.site = site

    def get(self, path: str) -> None:
        if path == "robots.txt":
            self.set_status(404)
            return
        self.set_status(self.site.status)
        self.finish("".join(f"<p>{line}</p>" for line in self.site.lines))


@pytest_asyncio.fixture
async def site() -> AsyncIterator[_Site]:
    site = _Site()
    server = HTTPServer(
        Application([("/(.*)", _Page, {"site": site})], log_function=lambda _: None)
    )
    sockets = bind_sockets(0, "127.0.0.1")
    server.add_sockets(sockets)
    site.url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}/documents"
    yield site
    server.stop()
    await server.close_all_connections()


@pytest_asyncio.fixture
async def reader() -> AsyncIterator[PageReader]:
    reader = PageReader(allow_private=True)
    yield reader
    await reader.close()


def _watched(database: Database, site: _Site, clock: _Clock) -> None:
    with database.writing() as db:
        watches.watch(db, site.url, by=OWNER, rules=RULES, now=clock.now(), plain_http=True)


@pytest.mark.asyncio
async def test_coordinators_are_told_what_changed_on_a_page(
    database: Database, site: _Site, reader: PageReader
) -> None:
    clock = _Clock()
    _watched(database, site, clock)
    watching = Watching(database, clock, reader, site.tell)
    await watching.round()

    site.lines = ["Draft 4"]
    clock.time += EVERY
    await watching.round()

    assert site.told == [(site.url, Difference(came=("Draft 4",), went=("Draft 3",)))]


@pytest.mark.asyncio
async def test_the_same_change_is_told_once(
    sqlite_database: Database, site: _Site, reader: PageReader
) -> None:
    clock = _Clock()
    _watched(sqlite_database, site, clock)
    watching = Watching(sqlite_database, clock, reader, site.tell)

    for lines in (["Draft 3"], ["Draft 4"], ["Draft 4"]):
        site.lines = lines
        await watching.round()
        clock.time += EVERY

    assert len(site.told) == 1


@pytest.mark.asyncio
async def test_a_change_that_could_not_be_told_is_told_later(
    sqlite_database: Database, site: _Site, reader: PageReader
) -> None:
    clock = _Clock()
    _watched(sqlite_database, site, clock)
    watching = Watching(sqlite_database, clock, reader, site.tell)
    await watching.round()
    site.lines = ["Draft 4"]
    clock.time += EVERY
    site.deaf = True
    with pytest.raises(ConnectionError):
        await watching.round()

    site.deaf = False
    clock.time += EVERY
    await watching.round()

    assert len(site.told) == 1


@pytest.mark.asyncio
async def test_a_page_is_not_looked_at_before_its_time(
    sqlite_database: Database, site: _Site, reader: PageReader
) -> None:
    clock = _Clock()
    _watched(sqlite_database, site, clock)
    watching = Watching(sqlite_database, clock, reader, site.tell)

    assert await watching.round() == 1
    clock.time += EVERY - timedelta(seconds=1)
    assert await watching.round() == 0


@pytest.mark.asyncio
async def test_a_page_that_cannot_be_read_keeps_why(
    sqlite_database: Database, site: _Site, reader: PageReader
) -> None:
    clock = _Clock()
    _watched(sqlite_database, site, clock)
    site.status = 500

    await Watching(sqlite_database, clock, reader, site.tell).round()

    with sqlite_database.reading() as db:
        (kept,) = watches.watches(db)
    assert kept.fault == "answered 500"

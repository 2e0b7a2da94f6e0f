from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.links import State, look_at

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class _Page(RequestHandler):
    def head(self, status: str) -> None:
        self.set_status(int(status))

    get = head


class _NoHead(RequestHandler):
    def get(self) -> None:
        self.finish("here")


class _Circle(RequestHandler):
    def head(self) -> None:
        self.redirect("/circle")


@pytest_asyncio.fixture
async def site() -> AsyncIterator[str]:
    pages = [("/status/([0-9]+)", _Page), ("/no-head", _NoHead), ("/circle", _Circle)]
    server = HTTPServer(Application(pages, log_function=lambda _: None))
    sockets = bind_sockets(0, "127.0.0.1")
    server.add_sockets(sockets)
    yield f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
    server.stop()
    await server.close_all_connections()


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/status/200", State.GOOD),
        ("/status/404", State.GONE),
        ("/status/410", State.GONE),
        ("/status/403", State.UNSURE),
        ("/status/503", State.UNSURE),
        ("/no-head", State.GOOD),
        ("/circle", State.UNREACHABLE),
    ],
)
@pytest.mark.asyncio
async def test_an_address_is_judged_by_what_its_server_says(
    site: str, path: str, state: State
) -> None:
    (link,) = await look_at([site + path], pause=0)

    assert link.state is state, link.words


@pytest.mark.parametrize("url", ["", "ftp://old.example/a", "http://", "http://127.0.0.1:1/"])
@pytest.mark.asyncio
async def test_what_cannot_be_asked_is_unreachable(url: str) -> None:
    (link,) = await look_at([url], pause=0)

    assert link.state is State.UNREACHABLE


@pytest.mark.asyncio
async def test_each_address_is_looked_at_once_in_the_order_given(site: str) -> None:
    urls = [f"{site}/status/{status}" for status in (404, 200, 404)]

    links = await look_at(urls, pause=0)

    assert [link.url for link in links] == urls[:2]

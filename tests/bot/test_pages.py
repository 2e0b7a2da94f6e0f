from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.pages import LARGEST, Failed, Forbidden, Look, Page, PageReader, Unchanged
from store.curation.web_addresses import is_public

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

NOW = datetime(2024, 8, 1, 12, tzinfo=UTC)


class _Front(RequestHandler):
    def get(self) -> None:
        self.set_header("Last-Modified", "Thu, 01 Aug 2024 10:00:00 GMT")
        self.finish("<title>Front</title><p>Revised draft <b>text</b></p><script>x</script>")


class _Etagged(RequestHandler):
    def get(self) -> None:
        self.set_header("Etag", '"second"')
        if self.request.headers.get("If-None-Match") == '"second"':
            self.set_status(304)
        self.finish("text" if self.get_status() == 200 else None)

    def check_etag_header(self) -> bool:
        return False


class _Busy(RequestHandler):
    def get(self, wait: str) -> None:
        self.set_status(429)
        self.set_header("Retry-After", wait)


class _Dated(RequestHandler):
    def get(self) -> None:
        self.set_status(503)
        self.set_header("Retry-After", format_datetime(NOW + timedelta(minutes=2), usegmt=True))


class _Vast(RequestHandler):
    async def get(self) -> None:
        for _ in range(LARGEST // 100_000 + 2):
            self.write(b"x" * 100_000)
            await self.flush()


class _Circle(RequestHandler):
    def get(self) -> None:
        self.redirect("/circle")


class _Elsewhere(RequestHandler):
    def get(self) -> None:
        self.redirect(f"http://inside.example:{self.request.host.partition(':')[2]}/front")


class _Host(RequestHandler):
    def get(self) -> None:
        self.set_header("Content-Type", "text/plain")
        self.finish(self.request.host.partition(":")[0])


class _Robots(RequestHandler):
    def get(self) -> None:
        self.finish("User-agent: *\nDisallow: /closed\n")


class _Document(RequestHandler):
    def get(self) -> None:
        self.set_header("Content-Type", "application/pdf")
        self.finish(b"%PDF-1.7")


@pytest_asyncio.fixture
async def port() -> AsyncIterator[int]:
    pages = [
        ("/front", _Front),
        ("/closed/front", _Front),
        ("/etagged", _Etagged),
        ("/busy/([0-9]+)", _Busy),
        ("/dated", _Dated),
        ("/vast", _Vast),
        ("/circle", _Circle),
        ("/elsewhere", _Elsewhere),
        ("/host", _Host),
        ("/document", _Document),
        ("/robots.txt", _Robots),
    ]
    server = HTTPServer(Application(pages, log_function=lambda _: None))
    sockets = bind_sockets(0, "127.0.0.1")
    server.add_sockets(sockets)
    yield sockets[0].getsockname()[1]
    server.stop()
    await server.close_all_connections()


async def _home(host: str, port: int) -> list[str]:
    del host, port
    return ["127.0.0.1"]


async def _look(port: int, path: str, *, etag: str | None = None) -> Look:
    reader = PageReader(allow_private=True, resolve=_home)
    try:
        return await reader.look(f"http://site.example:{port}{path}", NOW, etag=etag)
    finally:
        await reader.close()


@pytest.mark.asyncio
async def test_a_page_is_read_as_lines_with_what_its_server_wants_shown_next_time(
    port: int,
) -> None:
    look = await _look(port, "/front")

    assert isinstance(look, Page)
    assert look.lines == ("Front", "Revised draft text")
    assert look.last_modified == "Thu, 01 Aug 2024 10:00:00 GMT"


@pytest.mark.asyncio
async def test_a_page_that_has_not_changed_is_not_sent_again(port: int) -> None:
    first = await _look(port, "/etagged")
    assert isinstance(first, Page)

    assert await _look(port, "/etagged", etag=first.etag) == Unchanged()


@pytest.mark.parametrize(
    ("path", "failed"),
    [("/busy/90", Failed("answered 429", 90.0)), ("/dated", Failed("answered 503", 120.0))],
)
@pytest.mark.asyncio
async def test_a_server_is_left_alone_for_as_long_as_it_asks(
    port: int, path: str, failed: Failed
) -> None:
    assert await _look(port, path) == failed


@pytest.mark.asyncio
async def test_a_page_that_never_ends_is_given_up(port: int) -> None:
    assert await _look(port, "/vast") == Failed("is larger than 4 MB")


@pytest.mark.asyncio
async def test_redirects_without_end_are_given_up(port: int) -> None:
    assert await _look(port, "/circle") == Failed("redirects without end")


@pytest.mark.asyncio
async def test_what_the_robots_rules_close_is_not_read(port: int) -> None:
    look = await _look(port, "/closed/front")

    assert look == Forbidden("the site's robots rules do not allow it")


@pytest.mark.asyncio
async def test_a_document_tells_its_kind_and_size(port: int) -> None:
    look = await _look(port, "/document")

    assert isinstance(look, Page)
    assert look.lines == ("application/pdf, 8 bytes",)


@pytest.mark.asyncio
async def test_the_server_is_asked_by_its_name_at_the_address_that_was_judged(port: int) -> None:
    look = await _look(port, "/host")

    assert isinstance(look, Page)
    assert look.lines == ("site.example",)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://10.0.0.8/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::ffff:192.168.0.1]/",
        "https://0x7f000001/",
        "https://2130706433/",
    ],
)
@pytest.mark.asyncio
async def test_nothing_inside_our_own_walls_is_read(url: str) -> None:
    reader = PageReader()
    look = await reader.look(url, NOW)
    await reader.close()

    assert look == Forbidden("the name leads to an address that is not public")


@pytest.mark.asyncio
async def test_one_private_address_among_public_ones_closes_a_name() -> None:
    async def both(host: str, port: int) -> list[str]:
        del host, port
        return ["93.184.216.34", "192.168.1.1"]

    reader = PageReader(resolve=both)
    look = await reader.look("https://rebinding.example/", NOW)
    await reader.close()

    assert look == Forbidden("the name leads to an address that is not public")


@pytest.mark.asyncio
async def test_only_https_is_read() -> None:
    reader = PageReader()
    look = await reader.look("http://site.example/", NOW)
    await reader.close()

    assert look == Forbidden("only https is read")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.9.9", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0",  # noqa: S104 - none is bound
        "fc00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe", "2002:a00:1::",
        "2001:db8::1", "", "no address",
    ],
)  # fmt: skip
def test_an_address_that_is_not_of_the_public_network_is_known_as_such(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8"])
def test_an_address_of_the_public_network_is_known_as_such(address: str) -> None:
    assert is_public(address)

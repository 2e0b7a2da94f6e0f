"""A site with one page that tests change."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@dataclass
class ChangingPage:
    """What stands on the page, and how its server answers."""

    url: str = ""
    lines: list[str] = field(default_factory=lambda: ["Draft 3"])
    status: int = 200


class _Page(RequestHandler):
    def initialize(self, page: ChangingPage) -> None:
        self.page = page

    def get(self, path: str) -> None:
        if path == "robots.txt":
            self.set_status(404)
            return
        self.set_status(self.page.status)
        lines = (line.replace("&", "&amp;") for line in self.page.lines)
        self.finish("".join(f"<p>{line}</p>" for line in lines))


@asynccontextmanager
async def changing_page() -> AsyncIterator[ChangingPage]:
    """Serve the page on this machine."""
    page = ChangingPage()
    pages = [("/(.*)", _Page, {"page": page})]
    server = HTTPServer(Application(pages, log_function=lambda _: None))
    sockets = bind_sockets(0, "127.0.0.1")
    server.add_sockets(sockets)
    page.url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}/documents"
    try:
        yield page
    finally:
        server.stop()
        await server.close_all_connections()

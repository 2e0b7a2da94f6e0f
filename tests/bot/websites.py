"""Web servers on this machine, for commands that ask other ones."""

from __future__ import annotations

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@contextmanager
def website(
    pages: Mapping[str, int], content: Mapping[str, object] | None = None, date: str | None = None
) -> Iterator[str]:
    """Serve pages with these states and the same JSON; any other page is 404. Give the address.

    ``date`` is what the server says the time is, if not the machine's.
    """

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(content or {}).encode()
            self.send_response(pages.get(self.path, 404))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_HEAD = do_POST = do_GET  # noqa: N815 - the framework's names

        def date_time_string(self, timestamp: float | None = None) -> str:
            return date or super().date_time_string(timestamp)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            serving.join()

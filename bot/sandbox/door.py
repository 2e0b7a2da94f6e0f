"""The HTTP front: Bot API paths go straight to the service, everything else to the page.

Bot API requests bypass tornado's `Application` because a fan-out of a hundred thousand
messages would spend most of its time there; this also lets a fault cut the connection.
"""

import asyncio
from collections.abc import Awaitable

from tornado.http1connection import HTTP1Connection
from tornado.httputil import (
    HTTPConnection,
    HTTPHeaders,
    HTTPMessageDelegate,
    HTTPServerConnectionDelegate,
    RequestStartLine,
    ResponseStartLine,
)
from tornado.web import Application

from bot.sandbox.serving import Answer, Cut, Service

_REASONS = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


class Door(HTTPServerConnectionDelegate):
    """Sends each request where it belongs."""

    def __init__(self, service: Service, application: Application) -> None:
        self._service = service
        self._application = application
        self.waiting: set[asyncio.Task[None]] = set()

    def start_request(
        self, server_conn: object, request_conn: HTTPConnection
    ) -> HTTPMessageDelegate:
        """One request begins."""
        return _Request(self._service, self._application, self.waiting, server_conn, request_conn)

    def close_waiting(self) -> None:
        """Ends every request that is still being awaited."""
        for task in tuple(self.waiting):
            task.cancel()


class _Request(HTTPMessageDelegate):
    """Gathers one request, then answers it or hands it to the page's application."""

    def __init__(
        self,
        service: Service,
        application: Application,
        waiting: set[asyncio.Task[None]],
        server_conn: object,
        connection: HTTPConnection,
    ) -> None:
        self._service = service
        self._application = application
        self._waiting = waiting
        self._server_conn = server_conn
        self._connection = connection
        self._page: HTTPMessageDelegate | None = None
        self._path = ""
        self._query = ""
        self._headers = HTTPHeaders()
        self._body: list[bytes] = []
        self._task: asyncio.Task[None] | None = None

    def headers_received(
        self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders
    ) -> Awaitable[None] | None:
        assert isinstance(start_line, RequestStartLine)  # noqa: S101 - a server gets requests only
        self._path, _, self._query = start_line.path.partition("?")
        self._headers = headers
        if self._path.startswith(("/bot", "/file/")):
            return None
        self._page = self._application.start_request(self._server_conn, self._connection)
        return self._page.headers_received(start_line, headers)

    def data_received(self, chunk: bytes) -> Awaitable[None] | None:
        if self._page is not None:
            return self._page.data_received(chunk)
        self._body.append(chunk)
        return None

    def finish(self) -> None:
        if self._page is not None:
            self._page.finish()
            return
        try:
            body = b"".join(self._body)
            answer = self._service.answer(self._path, self._query, self._headers, body)
        except Cut:
            self._cut()
            return
        if isinstance(answer, Answer):
            self._write(answer)
        else:
            self._task = asyncio.get_running_loop().create_task(self._await(answer))
            self._waiting.add(self._task)
            self._task.add_done_callback(self._waiting.discard)

    def on_connection_close(self) -> None:
        if self._page is not None:
            self._page.on_connection_close()
        elif self._task is not None:
            self._task.cancel()

    async def _await(self, answer: Awaitable[Answer]) -> None:
        self._write(await answer)

    def _write(self, answer: Answer) -> None:
        headers = HTTPHeaders(
            {
                "Content-Type": answer.content_type,
                "Content-Length": str(len(answer.body)),
                "X-Content-Type-Options": "nosniff",
            }
        )
        line = ResponseStartLine("", answer.status, _REASONS.get(answer.status, "Unknown"))
        self._connection.write_headers(line, headers, answer.body)
        self._connection.finish()

    def _cut(self) -> None:
        if isinstance(self._connection, HTTP1Connection):
            self._connection.close()

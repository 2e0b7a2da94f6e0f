"""The way to the Bot API: the framework's own requests, over a quicker transport.

httpx's own pool gets slower the more requests are under way; aiohttp's does not, and takes a third
of the time for a message. The framework still makes, reads and refuses everything as it always
does. ``quick=False`` brings its default back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.request import getproxies

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from telegram.request import HTTPXRequest

if TYPE_CHECKING:
    from telegram.request import BaseRequest

_KEPT_OPEN = 30.0  # seconds that an idle connection is kept
_PROXIED = frozenset({"http", "https"})  # for these, the environment may name a proxy


class QuickTransport(AiohttpTransport):
    """aiohttp below httpx, with the errors that httpx itself would raise.

    The library takes every connection that cannot be made, or is cut, for one that took too long;
    whether a message may have arrived depends on the difference.
    """

    def __init__(self, connections: int) -> None:
        super().__init__(client=lambda: _session(connections))
        self._connections = connections

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; raise what httpx raises."""
        try:
            return await super().handle_async_request(request)
        except httpx.TimeoutException as error:
            cause = error.__cause__
            if isinstance(cause, TimeoutError):
                raise
            if isinstance(cause, aiohttp.ClientConnectorError):
                raise httpx.ConnectError(type(cause).__name__, request=request) from cause
            raise httpx.RemoteProtocolError(type(cause).__name__, request=request) from cause
        except aiohttp.ClientError as error:
            raise httpx.RemoteProtocolError(type(error).__name__, request=request) from error
        except TimeoutError as error:
            raise httpx.ReadTimeout(type(error).__name__, request=request) from error

    async def aclose(self) -> None:
        """Close all connections. The next request opens new ones."""
        await super().aclose()
        self.client = lambda: _session(self._connections)


def request_over(*, connections: int, patience: float, quick: bool = True) -> BaseRequest:
    """Return the framework's requests with room for so many at once.

    ``patience`` is how many seconds to wait for a connection, and for an answer.
    """
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=patience,
        read_timeout=patience,
        write_timeout=patience,
        pool_timeout=patience,
        httpx_kwargs={"transport": QuickTransport(connections)} if quick else None,
    )


def _session(connections: int) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=connections, keepalive_timeout=_KEPT_OPEN),
        cookie_jar=aiohttp.DummyCookieJar(),
        # With it, aiohttp looks for a proxy and for a password before each request, in threads that
        # the database needs: more than half of the time for a message, so not where none is named.
        trust_env=not _PROXIED.isdisjoint(getproxies()),
    )

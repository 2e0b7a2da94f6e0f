"""The way to the Bot API: the framework's requests, made by aiohttp.

The framework's own, over httpx, take twice the time for a message, and the more the more of them
are under way. It still puts all parameters into words and reads and refuses all answers itself.
``quick=False`` brings its default back.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.request import getproxies

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, HTTPXRequest

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput
    from telegram.request import RequestData

_KEPT_OPEN = 30.0  # seconds that an idle connection is kept
_PROXIED = frozenset({"http", "https"})  # for these, the environment may name a proxy
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class QuickRequest(BaseRequest):
    """Requests with room for so many at once; ``patience`` is in seconds, for each stage of one.

    A connection that could not be made, one that was cut and an answer that did not come are told
    apart: whether a message may have arrived depends on it. No error tells an address, which holds
    the token.
    """

    def __init__(self, *, connections: int, patience: float) -> None:
        self._connections = connections
        self._patience = patience
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """How many seconds an answer may take, where the framework does not say."""
        return self._patience

    async def initialize(self) -> None:
        """Make room for connections, if there is none."""
        if self._session is None:
            self._session = _session(self._connections)

    async def shutdown(self) -> None:
        """Close all connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0917 - the framework calls it so
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - reading waits
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make a request; return the status and the body of the answer.

        Raises:
            TimedOut: no answer came in time.
            NetworkError: no connection was made, or it was cut.
        """
        assert self._session is not None, "not initialised"  # noqa: S101 - the framework sees to it
        patience = _patience(
            self._seconds(pool_timeout), self._seconds(connect_timeout), self._seconds(read_timeout)
        )
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=patience, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NetworkError(f"ConnectError: {type(error).__name__}") from error
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            raise NetworkError(f"aiohttp.{type(error).__name__}") from error

    def _seconds(self, told: ODVInput[float]) -> float | None:
        return told if told is None or isinstance(told, int | float) else self._patience


def request_over(*, connections: int, patience: float, quick: bool = True) -> BaseRequest:
    """Return the framework's requests with room for so many at once.

    ``patience`` is how many seconds to wait for a connection, and for an answer.
    """
    if quick:
        return QuickRequest(connections=connections, patience=patience)
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=patience,
        read_timeout=patience,
        write_timeout=patience,
        pool_timeout=patience,
    )


@lru_cache(maxsize=16)
def _patience(
    pool: float | None, connect: float | None, read: float | None
) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(connect=pool, sock_connect=connect, sock_read=read)


def _body(
    request_data: RequestData | None,
) -> tuple[bytes | aiohttp.FormData | None, dict[str, str] | None]:
    """Return what is sent, and the headers that tell of which form it is."""
    if request_data is None:
        return None, None
    if not request_data.contains_files:
        return request_data.url_encoded_parameters().encode(), _FORM
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)  # names as they are
    for name, (file_name, content, content_type) in request_data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=content_type)
    return form, None


def _session(connections: int) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=connections, keepalive_timeout=_KEPT_OPEN),
        cookie_jar=aiohttp.DummyCookieJar(),
        # With it, aiohttp looks for a proxy and for a password before each request, in threads that
        # the database needs: more than half of the time for a message, so not where none is named.
        trust_env=not _PROXIED.isdisjoint(getproxies()),
    )

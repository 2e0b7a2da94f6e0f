"""Reads pages of the web as a polite stranger would, and never one inside our own walls.

An address is judged when the socket opens: the transport resolves the name, refuses what is not a
public address, and connects to that very address, at every redirect anew. So neither a redirect
nor a name server that changes its mind leads anywhere else.
"""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.robotparser import RobotFileParser

import httpx

from store.curation.page_text import lines_of_html, lines_of_text
from store.curation.web_addresses import is_public

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    Resolve = Callable[[str, int], Awaitable[list[str]]]

USER_AGENT = "rapporteur/1 (watches for changes of official pages)"
LARGEST = 4_000_000  # bytes of one page
LONGEST = 30.0  # seconds for one page, redirects included
MOST_REDIRECTS = 5
_ROBOTS_SIZE = 500_000
_ROBOTS_KEPT = 200  # sites whose rules are remembered


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says, and what to show its server next time."""

    lines: tuple[str, ...]
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that nothing changed since the last look."""


@dataclass(frozen=True, slots=True)
class Forbidden:
    """The page may not be read: not by its site's rules, or not by ours. English, one line."""

    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing could be read this time. ``wait`` are seconds that the server asked for."""

    reason: str
    wait: float | None = None


Look = Page | Unchanged | Forbidden | Failed


class NotPublic(httpx.TransportError):
    """A name leads to an address that is not of the public network."""


class PublicTransport(httpx.AsyncBaseTransport):
    """Opens connections to public addresses only. ``allow_private`` is for tests and rehearsals.

    ``resolve`` returns the addresses of a name at this moment, or raises OSError.
    """

    def __init__(self, *, allow_private: bool = False, resolve: Resolve | None = None) -> None:
        self._inner = httpx.AsyncHTTPTransport(retries=0, trust_env=False)
        self._allow_private = allow_private
        self._resolve = resolve or _addresses

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to the address that its name has now."""
        if request.url.scheme != "https" and not self._allow_private:
            raise NotPublic("only https is read")
        address = await self._judged(request.url)
        # The name stays in the Host header and in the certificate that is asked for.
        inside = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": request.url.host},
        )
        return await self._inner.handle_async_request(inside)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._inner.aclose()

    async def _judged(self, url: httpx.URL) -> str:
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            addresses = await self._resolve(url.host, port)
        except (OSError, UnicodeError):
            raise httpx.ConnectError("the name is not known") from None
        # One private address among public ones is a trick too.
        if not addresses or not (self._allow_private or all(map(is_public, addresses))):
            raise NotPublic("the name leads to an address that is not public")
        return addresses[0]


async def _addresses(host: str, port: int) -> list[str]:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


@dataclass(slots=True)
class PageReader:
    """Reads pages. One for the life of the process; close it at the end."""

    allow_private: bool = False
    resolve: Resolve | None = None
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _client: httpx.AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        """Make the client. Nothing is opened yet."""
        self._client = httpx.AsyncClient(
            transport=PublicTransport(allow_private=self.allow_private, resolve=self.resolve),
            follow_redirects=True,
            max_redirects=MOST_REDIRECTS,
            timeout=LONGEST / 3,
            trust_env=False,
            # Packed answers could unfold to any size.
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity"},
        )

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def look(
        self, url: str, now: datetime, *, etag: str | None = None, last_modified: str | None = None
    ) -> Look:
        """Look at a page; with what its server said last time, it need not send it again."""
        asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        try:
            async with asyncio.timeout(LONGEST):
                address = httpx.URL(url)
                hindrance = await self._hindrance(address)
                if hindrance is not None:
                    return hindrance
                known = {name: value for name, value in asked.items() if value}
                return await self._read(address, known, now)
        except NotPublic as refusal:
            return Forbidden(str(refusal))
        except httpx.TooManyRedirects:
            return Failed("redirects without end")
        except (TimeoutError, httpx.TimeoutException):
            return Failed(f"no answer within {LONGEST:.0f} seconds")
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ValueError) as error:
            return Failed(f"no connection ({type(error).__name__})")

    async def _hindrance(self, url: httpx.URL) -> Forbidden | Failed | None:
        if url.scheme != "https" and not self.allow_private:
            return Forbidden("only https is read")
        if url.userinfo:
            return Forbidden("an address with a name and password is not read")
        rules = await self._rules(url)
        if isinstance(rules, Failed):
            return rules
        if not rules.can_fetch(USER_AGENT, str(url)):
            return Forbidden("the site's robots rules do not allow it")
        return None

    async def _rules(self, url: httpx.URL) -> RobotFileParser | Failed:
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        known = self._robots.get(site)
        if known is not None:
            return known
        rules = RobotFileParser()
        async with self._client.stream("GET", f"{site}/robots.txt") as response:
            status = response.status_code
            if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                return Failed(f"its robots rules cannot be read ({status})")
            if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
                rules.parse(["User-agent: *", "Disallow: /"])
            elif status >= HTTPStatus.BAD_REQUEST:
                rules.parse([])
            else:
                body = await _body(response, _ROBOTS_SIZE) or b""
                rules.parse(body.decode("utf-8", "replace").splitlines())
        if len(self._robots) >= _ROBOTS_KEPT:
            self._robots.pop(next(iter(self._robots)))
        self._robots[site] = rules
        return rules

    def forget_rules(self) -> None:
        """Read the sites' robots rules anew from now on: they may change from day to day."""
        self._robots.clear()

    async def _read(self, url: httpx.URL, known: dict[str, str], now: datetime) -> Look:
        async with self._client.stream("GET", url, headers=known) as response:
            status = response.status_code
            if status == HTTPStatus.NOT_MODIFIED:
                return Unchanged()
            if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
                wait = _wait(response.headers.get("Retry-After"), now)
                return Failed(f"answered {status}", wait)
            if status != HTTPStatus.OK:
                return Failed(f"answered {status}")
            if response.headers.get("Content-Encoding", "identity") != "identity":
                return Failed("sends its pages packed")
            body = await _body(response, LARGEST)
            if body is None:
                return Failed(f"is larger than {LARGEST // 1_000_000} MB")
            return Page(
                _lines(response, body),
                response.headers.get("ETag"),
                response.headers.get("Last-Modified"),
            )


async def _body(response: httpx.Response, largest: int) -> bytes | None:
    parts: list[bytes] = []
    size = 0
    async for part in response.aiter_raw():
        size += len(part)
        if size > largest:
            return None
        parts.append(part)
    return b"".join(parts)


def _lines(response: httpx.Response, body: bytes) -> tuple[str, ...]:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in {"text/html", "application/xhtml+xml"} and not kind.startswith("text/"):
        # A document that cannot be read as text: its size tells of most changes.
        return (f"{kind or 'unknown kind'}, {len(body)} bytes",)
    try:
        text = body.decode(response.charset_encoding or "utf-8", "replace")
    except LookupError:
        text = body.decode("utf-8", "replace")
    if kind.endswith(("html", "xml")):
        return lines_of_html(text, str(response.url))
    return lines_of_text(text)


def _wait(asked: str | None, now: datetime) -> float | None:
    if asked is None:
        return None
    if asked.isascii() and asked.isdecimal():
        return float(asked)
    try:
        return max(0.0, (parsedate_to_datetime(asked) - now).total_seconds())
    except (TypeError, ValueError):
        return None

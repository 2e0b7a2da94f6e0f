"""Looks whether the sources' addresses still lead somewhere, without being a burden to anyone.

One request at a time to each host with a pause between, a few hosts at once, only the head of a
page where its server gives that much. An answer that only turns programs away proves nothing.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PAUSE = 1.0  # seconds between two requests to one host
PATIENCE = 20.0  # seconds for an answer
HOSTS_AT_ONCE = 8
MOST_REDIRECTS = 5
USER_AGENT = "rapporteur (checks the links of its sources)"

_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_NO_HEAD = {HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED, *_GONE}


class State(StrEnum):
    """What came of looking at an address."""

    GOOD = "good"
    GONE = "gone"  # the server says that it has no such page
    UNREACHABLE = "unreachable"  # no server, no connection, an endless redirect
    UNSURE = "unsure"  # the server refuses programs, or has trouble of its own


@dataclass(frozen=True, slots=True)
class Link:
    """One address after it was looked at; ``words`` say what was seen."""

    url: str
    state: State
    words: str


async def look_at(urls: Iterable[str], *, pause: float = PAUSE) -> tuple[Link, ...]:
    """Look at each address once, and return them in the order given."""
    asked = list(dict.fromkeys(urls))
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    found: dict[str, Link] = {}
    for url in asked:
        try:
            parsed = httpx.URL(url)
        except httpx.InvalidURL:
            parsed = httpx.URL()
        if parsed.scheme in {"http", "https"} and parsed.host:
            by_host[parsed.host].append(url)
        else:
            found[url] = Link(url, State.UNREACHABLE, "is no web address")
    hosts = asyncio.Semaphore(HOSTS_AT_ONCE)
    async with httpx.AsyncClient(
        timeout=PATIENCE,
        follow_redirects=True,
        max_redirects=MOST_REDIRECTS,
        headers={"User-Agent": USER_AGENT},
    ) as client:

        async def visit(on_host: Sequence[str]) -> None:
            async with hosts:
                for number, url in enumerate(on_host):
                    if number:
                        await asyncio.sleep(pause)
                    found[url] = await _look(client, url, pause)

        async with asyncio.TaskGroup() as visits:
            for on_host in by_host.values():
                visits.create_task(visit(on_host))
    return tuple(found[url] for url in asked)


async def _look(client: httpx.AsyncClient, url: str, pause: float) -> Link:
    try:
        status = await _status(client, "HEAD", url)
        if status in _NO_HEAD:
            await asyncio.sleep(pause)
            status = await _status(client, "GET", url)
    except httpx.TooManyRedirects:
        return Link(url, State.UNREACHABLE, "redirects without end")
    except httpx.TimeoutException:
        return Link(url, State.UNREACHABLE, f"no answer within {PATIENCE:.0f} seconds")
    except httpx.HTTPError as error:
        return Link(url, State.UNREACHABLE, f"no connection ({type(error).__name__})")
    except (httpx.InvalidURL, UnicodeError):
        return Link(url, State.UNREACHABLE, "redirects to what is no web address")
    if status < HTTPStatus.BAD_REQUEST:
        return Link(url, State.GOOD, str(status))
    return Link(url, State.GONE if status in _GONE else State.UNSURE, f"answered {status}")


async def _status(client: httpx.AsyncClient, method: str, url: str) -> int:
    async with client.stream(method, url) as response:  # the body is left where it is
        return response.status_code

"""A sandbox for each test, and a way to send it requests as a bot does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest_asyncio

from bot.sandbox.server import Sandbox

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.sandbox.chats import Chat
    from bot.sandbox.people import Person

TOKEN = "123456789:a-token-that-opens-nothing-outside-this-test"
MORNING = datetime(2031, 4, 1, 9, tzinfo=UTC)


class HandClock:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.at = MORNING

    def now(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass(frozen=True, slots=True)
class Caller:
    """Sends requests with the bot's token."""

    http: httpx.AsyncClient

    async def __call__(self, method: str, **parameters: Any) -> Any:
        """Give the result of a request that is carried out."""
        answer = await self.answer(method, **parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def answer(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Give the whole answer, refused or not."""
        response = await self.http.post(f"/bot{TOKEN}/{method}", json=parameters)
        answer: dict[str, Any] = response.json()
        assert answer["ok"] or answer["error_code"] == response.status_code
        return answer

    async def refused(self, method: str, **parameters: Any) -> str:
        """Give the words with which a request is refused."""
        answer = await self.answer(method, **parameters)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def updates(self, **parameters: Any) -> list[Any]:
        """Give the updates that wait, without waiting for more."""
        found: list[Any] = await self("getUpdates", **parameters)
        return found


@pytest_asyncio.fixture
async def clock() -> HandClock:
    return HandClock()


@pytest_asyncio.fixture
async def sandbox(clock: HandClock) -> AsyncIterator[Sandbox]:
    running = Sandbox(TOKEN, clock=clock.now)
    await running.start()
    yield running
    await running.stop()


@pytest_asyncio.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=sandbox.url) as client:
        yield client


@pytest_asyncio.fixture
async def call(http: httpx.AsyncClient) -> Caller:
    return Caller(http)


@pytest_asyncio.fixture
async def amina(sandbox: Sandbox, call: Caller) -> Person:
    """Somebody who has started the bot; her update is confirmed."""
    person = sandbox.person("Amina", username="amina")
    await person.says("/start")
    sandbox.updates.clear()
    return person


@pytest_asyncio.fixture
async def delegates(sandbox: Sandbox, amina: Person) -> Chat:
    """A supergroup with topics that Amina owns, with the bot in it as a member."""
    group = sandbox.supergroup("Delegates", forum=True)
    group.add(amina, owner=True)
    group.add_bot(amina)
    sandbox.updates.clear()
    return group

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
import pytest_asyncio

from bot.faults import Failed
from bot.metrics import Metrics
from bot.operations import Operations
from bot.settings import Address

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ANY_PORT = Address("127.0.0.1", 0)


class _Bot:
    hindrance: str | None = None


@pytest_asyncio.fixture
async def bot() -> _Bot:
    return _Bot()


@pytest_asyncio.fixture
async def client(bot: _Bot) -> AsyncIterator[httpx.AsyncClient]:
    metrics = Metrics()
    metrics.handled(object(), 0.01)
    operations = Operations(metrics, lambda: bot.hindrance)
    port = operations.start(ANY_PORT)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        yield client
    await operations.stop()


@pytest.mark.asyncio
async def test_a_turning_loop_is_alive(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).status_code == 200


@pytest.mark.asyncio
async def test_it_is_ready_when_nothing_hinders_it(client: httpx.AsyncClient) -> None:
    assert (await client.get("/readyz")).status_code == 200


@pytest.mark.asyncio
async def test_it_is_not_ready_and_says_why(client: httpx.AsyncClient, bot: _Bot) -> None:
    bot.hindrance = "no updates are received yet"

    response = await client.get("/readyz")

    assert response.status_code == 503
    assert response.text == "no updates are received yet\n"


@pytest.mark.asyncio
async def test_metrics_count_what_was_handled(client: httpx.AsyncClient) -> None:
    text = (await client.get("/metrics")).text

    assert 'rapporteur_updates_total{kind="other"} 1.0' in text
    assert "process_resident_memory_bytes" in text


@pytest.mark.asyncio
async def test_an_address_in_use_is_named(client: httpx.AsyncClient) -> None:
    taken = Address("127.0.0.1", client.base_url.port or 0)

    with pytest.raises(Failed, match=f"RAPPORTEUR_OPS_LISTEN: 127.0.0.1:{taken.port}"):
        Operations(Metrics(), lambda: None).start(taken)

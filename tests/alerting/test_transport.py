from __future__ import annotations

import asyncio
import socket
import traceback
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.ext import ExtBot

from bot.transport import request_over
from tests.alerting.station import TOKEN, station

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from store.tables.database import Database

pytestmark = pytest.mark.asyncio


@asynccontextmanager
async def bot_at(
    port: int, *, quick: bool = True, patience: float = 0.3
) -> AsyncIterator[ExtBot[None]]:
    bot: ExtBot[None] = ExtBot(
        TOKEN,
        base_url=f"http://127.0.0.1:{port}/bot",
        request=request_over(connections=2, patience=patience, quick=quick),
        get_updates_request=request_over(connections=1, patience=patience, quick=quick),
    )
    await bot.request.initialize()
    try:
        yield bot
    finally:
        await bot.request.shutdown()


@asynccontextmanager
async def server(
    answer: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[int]:
    """Serve one odd answer; give the port."""

    serving = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.add(asyncio.current_task())
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            await answer(reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    running = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield running.sockets[0].getsockname()[1]
    finally:
        running.close()
        await asyncio.gather(*(task for task in serving if task is not None))


async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def cut(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def half(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")
    await writer.drain()


async def bad_gateway(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 4\r\n\r\noops")
    await writer.drain()


@pytest.mark.parametrize("quick", [True, False])
async def test_a_server_that_says_nothing_is_a_time_out(quick: bool) -> None:
    async with server(silence) as port, bot_at(port, quick=quick) as bot:
        with pytest.raises(TimedOut):
            await bot.get_me()


@pytest.mark.parametrize("quick", [True, False])
@pytest.mark.parametrize("answer", [cut, half, bad_gateway])
async def test_a_connection_that_is_cut_and_a_broken_server_are_no_time_outs(
    answer: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]], quick: bool
) -> None:
    async with server(answer) as port, bot_at(port, quick=quick) as bot:
        with pytest.raises(NetworkError) as caught:
            await bot.get_me()

    assert type(caught.value) is NetworkError


@pytest.mark.parametrize("quick", [True, False])
async def test_a_proxy_that_the_environment_names_is_used(
    quick: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody listens at the bot's server, so only the proxy can have answered."""
    async with server(bad_gateway) as proxy:
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy}")
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            async with bot_at(taken.getsockname()[1], quick=quick) as bot:
                with pytest.raises(NetworkError, match="Bad Gateway"):
                    await bot.get_me()


@pytest.mark.parametrize("quick", [True, False])
async def test_nobody_listening_is_known_not_to_have_received_anything(quick: bool) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        async with bot_at(port, quick=quick) as bot:
            with pytest.raises(NetworkError, match="ConnectError") as caught:
                await bot.get_me()

    assert type(caught.value) is NetworkError


async def test_no_error_tells_the_address_that_holds_the_token() -> None:
    async with server(cut) as port, bot_at(port) as bot:
        with pytest.raises(NetworkError) as caught:
            await bot.get_me()

    assert TOKEN not in "".join(traceback.format_exception(caught.value))


async def test_a_file_arrives_with_its_name_and_its_caption(sqlite_database: Database) -> None:
    async with station(sqlite_database) as place:
        amina = place.sandbox.person("Amina")
        await amina.says("the record, please")
        await place.bot.send_document(
            amina.id, b"id,status\r\n6,open\r\n", filename="état.csv", caption="Récit à jour"
        )
        message = await amina.next_message()

    assert message.document is not None
    assert message.document.name == "état.csv"
    assert message.text == "Récit à jour"


async def test_refusals_arrive_as_the_frameworks_own(sqlite_database: Database) -> None:
    async with station(sqlite_database) as place:
        [blocked, _] = place.sandbox.gather_crowd(2, blocked=1)
        with pytest.raises(Forbidden):
            await place.bot.send_message(blocked, "x")
        with pytest.raises(BadRequest, match="Chat not found"):
            await place.bot.send_message(5, "x")
        place.sandbox.faults.set(too_many=1.0, retry_after=90)
        with pytest.raises(RetryAfter):
            await place.bot.send_message(blocked, "x")
        place.sandbox.faults.set(too_many=0.0)


async def test_no_more_connections_are_opened_than_there_is_room_for() -> None:
    open_now, most = 0, 0

    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        await asyncio.sleep(0.02)
        open_now -= 1
        await bad_gateway(reader, writer)

    async with server(slow) as port, bot_at(port, patience=5.0) as bot:
        await asyncio.gather(*(bot.get_me() for _ in range(8)), return_exceptions=True)

    assert most == 2


async def test_a_long_poll_is_not_cut_short(sqlite_database: Database) -> None:
    async with station(sqlite_database) as place, asyncio.timeout(10):
        amina = place.sandbox.person("Amina")
        waiting = asyncio.create_task(place.bot.get_updates(timeout=8))
        await asyncio.sleep(0.2)
        assert not waiting.done()
        await amina.says("/start")
        [update] = await waiting

        assert update.message is not None
        assert update.message.text == "/start"


async def test_what_was_shut_down_can_be_opened_again(sqlite_database: Database) -> None:
    async with station(sqlite_database) as place:
        await place.bot.shutdown()
        await place.bot.initialize()

        assert (await place.bot.get_me()).username == "rapporteur_bot"

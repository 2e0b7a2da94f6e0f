from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.sandbox.people import Person
    from bot.sandbox.server import Sandbox
    from tests.sandbox.conftest import Caller

pytestmark = pytest.mark.asyncio


class Ear:
    """Takes updates as a bot with a webhook does. The first answers are those in `statuses`."""

    def __init__(self) -> None:
        self.url = ""
        self.statuses: list[int] = []
        self.heard: asyncio.Queue[tuple[str | None, dict[str, Any]]] = asyncio.Queue()

    async def next(self) -> tuple[str | None, dict[str, Any]]:
        async with asyncio.timeout(5):
            return await self.heard.get()


class _Heard(RequestHandler):
    def post(self) -> None:
        ear: Ear = self.application.settings["ear"]
        if ear.statuses:
            self.set_status(ear.statuses.pop(0))
        secret = self.request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        ear.heard.put_nowait((secret, json.loads(self.request.body)))


@pytest_asyncio.fixture
async def ear() -> AsyncIterator[Ear]:
    ear = Ear()
    application = Application([("/hook", _Heard)], ear=ear, log_function=lambda _handler: None)
    server = HTTPServer(application)
    (socket,) = bind_sockets(0, "127.0.0.1")
    server.add_socket(socket)
    ear.url = f"http://127.0.0.1:{socket.getsockname()[1]}/hook"
    yield ear
    server.stop()
    await server.close_all_connections()


async def test_updates_go_to_the_webhook_with_its_secret(
    call: Caller, amina: Person, ear: Ear
) -> None:
    await call("setWebhook", url=ear.url, secret_token="open-sesame")
    await amina.says("hello")

    secret, update = await ear.next()
    assert secret == "open-sesame"
    assert update["message"]["text"] == "hello"


async def test_an_update_that_is_not_taken_is_brought_again(
    call: Caller, sandbox: Sandbox, amina: Person, ear: Ear
) -> None:
    sandbox.webhook.first_delay = 0.01
    ear.statuses = [500, 503]
    await call("setWebhook", url=ear.url)
    await amina.says("hello")

    brought = [(await ear.next())[1] for _ in range(3)]
    assert brought[0] == brought[1] == brought[2]


async def test_the_reason_of_a_failed_delivery_is_told(
    call: Caller, sandbox: Sandbox, amina: Person, ear: Ear
) -> None:
    sandbox.webhook.first_delay = 0.01
    ear.statuses = [500]
    await call("setWebhook", url=ear.url)
    await amina.says("hello")
    await ear.next()
    await ear.next()

    info = await call("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 500")


async def test_polling_beside_a_webhook_is_a_conflict(call: Caller, ear: Ear) -> None:
    await call("setWebhook", url=ear.url)

    assert await call.refused("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )


async def test_setting_a_webhook_ends_the_poll_under_way(
    call: Caller, sandbox: Sandbox, ear: Ear
) -> None:
    poll = asyncio.create_task(call.refused("getUpdates", timeout=50))
    await sandbox.until(lambda: sandbox.calls.get("getupdates") == 1)
    await call("setWebhook", url=ear.url)

    assert await poll == "Conflict: terminated by setWebhook request"


async def test_what_waits_is_delivered_when_the_webhook_is_set_or_dropped_if_asked(
    call: Caller, sandbox: Sandbox, amina: Person, ear: Ear
) -> None:
    await amina.says("old")
    await call("setWebhook", url=ear.url, drop_pending_updates=True)
    await amina.says("new")

    assert (await ear.next())[1]["message"]["text"] == "new"
    await call("deleteWebhook")
    assert (await call("getWebhookInfo"))["url"] == ""


async def test_a_secret_has_only_plain_characters(call: Caller, ear: Ear) -> None:
    assert (
        await call.refused("setWebhook", url=ear.url, secret_token="open sesame")
        == "Bad Request: secret token contains unallowed characters"
    )

from __future__ import annotations

import asyncio
import json
import math
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from bot.sandbox.server import Sandbox
from tests.sandbox.conftest import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

    from bot.sandbox.chats import Chat
    from bot.sandbox.people import Person
    from tests.sandbox.conftest import Caller, HandClock

pytestmark = pytest.mark.asyncio

BUTTONS: dict[str, Any] = {"inline_keyboard": [[{"text": "Open", "callback_data": "open"}]]}


class Visitor:
    """Somebody with the page open: sees events, has people do things."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self._socket = socket
        self._seen: list[dict[str, Any]] = []

    async def sees(self, event: str) -> dict[str, Any]:
        """Wait for the next event of a kind."""
        return await self._next(lambda told: told.get("event") == event)

    async def does(self, what: str, **fields: Any) -> dict[str, Any]:
        """Have something done, and wait for the answer."""
        await self.begins(what, **fields)
        return await self.answer()

    async def begins(self, what: str, **fields: Any) -> None:
        """Have something done without waiting for the answer."""
        await self._socket.write_message(json.dumps({"do": what, "id": 7, **fields}))

    async def answer(self) -> dict[str, Any]:
        """Wait for the answer to what was begun."""
        return await self._next(lambda told: told.get("re") == 7)

    async def _next(self, fits: Any) -> dict[str, Any]:
        for told in self._seen:
            if fits(told):
                self._seen.remove(told)
                return told
        async with asyncio.timeout(5):
            while True:
                read = await self._socket.read_message()
                assert read is not None, "the socket was closed"
                told = json.loads(read)
                if fits(told):
                    return dict(told)
                self._seen.append(told)


@asynccontextmanager
async def visiting(sandbox: Sandbox, origin: str | None = None) -> AsyncIterator[Visitor]:
    address = sandbox.url.replace("http", "ws") + "/live"
    headers = {"Origin": origin or sandbox.url}
    socket = await websocket_connect(HTTPRequest(address, headers=headers))
    try:
        yield Visitor(socket)
    finally:
        socket.close()
        while await socket.read_message() is not None:
            pass


# -- what is served to whom


async def test_the_page_brings_everything_it_needs(http: httpx.AsyncClient) -> None:
    page = (await http.get("/")).text
    parts = {part for part in page.split('"') if part.startswith("/page/")}

    assert parts
    for part in parts:
        assert (await http.get(part)).status_code == 200
    assert "https://" not in page


async def test_nothing_of_other_origins_can_run_in_the_page(http: httpx.AsyncClient) -> None:
    policy = (await http.get("/")).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy


@pytest.mark.parametrize("path", ["/", "/page/page.js", "/live", "/files/x", "/nothing"])
async def test_the_page_is_not_served_under_a_foreign_name(
    http: httpx.AsyncClient, path: str
) -> None:
    response = await http.get(path, headers={"Host": "rebound.example.org"})

    assert response.status_code == 403


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1", "[::1]:80", "192.168.1.7:8080"])
async def test_the_page_is_served_under_names_that_nobody_else_decides(
    http: httpx.AsyncClient, host: str
) -> None:
    assert (await http.get("/", headers={"Host": host})).status_code == 200


async def test_a_page_from_elsewhere_cannot_listen(sandbox: Sandbox) -> None:
    with pytest.raises(HTTPClientError, match="403"):
        async with visiting(sandbox, origin="http://elsewhere.example.org"):
            pass


async def test_a_page_from_elsewhere_cannot_send_files(
    http: httpx.AsyncClient, amina: Person
) -> None:
    where: dict[str, Any] = {"person": amina.id, "chat": amina.id, "name": "a.csv"}
    for headers in ({}, {"Origin": "http://elsewhere.example.org"}):
        response = await http.post("/upload", params=where, content=b"a", headers=headers)
        assert response.status_code == 403
    assert len(amina.messages) == 1


async def test_the_page_does_not_know_the_token(http: httpx.AsyncClient, sandbox: Sandbox) -> None:
    async with visiting(sandbox) as visitor:
        told = [await visitor.sees(event) for event in ("outline", "messages", "clock")]

    assert TOKEN not in json.dumps(told)


# -- files


async def test_a_file_is_sent_and_can_be_kept(
    call: Caller, http: httpx.AsyncClient, sandbox: Sandbox, amina: Person
) -> None:
    where: dict[str, Any] = {
        "person": amina.id,
        "chat": amina.id,
        "name": "a.csv",
        "caption": "/import",
    }
    sent = await http.post(
        "/upload", params=where, content=b"a,b\n", headers={"Origin": sandbox.url}
    )
    (update,) = await call.updates()
    unique_id = update["message"]["document"]["file_unique_id"]
    kept = await http.get(f"/files/{unique_id}")

    assert sent.json() == {}
    assert update["message"]["caption"] == "/import"
    assert kept.content == b"a,b\n"
    assert kept.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a.csv"


async def test_a_document_never_runs_in_the_page(
    http: httpx.AsyncClient, sandbox: Sandbox, amina: Person
) -> None:
    message = await amina.sends_document("a.html", b"<script>alert(1)</script>")
    assert message.document is not None
    response = await http.get(f"/files/{message.document.unique_id}")

    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response.headers["Content-Security-Policy"]


async def test_a_picture_that_is_none_is_refused_in_words(
    http: httpx.AsyncClient, sandbox: Sandbox, amina: Person
) -> None:
    where: dict[str, Any] = {"person": amina.id, "chat": amina.id, "name": "a.png", "as": "photo"}
    sent = await http.post("/upload", params=where, content=b"x", headers={"Origin": sandbox.url})

    assert sent.status_code == 400
    assert "IMAGE_PROCESS_FAILED" in sent.json()["error"]


# -- what the visitor sees


async def test_the_visitor_sees_who_is_there_and_what_was_said(
    sandbox: Sandbox, amina: Person, delegates: Chat
) -> None:
    async with visiting(sandbox) as visitor:
        outline = await visitor.sees("outline")
        said = await visitor.sees("messages")

    assert [person["name"] for person in outline["people"]] == ["Amina"]
    assert [chat["id"] for chat in outline["chats"]] == [amina.id, delegates.id]
    assert said["messages"][0]["text"] == "/start"


async def test_messages_edits_and_deletions_are_seen_as_they_come(
    call: Caller, sandbox: Sandbox, amina: Person
) -> None:
    async with visiting(sandbox) as visitor:
        await visitor.sees("clock")
        sent = await call("sendMessage", chat_id=amina.id, text="<b>x</b>", parse_mode="HTML")
        where = {"chat_id": amina.id, "message_id": sent["message_id"]}
        shown = (await visitor.sees("message"))["message"]
        await call("editMessageText", **where, text="y")
        edited = (await visitor.sees("message"))["message"]
        await call("deleteMessage", **where)
        gone = await visitor.sees("deleted")

    assert (shown["text"], shown["entities"][0]["type"]) == ("x", "bold")
    assert (edited["text"], edited["edited"], edited["id"]) == ("y", True, shown["id"])
    assert gone["message"] == shown["id"]


async def test_a_message_in_a_new_chat_is_seen_after_the_chat(
    sandbox: Sandbox, amina: Person
) -> None:
    async with visiting(sandbox) as visitor:
        await visitor.sees("outline")
        await visitor.sees("clock")
        group = sandbox.group("Delegates")
        group.add(amina, owner=True)
        group.add_bot(amina)
        outline = await visitor.sees("outline")
        shown = (await visitor.sees("message"))["message"]

    assert outline["chats"][-1]["id"] == group.id
    assert shown["service"] == "Amina added Rapporteur"


async def test_a_crowd_is_not_shown(call: Caller, sandbox: Sandbox, amina: Person) -> None:
    crowd = sandbox.gather_crowd(1000)
    async with visiting(sandbox) as visitor:
        await visitor.sees("clock")
        await call("sendMessage", chat_id=crowd[5], text="to the crowd")
        await call("sendMessage", chat_id=amina.id, text="to Amina")
        shown = (await visitor.sees("message"))["message"]

    assert shown["text"] == "to Amina"


# -- what the visitor does


async def test_the_visitor_chats_as_a_person(call: Caller, sandbox: Sandbox, amina: Person) -> None:
    async with visiting(sandbox) as visitor:
        answer = await visitor.does("says", person=amina.id, chat=amina.id, text="/status 3")

    (update,) = await call.updates()
    assert answer == {"re": 7}
    assert update["message"]["text"] == "/status 3"


async def test_the_visitor_presses_a_button_and_sees_the_answer(
    call: Caller, sandbox: Sandbox, amina: Person
) -> None:
    sent = await call("sendMessage", chat_id=amina.id, text="x", reply_markup=BUTTONS)
    where = {"person": amina.id, "chat": amina.id, "message": sent["message_id"]}
    async with visiting(sandbox) as visitor:
        await visitor.begins("presses", **where, data="open")
        (update,) = await call.updates(timeout=5)
        query_id = update["callback_query"]["id"]
        await call("answerCallbackQuery", callback_query_id=query_id, text="Done")
        answer = await visitor.answer()

    assert answer["answer"] == {"text": "Done"}


async def test_the_visitor_sees_the_menu_of_a_person(
    call: Caller, sandbox: Sandbox, amina: Person
) -> None:
    commands = [{"command": "aide", "description": "Aide"}]
    await call("setMyCommands", commands=commands, language_code="fr")
    async with visiting(sandbox) as visitor:
        await visitor.does("speaks", person=amina.id, language="fr")
        menu = await visitor.does("looks at menu", person=amina.id, chat=amina.id)

    assert menu["commands"] == commands


async def test_the_visitor_blocks_the_bot(call: Caller, sandbox: Sandbox, amina: Person) -> None:
    async with visiting(sandbox) as visitor:
        await visitor.does("blocks", person=amina.id)

    words = await call.refused("sendMessage", chat_id=amina.id, text="x")
    assert words == "Forbidden: bot was blocked by the user"


async def test_the_visitor_founds_a_channel_and_lets_the_bot_in(
    call: Caller, sandbox: Sandbox, amina: Person
) -> None:
    async with visiting(sandbox) as visitor:
        founded = await visitor.does("founds", person=amina.id, kind="channel", title="News")
        where = {"person": amina.id, "chat": founded["chat"]}
        await visitor.does("seats bot", **where, **{"as": "administrator"})

    post = await call("sendMessage", chat_id=founded["chat"], text="x")
    assert post["sender_chat"]["title"] == "News"


@pytest.mark.parametrize(
    ("what", "fields", "words"),
    [
        ("says", {"chat": 1, "text": "x"}, "person must be a whole number"),
        ("says", {"person": 1, "chat": 1, "text": "x"}, "there is no such person"),
        ("dances", {}, "there is no such deed"),
        ("speed", {"value": 60}, "the speed of this clock cannot be changed"),
    ],
)
async def test_what_cannot_be_done_is_answered_in_words(
    sandbox: Sandbox, what: str, fields: dict[str, Any], words: str
) -> None:
    async with visiting(sandbox) as visitor:
        answer = await visitor.does(what, **fields)

    assert answer["error"] == words


async def test_nobody_writes_as_a_stranger_to_anothers_chat(
    sandbox: Sandbox, amina: Person
) -> None:
    bruno = sandbox.person("Bruno")
    async with visiting(sandbox) as visitor:
        answer = await visitor.does("says", person=bruno.id, chat=amina.id, text="x")

    assert answer["error"] == "there is no such chat"


async def test_a_member_does_not_manage_a_group(sandbox: Sandbox, delegates: Chat) -> None:
    bruno = sandbox.person("Bruno")
    delegates.add(bruno)
    async with visiting(sandbox) as visitor:
        answer = await visitor.does(
            "seats bot", person=bruno.id, chat=delegates.id, **{"as": "kicked"}
        )

    assert answer["error"] == "only administrators can do that"
    assert delegates.bot_is_in


# -- the clock


@asynccontextmanager
async def running_fast(clock: HandClock) -> AsyncIterator[Sandbox]:
    """A sandbox whose clock has a speed."""
    speeds = [1.0]
    sandbox = Sandbox(TOKEN, clock=clock.now, speed=lambda: speeds[-1], set_speed=speeds.append)
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


@pytest.mark.parametrize("value", [0, -1, math.inf, math.nan])
async def test_no_clock_stands_runs_backwards_or_at_no_speed_at_all(
    clock: HandClock, value: float
) -> None:
    async with running_fast(clock) as sandbox, visiting(sandbox) as visitor:
        answer = await visitor.does("speed", value=value)

    assert answer["error"] == "a clock runs up to 86400 times as fast as the real one"


async def test_the_visitor_sees_the_clock_and_changes_its_speed(clock: HandClock) -> None:
    async with running_fast(clock) as sandbox, visiting(sandbox) as visitor:
        before = await visitor.sees("clock")
        await visitor.does("speed", value=60)
        after = await visitor.sees("clock")

    assert before == {
        "event": "clock",
        "now": clock.at.timestamp(),
        "speed": 1.0,
        "changeable": True,
    }
    assert after["speed"] == 60.0

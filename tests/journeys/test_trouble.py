"""When something goes wrong, is slow, or comes by another way."""

from __future__ import annotations

import asyncio
import logging
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from bot.logs import ConsoleLines, redaction_of
from tests.journeys.driver import TOKEN, failures, opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.databases import SQLiteFiles
    from tests.journeys.conftest import Conferences
    from tests.journeys.driver import Conference

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "I met the delegate of Vell at the harbour"


class LampError(Exception):
    """A fault that no code expects."""


async def test_a_failure_is_told_kindly_and_logged_without_what_was_written(
    conference: Conference, caplog: pytest.LogCaptureFixture
) -> None:
    amina = conference.person("Amina")
    with conference.clock.broken(LampError(SECRET)):
        heard = await amina.says(f"Is it true? {SECRET}")

    code = re.search(r"code: ([A-Z2-9]{6})", heard.text)
    assert code is not None
    assert "Something went wrong on my side" in heard.text
    assert f"failure {code[1]}: LampError, on message, at handlers/" in caplog.text
    assert "harbour" not in caplog.text
    assert "Amina" not in caplog.text
    assert str(amina.id) not in caplog.text


async def test_a_failure_is_told_in_the_persons_language(conference: Conference) -> None:
    chloe = conference.person("Chloé", language="fr")
    with conference.clock.broken(LampError()):
        heard = await chloe.says("/status 3")

    assert "Something went wrong" not in heard.text
    assert re.search(r"[A-Z2-9]{6}", heard.text)


async def test_a_press_that_fails_is_acknowledged_and_told(conference: Conference) -> None:
    amina = conference.person("Amina")
    await amina.says("/start")
    with conference.clock.broken(LampError()):
        heard = await amina.presses("Today")

    assert "Something went wrong on my side" in heard.text
    assert not heard.in_place


async def test_the_next_question_is_answered_again(conference: Conference) -> None:
    amina = conference.person("Amina")
    with conference.clock.broken(LampError()):
        await amina.says("/status 3")
    heard = await amina.says("/status 3")

    assert "Article 3: Open" in heard.text


async def test_a_slow_answer_to_one_holds_up_nobody_else(sqlite_files: SQLiteFiles) -> None:
    async with opened(sqlite_files.migrated()) as conference, narrow(conference) as passage:
        amina, bruno = conference.person("Amina"), conference.person("Bruno")
        passage.held = amina.id
        waiting = asyncio.create_task(amina.says("/status 3"))
        await asyncio.wait_for(passage.reached.wait(), 20)
        heard = await bruno.says("/status 3")

        assert "Article 3: Open" in heard.text
        assert not waiting.done()
        passage.opened.set()
        assert "Article 3: Open" in (await waiting).text


async def test_questions_of_one_person_are_answered_in_their_order(
    conference: Conference,
) -> None:
    amina = conference.person("Amina")
    await asyncio.gather(*(amina.says(f"/status {number}") for number in (1, 3, 4, 5)))
    answers = [message.text.split("\n")[0] for message in amina.chat.from_bot]

    assert [answer[:9] for answer in answers] == [f"Article {n}" for n in (1, 3, 4, 5)]


async def test_many_people_at_once_each_get_their_own_answer(conference: Conference) -> None:
    people = [conference.person(f"Member {number}") for number in range(40)]
    topics = ("1", "3", "4", "5")
    heard = await asyncio.gather(
        *(person.says(f"/status {topics[i % 4]}") for i, person in enumerate(people))
    )

    assert all(f"Article {topics[i % 4]}" in one.text for i, one in enumerate(heard))


async def test_updates_arrive_by_webhook_as_well(conferences: Conferences) -> None:
    async with conferences(webhook=True) as conference:
        amina = conference.person("Amina")
        heard = await amina.says("/position")
        chosen = await amina.presses("Vell")

        assert conference.sandbox.webhook.url.endswith("/updates")
        assert "Whose position?" in heard.text
        assert chosen.in_place


async def test_no_token_and_no_personal_text_is_in_any_log(
    sqlite_files: SQLiteFiles, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with opened(sqlite_files.migrated()) as conference:
        amina = conference.person("Amina", language="es")
        await amina.says(SECRET)
        await amina.says("/start party_vell")
        with conference.clock.broken(LampError(SECRET)):
            await amina.says(SECRET)
        await amina.blocks()
        lines = ConsoleLines(redaction_of(conference.bot.settings))
        # As the process writes them: the framework's own loggers are quiet there (bot/logs.py).
        ours = [r for r in caplog.records if r.name.startswith(("bot", "handlers", "store"))]
        written = "\n".join(lines.format(record) for record in (*caplog.records,))

    assert any("serving @" in record.getMessage() for record in ours)
    assert TOKEN not in written
    assert "harbour" not in "\n".join(map(lines.format, ours))


async def test_a_flood_limit_is_no_failure(
    conference: Conference, caplog: pytest.LogCaptureFixture
) -> None:
    amina = conference.person("Amina")
    conference.sandbox.faults.set(seed=1, too_many=1.0, methods=("sendMessage",))
    try:
        await amina.says("/status 3")
    finally:
        conference.sandbox.faults.set(too_many=0.0, methods=())
    heard = await amina.says("/status 3")

    assert not failures(caplog)
    assert "Article 3: Open" in heard.text


class Passage:
    """What lies between a bot and the sandbox, and can hold what goes to one chat."""

    def __init__(self) -> None:
        self.held = 0
        self.reached = asyncio.Event()
        self.opened = asyncio.Event()

    async def carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        """Pass on what comes, but hold messages to the one chat until it is opened."""
        try:
            while data := await source.read(65536):
                if self.held and f"chat_id={self.held}".encode() in data:
                    self.reached.set()
                    await self.opened.wait()
                target.write(data)
                await target.drain()
        except OSError:
            pass
        finally:
            target.close()


@asynccontextmanager
async def narrow(conference: Conference) -> AsyncIterator[Passage]:
    """Restart the bot so that all it says goes through a passage."""
    passage, there = Passage(), urlsplit(conference.sandbox.url)
    tasks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        onward, backward = await asyncio.open_connection(there.hostname, there.port)
        for source, target in ((reader, backward), (onward, writer)):
            task = asyncio.create_task(passage.carry(source, target))
            tasks.add(task)
            task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    own = conference.sandbox.url
    await conference.stop()
    conference.sandbox.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        await conference.start()
        yield passage
    finally:
        passage.opened.set()
        await conference.stop()
        conference.sandbox.url = own
        server.close()
        for task in tuple(tasks):
            task.cancel()

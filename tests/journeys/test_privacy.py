"""Nothing of a person but what is promised: not in the database, byte by byte, nor in the logs."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.logs import set_up_logs
from bot.settings import Settings
from tests.journeys.driver import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.databases import SQLiteFiles
    from tests.journeys.driver import Conference

pytestmark = pytest.mark.asyncio

MARK = "Quixzanth"  # in every name and text of a person; in no language and in no pack
REMINDER = datetime(2031, 4, 1, 1, 45, tzinfo=UTC)  # of the second meeting
SENT = "Vorbelphim"  # in what somebody chose to send in


@contextmanager
def logs_of_the_process() -> Iterator[StringIO]:
    """Write logs as the process does, at its lowest level, and give what was written."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    written = StringIO()
    set_up_logs(Settings.model_construct(log_level="debug", log_format="console"))
    for handler in root.handlers:
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(written)
        # The sandbox is Telegram here, which knows everybody's name and words.
        handler.addFilter(lambda record: not record.name.startswith("bot.sandbox"))
    try:
        yield written
    finally:
        root.handlers[:] = before
        root.setLevel(level)


@pytest.fixture
def database_url(sqlite_files: SQLiteFiles) -> Iterator[str]:
    url = sqlite_files.migrated()
    yield url
    sqlite_files.drop(url)


def bytes_of(url: str) -> bytes:
    """Return every byte that lies on the disk, the log beside the database included."""
    file = Path(url.removeprefix("sqlite:///"))
    return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))


def checkpointed(url: str) -> bytes:
    """Return every byte after the log has been written back."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return bytes_of(url)


async def everything(conference: Conference) -> None:
    """Use all that people can, with a marked word wherever a person can put one."""
    amina = conference.person(f"Amina{MARK}")
    amina.account.username = f"amina_{MARK}"
    bruno = conference.person(f"Bruno{MARK}", language="fr")
    for text in (
        "/start",
        f"/start {MARK}",
        f"/start sub_{MARK}",
        f"What does {MARK} want on article 3?",
        f"/{MARK}",
        f"/status {MARK}",
        f"/position {MARK}",
        f"/search {MARK}",
        f"/subscribe {MARK}",
        f"/unsubscribe {MARK}",
        "/subscribe all",
        "/subscribe Vell",
        f"/timezone {MARK}",
        "/timezone Nairobi",
        f"/quiet {MARK}",
        "/quiet 22:00-07:00 held",
        f"/language {MARK}",
        "/language es",
        f"/pause {MARK}",
        "/pause",
        f"/alerts {MARK}",
        f"/alerts @{MARK}",
        "/test",
        "/mydata",
        "/privacy",
    ):
        await amina.says(text)
    await amina.says("/position Korveth article 5")
    await amina.presses("Avisarme cuando se sepa")
    async with conference.handling("a location"):
        await amina.account.shares_location(-1.29, 36.82)
    conference.heard(amina.chat)
    await amina.edits(await amina.account.says(f"{MARK}?"), f"{MARK}!")
    await amina.sends_document(f"{MARK}.txt", MARK.encode(), caption=MARK)
    group = await conference.group(f"Delegates {MARK}", amina, bruno, forum=True)
    topic = group.topic(f"Talk {MARK}")
    await amina.says("/subscribe all", chat=group, thread=topic)
    await bruno.says(f"/subscribe {MARK}", chat=group)
    await bruno.says(f"@rapporteur_bot {MARK}?", chat=group)
    conference.clock.set(REMINDER)
    assert (await amina.hears_alert(chat=group)).message.thread == topic
    channel = await conference.channel(f"Bulletin {MARK}", amina)
    await amina.hears()
    async with conference.handling("the bot was silenced"):
        group.mute_bot(amina.account)
    await bruno.blocks()
    await amina.says(f"/alerts @{channel.username or MARK}")


async def test_no_name_and_no_word_of_a_person_is_kept_or_logged(database_url: str) -> None:
    with logs_of_the_process() as logs:
        async with opened(database_url) as conference:
            await everything(conference)
            while_it_runs = bytes_of(database_url)

    assert b"Africa/Nairobi" in while_it_runs  # so this is where things are kept
    assert "serving @" in logs.getvalue()
    mark = MARK.casefold().encode()
    assert mark not in while_it_runs.lower()
    assert mark not in checkpointed(database_url).lower()
    assert MARK.casefold() not in logs.getvalue().casefold()


async def test_what_was_sent_in_is_gone_from_the_disk_when_it_is_taken_back(
    database_url: str,
) -> None:
    with logs_of_the_process() as logs:
        async with opened(database_url) as conference:
            amina = conference.person(f"Amina{MARK}")
            heard = await amina.says(f"/feedback The {SENT} article is wrong.")
            assert "Sent to the coordinators:" in heard.text
            assert f"The {SENT} article" in (await amina.says("/mydata")).text
            assert SENT.encode() in bytes_of(database_url)

            await amina.says("/forgetme")
            await amina.presses("Delete everything")
            assert SENT not in (await amina.says("/mydata")).text

    assert SENT.encode() not in checkpointed(database_url)
    assert SENT not in logs.getvalue()


async def test_of_a_forgotten_chat_not_even_its_number_is_left(database_url: str) -> None:
    async with opened(database_url) as conference:
        amina = conference.person("Amina", user_id=7_316_251_947)
        await amina.says("/subscribe all")
        await amina.says("/forgetme")
        await amina.presses("Delete everything")

    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608 - our own
            assert all(amina.id not in row for row in rows), name
    assert amina.id.to_bytes(6, "big") not in checkpointed(database_url)

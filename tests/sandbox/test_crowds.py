from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
import pytest_asyncio

from bot.sandbox.posting import KEPT
from bot.sandbox.server import Sandbox
from bot.sandbox.wire import text_code
from tests.sandbox.conftest import TOKEN, Caller

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.sandbox.people import Person
    from tests.sandbox.conftest import HandClock

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def counting(clock: HandClock) -> AsyncIterator[Sandbox]:
    """A sandbox that only counts what the crowd gets."""
    running = Sandbox(TOKEN, clock=clock.now, record="counts")
    await running.start()
    yield running
    await running.stop()


async def test_a_hundred_thousand_people_are_written_to_by_their_ids(counting: Sandbox) -> None:
    crowd = counting.gather_crowd(100_000)
    async with httpx.AsyncClient(base_url=counting.url) as http:
        call = Caller(http)
        for chat_id in (crowd[0], crowd[-1], crowd[-1]):
            await call("sendMessage", chat_id=chat_id, text="<b>News</b>", parse_mode="HTML")

    code = text_code("News")
    assert counting.counts == {(crowd[0], code): 1, (crowd[-1], code): 2}
    assert counting.counted == 3
    assert counting.world.chats == {}


async def test_some_of_a_crowd_may_have_blocked_the_bot(counting: Sandbox) -> None:
    crowd = counting.gather_crowd(10, blocked=1)
    async with httpx.AsyncClient(base_url=counting.url) as http:
        refusal = await Caller(http).refused("sendMessage", chat_id=crowd[0], text="x")

    assert refusal == "Forbidden: bot was blocked by the user"
    assert counting.counted == 0


async def test_one_of_a_crowd_can_be_looked_at_like_anyone(call: Caller, sandbox: Sandbox) -> None:
    crowd = sandbox.gather_crowd(10)
    await call("sendMessage", chat_id=crowd[3], text="x")

    assert [message.text for message in sandbox.world.people[crowd[3]].messages] == ["x"]


async def test_a_chat_keeps_only_its_last_messages(amina: Person) -> None:
    for number in range(KEPT + 10):
        await amina.says(str(number))

    kept = amina.messages
    assert (len(kept), kept[0].text, kept[-1].text) == (KEPT, "10", str(KEPT + 9))

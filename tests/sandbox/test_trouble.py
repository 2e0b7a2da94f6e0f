from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from bot.sandbox.floods import FloodLimits, Floods
from tests.sandbox.conftest import TOKEN

if TYPE_CHECKING:
    from bot.sandbox.people import Person
    from bot.sandbox.server import Sandbox
    from tests.sandbox.conftest import Caller

pytestmark = pytest.mark.asyncio


class _Seconds:
    def __init__(self) -> None:
        self.at = 1000.0

    def now(self) -> float:
        return self.at


@pytest.fixture
def seconds() -> _Seconds:
    return _Seconds()


@pytest.fixture
def floods(seconds: _Seconds) -> Floods:
    return Floods(seconds.now)


async def test_without_limits_nobody_waits(floods: Floods) -> None:
    assert {floods.wait(1) for _ in range(1000)} == {0}


async def test_a_second_takes_so_many_messages_over_all_chats(
    floods: Floods, seconds: _Seconds
) -> None:
    floods.limits = FloodLimits(overall=30)

    assert {floods.wait(chat) for chat in range(30)} == {0}
    assert floods.wait(31) == 1
    seconds.at += 1
    assert floods.wait(31) == 0


async def test_what_was_sent_evenly_may_arrive_unevenly(floods: Floods, seconds: _Seconds) -> None:
    floods.limits = FloodLimits.of_telegram()

    for number in range(300):
        seconds.at = 1000 + number / 30 + 0.09 * (number % 2)
        assert floods.wait(number) == 0


async def test_a_chat_takes_a_short_burst_and_then_one_a_second(
    floods: Floods, seconds: _Seconds
) -> None:
    floods.limits = FloodLimits(per_chat=1.0, burst=3)

    assert [floods.wait(7) for _ in range(4)] == [0, 0, 0, 1]
    assert floods.wait(8) == 0
    seconds.at += 1
    assert [floods.wait(7) for _ in range(2)] == [0, 1]


async def test_a_group_takes_twenty_a_minute(floods: Floods, seconds: _Seconds) -> None:
    floods.limits = FloodLimits(per_group=20)

    assert {floods.wait(-7) for _ in range(20)} == {0}
    seconds.at += 15
    assert floods.wait(-7) == 45
    assert floods.wait(7) == 0


async def test_a_flood_is_refused_with_the_seconds_to_wait(
    call: Caller, sandbox: Sandbox, amina: Person
) -> None:
    sandbox.floods.limits = FloodLimits(per_chat=0.01, burst=1)
    await call("sendMessage", chat_id=amina.id, text="one")

    answer = await call.answer("sendMessage", chat_id=amina.id, text="two")
    wait = answer["parameters"]["retry_after"]
    assert 90 < wait <= 100
    assert answer == {
        "ok": False,
        "error_code": 429,
        "description": f"Too Many Requests: retry after {wait}",
        "parameters": {"retry_after": wait},
    }
    assert [message.text for message in amina.chat.from_bot] == ["one"]


async def test_edits_count_and_answers_to_presses_do_not(
    call: Caller, sandbox: Sandbox, amina: Person
) -> None:
    buttons = {"inline_keyboard": [[{"text": "Open", "callback_data": "open"}]]}
    message = await call("sendMessage", chat_id=amina.id, text="one", reply_markup=buttons)
    await amina.presses("Open")
    (update,) = await call.updates()
    sandbox.floods.limits = FloodLimits(per_chat=0.01, burst=1)

    where = {"chat_id": amina.id, "message_id": message["message_id"]}
    await call("editMessageText", **where, text="two")
    assert "retry after" in await call.refused("editMessageText", **where, text="three")
    assert await call("answerCallbackQuery", callback_query_id=update["callback_query"]["id"])


@pytest.mark.parametrize("status", [500, 502, 429])
async def test_trouble_comes_as_often_as_it_was_ordered(
    http: httpx.AsyncClient, sandbox: Sandbox, amina: Person, status: int
) -> None:
    kind = {500: "error_500", 502: "error_502", 429: "too_many"}[status]
    sandbox.faults.set(seed=7, **{kind: 1.0})
    response = await send(http, amina)

    assert response.status_code == status
    assert amina.chat.from_bot == []
    assert sandbox.faults.struck == {kind: 1}


async def test_a_connection_may_be_cut_before_anything_is_done(
    http: httpx.AsyncClient, sandbox: Sandbox, amina: Person
) -> None:
    sandbox.faults.set(dropped=1.0)

    with pytest.raises(httpx.RemoteProtocolError):
        await send(http, amina)
    assert amina.chat.from_bot == []


async def test_a_connection_may_be_cut_after_the_message_was_sent(
    http: httpx.AsyncClient, sandbox: Sandbox, amina: Person
) -> None:
    sandbox.faults.set(accepted_then_dropped=1.0)

    with pytest.raises(httpx.RemoteProtocolError):
        await send(http, amina)
    assert [message.text for message in amina.chat.from_bot] == ["x"]


async def test_an_answer_may_come_after_the_sender_gave_up(
    http: httpx.AsyncClient, sandbox: Sandbox, amina: Person
) -> None:
    sandbox.faults.set(delayed=1.0, delay=1000.0)

    with pytest.raises(httpx.ReadTimeout):
        await send(http, amina, patience=0.2)
    assert [message.text for message in amina.chat.from_bot] == ["x"]


async def test_the_same_seed_brings_the_same_trouble(
    http: httpx.AsyncClient, sandbox: Sandbox, amina: Person
) -> None:
    runs = []
    for _ in range(2):
        sandbox.faults.set(seed=11, error_500=0.5)
        runs.append([(await send(http, amina)).status_code for _ in range(20)])

    assert runs[0] == runs[1]
    assert set(runs[0]) == {200, 500}


async def test_trouble_can_be_kept_to_some_methods(
    call: Caller, sandbox: Sandbox, amina: Person
) -> None:
    sandbox.faults.set(error_500=1.0, methods=["sendMessage"])

    assert await call("getMe")
    assert await call.refused("sendMessage", chat_id=amina.id, text="x") == "Internal Server Error"


async def test_a_rate_that_is_none_is_not_taken(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="dropped must be a probability"):
        sandbox.faults.set(dropped=2)
    with pytest.raises(ValueError, match="unknown fault 'earthquake'"):
        sandbox.faults.set(earthquake=1.0)


async def send(http: httpx.AsyncClient, person: Person, patience: float = 5.0) -> httpx.Response:
    return await http.post(
        f"/bot{TOKEN}/sendMessage", json={"chat_id": person.id, "text": "x"}, timeout=patience
    )

from __future__ import annotations

import asyncio
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from bot.pacing import Pacer
from bot.sandbox.floods import FloodLimits
from tests.alerting.station import station
from tests.alerting.test_sending import crowd, settled

if TYPE_CHECKING:
    from store.tables.database import Database
    from tests.alerting.station import Station

pytestmark = pytest.mark.asyncio


def _further(place: Station, sent: int) -> bool:
    return place.sandbox.calls.get("sendmessage", 0) >= sent


async def begun(pacer: Pacer, chats: list[int], *, alert: bool = True) -> list[float]:
    """Take a place for each; return after how many seconds each began."""
    start, found = monotonic(), []

    async def one(chat: int) -> None:
        async with pacer.place(chat, alert=alert):
            found.append(monotonic() - start)

    await asyncio.gather(*(one(chat) for chat in chats))
    return sorted(found)


async def test_no_second_holds_more_than_the_rate() -> None:
    found = await begun(Pacer(50), list(range(1, 121)))

    for first, later in zip(found, found[50:], strict=False):
        assert later - first >= 0.99


async def test_a_chat_gets_a_small_burst_and_then_one_a_second() -> None:
    pacer = Pacer(1000)
    for _ in range(3):
        assert pacer.chat_opens_in(1) == 0
        async with pacer.place(1, alert=True):
            pass

    assert (await begun(Pacer(1000), [1] * 4))[3] >= 3.0


async def test_a_person_who_writes_quickly_is_answered_before_an_alert_has_its_turn() -> None:
    pacer, order = Pacer(1000), []

    async def one(*, alert: bool) -> None:
        async with pacer.place(1, alert=alert):
            order.append("alert" if alert else "answer")

    alerts, answers = [one(alert=True) for _ in range(4)], [one(alert=False) for _ in range(10)]
    await asyncio.gather(*alerts, *answers)

    assert order.count("answer") == 10
    assert order[-1] == "alert"  # the fourth has to wait; held to one a second, answers would too


async def test_a_chat_that_the_server_closed_waits_and_the_others_do_not() -> None:
    pacer = Pacer(1000)
    pacer.close_chat(1, 0.5)
    closed, other = await asyncio.gather(begun(pacer, [1], alert=False), begun(pacer, [2]))

    assert closed[0] >= 0.5
    assert other[0] < closed[0]


async def test_a_person_who_chats_during_a_fan_out_waits_no_more_than_a_moment_longer(
    sqlite_database: Database,
) -> None:
    async with station(sqlite_database, rate=60) as place:
        place.sandbox.floods.limits = FloodLimits(overall=60, per_chat=1.0, burst=3, per_group=20)
        ids = crowd(place, 200)
        amina = place.sandbox.person("Amina")
        await amina.says("/start")
        place.sender()
        place.bulletin("news")
        overtaken = []
        for _ in range(3):
            sent = place.sandbox.calls.get("sendmessage", 0)
            await place.sandbox.until(partial(_further, place, sent + 20), 20.0)
            before = place.sandbox.calls["sendmessage"]
            await place.bot.send_message(amina.chat.id, "an answer")
            overtaken.append(place.sandbox.calls["sendmessage"] - before - 1)
        assert place.states("news").get("due", 0) > 0  # it was going on all the while

        # As many as go out in 300 ms; behind those that are on their way it would be thirty.
        assert max(overtaken) <= 0.3 * 60
        assert await settled(place, "news") == {"sent": len(ids)}
        assert place.sandbox.floods.refused == 0

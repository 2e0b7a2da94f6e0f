from __future__ import annotations

import asyncio
import logging
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bot.logs import QUIET
from bot.sandbox.floods import FloodLimits
from bot.sending import IN_FLIGHT
from store.alerting.chats import Address, chat_at
from store.tables.chat import ChatState
from tests.alerting.station import Station, station

if TYPE_CHECKING:
    from store.tables.database import Database

pytestmark = pytest.mark.asyncio
OPEN = {"due", "held", "sending"}


def crowd(place: Station, size: int, *, blocked: int = 0) -> range:
    ids = place.sandbox.gather_crowd(size, blocked=blocked)
    place.post.chats(ids)
    return ids


def received(place: Station, ids: range) -> Counter[str]:
    """How many messages of each text the crowd has received."""
    people = place.sandbox.world.people
    return Counter(m.text for id_ in ids if id_ in people for m in people[id_].messages)


async def settled(place: Station, key: str) -> dict[str, int]:
    """Wait until nothing of an alert is left to send, and return how it ended."""
    async with asyncio.timeout(30):
        while OPEN.intersection(states := place.states(key)):  # noqa: ASYNC110
            await asyncio.sleep(0.02)  # the store tells nobody when it changes
    return states


async def test_everybody_gets_an_alert_once(database: Database) -> None:
    async with station(database) as place:
        ids = crowd(place, 100)
        place.sender()
        place.bulletin("news")

        assert await settled(place, "news") == {"sent": 100}
        assert received(place, ids) == {"news": 100}


async def test_two_senders_share_the_work_and_send_nothing_twice(database: Database) -> None:
    async with station(database) as place:
        ids = crowd(place, 100)
        place.sender()
        place.sender()
        place.bulletin("news")

        assert await settled(place, "news") == {"sent": 100}
        assert received(place, ids) == {"news": 100}


async def test_no_more_than_a_few_messages_are_on_their_way_at_once(
    sqlite_database: Database,
) -> None:
    async with station(sqlite_database) as place:
        crowd(place, 100)
        place.sandbox.faults.set(delayed=1.0, delay=0.05, methods=["sendmessage"])
        sender = place.sender()
        place.bulletin("news")
        most = 0
        while OPEN.intersection(place.states("news")):
            most = max(most, len(sender.ours), place.states("news").get("sending", 0))
            await asyncio.sleep(0.005)

        assert 1 < most <= IN_FLIGHT


async def test_a_chat_gets_its_alerts_in_order(database: Database) -> None:
    async with station(database, chat_burst=50) as place:
        ids = crowd(place, 5)
        for number in range(5):
            place.bulletin(f"news {number}")
        place.sender()
        place.senders[0].wake()
        await settled(place, "news 4")

        for id_ in ids:
            texts = [m.text for m in place.sandbox.world.people[id_].messages]
            assert texts == [f"news {number}" for number in range(5)]


async def test_who_blocked_the_bot_is_sent_nothing_more(database: Database) -> None:
    async with station(database) as place:
        ids = crowd(place, 4, blocked=1)
        place.sender()
        place.bulletin("news")
        assert await settled(place, "news") == {"failed": 1, "sent": 3}
        place.bulletin("more news")

        assert await settled(place, "more news") == {"sent": 3}
        with database.reading() as db:
            chat = chat_at(db, Address(ids[0]))
        assert chat is not None
        assert chat.state is ChatState.BLOCKED
        assert chat.reason is not None
        assert "blocked by the user" in chat.reason


async def test_a_group_is_followed_to_its_new_id(database: Database) -> None:
    async with station(database) as place:
        amina = place.sandbox.person("Amina")
        group = place.sandbox.group("Delegates")
        group.add(amina)
        group.add_bot(amina)
        place.post.chat(group.id)
        moved = group.becomes_supergroup()
        place.sender()
        place.bulletin("news")

        assert await settled(place, "news") == {"sent": 1}
        assert moved.messages[-1].text == "news"
        with database.reading() as db:
            assert chat_at(db, Address(moved.id)) is not None
            assert chat_at(db, Address(group.id)) is None


async def test_a_permission_lost_keeps_the_settings(database: Database) -> None:
    async with station(database) as place:
        amina = place.sandbox.person("Amina")
        group = place.sandbox.supergroup("Delegates")
        group.add(amina, admin=True)
        group.add_bot(amina)
        group.mute_bot(amina)
        place.post.chat(group.id)
        place.sender()
        place.bulletin("news")

        assert await settled(place, "news") == {"failed": 1}
        with database.reading() as db:
            chat = chat_at(db, Address(group.id))
        assert chat is not None
        assert chat.state is ChatState.NO_PERMISSION


async def test_whatever_the_server_does_nothing_is_lost(database: Database) -> None:
    async with station(database) as place:
        ids = crowd(place, 60)
        place.sandbox.faults.set(
            seed=4, error_500=0.05, error_502=0.05, dropped=0.05, too_many=0.05, delayed=0.1,
            delay=0.05, methods=["sendmessage"],
        )  # fmt: skip
        place.sender()
        place.bulletin("news")
        again = asyncio.create_task(wake(place))

        assert await settled(place, "news") == {"sent": 60}
        assert received(place, ids) == {"news": 60}
        assert sum(place.sandbox.faults.struck.values()) > 10
        again.cancel()


async def test_what_was_accepted_and_never_answered_may_come_twice(
    sqlite_database: Database,
) -> None:
    async with station(sqlite_database) as place:
        ids = crowd(place, 20)
        place.sandbox.faults.set(seed=4, accepted_then_dropped=0.2, methods=["sendmessage"])
        place.sender()
        place.bulletin("news")
        again = asyncio.create_task(wake(place))

        assert await settled(place, "news") == {"sent": 20}
        struck = place.sandbox.faults.struck["accepted_then_dropped"]
        assert received(place, ids) == {"news": 20 + struck}
        again.cancel()


async def wake(place: Station) -> None:
    """Tick, so that what is to be tried again is."""
    while True:
        await asyncio.sleep(0.1)
        for sender in place.senders:
            sender.wake()


async def test_telegrams_limits_are_kept_without_a_refusal(sqlite_database: Database) -> None:
    async with station(sqlite_database, rate=100) as place:
        place.sandbox.floods.limits = FloodLimits(overall=100, per_chat=1.0, burst=3, per_group=20)
        crowd(place, 150)
        place.sender()
        place.bulletin("news")

        assert await settled(place, "news") == {"sent": 150}
        assert place.sandbox.floods.refused == 0


async def test_a_fault_in_one_alert_holds_up_no_other(sqlite_database: Database) -> None:
    async with station(sqlite_database) as place:
        crowd(place, 3)
        place.writer.torn.add("torn")
        place.sender()
        place.bulletin("torn")
        place.bulletin("news")

        assert await settled(place, "news") == {"sent": 3}
        assert set(place.post.states("torn").values()) == {("held", "fault: ValueError")}


async def test_whatever_fails_no_line_of_the_log_says_whose_message_it_was(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with station(sqlite_database) as place:
        ids = crowd(place, 20, blocked=3)
        place.sandbox.faults.set(seed=4, error_500=0.1, dropped=0.1, methods=["sendmessage"])
        place.writer.torn.add("torn")
        place.sender()
        with caplog.at_level(logging.DEBUG):
            place.bulletin("torn")
            place.bulletin("news")
            again = asyncio.create_task(wake(place))
            assert await settled(place, "news") == {"failed": 3, "sent": 17}
            again.cancel()

    form = logging.Formatter("%(message)s")
    written = (
        one for one in caplog.records if one.levelno >= QUIET.get(one.name.partition(".")[0], 0)
    )
    lines = [form.format(one) for one in written]
    assert any("alert torn could not be sent" in line for line in lines)
    assert not [line for line in lines if any(str(id_) in line for id_ in ids)]


async def test_an_alert_with_nothing_to_tell_is_not_sent(sqlite_database: Database) -> None:
    async with station(sqlite_database) as place:
        ids = crowd(place, 3)
        place.writer.silenced.add("news")
        place.sender()
        place.bulletin("news")

        assert await settled(place, "news") == {"stopped": 3}
        assert received(place, ids) == {}


async def test_a_sender_that_ends_leaves_the_rest_to_the_next(database: Database) -> None:
    async with station(database, rate=100) as place:
        ids = crowd(place, 60)
        first = place.sender()
        place.bulletin("news")
        await place.until(lambda: place.sandbox.calls.get("sendmessage", 0) >= 10)
        await first.stop()

        left = place.states("news")
        assert left["sent"] < 60
        assert "sending" not in left
        place.sender().wake()
        assert await settled(place, "news") == {"sent": 60}
        assert received(place, ids) == {"news": 60}


async def test_nothing_is_told_from_a_record_that_is_out_of_date(database: Database) -> None:
    async with station(database) as place:
        ids = crowd(place, 3)
        place.writer.revision = 0
        place.sender()
        place.bulletin("news")
        await asyncio.sleep(0.2)
        assert place.states("news") == {"due": 3}
        place.writer.revision = place.post.snapshot.revision
        place.senders[0].wake()

        assert await settled(place, "news") == {"sent": 3}
        assert received(place, ids) == {"news": 3}

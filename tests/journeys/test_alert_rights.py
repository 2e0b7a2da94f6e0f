"""Whose alerts are meant, and who may change them: in groups, topics and channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.driver import Conference

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_only_admins_change_the_alerts_of_a_group(conference: Conference) -> None:
    amina, bruno = conference.person("Amina"), conference.person("Bruno")
    group = await conference.group("Delegates", amina, bruno)

    heard = await bruno.says("/subscribe all", chat=group)
    assert heard.text == "Only admins can change the alerts of a group or channel."

    heard = await amina.says("/subscribe brief", chat=group)
    assert "Alerts come from now on: Morning brief." in heard.text

    await amina.says("/alerts", chat=group)
    heard = await bruno.presses("Kinds", chat=group)

    assert heard.notice == "Only admins can change the alerts of a group or channel."
    assert not heard.messages


async def test_the_topic_in_which_it_was_typed_is_the_one_that_asks(conference: Conference) -> None:
    amina = conference.person("Amina")
    group = await conference.group("Delegates", amina, forum=True)
    topic, other = group.topic("Alerts"), group.topic("Talk")
    await amina.says("/subscribe brief", chat=group, thread=topic)

    assert "On: Morning brief" in (await amina.says("/alerts", chat=group, thread=topic)).text
    assert "On:" not in (await amina.says("/alerts", chat=group, thread=other)).text


async def test_a_channel_is_managed_from_the_private_chat(conference: Conference) -> None:
    amina = conference.person("Amina")
    await amina.says("/start")
    channel = await conference.channel("Bulletin", amina)
    heard = await amina.hears()
    assert "You made me an admin of “Bulletin”." in heard.text
    assert not channel.from_bot

    heard = await amina.presses("Morning brief: off")
    assert "Morning brief: on" in heard.labels
    await amina.presses("↑ All settings")
    heard = await amina.presses("Send a test")

    assert heard.notice == "Sent to the channel."
    assert "This is a test alert." in channel.from_bot[-1].text


async def test_nobody_else_manages_a_channel(conference: Conference) -> None:
    amina, bruno = conference.person("Amina"), conference.person("Bruno")
    await amina.says("/start")
    channel = await conference.channel("Bulletin", amina, bruno)
    await amina.hears()
    await bruno.says("/start")

    heard = await bruno.presses_forged(f"!alerts::c{channel.id}:all")

    assert heard.notice == "Only admins can change the alerts of a group or channel."


async def test_a_right_that_is_lost_pauses_and_is_told_and_comes_back(
    conference: Conference,
) -> None:
    amina = conference.person("Amina")
    await amina.says("/start")
    group = await conference.group("Delegates", amina)
    await amina.says("/subscribe brief", chat=group)

    async with conference.handling("the bot was silenced"):
        group.mute_bot(amina.account)
    assert "I may not write in “Delegates” any more." in (await amina.hears()).text

    async with conference.handling("the bot may write again"):
        group.mute_bot(amina.account, muted=False)
    assert "I may write here again" in conference.heard(group).text
    assert "On: Morning brief" in (await amina.says("/alerts", chat=group)).text


async def test_an_admin_who_gets_no_answer_is_told_why(conference: Conference) -> None:
    amina, bruno = conference.person("Amina"), conference.person("Bruno")
    await amina.says("/start")
    await bruno.says("/start")
    group = conference.sandbox.group("Delegates")  # of its rights the bot is told nothing
    async with conference.handling("a group was made"):
        group.add(amina.account, owner=True)
        group.add(bruno.account)
        group.add_bot(amina.account)
    await amina.says("/subscribe brief", chat=group)
    group.mute_bot(amina.account)

    await bruno.says("/status 3", chat=group)
    assert not conference.heard(bruno.chat).messages
    await amina.says("/alerts", chat=group)

    assert "I may not write in “Delegates” any more." in conference.heard(amina.chat).text


async def test_a_group_that_moves_keeps_what_it_asked_for(conference: Conference) -> None:
    amina = conference.person("Amina")
    group = conference.sandbox.group("Delegates")
    async with conference.handling("a group was made"):
        group.add(amina.account, owner=True)
        group.add_bot(amina.account)
    await amina.says("/subscribe brief", chat=group)

    async with conference.handling("it moved"):
        moved = conference.sandbox.world.membership.migrate(group)

    assert "On: Morning brief" in (await amina.says("/alerts", chat=moved)).text

"""In groups and channels: answered when asked, silent otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.driver import BOT, failures

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from tests.journeys.conftest import Conferences
    from tests.journeys.driver import Conference, Participant

pytestmark = pytest.mark.asyncio(loop_scope="module")

Members = tuple["Participant", "Participant", "Chat"]


async def members(conference: Conference) -> Members:
    amina = conference.person("Amina")
    bruno = conference.person("Bruno", language="fr")
    return amina, bruno, await conference.group("Delegates", amina, bruno)


async def test_a_group_is_greeted_once_and_told_when_the_bot_speaks(conference: Conference) -> None:
    _, _, group = await members(conference)

    assert len(group.from_bot) == 1
    assert "I speak only when asked" in group.from_bot[0].text
    assert f"@{BOT}" in group.from_bot[0].text


async def test_a_channel_is_not_written_to(conference: Conference) -> None:
    amina = conference.person("Amina")
    channel = await conference.channel("Bulletin", amina)
    heard = await amina.says("/status 3", chat=channel)

    assert heard.silent
    assert not channel.from_bot


@pytest.mark.parametrize("typed", ["/status 3", f"/status@{BOT} 3", f"/status@{BOT.upper()} 3"])
async def test_a_command_is_answered_as_a_reply_to_it(conference: Conference, typed: str) -> None:
    amina, _, group = await members(conference)
    heard = await amina.says(typed, chat=group)

    assert "Article 3: Open" in heard.text
    asked = heard.message.reply_to
    assert asked is not None
    assert asked.text == typed


@pytest.mark.parametrize(
    "typed",
    [
        "What does Vell want?",
        "/status@another_bot 3",
        "/unknown",
        f"/unknown@{BOT}x",
        "rapporteur_bot Vell?",
        "@rapporteur_bots Vell?",
    ],
)
async def test_what_is_not_for_the_bot_is_not_answered(conference: Conference, typed: str) -> None:
    amina, _, group = await members(conference)
    heard = await amina.says(typed, chat=group)

    assert heard.silent


@pytest.mark.parametrize("typed", ["What does Vell want?", "/status@another_bot 3", "/unknown"])
async def test_nor_is_it_when_the_bot_sees_all_that_is_written(
    sqlite_conferences: Conferences, typed: str
) -> None:
    async with sqlite_conferences(privacy=False) as conference:
        amina, _, group = await members(conference)
        heard = await amina.says(typed, chat=group)

    assert heard.silent


@pytest.mark.parametrize(
    "typed",
    [f"@{BOT} what does Vell want?", f"What does Vell want, @{BOT}?", f"@{BOT.upper()} 😀 Vell"],
)
async def test_a_mention_is_answered(conference: Conference, typed: str) -> None:
    amina, _, group = await members(conference)
    heard = await amina.says(typed, chat=group)

    assert "Wants the dark hours kept as drafted." in heard.text


async def test_a_reply_to_the_bot_is_answered(conference: Conference) -> None:
    amina, bruno, group = await members(conference)
    first = await amina.says("/position Vell 3(2)", chat=group)
    heard = await bruno.says("Tiderra?", chat=group, reply_to=first.message)

    assert "Tiderra" in heard.text


async def test_a_reply_to_somebody_else_is_not(conference: Conference) -> None:
    amina, bruno, group = await members(conference)
    said = await amina.account.says("I think Vell will move", chat=group)
    heard = await bruno.says("Vell? never", chat=group, reply_to=said)

    assert heard.silent


async def test_each_person_is_followed_by_themselves(conference: Conference) -> None:
    amina, bruno, group = await members(conference)
    await amina.says("/position Vell lamp curfew", chat=group)
    await bruno.says("/position Tiderra observers", chat=group)
    heard = await amina.says(f"@{BOT} and Korveth?", chat=group)

    assert "Dark hours" in heard.text


async def test_an_answer_stays_in_the_topic_of_the_forum(conference: Conference) -> None:
    amina = conference.person("Amina")
    forum = await conference.group("Delegates", amina, forum=True)
    topic = forum.topic("Article 3")
    heard = await amina.says("/status 3", chat=forum, thread=topic)

    assert heard.message.thread == topic


async def test_somebody_else_may_press_and_the_language_stays(conference: Conference) -> None:
    amina, bruno, group = await members(conference)
    asked = await amina.says("/status 3", chat=group)
    label = next(label for label in asked.labels if label.startswith("Text"))
    heard = await bruno.presses(label, chat=group)

    assert heard.in_place
    assert "Last confirmed" in heard.text


async def test_a_panel_can_be_used_by_the_group(conference: Conference) -> None:
    amina, bruno, group = await members(conference)
    await bruno.says("/position", chat=group)
    heard = await amina.presses("Vell", chat=group)

    assert heard.in_place
    assert "Dernière vérification" in heard.text


async def test_what_is_no_question_gets_no_more_than_a_line_or_two(
    conference: Conference,
) -> None:
    amina, _, group = await members(conference)
    heard = await amina.says(f"@{BOT} lorem ipsum dolor", chat=group)

    assert 1 <= len(heard.text.splitlines()) <= 2
    assert not heard.labels


async def test_a_group_that_becomes_a_supergroup_is_answered_on(conference: Conference) -> None:
    amina = conference.person("Amina")
    group = conference.sandbox.group("Delegates")
    async with conference.handling("a group was made"):
        group.add(amina.account, owner=True)
        group.add_bot(amina.account)
    async with conference.handling("it became a supergroup"):
        supergroup = group.becomes_supergroup()
    heard = await amina.says("/status 3", chat=supergroup)

    assert "Article 3: Open" in heard.text


async def test_being_muted_or_thrown_out_is_no_failure(
    conference: Conference, caplog: pytest.LogCaptureFixture
) -> None:
    amina, bruno, group = await members(conference)
    group.mute_bot(amina.account)
    muted = await bruno.says("/status 3", chat=group)
    async with conference.handling("the bot was thrown out"):
        group.remove_bot(amina.account)

    assert muted.silent
    assert not failures(caplog)

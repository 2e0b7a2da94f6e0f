"""Panels and buttons: choosing what a command lacks, turning pages, old and forged presses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.journeys.crowds import crowded
from tests.journeys.driver import Conference, opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.databases import SQLiteFiles

pytestmark = pytest.mark.asyncio(loop_scope="module")

ASKING = {
    "/article": "Which article?",
    "/safeguard": "Which safeguard?",
    "/position": "Whose position?",
    "/who": "Who holds which stance?",
    "/compare": "Choose the first.",
    "/vote": "Which vote?",
    "/history": "The history of which safeguard or party?",
    "/search": "Which words shall I look for?",
    "/export": "as which file?",
}
LIMIT = 64
"""Bytes of callback data."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def crowd(sqlite_files: SQLiteFiles) -> AsyncIterator[Conference]:
    """Run the bot on a record with so many parties and articles that lists need pages."""
    url = sqlite_files.migrated()
    crowded(url)
    async with opened(url) as running:
        yield running
    sqlite_files.drop(url)


@pytest.mark.parametrize(("command", "question"), ASKING.items(), ids=ASKING)
async def test_a_command_without_its_argument_asks_for_it(
    conference: Conference, command: str, question: str
) -> None:
    heard = await conference.person("Amina").says(command)

    assert question in heard.text
    assert f"{command} " in heard.text


async def test_a_choice_takes_the_place_of_the_panel(conference: Conference) -> None:
    amina = conference.person("Amina")
    asked = await amina.says("/position")
    heard = await amina.presses("Vell")

    assert heard.in_place
    assert heard.message.id == asked.message.id
    assert "Vell: " in heard.text


async def test_a_stance_and_then_a_topic_are_chosen(conference: Conference) -> None:
    amina = conference.person("Amina")
    await amina.says("/who")
    topics = await amina.presses("Seeks deletion")
    heard = await amina.presses("Article 3(2)")

    assert "On which topic?" in topics.text
    assert "Article 3(2) – Seeks deletion" in heard.text
    assert "North Vell" in heard.text


async def test_the_way_back_from_a_choice_leads_to_the_panel(conference: Conference) -> None:
    amina = conference.person("Amina")
    first = await amina.says("/who")
    await amina.presses("Opposes")
    heard = await amina.presses("↑ Other choices")

    assert heard.in_place
    assert heard.text == first.text
    assert heard.labels == first.labels


async def test_two_parties_are_chosen_one_after_the_other(conference: Conference) -> None:
    amina = conference.person("Amina")
    await amina.says("/compare")
    second = await amina.presses("Vell")
    heard = await amina.presses("Tiderra")

    assert "Compare with whom?" in second.text
    assert "Vell" not in second.labels
    assert "Vell and Tiderra, side by side" in heard.text


async def test_comparing_one_party_asks_for_the_other(conference: Conference) -> None:
    heard = await conference.person("Amina").says("/compare Vell")

    assert "Compare with whom?" in heard.text


async def test_a_long_panel_has_pages(crowd: Conference) -> None:
    amina = crowd.person("Amina")
    kinds = await amina.says("/position")
    first = await amina.presses("State")
    second = await amina.presses("More ›")
    back = await amina.presses("‹ Back")

    assert {"State", "Civil society"} <= set(kinds.labels)
    assert "Page 1 of " in first.text
    assert "Page 2 of " in second.text
    assert second.in_place
    assert set(first.labels) & set(second.labels) == {"More ›", "↑ Other choices"}
    assert (back.text, back.labels) == (first.text, first.labels)


async def test_every_choice_of_a_long_panel_can_be_reached(crowd: Conference) -> None:
    amina = crowd.person("Amina")
    await amina.says("/article")
    heard = await amina.presses("II. Fishing")
    labels = set(heard.labels)
    while "More ›" in heard.labels:
        heard = await amina.presses("More ›")
        labels |= set(heard.labels)

    assert {f"Article {number + 100}" for number in range(40)} <= labels


async def test_a_long_answer_has_pages_that_take_each_others_place(crowd: Conference) -> None:
    amina = crowd.person("Amina")
    first = await amina.says("/who supports 3(2)")
    second = await amina.presses("›")
    back = await amina.presses("‹")

    assert any(label.startswith("1/") for label in first.labels)
    assert any(label.startswith("2/") for label in second.labels)
    assert second.in_place
    assert second.text != first.text
    assert (back.text, back.labels) == (first.text, first.labels)
    assert "Sources" in first.text
    assert "Sources" in second.text


async def test_no_page_is_lost_and_none_is_shown_twice(crowd: Conference) -> None:
    amina = crowd.person("Amina")
    heard = await amina.says("/history 3(2)")
    pages = [heard.text]
    while "›" in heard.labels:
        heard = await amina.presses("›")
        pages.append(heard.text)

    whole = "\n".join(pages)
    assert all(whole.count(f"Harbour {number:02}\n") == 1 for number in range(60))
    assert len(set(pages)) == len(pages)


async def test_all_callback_data_are_within_64_bytes(crowd: Conference) -> None:
    amina = crowd.person("Amina", language="es")
    group = await crowd.group("Delegates", amina)
    data = []
    for command in (
        *ASKING,
        "/status",
        "/votes",
        "/matrix",
        "/compare Vell, Tiderra, Korveth: 3(2)",
    ):
        for place in (amina.chat, group):
            heard = await amina.says(command, chat=place)
            data += heard.data
            for label in heard.labels:
                data += (await amina.presses(label, message=heard.messages[-1])).data

    assert len(data) > 100
    assert all(len(one.encode()) <= LIMIT for one in data)


async def test_a_button_works_after_a_restart(sqlite_files: SQLiteFiles) -> None:
    url = sqlite_files.migrated()
    async with opened(url) as conference:
        amina = conference.person("Amina")
        await amina.says("/position")
        await conference.restart()
        heard = await amina.presses("Vell")

    assert heard.in_place
    assert "Vell: " in heard.text


async def test_a_press_while_the_bot_is_away_is_answered_when_it_is_back(
    sqlite_files: SQLiteFiles,
) -> None:
    url = sqlite_files.migrated()
    async with opened(url) as conference:
        amina = conference.person("Amina")
        await amina.says("/position")
        await conference.stop()
        await amina.account.says("/status 3")
        await conference.start()
        heard = await amina.hears()

    assert "Article 3: Open" in heard.text


@pytest.mark.parametrize(
    "data",
    [
        "1P..AAAAAA",
        "1P.kYw3tA",
        "0S",
        "!pick::nowhere",
        "!pick::position/~99999",
        "!export::exe",
        "!know:AAAAAA:",
        "!approve::1",
        "somebody else's",
        "<b>&",
        "1" + "P" * 60,
        "\u202e\x01",
    ],
)
async def test_old_and_forged_callback_data_are_answered_kindly(
    conference: Conference, data: str
) -> None:
    amina = conference.person("Amina")
    await amina.says("/start")
    heard = await amina.presses_forged(data)

    assert heard.notice == "This button is out of date. Please ask again."
    assert not heard.messages


async def test_pressing_the_page_that_is_shown_changes_nothing(crowd: Conference) -> None:
    amina = crowd.person("Amina")
    first = await amina.says("/who supports 3(2)")
    heard = await amina.presses(next(label for label in first.labels if "/" in label))

    assert not heard.messages
    assert heard.notice is None


async def test_a_press_on_a_message_that_is_gone_is_answered_by_a_new_one(
    conference: Conference,
) -> None:
    amina = conference.person("Amina")
    asked = await amina.says("/position")
    conference.sandbox.world.posting.deleted(amina.chat.by_id[asked.message.id])
    heard = await amina.presses("Vell", message=asked.message)

    assert not heard.in_place
    assert "Vell: " in heard.text


async def test_a_matrix_shows_signs_and_behind_them_what_they_stand_for(
    conference: Conference,
) -> None:
    heard = await conference.person("Amina").says("/matrix Vell, Tiderra, lamp curfew")

    assert "Dark hours: 1 party at a glance" in heard.text
    assert "Vell          +" in heard.text
    assert "Vell A 1 April 2031 [1]" in heard.text
    assert "1. Ministry of the Sea of Vell, 1 April 2031" in heard.text
    assert "Not on record here: Tiderra" in heard.text


async def test_a_matrix_of_everything_has_pages(crowd: Conference) -> None:
    amina = crowd.person("Amina")
    heard = await amina.says("/matrix 3")
    pages = [heard.text]
    while "›" in heard.labels:
        heard = await amina.presses("›")
        assert heard.in_place
        pages.append(heard.text)

    table = "\n".join(pages)
    assert len(pages) > 3
    assert all(table.count(f"\nHarbour {n:02}    · +\n") == 1 for n in range(1, 60))


async def test_a_matrix_of_too_many_names_is_declined(conference: Conference) -> None:
    names = "Vell, Tiderra, Korveth, North Vell, Isle of Tern, 1, 3, 4"
    heard = await conference.person("Amina").says(f"/matrix {names}")

    assert "too much for one answer" in heard.text

"""Names that are not known, and names that may mean more than one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.driver import Conference

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    ("typed", "said", "nearest"),
    [
        ("/position Norh Vell", "Norh Vell", ["Positions: Vell", "Positions: North Vell"]),
        ("/article 33", "There is no article “33”", ["Text: Article 5", "Text: Article 4"]),
        ("/article 3(9)", "There is no article “3(9)”", ["Text: Article 3"]),
        ("/article seven", "There is no article “seven”", ["All articles"]),
        ("/safeguard dark ours", "No safeguard named “dark ours”", ["Dark hours"]),
        ("/status dark ours", "No article or safeguard named “dark ours”", ["Status: Dark hours"]),
        ("/vote 3(9)", "3(9)", ["Vote: Article 3"]),
        ("/glossary lamp bote", "The term “lamp bote”", ["lamp boat"]),
        ("/position Atlantis", "No party named “Atlantis”", ["All parties"]),
        ("/compare Vell, Atlantis", "No party named “Atlantis”", ["All parties"]),
        ("/who ponders 3(2)", "ponders", ["All stances"]),
        ("/agenda someday", "“someday” is not a date", ["The whole calendar"]),
    ],
)
async def test_an_unknown_name_is_said_to_be_so_and_the_nearest_is_offered(
    conference: Conference, typed: str, said: str, nearest: list[str]
) -> None:
    heard = await conference.person("Amina").says(typed)

    assert said in heard.text
    assert set(nearest) <= set(heard.labels)


async def test_a_slip_that_can_mean_one_thing_only_is_understood(conference: Conference) -> None:
    heard = await conference.person("Amina").says("/compare Vell, Tidera: lamp curfw")

    assert "Vell and Tiderra, side by side" in heard.text


@pytest.mark.parametrize("typed", ["/agenda someday", "/agenda 2031-02-30", "/changes 31.31.2031"])
async def test_what_is_no_date_is_said_to_be_none(conference: Conference, typed: str) -> None:
    heard = await conference.person("Amina").says(typed)

    assert "is not a date that can be read. Write it as 2024-08-08." in heard.text


async def test_the_nearest_name_answers_when_it_is_pressed(conference: Conference) -> None:
    amina = conference.person("Amina")
    await amina.says("/position Norh Vell 3(2)")
    heard = await amina.presses("North Vell: Article 3(2)")

    assert heard.in_place
    assert "North Vell – Article 3(2)" in heard.text


async def test_the_list_opens_where_no_name_is_near(conference: Conference) -> None:
    amina = conference.person("Amina")
    await amina.says("/position Atlantis")
    heard = await amina.presses("All parties")

    assert heard.in_place
    assert "Whose position?" in heard.text


async def test_a_topic_with_two_readings_is_asked_back(conference: Conference) -> None:
    amina = conference.person("Amina")
    asked = await amina.says("/status Dark hours")

    assert "Which one do you mean?" in asked.text
    assert set(asked.labels) == {"Dark hours", "Article 3(2)"}
    heard = await amina.presses("Article 3(2)")
    assert "No status of its own is on record" in heard.text

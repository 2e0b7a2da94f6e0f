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
        ("/position Korvet 3(2)", "Korvet", "Korveth: Article 3(2)"),
        ("/article 33", "There is no article “33”", "Text: Article 3"),
        ("/safeguard dark ours", "dark ours", "Dark hours"),
        ("/vote 3(9)", "3(9)", "Vote: Article 3"),
        ("/glossary lamp bote", "lamp bote", "lamp boat"),
        ("/status Lampz", "Lampz", None),
        ("/compare Vell, Tidera", "Tidera", None),
    ],
)
async def test_an_unknown_name_is_said_to_be_so_and_the_nearest_is_offered(
    conference: Conference, typed: str, said: str, nearest: str | None
) -> None:
    amina = conference.person("Amina")
    heard = await amina.says(typed)

    assert said in heard.text
    assert heard.labels
    if nearest is not None:
        assert nearest in heard.labels


@pytest.mark.parametrize("typed", ["/agenda someday", "/agenda 2031-02-30", "/changes 31.31.2031"])
async def test_what_is_no_date_is_said_to_be_none(conference: Conference, typed: str) -> None:
    heard = await conference.person("Amina").says(typed)

    assert "is not a date that can be read. Write it as 2024-08-08." in heard.text


async def test_the_nearest_name_answers_when_it_is_pressed(conference: Conference) -> None:
    amina = conference.person("Amina")
    await amina.says("/position Korvet 3(2)")
    heard = await amina.presses("Korveth: Article 3(2)")

    assert heard.in_place
    assert "Korveth – Article 3(2)" in heard.text


async def test_a_name_that_may_mean_two_parties_is_asked_back(conference: Conference) -> None:
    amina = conference.person("Amina")
    asked = await amina.says("/position Vellish Republic")
    both = {"Vell", "North Vell"}

    assert "Which one do you mean?" in asked.text
    assert both <= set(asked.labels)
    heard = await amina.presses("North Vell")
    assert heard.in_place
    assert "North Vell: " in heard.text


async def test_a_topic_with_two_readings_is_asked_back(conference: Conference) -> None:
    amina = conference.person("Amina")
    asked = await amina.says("/status Dark hours")

    assert "Which one do you mean?" in asked.text
    assert set(asked.labels) == {"Dark hours", "Article 3(2)"}
    heard = await amina.presses("Article 3(2)")
    assert "No status of its own is on record" in heard.text

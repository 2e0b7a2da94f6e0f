"""Names that are not known, and names that may mean more than one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.driver import Conference

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("typed", ["/agenda someday", "/agenda 2031-02-30", "/changes 31.31.2031"])
async def test_what_is_no_date_is_said_to_be_none(conference: Conference, typed: str) -> None:
    heard = await conference.person("Amina").says(typed)

    assert "is not a date that can be read. Write it as 2024-08-08." in heard.text


async def test_a_topic_with_two_readings_is_asked_back(conference: Conference) -> None:
    amina = conference.person("Amina")
    asked = await amina.says("/status Dark hours")

    assert "Which one do you mean?" in asked.text
    assert set(asked.labels) == {"Dark hours", "Article 3(2)"}
    heard = await amina.presses("Article 3(2)")
    assert "No status of its own is on record" in heard.text

"""How a chat is written to: its language, its zone, its quiet hours, a pause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.driver import Conference

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_language_that_was_set_is_that_of_every_reply(conference: Conference) -> None:
    amina = conference.person("Amina", language="en")
    heard = await amina.says("/language fr")
    assert "C’est fait" in heard.text

    assert "Article 3" in (heard := await amina.says("/status 3")).text
    assert "Question ouverte" in heard.text
    assert "Vos alertes" in (await amina.says("/alerts")).text


async def test_an_unknown_language_is_asked_back(conference: Conference) -> None:
    amina = conference.person("Amina")
    heard = await amina.says("/language tlh")

    assert "Which language?" in heard.text

    heard = await amina.presses("Español")

    assert heard.in_place
    assert "Sus alertas" in heard.text


async def test_the_zone_that_was_set_is_shown_beside_the_sessions(conference: Conference) -> None:
    amina = conference.person("Amina")
    heard = await amina.says("/timezone Nairobi")
    assert "Done: times are shown for Nairobi as well." in heard.text

    assert "(05:00–08:00 Nairobi time)" in (await amina.says("/today")).text


async def test_a_country_with_several_zones_is_asked_back(conference: Conference) -> None:
    amina = conference.person("Amina")
    heard = await amina.says("/timezone Brasil")
    assert "may be one of these" in heard.text

    label = next(label for label in heard.labels if "Sao_Paulo" in label)
    heard = await amina.presses(label)

    assert "Time zone: Sao Paulo" in heard.text


async def test_an_unknown_zone_is_said_to_be_one(conference: Conference) -> None:
    amina = conference.person("Amina")

    assert "I know no city" in (await amina.says("/timezone zzzzqqqq")).text


async def test_a_location_is_answered_with_cities_and_not_kept(conference: Conference) -> None:
    amina = conference.person("Amina")
    async with conference.handling("a location"):
        await amina.account.shares_location(-1.29, 36.82)
    heard = conference.heard(amina.chat)
    assert "The location is not kept." in heard.text

    label = next(label for label in heard.labels if "Africa/Nairobi" in label)
    heard = await amina.presses(label)

    assert "Time zone: Nairobi" in heard.text


async def test_quiet_hours_say_what_they_do(conference: Conference) -> None:
    amina = conference.person("Amina")
    heard = await amina.says("/quiet 22:00-07:00")
    assert "22:00–07:00. Alerts come at once, without a sound." in heard.text

    heard = await amina.presses("Wait until they end")
    assert "22:00–07:00. Alerts wait until they end." in heard.text

    heard = await amina.says("/quiet 23:30-6 held")
    assert "23:30–06:00. Alerts wait until they end." in heard.text

    heard = await amina.says("/quiet off")
    assert "Quiet hours: none" in heard.text


@pytest.mark.parametrize("words", ["25:00-07:00", "22:00-22:00", "night", "22:00"])
async def test_no_quiet_hours_are_read_where_there_are_none(
    conference: Conference, words: str
) -> None:
    amina = conference.person("Amina")

    assert "Write quiet hours like this" in (await amina.says(f"/quiet {words}")).text


async def test_a_pause_says_until_when_and_can_be_ended(conference: Conference) -> None:
    amina = conference.person("Amina")
    heard = await amina.says("/pause 2")
    assert "no alerts until 3 April 2031, 09:00" in heard.text
    assert "Paused until" in (await amina.says("/alerts")).text

    heard = await amina.presses("Resume")

    assert "Paused" not in heard.text


@pytest.mark.parametrize("words", ["0", "soon", "-3", "99999999999", "61", "²"])
async def test_a_pause_of_no_days_is_none(conference: Conference, words: str) -> None:
    amina = conference.person("Amina")

    assert "Write for how many days" in (await amina.says(f"/pause {words}")).text


async def test_a_test_alert_says_what_comes_next(conference: Conference) -> None:
    amina = conference.person("Amina")
    assert "Nothing is asked for here yet." in (await amina.says("/test")).text

    await amina.says("/subscribe meeting")
    heard = await amina.says("/test")

    assert "This is a test alert." in heard.text
    assert "Next by the calendar: Meeting reminders, 1 April 2031, 14:45" in heard.text


@pytest.mark.parametrize("asked", ["3", "Vell"])
async def test_a_test_alert_comes_to_whoever_asked_for_a_topic_or_a_party_only(
    conference: Conference, asked: str
) -> None:
    amina = conference.person("Amina")
    await amina.says(f"/subscribe {asked}")
    heard = await amina.says("/test")

    assert "This is a test alert." in heard.text
    assert "Changes and votes come as they are." in heard.text

"""Alerts as they arrive: at their time, after a morning off, once when the clock is set back."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

if TYPE_CHECKING:
    from tests.journeys.conftest import Conferences
    from tests.journeys.driver import Conference

pytestmark = pytest.mark.asyncio
AUCKLAND = ZoneInfo("Pacific/Auckland")


def at(text: str) -> datetime:
    """Return an instant of 2031 by Auckland's clocks."""
    return datetime.fromisoformat(f"2031-{text}").replace(tzinfo=AUCKLAND)


async def strike(conference: Conference, instant: datetime) -> None:
    """Set the clock, and have the bot look what is due."""
    conference.clock.set(instant)
    await conference.bot.ticks.look()


async def test_a_day_of_the_session_as_a_subscriber_lives_it(conferences: Conferences) -> None:
    async with conferences(at=at("04-01 07:00")) as conference:
        amina = conference.person("Amina")
        await amina.says("/subscribe brief, meeting, digest")
        await strike(conference, at("04-01 08:00"))
        brief = await amina.hears()
        await strike(conference, at("04-01 14:45"))
        reminder = await amina.hears()
        await strike(conference, at("04-01 18:00"))
        digest = await amina.hears()

        assert "Day 2 of" in brief.text
        assert "In 15 minutes" in reminder.text
        assert "Articles 1 and 3" in reminder.text
        assert "Late" not in brief.text + reminder.text + digest.text
        assert "Mute: Morning brief" in brief.labels


async def test_after_a_morning_off_the_brief_comes_late_and_says_so(
    conferences: Conferences,
) -> None:
    async with conferences(at=at("04-01 07:00")) as conference:
        amina = conference.person("Amina")
        await amina.says("/subscribe brief, meeting, digest")
        await conference.stop()
        conference.clock.set(at("04-01 15:30"))
        await conference.start()
        brief = await amina.hears()
        await strike(conference, at("04-01 18:00"))
        digest = await amina.hears()

        assert "Late: due at 08:00, sent at 15:30" in brief.text.replace("\N{NO-BREAK SPACE}", " ")
        # The reminder of 14:45 was of no use any more.
        assert len(brief.messages) == len(digest.messages) == 1
        assert "In 15 minutes" not in brief.text + digest.text


async def test_a_restart_and_a_clock_set_back_repeat_nothing(conferences: Conferences) -> None:
    async with conferences(at=at("04-01 08:00") - timedelta(hours=1)) as conference:
        amina = conference.person("Amina")
        await amina.says("/subscribe brief")
        await strike(conference, at("04-01 08:00"))
        await amina.hears()
        conference.clock.set(at("04-01 07:59"))
        await conference.restart()
        await strike(conference, at("04-01 08:01"))
        await strike(conference, at("04-02 08:00"))
        heard = await amina.hears()

        assert len(heard.messages) == 1
        assert "Day 3 of" in heard.text


async def test_a_muted_kind_comes_no_more_after_one_press(conferences: Conferences) -> None:
    async with conferences(at=at("04-01 07:00")) as conference:
        amina = conference.person("Amina")
        await amina.says("/subscribe brief, digest")
        await strike(conference, at("04-01 08:00"))
        await amina.hears()
        await amina.presses("Mute: Morning brief")
        await strike(conference, at("04-02 08:00"))
        await strike(conference, at("04-02 18:00"))
        heard = await amina.hears()

        assert len(heard.messages) == 1
        assert "Mute: Evening digest" in heard.labels


async def test_what_was_over_before_anybody_asked_is_no_news_in_the_log(
    sqlite_conferences: Conferences, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "bot.ticks"):
        async with sqlite_conferences(at=at("04-03 12:00")) as conference:
            await conference.bot.ticks.look()
    missed = [record for record in caplog.records if "is missed" in record.getMessage()]

    assert missed
    assert {record.levelno for record in missed} == {logging.DEBUG}

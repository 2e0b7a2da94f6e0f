"""What coordinators change or write reaches whoever asked for it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.journeys.desk import approved, desk_at
from tests.journeys.driver import MORNING

if TYPE_CHECKING:
    from tests.journeys.conftest import Conferences

pytestmark = pytest.mark.asyncio


async def test_a_bulletin_is_looked_at_sent_and_followed(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        asked = await desk.ana.says("/brief")
        assert "What shall subscribers be told?" in asked.text

        preview = await desk.ana.says("The plenary moves to <Hall 2>.")
        assert "The plenary moves to <Hall 2>." in preview.text
        assert "Chats that get it: <5" in preview.text

        sent = await desk.ana.presses("Send")
        assert "Bulletin 1" in sent.text
        again = await desk.ana.presses("Send", message=preview.message)
        assert "out of date" in (again.notice or "")


async def test_a_subscriber_gets_the_change_and_then_its_correction(
    conferences: Conferences,
) -> None:
    async with desk_at(conferences) as desk:
        rosa, omar = desk.anybody("Rosa"), desk.anybody("Omar")
        await rosa.says("/subscribe change")
        await approved(desk)
        desk.conference.clock.set(MORNING + timedelta(minutes=1))
        alert = await rosa.hears()
        assert "two observers" in alert.text
        assert "Was: nothing on record" in alert.text

        await omar.says("/subscribe change")
        await desk.bo.says("/undo 1")
        await desk.bo.presses("Undo")
        desk.conference.clock.set(MORNING + timedelta(minutes=3))

        correction = await rosa.hears()
        assert "Correction" in correction.text
        assert "two observers" in correction.text
        assert "Correction" not in (await omar.says("/votes")).text


async def test_a_bulletin_reaches_who_asked_and_its_report_is_kept_up_to_date(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        rosa = desk.anybody("Rosa")
        await rosa.says("/subscribe bulletin")
        await desk.ana.says("/brief The plenary moves to Hall 2.")
        await desk.ana.presses("Send")
        desk.conference.clock.set(MORNING + timedelta(minutes=1))

        assert "The plenary moves to Hall 2." in (await rosa.hears()).text
        report = await desk.ana.hears()
        while "done" not in report.text:
            report = await desk.ana.hears()
        assert "Delivered: <5" in report.text
        assert report.labels == []

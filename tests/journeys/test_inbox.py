"""Questions sent in by a press, answered through the bot, kept for others; what went stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.desk import approved, desk_at

if TYPE_CHECKING:
    from tests.journeys.conftest import Conferences

pytestmark = pytest.mark.asyncio

UNKNOWN = "/position Isle of Tern observer access"


async def test_a_question_is_sent_in_by_a_press_and_answered_through_the_bot(
    conferences: Conferences,
) -> None:
    async with desk_at(conferences) as desk:
        reader = desk.anybody("Rosa")
        await reader.says(UNKNOWN)
        assert "No question waits" in (await desk.ana.says("/inbox")).text

        sent = await reader.presses("Send to the coordinators")
        assert "Sent to the coordinators" in sent.text

        inbox = await desk.ana.says("/inbox")
        assert "Isle of Tern" in inbox.text
        assert "Rosa" not in inbox.text
        assert str(reader.id) not in inbox.text

        await desk.ana.says("/answer 1 | It has not spoken yet: https://deepsea.example/reports/4")
        heard = await reader.hears()
        assert "It has not spoken yet" in heard.text
        assert "No question waits" in (await desk.bo.says("/inbox")).text


async def test_an_answer_becomes_one_of_the_record_under_review(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        reader = desk.anybody("Rosa")
        await reader.says("zzz qqq unheard of")
        await reader.presses("Send to the coordinators")
        await reader.says("What does a lamp licence cost?")
        await desk.ana.says("/inbox")
        await desk.ana.presses("Answer 1")
        await desk.ana.says("It costs ten shells, says https://deepsea.example/reports/4.")
        await reader.hears()

        preview = await desk.ana.presses("Keep as a curated answer")
        assert "ten shells" in preview.text
        await desk.ana.presses("Submit for review")
        await desk.bo.presses("Approve")

        asked = await desk.anybody("Omar").says("What does a lamp licence cost?")
        assert "ten shells" in asked.text


async def test_a_question_can_be_closed_and_a_stranger_sees_none(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        reader = desk.anybody("Rosa")
        await reader.says(UNKNOWN)
        await reader.presses("Send to the coordinators")

        assert "I do not know that command" in (await reader.says("/inbox")).text
        forged = await reader.presses_forged("!close::1")
        assert "out of date" in (forged.notice or "")

        await desk.ana.says("/inbox")
        assert "No question waits" in (await desk.ana.presses("Close 1")).text
        assert "not open" in (await desk.ana.says("/answer 1 | Too late.")).text


async def test_what_is_sent_in_can_be_dropped_before(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        reader = desk.anybody("Rosa")
        await reader.says("zzz qqq unheard of")
        await reader.presses("Send to the coordinators")

        assert "Nothing was sent" in (await reader.presses("Cancel")).text
        await reader.says("/votes")
        assert "No question waits" in (await desk.ana.says("/inbox")).text


async def test_a_record_is_confirmed_with_one_press(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        await approved(desk)

        again = await desk.ana.says("/confirm vell.observer-access.2031-04-01-2")
        assert "stands like that already" in again.text
        assert "confirmed since the negotiators last met" in (await desk.ana.says("/confirm")).text

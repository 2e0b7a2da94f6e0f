"""Changes are reviewed by another, decided once, published, and undone again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from handlers.curation.cards import hand_out_left
from store.curation.forms import Retract
from store.curation.publishing import submit
from store.record.evidence import Ref
from store.record.terms import Kind
from tests.journeys.desk import OWNER, SAYS, approved, desk_at, submitted
from tests.journeys.driver import MORNING

if TYPE_CHECKING:
    from tests.journeys.conftest import Conferences

pytestmark = pytest.mark.asyncio


async def test_undo_brings_the_former_state_back_and_the_audit_shows_all_of_it(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        reader = desk.anybody()
        before = (await reader.says("/position Vell observer access")).text
        await approved(desk)

        asked = await desk.bo.says("/undo 1")
        assert "Undo change 1" in asked.text
        assert "correction" in asked.text
        assert "two observers" in (await reader.says("/position Vell observer access")).text

        undone = await desk.bo.presses("Undo")
        assert "Undoes change 1" in undone.text
        assert (await reader.says("/position Vell observer access")).text == before

        audit = (await desk.ana.says("/audit")).text
        assert audit.count("change 1 submitted") == 1
        assert audit.count("change 1 published") == 1
        assert audit.count("change 2 published") == 1
        whole = (await desk.ana.says("/audit 1")).text
        assert "two observers" in whole
        assert "Undone by change 2" in whole


async def test_who_coordinates_alone_is_told_that_nobody_can_approve(
    sqlite_conferences: Conferences,
) -> None:
    async with sqlite_conferences(owners=frozenset({OWNER}), at=MORNING) as conference:
        owner = conference.person("Dalia", user_id=OWNER)
        await owner.says(SAYS)

        assert "Nobody else could be told" in (await owner.presses("Submit for review")).text


async def test_undoing_shows_what_will_hold_again(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        await approved(desk)
        later = SAYS.replace("2031-04-01", "today").replace("two observers", "no observers")
        await desk.ana.says(later)
        await desk.ana.presses("Submit for review")
        await desk.bo.presses("Approve")

        assert "Holds again: Supports" in (await desk.bo.says("/undo 2")).text


async def test_what_was_undone_cannot_be_undone_again(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        await approved(desk)
        await desk.bo.says("/undo 1")
        await desk.bo.presses("Undo")

        assert "undone already, by change 2" in (await desk.ana.says("/undo 1")).text


async def test_a_rejection_asks_for_the_reason_and_tells_the_author(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        await submitted(desk)

        assert "Why is change 1 rejected?" in (await desk.bo.presses("Reject")).text
        rejected = await desk.bo.says("The page says <b>otherwise</b>.")

        assert "rejected" in rejected.text
        assert "The page says <b>otherwise</b>." in (await desk.ana.hears()).text
        assert "rejected" in (await desk.owner.hears()).text
        assert "Somebody was first" in (await desk.owner.says("/approve 1")).text


async def test_a_reason_is_given_with_the_command_too(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        await submitted(desk)

        assert "Wrong day." in (await desk.bo.says("/reject 1 | Wrong day.")).text
        assert "Wrong day." in (await desk.ana.hears()).text


async def test_nobody_approves_their_own(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        await submitted(desk)

        assert "is your own" in (await desk.ana.says("/approve 1")).text
        await desk.ana.presses_forged("!approve::1")
        assert "1 change waits" in (await desk.bo.says("/pending")).text


async def test_of_two_who_press_one_decides_and_the_other_is_told(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        card = await submitted(desk)
        await desk.owner.presses("Approve")

        late = await desk.bo.presses("Approve", message=card.message)

        assert "Somebody was first" in late.text


async def test_a_button_pressed_twice_submits_once(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        preview = await desk.ana.says(SAYS)
        await desk.ana.presses("Submit for review", message=preview.message)
        again = await desk.ana.presses("Submit for review", message=preview.message)

        assert "out of date" in (again.notice or "")
        assert "1 change waits" in (await desk.bo.says("/pending")).text


async def test_without_review_a_change_is_published_by_its_author(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences, review="single") as desk:
        heard = await desk.ana.says(SAYS)
        assert "Publish" in heard.labels

        assert "is published" in (await desk.ana.presses("Publish")).text
        reader = desk.anybody()
        assert "two observers" in (await reader.says("/position Vell observer access")).text


async def test_a_change_to_what_changed_meanwhile_is_refused_with_both_shown(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        await submitted(desk, "/retract vote-3-2 | Counted twice.")
        await submitted(desk, "/retract vote-3-2 | It was another vote.")
        await desk.bo.says("/approve 1")
        await desk.ana.hears()

        refused = await desk.bo.says("/approve 2")

        assert "Not published" in refused.text
        assert "was changed by change 1" in refused.text
        assert "It was another vote." in refused.text
        assert "could not be published" in (await desk.ana.hears()).text
        assert "Nothing waits" in (await desk.bo.says("/pending")).text


async def test_a_card_that_a_crash_left_over_is_handed_out_later(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        services = desk.conference.bot.services
        record = Retract(ref=Ref(Kind.VOTE, "vote-3-2"), reason="Counted twice.")
        with services.database.writing() as db:
            submit(db, record, author=desk.ana.id, rules=services.rules, now=MORNING)
        desk.conference.clock.set(MORNING + timedelta(minutes=5))

        await hand_out_left(desk.conference.bot.application.bot, services)

        assert "Counted twice." in (await desk.bo.hears()).text
        assert "published" in (await desk.bo.presses("Approve")).text

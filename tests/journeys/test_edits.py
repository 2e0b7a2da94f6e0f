"""Coordinators enter changes: in one message or step by step; what is wrong is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.journeys.desk import SAYS, desk_at, submitted
from tests.journeys.driver import MORNING

if TYPE_CHECKING:
    from tests.journeys.conftest import Conferences

pytestmark = pytest.mark.asyncio


async def test_a_position_entered_in_one_message_is_seen_by_readers_once_approved(
    conferences: Conferences,
) -> None:
    async with desk_at(conferences) as desk:
        preview = await desk.ana.says(SAYS)

        assert "Was: nothing on record" in preview.text
        assert "Will be: Supports" in preview.text
        assert "Vell and the lamps" in preview.text

        card = await submitted(desk)
        assert "Wants two observers" in card.text
        assert "Vell and the lamps" in card.labels

        reader = desk.anybody()
        assert "two observers" not in (await reader.says("/position Vell observer access")).text

        approved = await desk.bo.presses("Approve")
        assert "published" in approved.text
        assert "Your change 1 is published" in (await desk.ana.hears()).text
        assert "published" in (await desk.owner.hears()).text

        assert "two observers" in (await reader.says("/position Vell observer access")).text


async def test_an_edit_goes_on_after_a_restart(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        await desk.ana.says("/setposition")
        await desk.ana.says("Vell")
        await desk.conference.restart()

        assert "Which stance?" in (await desk.ana.says("observer access")).text
        await desk.ana.presses("Opposes")
        await desk.ana.presses("Today")
        await desk.ana.says("Said no | and <i>no</i> again.")
        await desk.ana.says("https://harbournews.example/vell")
        preview = await desk.ana.presses("Leave blank")

        assert "Said no | and <i>no</i> again." in preview.text
        assert "Submit for review" in preview.labels


async def test_an_hour_later_a_message_is_a_question_again(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        asked = await desk.ana.says("/setposition")
        desk.conference.clock.set(MORNING + timedelta(hours=2))

        assert "Position" not in (await desk.ana.says("What is article 3?")).text
        assert "On which topic?" in (await desk.ana.presses("Vell", message=asked.message)).text


async def test_a_record_is_found_by_words_of_its_id(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        asked = await desk.ana.says("/retract vell dark hours | Misheard.")
        assert "is not on record" in asked.text

        preview = await desk.ana.presses("Vell (vell.dark-hours.2031-04-03)")
        assert "Retracted: Misheard." in preview.text


async def test_a_step_back_asks_again_and_keeps_the_rest(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        await desk.ana.says("/setposition")
        await desk.ana.says("Vell")

        back = await desk.ana.presses("Back")
        assert "Whose position?" in back.text

        await desk.ana.says("Tiderra")
        assert "Party: Tiderra" in (await desk.ana.says("observer access")).text


async def test_an_edited_field_changes_the_preview_only(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        await desk.ana.says(SAYS)
        await desk.ana.presses("Edit")
        await desk.ana.presses("Summary")
        preview = await desk.ana.says("Wants nobody there.")

        assert "Wants nobody there." in preview.text
        assert "two observers" not in preview.text
        assert "Vell and the lamps" in preview.text


async def test_cancel_leaves_nothing_behind(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        preview = await desk.ana.says(SAYS)
        await desk.ana.presses("Cancel")

        late = await desk.ana.presses("Submit for review", message=preview.message)
        assert "out of date" in (late.notice or "")
        assert "Nothing waits" in (await desk.bo.says("/pending")).text


async def test_a_name_that_may_be_several_is_asked_back_and_the_rest_is_kept(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        asked = await desk.ana.says(SAYS.replace("observer access", "dark hours"))
        assert "may mean several" in asked.text

        preview = await desk.ana.presses("Dark hours")

        assert "Wants two observers" in preview.text
        assert "Submit for review" in preview.labels


async def test_a_slip_of_the_pen_is_asked_back_and_not_mended(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        asked = await desk.ana.says(SAYS.replace("Vell |", "Korvet |"))
        assert "“Korvet” is not on record" in asked.text

        assert "Korveth – Observers" in (await desk.ana.presses("Korveth")).text


@pytest.mark.parametrize(
    ("given", "instead", "told"),
    [
        ("Vell |", "Atlantis |", "“Atlantis” is not on record"),
        ("supports", "purple", "“purple” is none of those"),
        ("2031-04-01", "2031-05-01", "has not come yet"),
        ("2031-04-01", "soon", "“soon” is no date"),
        ("https://harbournews.example/vell", "harbournews.example", "is no address of the web"),
        ("Wants two", "x" * 1100 + " Wants two", "longer than 1,000 characters"),
    ],
)
async def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    sqlite_conferences: Conferences, given: str, instead: str, told: str
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        heard = await desk.ana.says(SAYS.replace(given, instead))

        assert told in heard.text
        assert "Title of the source: Vell and the lamps" in heard.text
        assert "Submit for review" not in heard.labels


async def test_fields_too_many_are_refused_with_what_was_typed(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        heard = await desk.ana.says(SAYS + " | and more")

        assert "more fields than this command has" in heard.text
        assert "and more" in heard.text


async def test_a_stranger_learns_nothing_and_changes_nothing(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        preview = await desk.ana.says(SAYS)
        version = preview.data[0].rpartition(":")[2]
        await desk.ana.presses("Submit for review")
        mallory = desk.anybody("Mallory")
        await mallory.says("/start")

        for command in ("setposition Vell", "approve 1", "undo 1", "audit", "pending", "brief Hi"):
            heard = await mallory.says(f"/{command}")
            assert "I do not know that command" in heard.text
        for data in ("!approve::1", "!undo::1:yes", "!card::1", f"!submit::{version}", "!stop::1"):
            forged = await mallory.presses_forged(data)
            assert "out of date" in (forged.notice or "")
            assert not forged.messages
        assert "1 change waits" in (await desk.bo.says("/pending")).text
        await desk.bo.says("/language fr")
        assert "nouvelle position\u00a0: " in (await desk.bo.says("/pending")).text


async def test_in_a_group_nothing_is_said_to_anybody(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        await submitted(desk)
        mallory = desk.anybody("Mallory")
        group = await desk.conference.group("Delegates", desk.ana, desk.bo, mallory)

        for person in (desk.bo, mallory):
            assert (await person.says("/approve 1", chat=group)).silent
            assert (await person.says(SAYS, chat=group)).silent
        forged = await desk.bo.presses_forged("!approve::1", chat=group)
        assert "out of date" in (forged.notice or "")
        assert "1 change waits" in (await desk.bo.says("/pending")).text


async def test_a_revoked_coordinators_buttons_do_nothing(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        card = await submitted(desk)
        await desk.owner.says(f"/revoke {desk.bo.id}")

        pressed = await desk.bo.presses("Approve", message=card.message)
        typed = await desk.bo.says("/approve 1")

        assert "out of date" in (pressed.notice or "")
        assert "I do not know that command" in typed.text
        assert "1 change waits" in (await desk.owner.says("/pending")).text


async def test_a_forwarded_command_is_not_given(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        await submitted(desk)
        mallory = desk.anybody("Mallory")
        group = await desk.conference.group("Delegates", desk.bo, mallory)
        await mallory.says("/approve 1", chat=group)
        words = group.messages[-1]
        await desk.bo.forwards(words)

        assert "1 change waits" in (await desk.owner.says("/pending")).text


async def test_a_status_a_vote_an_event_and_a_source_are_entered_likewise(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences, review="single") as desk:
        page = "https://harbournews.example/today"
        for command, shown in (
            (f"/setstatus article 4 | under negotiation | today | Reopened. | {page}", "Reopened."),
            ("/addevent 2031-04-03 10:00 | Lamp talks | | Hall 2 | article 4", "Lamp talks"),
            (
                f"/addvote article 4 | Keep it. | today | 3 | 2 | 1 | adopted | keep | {page}",
                "keep",
            ),
            ("/addsource https://new.example/x | New page | Newspaper | 2031-03", "New page"),
            ("/retract vote-3-2 | Counted twice.", "Counted twice."),
            ("/moveevent meeting-2 | 2031-04-02 16:00", "Was:"),
            ("/cancelevent meeting-2 | The room is flooded.", "The room is flooded."),
        ):
            heard = await desk.ana.says(command)
            assert shown in heard.text, heard.text
            assert "Publish" in heard.labels, heard.text
            assert "is published" in (await desk.ana.presses("Publish")).text


async def test_what_was_not_confirmed_since_they_last_met_is_said_to_be_so(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences, review="single") as desk:
        await desk.ana.says(SAYS)
        await desk.ana.presses("Publish")
        reader = desk.anybody()
        stale = "Not all of it was confirmed since"
        assert stale not in (await reader.says("/position Vell observer access")).text

        desk.conference.clock.set(MORNING + timedelta(days=2))
        assert stale in (await reader.says("/position Vell observer access")).text

        assert "Vell" in (await desk.ana.says("/confirm")).text
        await desk.ana.presses("Still true: Vell")
        assert stale not in (await reader.says("/position Vell observer access")).text


async def test_every_party_can_be_chosen_page_by_page(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        first = await desk.ana.says("/setposition")
        second = await desk.ana.presses("›")

        assert second.in_place
        assert "Vell" in first.labels
        assert "Vell" not in second.labels
        assert "2/2" in second.labels
        chosen = second.labels[0]
        assert f"Party: {chosen}" in (await desk.ana.presses(chosen)).text


async def test_help_tells_coordinators_what_to_type_and_nobody_else(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        helped = (await desk.ana.says("/help")).text
        assert "/setposition Party | Topic | Stance | Date | Summary" in helped
        assert "/reject N | TEXT" in helped
        assert "/invite" not in helped
        assert "/invite" in (await desk.owner.says("/help")).text

        group = await desk.conference.group("Delegates", desk.ana)
        assert "/setposition" not in (await desk.ana.says("/help", chat=group)).text
        assert "/setposition" not in (await desk.anybody().says("/help")).text


async def test_a_state_that_nobody_spoke_of_is_added_with_its_first_position(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        preview = await desk.ana.says(SAYS.replace("Vell |", "Niger |"))
        assert "Niger – Observers" in preview.text
        assert "Nothing was on record of Niger so far" in preview.text

        await desk.ana.presses("Submit for review")
        await desk.bo.presses("Approve")
        reader = desk.anybody()
        assert "two observers" in (await reader.says("/position Niger observer access")).text

        await desk.bo.says("/undo 1")
        await desk.bo.presses("Undo")
        assert "two observers" not in (await reader.says("/position Niger observer access")).text


@pytest.mark.parametrize("word", ["Cancel", "cancel "])
async def test_an_edit_is_left_by_the_word_as_by_the_button(
    sqlite_conferences: Conferences, word: str
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        await desk.ana.says("/setposition")
        heard = await desk.ana.says(word)

        assert heard.text == "Cancelled. Nothing was changed."

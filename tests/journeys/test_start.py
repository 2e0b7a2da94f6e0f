"""/start with and without a record to show; menus and what Telegram shows of the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handlers.catalogues import languages
from handlers.contents import Scope
from handlers.routes import COMMANDS

if TYPE_CHECKING:
    from tests.journeys.driver import Conference

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_person_is_welcomed_with_where_to_begin(conference: Conference) -> None:
    amina = conference.person("Amina")
    heard = await amina.says("/start")

    assert "Lanternfish Convention" in heard.text
    assert "/help" in heard.text
    assert "/privacy" in heard.text
    assert {"Today", "Safeguards", "Positions", "Alerts"} <= set(heard.labels)


async def test_every_button_of_the_welcome_leads_somewhere(conference: Conference) -> None:
    amina = conference.person("Amina")
    welcome = await amina.says("/start")
    for label in welcome.labels:
        heard = await amina.presses(label, message=welcome.message)
        assert heard.in_place, label
        assert heard.notice is None, label


@pytest.mark.parametrize(
    ("payload", "shown"),
    [
        ("party_vell", "Vell"),
        ("provision_article-3-2", "Article 3(2)"),
        ("safeguard_dark-hours", "Asks for: No lamps"),
        ("vote_vote-3-2", "A yes meant: delete article 3(2)"),
        ("glossary_lamp-boat", "draws fish to the surface"),
        ("document_session-report", "What was decided"),
        ("answer_decision-rule", "majority of two thirds"),
        ("source_report-4", "Report of the conference"),
    ],
)
async def test_a_link_shows_the_record_it_names(
    conference: Conference, payload: str, shown: str
) -> None:
    heard = await conference.person("Amina").says(f"/start {payload}")

    assert shown in heard.text


@pytest.mark.parametrize(
    "payload", ["party_nobody", "party_", "_", "nonsense", "<b>", "x" * 64, "membership_vell", "1"]
)
async def test_a_link_that_names_nothing_welcomes(conference: Conference, payload: str) -> None:
    heard = await conference.person("Amina").says(f"/start {payload}")

    assert "Ask in your own words" in heard.text


async def test_menus_are_set_for_each_scope_and_language(conference: Conference) -> None:
    # Four calls a language, published beside the first answers.
    await conference.until(
        lambda: conference.sandbox.calls.get("setmydescription", 0) == len(languages())
    )
    amina = conference.person("Amina", language="en")
    chloe = conference.person("Chloé", language="fr")
    dora = conference.person("Dora", language="de")
    group = await conference.group("Delegates", amina, chloe)
    everyone = [command for command in COMMANDS if command.scope is Scope.EVERYONE]

    assert amina.menu() == [command.name for command in everyone]
    assert amina.menu(group) == [command.name for command in everyone if command.in_groups]
    assert amina.menu_lines()["votes"] == "All votes and decisions"
    assert chloe.menu_lines()["votes"] != amina.menu_lines()["votes"]
    assert chloe.menu() == amina.menu()
    assert dora.menu_lines() == amina.menu_lines()


async def test_the_bot_describes_itself_in_each_language(conference: Conference) -> None:
    await conference.until(
        lambda: conference.sandbox.calls.get("setmydescription", 0) == len(languages())
    )
    profile = conference.sandbox.world.bot

    assert "Lanternfish Convention" in profile.descriptions[""]
    assert "Lanternfish Convention" in profile.short_descriptions[""]
    assert len(set(profile.descriptions.values())) == len(languages())


async def test_help_lists_every_command_of_the_menu(conference: Conference) -> None:
    amina = conference.person("Amina")
    heard = await amina.says("/help")

    assert all(f"/{name}" in heard.text for name in amina.menu())

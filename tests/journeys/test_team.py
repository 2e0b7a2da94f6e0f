"""Coordinators: how one becomes one, and that nobody else learns that there are any."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from handlers.contents import Scope
from handlers.routes import COMMANDS
from tests.journeys.driver import MORNING, opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.databases import SQLiteFiles
    from tests.journeys.driver import Conference, Participant
    from tests.journeys.heard import Heard

pytestmark = pytest.mark.asyncio(loop_scope="module")

OWNER = 7001
UNKNOWN = "I do not know that command"
GUARDED = [command.name for command in COMMANDS if command.scope is not Scope.EVERYONE]
OF_OWNERS = [command.name for command in COMMANDS if command.scope is Scope.OWNERS]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def conference(sqlite_files: SQLiteFiles) -> AsyncIterator[Conference]:
    url = sqlite_files.migrated()
    async with opened(url, owners=frozenset({OWNER})) as running:
        yield running
    sqlite_files.drop(url)


@pytest.fixture(scope="module")
def owner(conference: Conference) -> Participant:
    return conference.person("Dalia", user_id=OWNER)


@pytest.fixture
def dalia(conference: Conference, owner: Participant) -> Participant:
    """The owner, in the morning."""
    conference.clock.set(MORNING)
    return owner


async def _invited(owner: Participant) -> str:
    """What the invited person's application sends when the link is opened."""
    heard = await owner.says("/invite")
    found = re.search(r"https://t\.me/rapporteur_bot\?start=(join_\S+)", heard.text)
    assert found is not None, heard.text
    return f"/start {found[1]}"


async def _joined(conference: Conference, owner: Participant, name: str) -> Participant:
    person = conference.person(name)
    heard = await person.says(await _invited(owner))
    assert "You are a coordinator now" in heard.text
    await owner.hears()
    return person


def _shows_nothing(heard: Heard) -> bool:
    return UNKNOWN in heard.text and "coordinator" not in heard.text.casefold()


async def test_who_opens_an_invitation_is_a_coordinator_and_the_owner_is_told(
    conference: Conference, dalia: Participant
) -> None:
    bruno = conference.person("Bruno")
    heard = await bruno.says(await _invited(dalia))

    assert "You are a coordinator now" in heard.text
    assert str(bruno.id) in (await dalia.hears()).text
    assert str(bruno.id) in (await dalia.says("/coordinators")).text


async def test_an_invitation_works_once(conference: Conference, dalia: Participant) -> None:
    link = await _invited(dalia)
    await conference.person("Bruno").says(link)
    await dalia.hears()
    second = conference.person("Mallory")

    assert "used or has expired" in (await second.says(link)).text
    assert _shows_nothing(await second.says("/coordinators"))


async def test_an_invitation_ends_after_a_day(conference: Conference, dalia: Participant) -> None:
    link = await _invited(dalia)
    conference.clock.set(MORNING + timedelta(hours=24))

    assert "used or has expired" in (await conference.person("Bruno").says(link)).text


async def test_an_invitation_that_was_never_made_opens_nothing(conference: Conference) -> None:
    heard = await conference.person("Mallory").says("/start join_" + "A" * 32)

    assert "used or has expired" in heard.text


@pytest.mark.parametrize("name", GUARDED)
async def test_to_a_stranger_the_commands_of_coordinators_do_not_exist(
    conference: Conference, name: str
) -> None:
    stranger = conference.person("Mallory")

    assert _shows_nothing(await stranger.says(f"/{name}"))
    assert _shows_nothing(await stranger.says(f"/{name} 1 | 2"))


@pytest.mark.parametrize("name", OF_OWNERS)
async def test_to_a_coordinator_the_commands_of_owners_do_not_exist(
    conference: Conference, dalia: Participant, name: str
) -> None:
    bruno = await _joined(conference, dalia, "Bruno")

    assert UNKNOWN in (await bruno.says(f"/{name}")).text


@pytest.mark.parametrize("name", GUARDED)
async def test_in_groups_nobody_is_seen_to_coordinate(
    conference: Conference, dalia: Participant, name: str
) -> None:
    amina = conference.person("Amina")
    group = await conference.group("Delegates", amina, dalia)

    assert (await amina.says(f"/{name}", chat=group)).silent
    assert (await dalia.says(f"/{name}", chat=group)).silent


async def test_a_revoked_coordinator_is_a_stranger_at_once(
    conference: Conference, dalia: Participant
) -> None:
    bruno = await _joined(conference, dalia, "Bruno")
    heard = await dalia.says(f"/revoke {bruno.id}")

    assert "no coordinator any more" in heard.text
    assert "no coordinator any more" not in (await dalia.says("/coordinators")).text
    assert str(bruno.id) not in (await dalia.says("/coordinators")).text


async def test_a_role_is_revoked_by_a_button(conference: Conference, dalia: Participant) -> None:
    bruno = await _joined(conference, dalia, "Bruno")
    await dalia.says("/coordinators")
    heard = await dalia.presses(f"Revoke {bruno.id}")

    assert heard.in_place
    assert f"Revoke {bruno.id}" not in heard.labels


async def test_a_forged_button_revokes_nobody(conference: Conference, dalia: Participant) -> None:
    bruno = await _joined(conference, dalia, "Bruno")
    mallory = conference.person("Mallory")
    await mallory.says("/help")
    heard = await mallory.presses_forged(f"!revoke::{bruno.id}")

    assert heard.notice == "This button is out of date. Please ask again."
    assert str(bruno.id) in (await dalia.says("/coordinators")).text


async def test_menus_show_what_a_person_may_do(conference: Conference, dalia: Participant) -> None:
    bruno = conference.person("Bruno")
    before = bruno.menu()
    await bruno.says(await _invited(dalia))
    await dalia.hears()
    await dalia.says("/start")
    joined = bruno.menu()
    await dalia.says(f"/revoke {bruno.id}")

    assert set(joined) == {c.name for c in COMMANDS if c.scope is not Scope.OWNERS}
    assert bruno.menu() == before
    assert set(dalia.menu()) == {c.name for c in COMMANDS}


async def test_what_is_no_number_revokes_nobody(dalia: Participant) -> None:
    assert "number was expected" in (await dalia.says("/revoke <b>Bruno</b>")).text
    assert "is no coordinator" in (await dalia.says("/revoke 42")).text

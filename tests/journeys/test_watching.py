"""/watch, /unwatch and what coordinators are told of watched pages; /stats."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from store.curation.watches import EVERY
from tests.bot.changing_page import ChangingPage, changing_page
from tests.journeys.driver import MORNING, opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.databases import SQLiteFiles
    from tests.journeys.driver import Conference, Participant

pytestmark = pytest.mark.asyncio(loop_scope="module")

OWNER = 7001
ADDRESS = "https://body.example/documents"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def conference(sqlite_files: SQLiteFiles) -> AsyncIterator[Conference]:
    url = sqlite_files.migrated()
    async with opened(url, owners=frozenset({OWNER}), watch_private=True) as running:
        yield running
    sqlite_files.drop(url)


@pytest.fixture(scope="module")
def dalia(conference: Conference) -> Participant:
    """The owner."""
    return conference.person("Dalia", user_id=OWNER)


@pytest_asyncio.fixture(loop_scope="module")
async def page() -> AsyncIterator[ChangingPage]:
    async with changing_page() as page:
        yield page


async def test_coordinators_are_told_what_changed_on_a_watched_page(
    conference: Conference, dalia: Participant, page: ChangingPage
) -> None:
    heard = await dalia.says(f"/watch {page.url}")
    await conference.bot.watching.round()
    page.lines = ["Draft 4 & annex"]
    conference.clock.set(MORNING + EVERY)
    await conference.bot.watching.round()
    told = await dalia.hears()

    assert "Watched from now on" in heard.text
    assert "New\n• Draft 4 & annex" in told.text
    assert "Gone\n• Draft 3" in told.text
    assert "The record was not touched" in told.text


async def test_watched_pages_are_listed_and_stopped_by_a_button(
    dalia: Participant, page: ChangingPage
) -> None:
    await dalia.says(f"/watch {page.url}")
    listed = await dalia.says("/watch")
    label = next(label for label in listed.labels if page.url.removeprefix("http://") in label)
    heard = await dalia.presses(label)

    assert page.url in listed.text
    assert heard.in_place
    assert page.url not in heard.text


async def test_a_page_is_stopped_by_its_address(dalia: Participant) -> None:
    await dalia.says(f"/watch {ADDRESS}")

    assert "Watched no more" in (await dalia.says(f"/unwatch {ADDRESS}")).text
    assert "is not watched" in (await dalia.says(f"/unwatch {ADDRESS}")).text


@pytest.mark.parametrize("address", ["body.example", "ftp://body.example", "<b>x</b>", "https://"])
async def test_what_is_no_address_is_refused_with_what_was_typed(
    dalia: Participant, address: str
) -> None:
    heard = await dalia.says(f"/watch {address}")

    assert "begins with https://" in heard.text
    assert address in heard.text


async def test_a_page_is_not_watched_twice(dalia: Participant) -> None:
    await dalia.says(f"/watch {ADDRESS}/once")

    assert "watched already" in (await dalia.says(f"/watch {ADDRESS}/once")).text


async def test_figures_come_as_text_and_as_a_picture(
    conference: Conference, dalia: Participant
) -> None:
    amina = conference.person("Amina")
    await amina.says("/status 3")
    heard = await dalia.says("/stats")

    assert "Numbers under 5 are not told apart" in heard.text
    assert str(amina.id) not in heard.text
    assert sum(message.photo is not None for message in heard.messages) == 1


async def test_a_day_of_looks_at_a_broken_page_is_listed(
    conference: Conference, dalia: Participant, page: ChangingPage
) -> None:
    page.status = 500
    await dalia.says(f"/watch {page.url}")
    conference.clock.set(MORNING + timedelta(days=1))
    await conference.bot.watching.round()

    assert "Cannot be read: answered 500" in (await dalia.says("/watch")).text

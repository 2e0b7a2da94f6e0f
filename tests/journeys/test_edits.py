"""Coordinators change the record: entered, reviewed by another, seen by readers, undone."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.journeys.driver import MORNING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.journeys.conftest import Conferences
    from tests.journeys.driver import Conference, Heard, Participant

pytestmark = pytest.mark.asyncio

OWNER = 7001
SAYS = (
    "/setposition Vell | observer access | supports | 2031-04-01 | Wants two observers in every "
    "harbour. | https://harbournews.example/vell | Vell and the lamps"
)


@dataclass
class Desk:
    """A conference with an owner and two coordinators."""

    conference: Conference
    owner: Participant
    ana: Participant
    bo: Participant

    def anybody(self, name: str = "Reader") -> Participant:
        return self.conference.person(name)


@asynccontextmanager
async def desk_at(conferences: Conferences, **settings: object) -> AsyncIterator[Desk]:
    async with conferences(owners=frozenset({OWNER}), at=MORNING, **settings) as conference:
        owner = conference.person("Dalia", user_id=OWNER)
        people = []
        for name in ("Ana", "Bo"):
            heard = await owner.says("/invite")
            link = re.search(r"start=(join_\S+)", heard.text)
            assert link is not None
            person = conference.person(name)
            await person.says(f"/start {link[1]}")
            await owner.hears()
            people.append(person)
        yield Desk(conference, owner, *people)


async def submitted(desk: Desk, command: str = SAYS) -> Heard:
    """Enter a change in one message and submit it; return the card that the other one gets."""
    heard = await desk.ana.says(command)
    assert "Submit for review" in heard.labels, heard.text
    await desk.ana.presses("Submit for review")
    await desk.owner.hears()
    return await desk.bo.hears()


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

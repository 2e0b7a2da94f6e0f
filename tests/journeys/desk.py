"""A conference with coordinators in it, and what they do again and again in tests."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.journeys.driver import MORNING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.journeys.conftest import Conferences
    from tests.journeys.driver import Conference, Participant
    from tests.journeys.heard import Heard

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


async def approved(desk: Desk, command: str = SAYS) -> None:
    """Enter a change and have it approved."""
    await submitted(desk, command)
    await desk.bo.presses("Approve")
    await desk.ana.hears()
    await desk.owner.hears()

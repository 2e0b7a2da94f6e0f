"""Every read command, as typed: answered with what is on record, its source and its date."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from handlers.grammar import GRAMMAR
from handlers.routes import COMMANDS
from tests.journeys.driver import MORNING

if TYPE_CHECKING:
    from tests.journeys.conftest import Conferences
    from tests.journeys.driver import Conference

pytestmark = pytest.mark.asyncio(loop_scope="module")

AFTERWARDS = datetime(2031, 12, 5, tzinfo=UTC)

ANSWERED = {
    "/status": ("Where the text stands", "Article 1: Agreed ad referendum", "1 April 2031"),
    "/status 3": ("Article 3: Open", "31 March 2031", "Second draft of the convention"),
    "/status dark hours rule": ("Dark hours: Open", "31 March 2031", "Second draft"),
    "/article 3(2)": ("Article 3(2)", "No lamps in the four hours", "30 April 2031"),
    "/safeguards": ("Dark hours", "Observers on board", "Lantern Watch, March 2031"),
    "/safeguard lamp curfew": ("Dark hours", "Asks for: No lamps", "Lantern Watch, March 2031"),
    "/position Vell": ("Vell: ", "Supports, 1 April 2031", "Ministry of the Sea of Vell"),
    "/position Vell 3(2)": ("Vell – Article 3(2): supports", "1 April 2031", "Ministry of the Sea"),
    "/who supports 3(2)": ("Vell", "Abyssal Group", "Paper of the Abyssal Group"),
    "/compare Vell, Tiderra": ("Vell and Tiderra, side by side", "Statement of the Republic"),
    "/compare Vell, Tiderra: lamp curfew": ("Vell and Tiderra", "Dark hours", "1 April 2031"),
    "/matrix": ("at a glance", "Dark hours", "Tiderra", "not on record, which is no position"),
    "/votes": ("10 April 2031", "12", "30", "Report of the conference"),
    "/vote 3(2)": ("12", "30", "8", "A yes meant: delete article 3(2)", "30 April 2031"),
    "/today": ("1 April 2031", "Articles 1 and 3", "15:00–18:00 Auckland time"),
    "/next": ("Articles 1 and 3", "15:00–18:00 Auckland time", "Tidewatch, 1 April 2031"),
    "/agenda": ("1 April 2031", "Articles 1 and 3"),
    "/agenda 2031-04-10": ("10 April 2031", "Vote on article 3(2)", "Deep Sea Office"),
    "/changes": ("recent changes", "Article 1: Agreed ad referendum", "1 April 2031"),
    "/changes 2031-03-30": ("since 30 March 2031", "Opened for debate"),
    "/history 3(2)": ("Article 3(2)", "oldest first", "Vell"),
    "/history Vell": ("Vell", "oldest first", "1 April 2031"),
    "/glossary": ("ad referendum", "lamp boat", "spawning season"),
    "/glossary ad ref": ("ad referendum", "subject to the approval of their capitals"),
    "/sources": ("Sources", "Status of the Lanternfish Convention"),
    "/sources 3(2)": ("Sources on Article 3(2)", "Statement of the Republic of Vell"),
    "/search observer boat": ("Nearest in the record", "Observers on board"),
    "/timeline": ("First session", "Fourth session", "Opens for signature"),
    "/about": ("Convention on Lanternfish", "Only two of the four meeting reports", "2031-12-01"),
    "/privacy": ("not end-to-end encrypted", "/forgetme"),
    "/help": ("/position PARTY [TOPIC]", "YYYY-MM-DD"),
}


@pytest.mark.parametrize(("typed", "expected"), ANSWERED.items(), ids=ANSWERED)
async def test_a_command_is_answered_with_what_is_on_record(
    conference: Conference, typed: str, expected: tuple[str, ...]
) -> None:
    heard = await conference.person("Amina").says(typed)

    for words in expected:
        assert words in heard.text


@pytest.mark.parametrize("command", [c.name for c in COMMANDS if c.name in GRAMMAR])
async def test_every_command_with_an_argument_asks_for_it_or_answers_without(
    conference: Conference, command: str
) -> None:
    heard = await conference.person("Amina").says(f"/{command}")

    assert len(heard.messages) == 1
    assert heard.labels or f"/{command} " in heard.text


async def test_a_date_at_the_end_asks_how_things_stood_then(conference: Conference) -> None:
    conference.clock.set(AFTERWARDS)
    try:
        amina = conference.person("Amina")
        now = await amina.says("/status 3")
        then = await amina.says("/status 3 2031-04-01")
    finally:
        conference.clock.set(MORNING)

    assert "Article 3: Adopted" in now.text
    assert "Article 3: Open" in then.text
    assert "As of 1 April 2031" in then.text


async def test_an_answer_is_in_the_language_of_the_reader(conference: Conference) -> None:
    spoken = {"fr": "Article 3", "es": "Artículo 3", "de": "Article 3", None: "Article 3"}
    heard = {
        language: await conference.person("Amina", language=language).says("/status 3")
        for language in spoken
    }

    assert all(words in heard[language].text for language, words in spoken.items())
    assert "Dernière vérification" in heard["fr"].text
    assert "Última comprobación" in heard["es"].text
    assert "Last confirmed" in heard["de"].text


async def test_a_question_in_own_words_is_answered(conference: Conference) -> None:
    heard = await conference.person("Amina").says("What does Vell want on the lamp curfew?")

    assert "Supports" in heard.text
    assert "Ministry of the Sea of Vell" in heard.text


async def test_a_follow_up_is_about_the_same_topic(conference: Conference) -> None:
    amina = conference.person("Amina")
    await amina.says("/position Vell 3(2)")
    heard = await amina.says("and Korveth?")

    assert "Korveth" in heard.text
    assert "Article 3(2)" in heard.text


async def test_a_groups_position_is_never_its_members_own(conference: Conference) -> None:
    heard = await conference.person("Amina").says("/position Korveth 3(2)")

    assert "A position of its own is not on record here" in heard.text
    assert "As a member of Abyssal Group" in heard.text
    assert "not a statement of its own by Korveth" in heard.text


async def test_what_is_not_on_record_is_said_to_be_so(conference: Conference) -> None:
    heard = await conference.person("Amina").says("/position Isle of Tern 5")

    assert "The store does not know." in heard.text
    assert "it only means that none was found" in heard.text
    assert "Sources" not in heard.text


async def test_files_are_sent_as_documents(conference: Conference) -> None:
    amina = conference.person("Amina")
    calendar = (await amina.says("/calendar")).document
    table = (await amina.says("/export csv")).document
    await amina.says("/export")
    pressed = (await amina.presses("JSON")).document

    assert calendar.name.endswith(".ics")
    assert calendar.data.startswith(b"BEGIN:VCALENDAR")
    assert table.data
    assert pressed.name.endswith(".json")


@pytest.mark.asyncio
async def test_everything_works_on_both_databases(conferences: Conferences) -> None:
    async with conferences() as conference:
        heard = await conference.person("Amina").says("/vote 3(2)")

    assert "A yes meant: delete article 3(2)" in heard.text

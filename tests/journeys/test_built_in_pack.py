"""The pack that comes with the bot, asked in the chat: what people ask first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from store.packs.location import BUILT_IN
from tests.journeys.driver import Conference, failures, opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.databases import SQLiteFiles

pytestmark = pytest.mark.asyncio(loop_scope="module")

AFTERWARDS = datetime(2026, 11, 24, 12, tzinfo=UTC)

ASKED = {
    "/status 24": ("Article 24: Adopted", "8 August 2024", "On its paragraphs"),
    "/article 6(2)": ("Article 6(2)", "suppression of human rights", "Article 6(2): Adopted, "),
    "/position Iran grounds for refusal": ("Iran", "seeks weaker text", "29 July 2024"),
    "/who seeks_deletion 6(2)": ("Seeks deletion", "Iran", "India", "8 August 2024"),
    "/vote 6(2)": ("rejected", "Yes 23 · No 102 · Abstained 26", "A yes meant: delete"),
    "/compare Canada, Iran": ("Canada and Iran", "side by side", "Supports, ", "Seeks deletion, "),
    "/agenda 2024-08-09": ("9 August 2024", "17th meeting", "10:00–13:00 New York time"),
    "/changes 2024-08-08": ("since 8 August 2024", "Last confirmed"),
    "/history 40(22)": ("Article 40(22)", "oldest first", "26 July 2024"),
    "/glossary dual criminality": ("dual criminality", "a crime in both countries"),
    "what did the Freedom Online Coalition ask for?": ("Freedom Online Coalition", "privacy"),
}
IN_OTHER_LANGUAGES = {
    ("fr", "/status 24"): ("Article 24", "Texte adopté", "8 août 2024"),
    ("fr", "/position Iran motifs de refus"): ("Iran", "moins fort", "29 juillet 2024"),
    ("fr", "/vote 6(2)"): ("Pour 23 · Contre 102 · Abstentions 26",),
    ("fr", "/glossary double incrimination"): ("double incrimination",),
    ("fr", "qui veut supprimer l'article 6(2) ?"): ("Demande la suppression", "Iran"),
    ("fr", "pos canada refus motifs"): ("Canada", "26 juillet 2024"),
    ("fr", "combien de pays ont ratifié"): ("Three ratifications", "21 mai 2026"),
    ("es", "quién votó contra el 6.2"): ("A favor 23 · En contra 102 · Abstenciones 26",),
    ("es", "/status 24"): ("Artículo 24", "Texto aprobado", "8 de agosto de 2024"),
    ("es", "/position Irán motivos de denegación"): ("Irán", "menos fuerte", "29 de julio"),
    ("es", "/vote 6(2)"): ("A favor 23 · En contra 102 · Abstenciones 26",),
    ("es", "/glossary doble incriminación"): ("doble incriminación",),
    ("es", "¿quién quiere suprimir el artículo 6(2)?"): ("Pide la supresión", "Irán"),
}
SOURCES = {"en": "Sources\n1. ", "fr": "Sources\n1. ", "es": "Fuentes\n1. "}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def talks(sqlite_files: SQLiteFiles) -> AsyncIterator[Conference]:
    """Run the bot on the built-in pack, after the session."""
    async with opened(sqlite_files.migrated(), pack=BUILT_IN, at=AFTERWARDS) as running:
        yield running


@pytest.mark.parametrize(("typed", "expected"), ASKED.items(), ids=ASKED)
async def test_it_is_answered_with_source_and_date(
    talks: Conference, typed: str, expected: tuple[str, ...]
) -> None:
    heard = await talks.person("Amina").says(typed)

    for words in expected:
        assert words in heard.text
    assert SOURCES["en"] in heard.text
    assert len(heard.messages) == 1


@pytest.mark.parametrize(
    ("language", "typed", "expected"),
    [(language, typed, words) for (language, typed), words in IN_OTHER_LANGUAGES.items()],
)
async def test_so_it_is_in_other_languages(
    talks: Conference, language: str, typed: str, expected: tuple[str, ...]
) -> None:
    heard = await talks.person("Amina", language=language).says(typed)

    for words in expected:
        assert words in heard.text
    assert SOURCES[language] in heard.text


async def test_a_quiet_day_is_no_failure(talks: Conference) -> None:
    amina = talks.person("Amina")
    changes = await amina.says("/changes")
    today = await amina.says("/today")

    assert "No change is on record here since 23 November 2026." in changes.text
    assert "Nothing is on the calendar here for 24 November 2026." in today.text


async def test_a_groups_position_is_shown_as_the_groups(talks: Conference) -> None:
    heard = await talks.person("Amina").says("/position Switzerland privacy")

    assert "A position of its own is not on record here." in heard.text
    assert "As a member of Freedom Online Coalition" in heard.text
    assert "not a statement of its own by Switzerland" in heard.text


async def test_a_name_that_two_countries_bear_is_asked_back(talks: Conference) -> None:
    heard = await talks.person("Amina").says("/position Korea 6(2)")

    assert "Which one do you mean?" in heard.text
    assert len(heard.labels) == 2
    assert all("Korea" in label for label in heard.labels)


async def test_a_country_without_a_record_is_not_taken_for_one_of_like_name(
    talks: Conference,
) -> None:
    heard = await talks.person("Amina").says("/position Guinea")

    assert "“Guinea” is a known name, but nothing about it is on record here." in heard.text
    assert {"Positions: Guinea-Bissau", "Positions: Papua New Guinea"} <= set(heard.labels)


async def test_every_button_of_the_welcome_and_each_first_page_lead_on(
    talks: Conference, caplog: pytest.LogCaptureFixture
) -> None:
    amina = talks.person("Amina")
    for typed in ("/start", *ASKED):
        heard = await amina.says(typed)
        for data in heard.data:
            pressed = await amina.presses(data, message=heard.messages[-1])
            assert pressed.notice is None, (typed, data)

    assert not failures(caplog)

"""Sentences, dates and names: safe, and as the language writes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.markup import parse_html
from handlers.texts import Texts
from store.record.evidence import Ref
from store.record.moments import Dated
from store.record.terms import Kind
from tests.answering.lantern_treaty import ARTICLE, SHADES, holding, party

ENGLISH, FRENCH, SPANISH = Texts.of("en"), Texts.of("fr"), Texts.of("es")
NEW_YORK, PARIS, TOKYO = (
    ZoneInfo("America/New_York"),
    ZoneInfo("Europe/Paris"),
    ZoneInfo("Asia/Tokyo"),
)
MORNING = datetime(2030, 3, 4, 15, tzinfo=UTC)  # 10:00 in New York


def shown(markup: str) -> str:
    return parse_html(markup)[0]


def test_a_value_cannot_become_markup() -> None:
    said = ENGLISH("On: {topics}", topics="<b>no</b> & <a href='x'>")

    assert shown(said) == "On: <b>no</b> & <a href='x'>"
    assert parse_html(said)[1] == ()


def test_a_value_cannot_name_a_place_of_the_sentence() -> None:
    assert ENGLISH("On: {topics}", topics="{topics}") == "On: {topics}"


def test_overrides_and_control_characters_are_taken_out_of_values() -> None:
    said = ENGLISH("On: {topics}", topics="a\u202eb\u2066c\x00d\x1be\ud800f")

    assert said == "On: abc d e f"


def test_a_name_written_from_right_to_left_is_isolated_in_a_sentence() -> None:
    assert ENGLISH("On: {topics}", topics="مصر") == "On: \u2068مصر\u2069"


def test_plain_text_is_not_escaped() -> None:
    assert ENGLISH.plain("On: {topics}", topics="R&D <1>") == "On: R&D <1>"


@pytest.mark.parametrize(
    ("texts", "n", "said"),
    [
        (ENGLISH, 1, "<b>1 recent change</b>"),
        (ENGLISH, 2, "<b>2 recent changes</b>"),
        (FRENCH, 0, "<b>0 changement récent</b>"),
        (FRENCH, 2, "<b>2 changements récents</b>"),
        (SPANISH, 0, "<b>0 cambios recientes</b>"),
    ],
)
def test_plurals_are_those_of_the_language(texts: Texts, n: int, said: str) -> None:
    assert texts.plural("<b>{n} recent change</b>", "<b>{n} recent changes</b>", n) == said


@pytest.mark.parametrize(
    ("texts", "written", "said"),
    [
        (ENGLISH, "2024-08-08", "8 August 2024"),
        (ENGLISH, "2024-08", "August 2024 (day not known)"),
        (ENGLISH, "2024", "2024 (day not known)"),
        (ENGLISH, "2024-07-29/2024-08-09", "29 July – 9 August 2024"),
        (ENGLISH, "2023-12-30/2024-01-02", "30 December 2023 – 2 January 2024"),
        (FRENCH, "2024-08-01", "1er août 2024"),
        (FRENCH, "2024-08-11", "11 août 2024"),
        (SPANISH, "2024-08", "agosto de 2024 (día desconocido)"),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(
    texts: Texts, written: str, said: str
) -> None:
    assert texts.dated(Dated.parse(written)) == said


def test_a_day_can_be_written_with_its_weekday() -> None:
    assert ENGLISH.day(date(2024, 8, 9), weekday=True) == "Friday, 9 August 2024"


def test_an_instant_is_shown_in_the_sessions_zone_and_marked_as_one() -> None:
    said = ENGLISH.times(MORNING, MORNING.replace(hour=18), NEW_YORK)

    assert shown(said) == "10:00–13:00 New York time"
    assert [entity.unix_time for entity in parse_html(said)[1]] == [int(MORNING.timestamp())]


def test_the_readers_zone_is_added_where_it_differs() -> None:
    said = replace(ENGLISH, zone=PARIS).times(MORNING, None, NEW_YORK)

    assert shown(said) == "10:00 New York time (16:00 Paris time)"


def test_the_readers_zone_is_left_out_where_its_clocks_agree() -> None:
    said = replace(ENGLISH, zone=ZoneInfo("America/Toronto")).times(MORNING, None, NEW_YORK)

    assert shown(said) == "10:00 New York time"


def test_another_day_in_the_readers_zone_is_said() -> None:
    said = replace(FRENCH, zone=TOKYO).times(MORNING, None, NEW_YORK)

    assert shown(said) == "10:00 à New York (00:00 à Tokyo, 5 mars 2030)"


def test_names_are_joined_as_the_language_joins_them() -> None:
    assert FRENCH.listing(["A", "<B>", "C"]) == "A, &lt;B&gt; et C"
    assert SPANISH.plain_listing(["A", "B"], either=True) == "A o B"


STORE = holding(
    replace(party("iran"), name="Iran (Islamic Republic of)", iso2="IR"),
    replace(party("league"), name="League", names=(("fr", "Ligue"),)),
)


@pytest.mark.parametrize(
    ("texts", "id_", "name"),
    [
        (ENGLISH, "iran", "Iran (Islamic Republic of)"),
        (SPANISH, "iran", "Irán"),
        (FRENCH, "league", "Ligue"),
        (SPANISH, "league", "League"),
    ],
)
def test_a_party_has_its_curated_name_or_that_of_the_state_in_the_language(
    texts: Texts, id_: str, name: str
) -> None:
    assert texts.party(id_, STORE) == name


def test_an_article_is_named_as_its_place_in_the_sentence_asks_for() -> None:
    assert FRENCH.name(ARTICLE, STORE) == "Article 3"
    assert FRENCH.name_within(ARTICLE, STORE) == "l’article 3"
    assert FRENCH.name_in_list(ARTICLE, STORE) == "article 3"


def test_a_title_within_a_sentence_stands_in_quotation_marks() -> None:
    assert ENGLISH.name_within(SHADES, STORE) == "“Shades”"


def test_a_record_that_is_not_there_is_named_by_its_id() -> None:
    assert ENGLISH.name(Ref(Kind.PARTY, "nobody"), STORE) == "nobody"

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.packs.reading import read_pack
from store.record.evidence import Alias
from store.record.terms import Kind
from tests.packs.breaking import LANTERNFISH, append, faults, replace

if TYPE_CHECKING:
    from pathlib import Path

VELL = "positions/vell.toml"
WANTS = "vell.dark-hours.2031-04-01"
KNOWN = """sources = ["report-4"]
confidence = "high"
known_by = "record"
last_confirmed = 2031-12-01
"""


def test_a_good_pack_has_records_of_every_kind() -> None:
    assert {record.kind for record in read_pack(LANTERNFISH).records} == set(Kind)


def test_all_faults_are_told_at_once_with_file_record_and_reason(folder: Path) -> None:
    replace(folder, "votes.toml", 'meaning_of_yes = "delete', 'meaning = "delete')
    replace(folder, "sources.toml", 'genre = "official"', "genre = 3")
    replace(folder, VELL, 'stance = "supports"', 'stance = "suports"')
    replace(folder, "glossary.toml", "[[glossary]]", "[[glossary]")

    assert [fault.split(": ", 1)[0] for fault in faults(folder)] == [
        "glossary.toml",
        VELL,
        "sources.toml",
        "votes.toml",
        "votes.toml",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        pytest.param(
            VELL, 'stance = "supports"', 'stance = "suports"',
            "stance: 'suports' is none of supports, opposes, seeks_stronger, seeks_weaker, "
            "seeks_deletion, conditional, flexible, reserves, unclear; did you mean 'supports'?",
            id="a word that is not on the list",
        ),
        pytest.param(
            VELL, 'occasion = "2nd meeting"', 'ocasion = "2nd meeting"',
            "unknown field 'ocasion'; did you mean 'occasion'?", id="an unknown field",
        ),
        pytest.param(
            VELL, "dated = 2031-04-01", "dated = 2031-04-01T10:00:00Z",
            "dated: '2031-04-01 10:00:00+00:00' is no date; write 2024-08-05, or '2024-08', "
            "'2024' or '2024-08-05/2024-08-09'", id="an instant for a day",
        ),
        pytest.param(
            VELL, "dated = 2031-04-01", 'dated = "2031-02-30"',
            "dated: '2031-02-30' is no date; write 2024-08-05, or '2024-08', '2024' or "
            "'2024-08-05/2024-08-09'", id="a day that does not exist",
        ),
        pytest.param(
            VELL, "dated = 2031-04-01", 'dated = "2031-04-09/2031-04-01"',
            "dated: '2031-04-09/2031-04-01' is no date; write 2024-08-05, or '2024-08', '2024' "
            "or '2024-08-05/2024-08-09'", id="an interval the wrong way round",
        ),
        pytest.param(
            VELL, "dated = 2031-04-01\nsummary", "summary", "dated: is missing",
            id="a missing date",
        ),
        pytest.param(
            VELL, 'summary = "Wants the dark hours kept as drafted."\n', "", "summary: is missing",
            id="a missing text",
        ),
        pytest.param(
            VELL, '"Wants the dark hours kept as drafted."', "7",
            "summary: must be a text, not a whole number", id="a wrong type",
        ),
        pytest.param(
            VELL, '"Wants the dark hours kept as drafted."', '" "', "summary: is empty",
            id="an empty text",
        ),
        pytest.param(
            VELL, "kept as drafted.", "kept as drafted. ", "summary: has white space around it",
            id="white space",
        ),
        pytest.param(
            VELL, "kept as drafted.", "k" * 1_000, "summary: has 1021 characters, more than 1000",
            id="a text that is too long",
        ),
        pytest.param(
            VELL, "kept as drafted.", r"\u0007", "summary: has the control character U+0007",
            id="a control character",
        ),
        pytest.param(
            VELL, "kept as drafted.", "\u202e", "summary: has the control character U+202E",
            id="a character that turns the direction of the text",
        ),
        pytest.param(
            VELL, 'party = "vell"', 'party = "vel"',
            "party: there is no party 'vel'; did you mean 'vell'?", id="no such party",
        ),
        pytest.param(
            VELL, 'sources = ["vell-statement"]', 'sources = ["vell-statment"]',
            "sources: there is no source 'vell-statment'; did you mean 'vell-statement'?",
            id="no such source",
        ),
        pytest.param(
            VELL, 'sources = ["vell-statement"]', "sources = []",
            "sources: a claim needs at least one source", id="a claim without a source",
        ),
        pytest.param(
            VELL, 'sources = ["vell-statement"]\n', "",
            "sources: a claim needs at least one source", id="a claim that names no sources",
        ),
        pytest.param(
            VELL, '["vell-statement"]', '["vell-statement", "vell-statement"]',
            "sources: names one record twice", id="a source twice",
        ),
        pytest.param(
            VELL, '["vell-statement"]', '"vell-statement"', "sources: must be a list, not a text",
            id="a text for a list",
        ),
        pytest.param(
            VELL, '["vell-statement"]', '["vell-statement", 4]', "sources: must be a list of texts",
            id="a number among texts",
        ),
        pytest.param(
            VELL, 'confidence = "high"', 'confidence = "sure"',
            "confidence: 'sure' is none of high, medium, low", id="an unknown confidence",
        ),
        pytest.param(
            VELL, "last_confirmed = 2031-12-01", 'last_confirmed = "2031-12"',
            "last_confirmed: must be a date, not a text", id="an inexact day of confirmation",
        ),
        pytest.param(
            VELL, 'safeguard = "dark-hours"\nprovisions = ["article-3-2"]\n', "",
            "safeguard: a position is about a safeguard, about provisions, or about both",
            id="a position about nothing",
        ),
        pytest.param(
            VELL, '["article-3-2"]', '["article 3(2)"]',
            "provisions: 'article 3(2)' is no id; ids are up to 60 letters, digits, '.', '_', '-'",
            id="what is no id",
        ),
    ],
)  # fmt: skip
def test_a_fault_of_a_position_is_told(
    folder: Path, file: str, old: str, new: str, expected: str
) -> None:
    replace(folder, file, old, new)

    assert f"{file}: {WANTS}: {expected}" in faults(folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        pytest.param(
            "votes.toml", 'meaning_of_yes = "delete article 3(2), the dark hours"\n', "",
            "votes.toml: vote-3-2: meaning_of_yes: is missing", id="a vote without its meaning",
        ),
        pytest.param(
            "votes.toml", "yes = 12", "yes = -1", "votes.toml: vote-3-2: yes: -1 is no count",
            id="a negative count",
        ),
        pytest.param(
            "votes.toml", "yes = 12", "yes = true",
            "votes.toml: vote-3-2: yes: must be a whole number, not true or false",
            id="true for a count",
        ),
        pytest.param(
            "votes.toml", "yes = 12", "yes = 0",
            "votes.toml: vote-3-2: 1 ballots say yes, the total says 0",
            id="more ballots than the total",
        ),
        pytest.param(
            "votes.toml", '["provision:article-3-2", "safeguard:dark-hours"]', '["article-3-2"]',
            "votes.toml: vote-3-2: topics: 'article-3-2' names no record; "
            "write safeguard:id, provision:id", id="a topic without its kind",
        ),
        pytest.param(
            "votes.toml", 'ballot = "yes"', 'ballot = "aye"',
            "votes.toml: vote-3-2: ballots 1: ballot: 'aye' is none of "
            "yes, no, abstain, absent, not_recorded; did you mean 'yes'?", id="an unknown ballot",
        ),
        pytest.param(
            "events.toml", "2031-03-31T10:00:00+13:00", "2031-03-31T10:00:00",
            "events.toml: meeting-1: starts_at: 2031-03-31T10:00:00 lacks its offset from UTC, "
            "such as -04:00", id="an instant without its offset",
        ),
        pytest.param(
            "events.toml", "ends_at = 2031-03-31T13", "ends_at = 2031-03-31T09",
            "events.toml: meeting-1: ends_at: comes before starts_at", id="an end before the start",
        ),
        pytest.param(
            "events.toml", "number = 1\n", "number = 1\ndated = 2031-03-31\n",
            "events.toml: meeting-1: dated: follows from starts_at; give the one or the other",
            id="an instant and a day",
        ),
        pytest.param(
            "parties.toml", "until = 2030-06-30", "until = 2018-06-30",
            "parties.toml: vell.littoral-union: until: comes before since",
            id="a membership that ends before it began",
        ),
        pytest.param(
            "parties.toml", 'group = "littoral-union"', 'group = "tiderra"',
            "parties.toml: vell.littoral-union: tiderra is no group but state",
            id="a member of a state",
        ),
        pytest.param(
            "parties.toml", 'names = { fr = "Vell"', 'names = { French = "Vell"',
            "parties.toml: vell: names: 'French' is no two-letter language code",
            id="a language that is no code",
        ),
        pytest.param(
            "parties.toml", 'aliases_fr = ["République', 'aliases_french = ["République',
            "parties.toml: vell: unknown field 'aliases_french'; did you mean 'aliases'?",
            id="aliases in a language that is no code",
        ),
        pytest.param(
            "parties.toml", '"Republic of Vell", ', '"Republic of Vell", "Republic of Vell", ',
            "parties.toml: vell: aliases: 'Republic of Vell' stands twice", id="an alias twice",
        ),
        pytest.param(
            "provisions.toml", 'number = "preamble"', 'number = "preamble"\nparent = "article-3-2"',
            "provisions.toml: preamble: article-3-2 is a paragraph itself, so it has no paragraphs",
            id="a paragraph of a paragraph",
        ),
        pytest.param(
            "sources.toml", 'url = "https://deepsea.example/status"', 'url = "deepsea.example"',
            "sources.toml: depositary: url: 'deepsea.example' is no http or https address",
            id="what is no address",
        ),
        pytest.param(
            "sources.toml", 'url = "https://deepsea.example/status"', 'url = "javascript:alert(1)"',
            "sources.toml: depositary: url: 'javascript:alert(1)' is no http or https address",
            id="an address that runs something",
        ),
        pytest.param(
            "sources.toml", 'id = "depositary"\n', "",
            "sources.toml: [[sources]] no. 1: id: is missing", id="a record without an id",
        ),
        pytest.param(
            "sources.toml", 'id = "report-4"', 'id = "depositary"',
            "sources.toml: depositary: id: another source has it already, in sources.toml",
            id="an id twice",
        ),
        pytest.param(
            "pack.toml", "format = 1", "format = 2", "pack.toml: format: must be 1",
            id="a format of the future",
        ),
        pytest.param(
            "pack.toml", "Pacific/Auckland", "Pacific/Atlantis",
            "pack.toml: timezone: 'Pacific/Atlantis' is no IANA time zone such as Europe/Vienna",
            id="an unknown time zone",
        ),
        pytest.param(
            "pack.toml", "ends_on = 2031-04-11", "ends_on = 2031-03-01",
            "pack.toml: ends_on: comes before starts_on", id="a session that ends before it began",
        ),
        pytest.param(
            "pack.toml", "brief_at = 08:00:00", 'brief_at = "8"',
            "pack.toml: alerts: brief_at: must be a time, not a text", id="a text for an hour",
        ),
        pytest.param(
            "glossary.toml", "[[glossary]]", "[[glossary]",
            "glossary.toml: is not TOML: line 1, column 11: "
            "Expected ']]' at the end of an array declaration", id="what is not TOML",
        ),
        pytest.param(
            "glossary.toml", "[[glossary]]", "[[terms]]",
            "glossary.toml: unknown table 'terms'; write [[glossary]]", id="an unknown table",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_told(folder: Path, file: str, old: str, new: str, expected: str) -> None:
    replace(folder, file, old, new)

    assert expected in faults(folder)


def test_names_of_records_in_a_file_that_cannot_be_read_are_no_faults(folder: Path) -> None:
    replace(folder, "sources.toml", "[[sources]]", "[[sources]")
    replace(folder, VELL, 'party = "vell"', 'party = "vel"')

    assert [fault.split(": ")[0] for fault in faults(folder)] == [VELL, "sources.toml"]


def test_an_id_in_two_files_is_told_in_the_later_one(folder: Path) -> None:
    text = (folder / VELL).read_text(encoding="utf-8")
    (folder / "positions" / "zz.toml").write_text(text, encoding="utf-8")

    assert f"positions/zz.toml: {WANTS}: id: another position has it already, in {VELL}" in faults(
        folder
    )


def test_the_same_position_twice_is_told_with_both_ids(folder: Path) -> None:
    text = (folder / VELL).read_text(encoding="utf-8")
    twin = text.split("[[positions]]")[1].replace(WANTS, "twin")
    append(folder, VELL, f"[[positions]]{twin}")

    assert faults(folder) == [f"{VELL}: twin: the same position twice ({WANTS})"]


def test_one_id_may_name_records_of_two_kinds(folder: Path) -> None:
    append(
        folder,
        "glossary.toml",
        f'[[glossary]]\nid = "vell"\nterm = "Vell"\ndefinition = "A sea."\n{KNOWN}',
    )

    assert "vell" in read_pack(folder).snapshot().glossary


def test_aliases_are_read_with_their_language_and_their_need_of_capitals() -> None:
    vell = read_pack(LANTERNFISH).snapshot().parties["vell"]

    assert vell.aliases == (
        Alias("Republic of Vell"),
        Alias("Vellish delegation"),
        Alias("République de Vell", "fr"),
        Alias("XV", caps_only=True),
        Alias("XVL", caps_only=True),
    )


def test_an_empty_list_of_rest_days_means_that_there_are_none(folder: Path) -> None:
    replace(folder, "pack.toml", "[alerts]", "[alerts]\nrest_days = []")

    assert read_pack(folder).negotiation.alerts.rest_days == ()


def test_a_missing_list_of_rest_days_means_the_usual_ones() -> None:
    assert read_pack(LANTERNFISH).negotiation.alerts.rest_days == (5, 6)

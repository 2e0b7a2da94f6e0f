from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.bot.command import LANTERNFISH, afresh, rapporteur

if TYPE_CHECKING:
    from pathlib import Path

AT = {"clock": "2031-04-02T00:00:00Z"}
FIELDS = [
    "text",
    "html",
    "answered",
    "kind",
    "language",
    "as_of",
    "records",
    "sources",
    "suggestions",
]


def answers(folder: Path, *lines: str, code: int = 0) -> list[dict[str, Any]]:
    """Ask the lines of standard input, and return the answers."""
    given = "".join(line + "\n" for line in lines)
    done = rapporteur(folder, "ask", "--file", "-", "--json", given=given, **AT)
    assert (done.code, done.err) == (code, "")
    return [json.loads(line) for line in done.out.splitlines()]


def test_an_answer_is_the_text_of_the_chat_with_its_sources(tmp_path: Path) -> None:
    done = afresh(tmp_path, "ask", "status", "of", "article", "1", **AT)

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Article 1: Agreed ad referendum\n")
    assert "Tidewatch" in done.out


def test_asking_makes_no_database(tmp_path: Path) -> None:
    rapporteur(tmp_path, "ask", "status of article 1", **AT)

    assert list(tmp_path.iterdir()) == []


def test_a_store_that_was_loaded_is_asked_before_the_pack(tmp_path: Path) -> None:
    rapporteur(tmp_path, "load", str(LANTERNFISH))

    done = rapporteur(tmp_path, "ask", "status of article 1", pack="nowhere", **AT)

    assert done.out.startswith("Article 1: Agreed ad referendum\n")


def test_an_answer_as_json_has_the_fields_of_the_contract(tmp_path: Path) -> None:
    done = rapporteur(tmp_path, "ask", "--json", "status of article 1", **AT)

    answer = json.loads(done.out)
    assert list(answer) == FIELDS
    assert (answer["answered"], answer["kind"], answer["language"]) == (True, "status", "en")
    assert {"type": "status", "id": "article-1.2031-04-01"} in answer["records"]
    assert answer["sources"][0]["url"] == "https://tidewatch.example/meetings/2"


def test_as_of_asks_for_what_was_known_on_a_day(tmp_path: Path) -> None:
    early, late = (
        json.loads(rapporteur(tmp_path, "ask", "--as-of", day, "--json", "status article 1").out)
        for day in ("2031-04-05", "2031-04-30")
    )

    assert (early["as_of"], late["as_of"]) == ("2031-04-05", "2031-04-30")
    assert early["text"].startswith("Article 1: Agreed ad referendum")
    assert late["text"].startswith("Article 1: Adopted")


def test_the_language_that_was_named_is_answered_in(tmp_path: Path) -> None:
    done = rapporteur(tmp_path, "ask", "--lang", "fr", "--json", "article 1", **AT)

    assert json.loads(done.out)["language"] == "fr"


def test_each_line_of_a_file_gets_one_answer_in_order(tmp_path: Path) -> None:
    found = answers(
        tmp_path,
        "status of article 1",
        '{"text": "estado del artículo 1", "as_of": "2031-04-30", "lang": "es"}',
        "",
        "status of article 4",
    )

    assert [answer["as_of"] for answer in found[:2]] == ["2031-04-02", "2031-04-30"]
    assert [answer["language"] for answer in found[:2]] == ["en", "es"]
    assert [answer["answered"] for answer in found] == [True, True, False, True]
    assert found[3]["text"].startswith("Article 4")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "x"', "the line begins like a JSON object and is none"),
        ('{"text": 5}', '"text" must be a string'),
        ('{"lang": "fr"}', '"text" must be a string'),
        ('{"text": "x", "lang": 5}', '"lang" must be a language code'),
        ('{"text": "x", "as_of": "soon"}', '"as_of" must be a date: YYYY-MM-DD'),
        ('{"text": "x", "when": "2031"}', 'only "text", "lang" and "as_of" are known'),
        ("{" * 5000, "the line begins like a JSON object and is none"),
    ],
)
def test_a_line_that_is_no_question_gets_its_reason_and_the_next_its_answer(
    tmp_path: Path, line: str, reason: str
) -> None:
    found = answers(tmp_path, line, "status of article 1", code=1)

    assert found[0] == {"error": reason}
    assert found[1]["answered"] is True


def test_anything_a_person_may_write_is_answered_or_declined(tmp_path: Path) -> None:
    odd = [
        " ",
        "x" * 4_096,
        "\x07\x00\x1b[31m",
        "\u202estatus of article 1",
        "🏮🐟",
        "<b>article 1</b><script>alert(1)</script>",
        "*article* _1_ [x](http://x.example) `y`",
        "status of article 1\u2028status of article 3",
        "' OR 1=1; --",
        "%s {0} ${HOME}",
    ]

    found = answers(tmp_path, *odd)

    assert len(found) == len(odd)
    assert all(answer["text"].strip() for answer in found)
    assert not any("<script>" in answer["html"] for answer in found)


def test_a_thousand_questions_take_one_process_a_few_seconds(tmp_path: Path) -> None:
    found = answers(tmp_path, *["status of article 1", "position of vell on dark hours"] * 500)

    assert [answer["answered"] for answer in found] == [True] * 1000


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--file", "-"],
        ["--file", "-", "--json", "article 1"],
        ["--as-of", "yesterday", "article 1"],
    ],
)
def test_wrong_use_is_told_in_one_line(tmp_path: Path, words: list[str]) -> None:
    done = rapporteur(tmp_path, "ask", *words)

    assert (done.code, done.out) == (2, "")
    assert done.complaint.startswith("rapporteur")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = rapporteur(tmp_path, "ask", "--file", "nowhere", "--json")

    assert (done.code, done.out) == (1, "")
    assert done.complaint == "rapporteur: nowhere cannot be read: No such file or directory"

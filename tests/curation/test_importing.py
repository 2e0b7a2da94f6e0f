from __future__ import annotations

import pytest

from store.curation.forms import Field
from store.curation.importing import (
    TEMPLATES,
    FileWrong,
    Table,
    Template,
    read_table,
    template_csv,
)

HEADING = "party,topic,stance,date,summary,url,source_title\n"
ROW = "Vell,Dark hours,supports,2031-04-08,Wants them.,https://sea.example/a,A page\n"
GOOD = HEADING + ROW


def table(content: bytes | str) -> Table:
    found = read_table(content if isinstance(content, bytes) else content.encode())
    assert isinstance(found, Table), found
    return found


def wrong(content: bytes | str) -> list[tuple[FileWrong, int | None, str]]:
    found = read_table(content if isinstance(content, bytes) else content.encode())
    assert not isinstance(found, Table)
    return [(fault.wrong, fault.row, fault.value) for fault in found]


def test_a_row_is_read_under_its_columns_with_its_line() -> None:
    (row,) = table(GOOD).rows

    assert row.line == 2
    assert (row.cells[Field.PARTY], row.cells[Field.URL]) == ("Vell", "https://sea.example/a")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_what_spreadsheets_write_is_read(encoding: str) -> None:
    content = (HEADING + ROW.replace("Wants them.", "Voilà l’été.")).encode(encoding)

    assert table(content).rows[0].cells[Field.SUMMARY] == "Voilà l’été."


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_any_usual_delimiter_will_do(delimiter: str, newline: str) -> None:
    content = GOOD.replace(",", delimiter).replace("\n", newline)

    assert table(content).rows[0].cells[Field.STANCE] == "supports"


def test_a_cell_may_hold_delimiters_and_lines_in_quotes() -> None:
    content = HEADING + ROW.replace("Wants them.", '"Wants ""them"",\nall of them."')

    assert table(content).rows[0].cells[Field.SUMMARY] == 'Wants "them",\nall of them.'


def test_columns_stand_in_any_order_and_case() -> None:
    content = (
        "TOPIC,Party,url,Stance,Summary,Date\nDark hours,Vell,https://a.example,supports,S,2031\n"
    )

    assert table(content).rows[0].cells[Field.PARTY] == "Vell"


def test_blank_rows_are_left_out() -> None:
    assert [row.line for row in table(HEADING + "\n,,,,,,\n" + ROW).rows] == [4]


@pytest.mark.parametrize("template", Template)
def test_a_template_is_a_table_of_its_kind(template: Template) -> None:
    cells = ",".join("x" for _ in TEMPLATES[template])

    assert table(template_csv(template) + cells).template is template


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", [(FileWrong.EMPTY, None, "")]),
        (b" \n", [(FileWrong.EMPTY, None, "")]),
        (HEADING, [(FileWrong.EMPTY, None, "")]),
        (b"a,b\n1,2\n", [(FileWrong.NO_TEMPLATE, 1, "a")]),
        (b"party,party,topic\n", [(FileWrong.TWICE, 1, "party")]),
        ("party,topic,stance,date,summary\n", [(FileWrong.NO_COLUMN, 1, "url")]),
        (HEADING + "Vell,Dark hours\n", [(FileWrong.CELLS, 2, "2")]),
        (GOOD + 'Vell,"Dark', [(FileWrong.BROKEN, None, "")]),
        (b"PK\x03\x04 a workbook", [(FileWrong.NO_TEXT, None, "")]),
        (b"%PDF-1.7", [(FileWrong.NO_TEXT, None, "")]),
        (b"party\0topic", [(FileWrong.NO_TEXT, None, "")]),
        (b"\x81\x8d\x8f", [(FileWrong.ENCODING, None, "")]),
        (b"\xff\xfea", [(FileWrong.ENCODING, None, "")]),
        (b"x" * 5_000_001, [(FileWrong.TOO_BIG, None, "")]),
        (HEADING + ROW * 5001, [(FileWrong.TOO_MANY, None, "5001")]),
    ],
)
def test_what_is_no_table_of_ours_is_refused_with_the_reason(
    content: bytes | str, found: list[tuple[FileWrong, int | None, str]]
) -> None:
    assert wrong(content) == found


@pytest.mark.parametrize(
    "cell", ["=HYPERLINK(1)", "+1+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3+cmd(1)", "\t=1"]
)
def test_a_formula_is_refused_by_row_and_column(cell: str) -> None:
    content = HEADING + ROW + ROW.replace("Wants them.", f'"{cell}"')

    assert wrong(content) == [(FileWrong.FORMULA, 3, "summary")]


def test_a_dash_before_words_is_no_formula() -> None:
    content = HEADING + ROW.replace("Wants them.", "- wants them (all)")

    assert table(content).rows[0].cells[Field.SUMMARY] == "- wants them (all)"


def test_all_faults_of_all_rows_are_told_at_once() -> None:
    content = HEADING + "=1,a,b,c,d,e,f\n" + "a,b\n" + "a,b,c,d,=1,=2,f\n"

    assert [(what, row) for what, row, _ in wrong(content)] == [
        (FileWrong.FORMULA, 2),
        (FileWrong.CELLS, 3),
        (FileWrong.FORMULA, 4),
        (FileWrong.FORMULA, 4),
    ]

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.exports.spreadsheet import COLUMNS, safe_cell, spreadsheet
from store.record.evidence import Ref
from store.record.records import Position
from store.record.snapshot import Snapshot
from store.record.terms import Kind
from tests.conversation.lanternfish import lanternfish
from tests.tables.lanterns import NEGOTIATION, RECORDS

LANTERNS = Snapshot.of(NEGOTIATION, RECORDS)
WANTS = Ref(Kind.POSITION, "vell.dark-hours.2031-04-01")


def rows(snapshot: Snapshot) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(spreadsheet(snapshot), newline="")))


def row(snapshot: Snapshot, id_: str) -> dict[str, str]:
    return next(row for row in rows(snapshot) if row["id"] == id_)


def saying(summary: str) -> Snapshot:
    known = lanternfish().records[WANTS]
    assert isinstance(known, Position)
    records = {**lanternfish().records, WANTS: replace(known, summary=summary)}
    return Snapshot.of(lanternfish().negotiation, records.values())


@pytest.mark.parametrize("snapshot", [LANTERNS, lanternfish()], ids=["lanterns", "lanternfish"])
def test_every_record_and_every_ballot_has_a_row(snapshot: Snapshot) -> None:
    ballots = [("ballot", v.id) for v in snapshot.votes.values() for _ in v.ballots]
    records = [(ref.kind.value, ref.id) for ref in snapshot.records]

    assert sorted((row["type"], row["id"]) for row in rows(snapshot)) == sorted(records + ballots)


def test_the_first_row_names_the_columns() -> None:
    assert spreadsheet(LANTERNS).splitlines()[0] == ",".join(COLUMNS)


def test_a_position_has_all_that_is_needed_to_judge_it() -> None:
    found = row(lanternfish(), WANTS.id)

    assert {name: found[name] for name in ("date", "party", "topics", "stance", "known_by")} == {
        "date": "2031-04-01",
        "party": "vell",
        "topics": "safeguard:dark-hours provision:article-3-2",
        "stance": "supports",
        "known_by": "submission",
    }
    assert found["sources"] == (
        "Statement of the Republic of Vell, Ministry of the Sea of Vell, "
        "https://sea.vell.example/statement"
    )


def test_what_was_retracted_is_marked_with_the_reason() -> None:
    assert row(lanternfish(), "vell.observer-access.2031-04-01")["retracted"] == (
        "2031-05-02 The newspaper took it back: it had meant North Vell."
    )


def test_hours_are_those_of_the_session() -> None:
    found = row(lanternfish(), "meeting-1")

    assert (found["date"], found["until"]) == (
        "2031-03-31T10:00:00+13:00",
        "2031-03-31T13:00:00+13:00",
    )


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", '=HYPERLINK("http://x")'],
)
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    assert row(saying(text), WANTS.id)["summary"] == f"'{text}"


@pytest.mark.parametrize("text", ["", "plain", "1+1", "a=b", "'quoted'", "100 %"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


@given(st.text())
def test_no_text_at_all_begins_like_a_formula(text: str) -> None:
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_commas_quotes_and_lines_stay_within_their_cell() -> None:
    odd = 'One, "two";\nthree 海灯 أهوا'

    assert row(saying(odd), WANTS.id)["summary"] == odd

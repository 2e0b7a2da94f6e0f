"""Many entered from a file: looked at whole, one change, undone as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.curation.importing import MOST_BYTES
from tests.journeys.desk import desk_at

if TYPE_CHECKING:
    from tests.journeys.conftest import Conferences

pytestmark = pytest.mark.asyncio

FILE = (
    "party;topic;stance;date;summary;url;source_title\n"
    "Vell;observer access;supports;2031-04-01;Wants two observers.;https://a.example/1;One\n"
    "Tiderra;observer access;opposes;2031-04-01;Wants none of them.;https://a.example/1;One\n"
)


async def test_a_file_is_one_change_approved_and_undone_as_one(conferences: Conferences) -> None:
    async with desk_at(conferences) as desk:
        asked = await desk.ana.says("/import")
        assert "positions.csv" in asked.labels

        preview = await desk.ana.sends_document("table.csv", FILE.encode("cp1252"))
        assert "position: 2" in preview.text
        await desk.ana.presses("Submit for review")
        await desk.bo.hears()
        await desk.bo.presses("Approve")

        reader = desk.anybody()
        assert "two observers" in (await reader.says("/position Vell observer access")).text
        assert "none of them" in (await reader.says("/position Tiderra observer access")).text

        await desk.bo.says("/undo 1")
        await desk.bo.presses("Undo")
        assert "two observers" not in (await reader.says("/position Vell observer access")).text
        assert "none of them" not in (await reader.says("/position Tiderra observer access")).text


async def test_a_caption_will_do_for_the_command(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        preview = await desk.ana.sends_document("t.csv", FILE.encode(), caption="/import")

        assert "position: 2" in preview.text


async def test_every_fault_is_told_by_row_and_nothing_is_changed(
    sqlite_conferences: Conferences,
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        await desk.ana.says("/import")
        wrong = FILE.replace("Vell;", "Atlantis;").replace("opposes", "purple")
        wrong += "Korveth;observer access;opposes;2031-05-01;Later.;https://a.example/1;One\n"

        told = await desk.ana.sends_document("t.csv", wrong.encode())

        assert "Row 2: Party: “Atlantis” is not on record." in told.text
        assert "Row 3: Stance: “purple” is none of those" in told.text
        assert "Row 4: Date: 2031-05-01 has not come yet" in told.text
        assert "Submit for review" not in told.labels

        again = await desk.ana.sends_document("t.csv", FILE.encode())
        assert "Submit for review" in again.labels


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (FILE.replace("Wants two", "=cmd()").encode(), "Row 2, summary: begins like a formula"),
        (b"PK\x03\x04" + b"x" * 50, "no CSV file"),
        (b"a;b\n1;2\n", "of no template"),
        (b"x" * (MOST_BYTES + 1), "too big"),
    ],
)
async def test_a_file_that_is_no_table_of_ours_is_refused(
    sqlite_conferences: Conferences, content: bytes, told: str
) -> None:
    async with desk_at(sqlite_conferences) as desk:
        await desk.ana.says("/import")

        assert told in (await desk.ana.sends_document("t.csv", content)).text


async def test_a_strangers_file_is_no_import(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        mallory = desk.anybody("Mallory")

        heard = await mallory.sends_document("t.csv", FILE.encode(), caption="/import")

        assert "I read text only" in heard.text
        assert "Nothing waits" in (await desk.bo.says("/pending")).text


async def test_a_template_is_a_file_with_the_right_columns(sqlite_conferences: Conferences) -> None:
    async with desk_at(sqlite_conferences) as desk:
        await desk.ana.says("/import")

        template = (await desk.ana.presses("positions.csv")).document

        assert template.data.decode("utf-8-sig").startswith("party,topic,stance,date,summary,url")

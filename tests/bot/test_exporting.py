from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from store.packs.reading import read_pack
from tests.bot.command import LANTERNFISH, rapporteur

if TYPE_CHECKING:
    from pathlib import Path


def test_a_pack_that_is_exported_loads_into_an_equal_store(tmp_path: Path) -> None:
    rapporteur(tmp_path, "load", str(LANTERNFISH))

    done = rapporteur(tmp_path, "export", "--format", "pack", "--output", "out")

    assert (done.code, done.out) == (0, "out: 78 records in 17 files\n")
    assert read_pack(tmp_path / "out") == read_pack(LANTERNFISH)
    loaded = rapporteur(tmp_path, "load", "out")
    assert loaded.out.endswith("nothing changes, 78 as before\n")


def test_a_pack_needs_a_folder(tmp_path: Path) -> None:
    done = rapporteur(tmp_path, "export", "--format", "pack")

    assert (done.code, done.out) == (2, "")
    assert done.complaint == (
        "rapporteur: export --format pack writes a folder: add --output FOLDER"
    )


def test_a_folder_that_is_no_pack_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("Monday.")

    done = rapporteur(tmp_path, "export", "--format", "pack", "--output", str(tmp_path))

    assert (done.code, done.out) == (1, "")
    assert done.complaint == f"rapporteur: {tmp_path} is no pack, and it is not empty"
    assert [path.name for path in tmp_path.iterdir()] == ["diary.txt"]


@pytest.mark.parametrize("form", ["csv", "json", "ics"])
def test_a_file_and_standard_output_get_the_same_bytes(tmp_path: Path, form: str) -> None:
    at = {"clock": "2031-04-02T08:00:00Z", "clock_speed": "0.001"}
    (tmp_path / "out").write_bytes(b"a former export")

    done = rapporteur(tmp_path, "export", "--format", form, "--output", "out", **at)
    shown = rapporteur(tmp_path, "export", "--format", form, **at)

    assert (done.code, done.out, shown.code, shown.err) == (0, "", 0, "")
    assert (tmp_path / "out").read_bytes() == shown.out.encode()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_json_holds_every_record(tmp_path: Path) -> None:
    shown = rapporteur(tmp_path, "export", "--format", "json")

    whole = json.loads(shown.out)
    assert sum(map(len, whole["records"].values())) == len(read_pack(LANTERNFISH).records)


@pytest.mark.parametrize("form", ["csv", "pack"])
def test_a_missing_folder_is_told_in_one_line(tmp_path: Path, form: str) -> None:
    done = rapporteur(tmp_path, "export", "--format", form, "--output", "no/where")

    assert (done.code, done.out) == (1, "")
    assert done.complaint.endswith(f"there is no folder {tmp_path / 'no'}")


def test_a_form_that_there_is_not_is_wrong_use(tmp_path: Path) -> None:
    assert rapporteur(tmp_path, "export", "--format", "xml").code == 2


def test_a_store_that_nobody_has_made_is_not_made_by_an_export(tmp_path: Path) -> None:
    assert rapporteur(tmp_path, "export", "--format", "csv").code == 0
    assert list(tmp_path.iterdir()) == []

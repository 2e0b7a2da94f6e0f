from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.packs.folder import MOST_BYTES
from store.packs.reading import read_pack
from tests.packs.breaking import LANTERNFISH, faults

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path / "nowhere") == [f"{tmp_path / 'nowhere'}: is no folder"]


def test_a_pack_without_its_manifest_is_told(folder: Path) -> None:
    (folder / "pack.toml").unlink()

    assert faults(folder) == ["pack.toml: is missing"]


def test_a_file_with_a_misspelt_name_is_told(folder: Path) -> None:
    (folder / "vote.toml").write_text("")

    (fault,) = faults(folder)
    assert fault.startswith("vote.toml: is no file of a pack; known are pack.toml, sources.toml")


def test_a_file_of_another_sort_among_those_of_a_kind_is_told(folder: Path) -> None:
    (folder / "positions" / "vell.yaml").write_text("")

    assert faults(folder) == ["positions/vell.yaml: is no TOML file"]


@pytest.mark.parametrize("name", ["README.md", "LICENSE", ".gitignore", "positions/README.md"])
def test_a_readme_a_licence_and_hidden_files_may_stand_in_a_pack(folder: Path, name: str) -> None:
    (folder / name).write_text("Read me.")

    assert read_pack(folder) == read_pack(LANTERNFISH)


def test_a_file_that_is_no_utf_8_is_told(folder: Path) -> None:
    (folder / "glossary.toml").write_bytes(b'[[glossary]]\nid = "caf\xe9"\n')

    assert faults(folder) == ["glossary.toml: is not UTF-8 at byte 22"]


def test_a_file_that_is_too_large_is_told(folder: Path) -> None:
    (folder / "glossary.toml").write_bytes(b"#" * (MOST_BYTES + 1))

    assert faults(folder) == [f"glossary.toml: is larger than {MOST_BYTES} bytes"]


def test_a_file_nested_too_deep_is_told(folder: Path) -> None:
    (folder / "glossary.toml").write_text("a = " + "[" * 100_000)

    (fault,) = faults(folder)
    assert fault.startswith("glossary.toml: is not TOML")


def test_a_file_that_leads_out_of_the_pack_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text("[[glossary]]\n")
    (folder / "glossary.toml").unlink()
    (folder / "glossary.toml").symlink_to(tmp_path / "secret.toml")

    assert faults(folder) == ["glossary.toml: leads out of the pack's folder"]


def test_records_of_one_kind_may_stand_in_a_file_and_in_a_folder(folder: Path) -> None:
    (folder / "positions" / "vell.toml").rename(folder / "positions.toml")

    read = read_pack(folder).snapshot()

    assert read.records == read_pack(LANTERNFISH).snapshot().records

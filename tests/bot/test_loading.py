from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.packs.reading import read_pack
from store.tables.database import open_database
from store.tables.reading import read_snapshot
from store.tables.writing import put
from tests.bot.command import LANTERNFISH, rapporteur

if TYPE_CHECKING:
    from store.record.records import Position
    from store.record.snapshot import Snapshot

WANTS = "position:vell.dark-hours.2031-04-01"
DRAFTED = "Wants the dark hours kept as drafted."
DATABASE = "rapporteur.db"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack to edit."""
    return Path(shutil.copytree(LANTERNFISH, tmp_path / "pack"))


def edit(pack: Path, old: str, new: str, file: str = "positions/vell.toml") -> None:
    text = (pack / file).read_text(encoding="utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def stored(folder: Path) -> Snapshot:
    with (
        closing(open_database(f"sqlite:///{folder / DATABASE}")) as database,
        database.reading() as db,
    ):
        snapshot = read_snapshot(db)
    assert snapshot is not None
    return snapshot


def write(folder: Path, record: Position) -> None:
    """Write as a coordinator does."""
    with (
        closing(open_database(f"sqlite:///{folder / DATABASE}")) as database,
        database.writing() as db,
    ):
        put(db, record, origin="coordinator")


def with_summary(folder: Path, summary: str) -> Position:
    return replace(stored(folder).positions[WANTS.partition(":")[2]], summary=summary)


def test_a_first_load_says_how_much_of_each_kind_there_is(tmp_path: Path) -> None:
    done = rapporteur(tmp_path, "load", str(LANTERNFISH))

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(
        "Lanternfish Convention, edition 2031-12-01: loaded 78 records (source 9, party 11, "
    )
    assert stored(tmp_path).records == read_pack(LANTERNFISH).snapshot().records


def test_a_first_dry_run_says_so_and_makes_no_database(tmp_path: Path) -> None:
    done = rapporteur(tmp_path, "load", str(LANTERNFISH), "--dry-run")

    assert "would load 78 records" in done.out
    assert list(tmp_path.iterdir()) == []


def test_an_update_says_in_words_what_changed(tmp_path: Path, pack: Path) -> None:
    rapporteur(tmp_path, "load", str(pack))
    edit(pack, DRAFTED, "Wants five dark hours.")
    edit(pack, 'edition = "2031-12-01"', 'edition = "2032"', "pack.toml")

    told = rapporteur(tmp_path, "load", str(pack), "--dry-run")
    done = rapporteur(tmp_path, "load", str(pack))
    again = rapporteur(tmp_path, "load", str(pack))

    lines = [
        "changed pack.toml: edition: '2031-12-01' before, '2032' now",
        f"changed {WANTS}: summary: '{DRAFTED}' before, 'Wants five dark hours.' now",
    ]
    assert told.out.splitlines() == [
        *lines,
        "Lanternfish Convention, edition 2032: would be: 1 changed, 77 as before",
    ]
    assert done.out.splitlines() == [
        *lines,
        "Lanternfish Convention, edition 2032: 1 changed, 77 as before",
    ]
    assert again.out == "Lanternfish Convention, edition 2032: nothing changes, 78 as before\n"


def test_a_conflict_shows_both_and_keeps_the_coordinator_s(tmp_path: Path, pack: Path) -> None:
    rapporteur(tmp_path, "load", str(pack))
    edited = with_summary(tmp_path, "Wants\nno dark hours.")
    write(tmp_path, edited)
    edit(pack, DRAFTED, "Wants five dark hours.")

    done = rapporteur(tmp_path, "load", str(pack))

    assert done.code == 0
    conflict, summary = done.out.splitlines()
    assert conflict == (
        f"conflict: kept {WANTS} as a coordinator wrote it, though the pack says something new: "
        r"summary: 'Wants\nno dark hours.' here, 'Wants five dark hours.' in the pack"
    )
    assert summary.endswith(": nothing changes, 1 kept, 1 in conflict, 77 as before")
    assert stored(tmp_path).records[edited.ref] == edited


def test_a_broken_pack_is_told_with_every_fault_and_leaves_no_database(
    tmp_path: Path, pack: Path
) -> None:
    edit(pack, 'stance = "supports"', 'stance = "likes"')
    edit(pack, "yes = 12", 'yes = "twelve"', "votes.toml")

    done = rapporteur(tmp_path, "load", str(pack))

    assert (done.code, done.out) == (1, "")
    assert [line.partition(": is none")[0][:60] for line in done.err.splitlines()] == [
        "rapporteur: positions/vell.toml: vell.dark-hours.2031-04-01:",
        "rapporteur: votes.toml: vote-3-2: yes: must be a whole numbe",
    ]
    assert not (tmp_path / DATABASE).exists()


def test_a_broken_pack_leaves_a_store_as_it_was(tmp_path: Path, pack: Path) -> None:
    rapporteur(tmp_path, "load", str(pack))
    before = stored(tmp_path)
    edit(pack, DRAFTED, "Wants five dark hours.")
    edit(pack, 'stance = "seeks_weaker"', 'stance = "likes"')

    assert rapporteur(tmp_path, "load", str(pack)).code == 1
    assert stored(tmp_path).records == before.records
    assert stored(tmp_path).revision == before.revision


def test_the_pack_of_another_negotiation_is_refused_in_one_line(tmp_path: Path, pack: Path) -> None:
    rapporteur(tmp_path, "load", str(pack))
    edit(pack, 'id = "lanternfish"', 'id = "lanterns"', "pack.toml")

    done = rapporteur(tmp_path, "load", str(pack))

    assert (done.code, done.out) == (1, "")
    assert done.complaint == (
        "rapporteur: pack.toml: id: is 'lanterns', but the store is 'lanternfish'"
    )


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = rapporteur(tmp_path, "load", "nowhere")

    assert (done.code, done.complaint) == (1, "rapporteur: nowhere: is no folder")
    assert list(tmp_path.iterdir()) == []

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.packs.faults import PackFaults
from store.packs.loading import load_pack
from store.packs.location import BUILT_IN
from store.packs.reading import Pack, read_pack
from store.packs.writing import NotWritten, pack_files, write_pack
from store.record.evidence import Alias, Ref, Retraction
from store.record.records import Party, Position, Record, Source, StatusChange
from store.record.snapshot import Snapshot
from store.record.terms import Kind, Status
from store.tables.reading import read_snapshot
from store.tables.writing import put
from tests.databases import opened
from tests.tables.lanterns import NEGOTIATION, RECORDS

if TYPE_CHECKING:
    from store.tables.database import Database
    from tests.databases import Databases

LANTERNFISH = Path(__file__).parent / "lanternfish"
NOW = datetime(2031, 12, 3, 9, 30, tzinfo=UTC)
WANTS = Ref(Kind.POSITION, "vell.dark-hours.2031-04-01")
ODD = 'Sage «nein»: "no", \\ and \'no\'; 海灯 🏮 أهوا é — # [x] = """ \\n'
MULTI_LINE = 'First line.\n\nThird line, "quoted"\\\n  indented """and done""".'


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(LANTERNFISH)


@pytest.fixture(scope="module")
def snapshot(pack: Pack) -> Snapshot:
    return pack.snapshot()


def in_order(record: Record) -> Record:
    """The record with its aliases in the order in which a pack gives them."""
    if isinstance(record, Party):
        order = sorted(record.aliases, key=lambda alias: (alias.caps_only, alias.language))
        return replace(record, aliases=tuple(order))
    return record


def wanted(snapshot: Snapshot) -> Position:
    found = snapshot.records[WANTS]
    assert isinstance(found, Position)
    return found


def changed(snapshot: Snapshot, record: Record) -> Snapshot:
    return Snapshot.of(snapshot.negotiation, ({**snapshot.records, record.ref: record}).values())


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def fill(database: Database, pack: Pack) -> None:
    with database.writing() as db:
        load_pack(db, pack, now=NOW)


def stored(database: Database) -> Snapshot:
    with database.reading() as db:
        found = read_snapshot(db)
    assert found is not None
    return found


@pytest.mark.parametrize("folder", [LANTERNFISH, BUILT_IN], ids=lambda folder: folder.name)
def test_a_pack_that_is_written_reads_back_the_same(tmp_path: Path, folder: Path) -> None:
    pack = read_pack(folder)

    write_pack(pack.snapshot(), tmp_path / "pack")

    assert read_pack(tmp_path / "pack") == pack


def test_records_with_everything_and_with_little_read_back_the_same(tmp_path: Path) -> None:
    records = tuple(in_order(record) for record in RECORDS)
    write_pack(Snapshot.of(NEGOTIATION, records), tmp_path / "pack")

    read = read_pack(tmp_path / "pack")

    assert read.negotiation == NEGOTIATION
    assert {record.ref: record for record in read.records} == {r.ref: r for r in records}


def test_a_store_with_edits_is_equal_after_its_way_through_a_pack(
    databases: Databases, database: Database, pack: Pack, tmp_path: Path
) -> None:
    fill(database, pack)
    known = wanted(pack.snapshot())
    retracted = Retraction(date(2031, 12, 2), f"Misheard.\n{ODD}")
    page = Source(id="page", title=ODD, publisher="P", url=None, dated=None, genre="press")
    with database.writing() as db:
        put(db, page, origin="coordinator")
        put(db, replace(known, summary=MULTI_LINE), origin="coordinator")
        evidence = replace(known.evidence, sources=("page",), doubts=(ODD, MULTI_LINE))
        added = replace(known, id="vell.added", summary=ODD, evidence=evidence)
        put(db, added, origin="coordinator")
        evidence = replace(known.evidence, retracted=retracted)
        put(db, replace(known, id="vell.gone", evidence=evidence), origin="coordinator")
        put(
            db,
            StatusChange(
                id="late",
                topic=Ref(Kind.PROVISION, "article-1"),
                status=Status.DELETED,
                dated=known.dated,
                summary="Deleted in the end.",
                evidence=known.evidence,
            ),
            origin="coordinator",
        )
    before = stored(database)

    write_pack(before, tmp_path / "pack")
    with opened(databases) as other:
        fill(other, read_pack(tmp_path / "pack"))
        after = stored(other)

    assert after.negotiation == before.negotiation
    assert after.records == before.records
    assert after.statuses_of == before.statuses_of
    assert list(after.sources) == list(before.sources)


_FIT = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc"),
        exclude_characters="\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
        include_characters="\n",
    ),
    min_size=1,
    max_size=200,
)


@settings(max_examples=40, deadline=None)
@given(text=_FIT.map(str.strip).filter(bool))
def test_any_text_that_a_pack_may_hold_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    snapshot = read_pack(LANTERNFISH).snapshot()
    folder = tmp_path_factory.mktemp("packs") / "pack"

    write_pack(changed(snapshot, replace(wanted(snapshot), summary=text)), folder)

    assert wanted(read_pack(folder).snapshot()).summary == text


def test_writing_twice_gives_the_same_files(tmp_path: Path, snapshot: Snapshot) -> None:
    write_pack(snapshot, tmp_path / "one")
    write_pack(read_pack(tmp_path / "one").snapshot(), tmp_path / "two")

    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_changed_word_is_one_changed_line(snapshot: Snapshot) -> None:
    edited = changed(snapshot, replace(wanted(snapshot), summary="Wants five dark hours."))

    before, after = dict(pack_files(snapshot)), dict(pack_files(edited))

    assert [name for name in after if after[name] != before[name]] == ["positions/vell.toml"]
    lines = unified_diff(
        before["positions/vell.toml"].splitlines(), after["positions/vell.toml"].splitlines(), n=0
    )
    assert [line for line in lines if line[0] in "+-" and line[:3] not in {"+++", "---"}] == [
        '-summary = "Wants the dark hours kept as drafted."',
        '+summary = "Wants five dark hours."',
    ]


def test_a_text_of_several_lines_stays_readable(snapshot: Snapshot) -> None:
    edited = changed(snapshot, replace(wanted(snapshot), summary="First line.\nSecond line."))

    assert '"""\nFirst line.\nSecond line."""' in dict(pack_files(edited))["positions/vell.toml"]


def test_parties_whose_ids_differ_in_capitals_only_share_a_file(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    vell = snapshot.parties["vell"]
    twin = replace(vell, id="VELL", name="Vellum", iso2=None, iso3=None, aliases=())
    twins = changed(snapshot, twin)
    twins = changed(twins, replace(wanted(snapshot), id="VELL.x", party="VELL"))

    write_pack(twins, tmp_path / "pack")

    assert len(list((tmp_path / "pack" / "positions").iterdir())) == len(snapshot.positions_of)
    assert read_pack(tmp_path / "pack").snapshot().records == twins.records


def test_a_former_pack_is_replaced_with_what_is_no_longer_in_it(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    write_pack(snapshot, tmp_path / "pack")
    few = Snapshot.of(
        snapshot.negotiation, (r for r in snapshot.records.values() if r.kind is not Kind.POSITION)
    )

    write_pack(few, tmp_path / "pack")

    assert not (tmp_path / "pack" / "positions").exists()
    assert read_pack(tmp_path / "pack").snapshot().records == few.records


def test_what_is_beside_the_pack_stays(tmp_path: Path, snapshot: Snapshot) -> None:
    folder = tmp_path / "pack"
    write_pack(snapshot, folder)
    beside = {"README.md": b"read me", ".git/HEAD": b"ref", "positions/README.md": b"me too"}
    for name, content in beside.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)

    write_pack(changed(snapshot, replace(wanted(snapshot), summary="Five.")), folder)

    found = contents(folder)
    assert {name: found.get(name) for name in beside} == beside
    assert wanted(read_pack(folder).snapshot()).summary == "Five."


def test_nothing_is_left_beside_the_folder(tmp_path: Path, snapshot: Snapshot) -> None:
    write_pack(snapshot, tmp_path / "pack")
    write_pack(snapshot, tmp_path / "pack")

    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


def test_a_folder_that_is_no_pack_is_not_overwritten(tmp_path: Path, snapshot: Snapshot) -> None:
    (tmp_path / "diary.txt").write_text("Monday.")

    with pytest.raises(NotWritten, match="is no pack, and it is not empty"):
        write_pack(snapshot, tmp_path)

    assert contents(tmp_path) == {"diary.txt": b"Monday."}


@pytest.mark.parametrize("stray", ["diary.txt", "positions/diary.txt"])
def test_a_pack_with_a_stray_file_in_it_is_not_overwritten(
    tmp_path: Path, snapshot: Snapshot, stray: str
) -> None:
    write_pack(snapshot, tmp_path / "pack")
    (tmp_path / "pack" / stray).write_text("Monday.")

    with pytest.raises(NotWritten, match=r"diary\.txt, which is no part of a pack"):
        write_pack(snapshot, tmp_path / "pack")

    assert (tmp_path / "pack" / stray).read_text() == "Monday."


def test_the_pack_of_another_negotiation_is_not_overwritten(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    write_pack(snapshot, tmp_path / "pack")
    other = Snapshot.of(replace(snapshot.negotiation, id="other"), snapshot.records.values())
    before = contents(tmp_path)

    with pytest.raises(NotWritten, match="holds another pack than 'other'"):
        write_pack(other, tmp_path / "pack")

    assert contents(tmp_path) == before


def test_a_file_is_not_overwritten(tmp_path: Path, snapshot: Snapshot) -> None:
    (tmp_path / "pack").write_text("a file")

    with pytest.raises(NotWritten, match="is no folder"):
        write_pack(snapshot, tmp_path / "pack")


def test_a_folder_in_a_missing_one_is_not_made(tmp_path: Path, snapshot: Snapshot) -> None:
    with pytest.raises(NotWritten, match="there is no folder"):
        write_pack(snapshot, tmp_path / "missing" / "pack")


@pytest.mark.parametrize(
    ("summary", "reason"),
    [
        ("Bell\x07.", "has the control character U+0007"),
        ("White space. ", "has white space around it"),
        ("x" * 1_001, "has 1001 characters, more than 1000"),
    ],
)
def test_what_no_pack_may_hold_is_refused_and_the_former_pack_stays(
    tmp_path: Path, snapshot: Snapshot, summary: str, reason: str
) -> None:
    write_pack(snapshot, tmp_path / "pack")
    before = contents(tmp_path)

    with pytest.raises(PackFaults) as refused:
        write_pack(changed(snapshot, replace(wanted(snapshot), summary=summary)), tmp_path / "pack")

    assert [str(fault) for fault in refused.value.faults] == [
        f"positions/vell.toml: {WANTS.id}: summary: {reason}"
    ]
    assert contents(tmp_path) == before


def test_what_would_read_back_otherwise_is_refused(tmp_path: Path, snapshot: Snapshot) -> None:
    vell = snapshot.parties["vell"]
    mixed = replace(vell, aliases=(Alias("XV", caps_only=True), Alias("Vellish delegation")))

    with pytest.raises(PackFaults) as refused:
        write_pack(changed(snapshot, mixed), tmp_path / "pack")

    assert [str(fault) for fault in refused.value.faults] == [
        "parties.toml: vell: a pack cannot say what the store holds"
    ]
    assert not (tmp_path / "pack").exists()

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

import pytest

from store.packs.comparison import Why
from store.packs.faults import PackFaults
from store.packs.loading import load_pack
from store.packs.reading import Pack, read_pack
from store.record.consistency import Rule
from store.record.evidence import Ref, Retraction
from store.record.records import Position, Record, Source
from store.record.terms import Kind, Stance
from store.tables.audit import NOBODY, Act, broken_links, entries
from store.tables.reading import read_snapshot, store_revision, written
from store.tables.writing import put

if TYPE_CHECKING:
    from store.packs.comparison import Comparison
    from store.record.snapshot import Snapshot
    from store.tables.database import Database

R = TypeVar("R", bound=Record)

LANTERNFISH = Path(__file__).parent / "lanternfish"
NOW = datetime(2031, 12, 3, 9, 30, tzinfo=UTC)
WANTS = Ref(Kind.POSITION, "vell.dark-hours.2031-04-01")
UNNAMED = Ref(Kind.GLOSSARY, "lamp-boat")
REPORT = Ref(Kind.SOURCE, "machine-report")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(LANTERNFISH)


def load(database: Database, pack: Pack) -> Comparison:
    with database.writing() as db:
        return load_pack(db, pack, now=NOW)


def stored(database: Database) -> Snapshot:
    with database.reading() as db:
        snapshot = read_snapshot(db)
    assert snapshot is not None
    return snapshot


def write(database: Database, record: Record) -> None:
    """Write as a coordinator does."""
    with database.writing() as db:
        put(db, record, origin="coordinator")


def revision(database: Database) -> int:
    with database.reading() as db:
        return store_revision(db)


def position(snapshot: Snapshot | Pack, ref: Ref = WANTS) -> Position:
    found = (snapshot if not isinstance(snapshot, Pack) else snapshot.snapshot()).records[ref]
    assert isinstance(found, Position)
    return found


def with_record(pack: Pack, record: Record) -> Pack:
    """The next edition, in which one record says something else, or is new."""
    known = {r.ref: r for r in pack.records} | {record.ref: record}
    return replace(pack, records=tuple(known.values()))


def without(pack: Pack, *refs: Ref) -> Pack:
    """The next edition, which does not hold some records any more."""
    return replace(pack, records=tuple(r for r in pack.records if r.ref not in refs))


def summarised(record: Position, summary: str) -> Position:
    return replace(record, summary=summary)


def test_a_pack_fills_an_empty_store(database: Database, pack: Pack) -> None:
    comparison = load(database, pack)

    assert comparison.added == pack.records
    assert stored(database).negotiation == pack.negotiation
    assert stored(database).records == pack.snapshot().records


def test_a_loaded_store_keeps_the_order_of_the_pack(sqlite_database: Database, pack: Pack) -> None:
    load(sqlite_database, pack)

    assert list(stored(sqlite_database).provisions) == list(pack.snapshot().provisions)
    assert list(stored(sqlite_database).sources) == list(pack.snapshot().sources)


def test_the_same_pack_again_changes_nothing_at_all(database: Database, pack: Pack) -> None:
    load(database, pack)
    before = revision(database)

    comparison = load(database, pack)

    assert not comparison.changes_something
    assert comparison.unchanged == len(pack.records)
    assert revision(database) == before


def test_a_newer_edition_is_followed(database: Database, pack: Pack) -> None:
    load(database, pack)
    edition = with_record(pack, summarised(position(pack), "Wants five dark hours."))
    edition = replace(edition, negotiation=replace(pack.negotiation, edition="2032-01-01"))

    comparison = load(database, edition)

    assert [change.after.ref for change in comparison.changed] == [WANTS]
    assert [found.field for found in comparison.changed[0].differences] == ["summary"]
    assert [found.field for found in comparison.about] == ["edition"]
    assert stored(database).records == edition.snapshot().records
    assert stored(database).negotiation == edition.negotiation


def test_only_what_changed_gets_a_new_revision(sqlite_database: Database, pack: Pack) -> None:
    load(sqlite_database, pack)
    load(sqlite_database, with_record(pack, summarised(position(pack), "Wants five dark hours.")))

    with sqlite_database.reading() as db:
        revisions = {ref: found.revision for ref, found in written(db).items()}

    assert revisions.pop(WANTS) == 2
    assert set(revisions.values()) == {1}


def test_a_record_that_the_pack_adds_takes_its_place_in_the_order(
    sqlite_database: Database, pack: Pack
) -> None:
    first, *others = pack.records
    load(sqlite_database, pack)
    new = Source(id="new", title="New", publisher="P", url=None, dated=None, genre="press")

    comparison = load(sqlite_database, replace(pack, records=(first, new, *others)))

    assert comparison.added == (new,)
    assert list(stored(sqlite_database).sources)[:2] == [first.id, "new"]


def test_an_edit_by_a_coordinator_stays_when_the_pack_says_nothing_new(
    database: Database, pack: Pack
) -> None:
    load(database, pack)
    edited = summarised(position(pack), "Wants no dark hours.")
    write(database, edited)
    before = revision(database)

    comparison = load(database, pack)

    assert [(kept.why, kept.here, kept.in_pack) for kept in comparison.kept] == [
        (Why.EDITED, edited, position(pack))
    ]
    assert comparison.conflicts == ()
    assert stored(database).records[WANTS] == edited
    assert revision(database) == before


def test_an_edit_by_a_coordinator_stays_when_the_pack_disagrees(
    database: Database, pack: Pack
) -> None:
    load(database, pack)
    edited = summarised(position(pack), "Wants no dark hours.")
    write(database, edited)
    edition = with_record(pack, replace(position(pack), stance=Stance.FLEXIBLE))

    comparison = load(database, edition)

    (conflict,) = comparison.conflicts
    assert (conflict.why, conflict.here) == (Why.CONFLICT, edited)
    assert {found.field for found in conflict.differences} == {"summary", "stance"}
    assert stored(database).records[WANTS] == edited


def test_a_conflict_is_told_until_it_is_settled(sqlite_database: Database, pack: Pack) -> None:
    load(sqlite_database, pack)
    edited = summarised(position(pack), "Wants no dark hours.")
    write(sqlite_database, edited)
    edition = with_record(pack, summarised(position(pack), "Wants five dark hours."))
    load(sqlite_database, edition)

    assert [kept.why for kept in load(sqlite_database, edition).kept] == [Why.CONFLICT]
    assert load(sqlite_database, with_record(pack, edited)).kept == ()
    # From then on the pack is followed again.
    assert len(load(sqlite_database, edition).changed) == 1


def test_a_retraction_by_a_coordinator_stays(sqlite_database: Database, pack: Pack) -> None:
    load(sqlite_database, pack)
    known = position(pack)
    retraction = Retraction(date(2031, 12, 2), "It was North Vell.")
    write(sqlite_database, replace(known, evidence=replace(known.evidence, retracted=retraction)))

    load(sqlite_database, with_record(pack, summarised(known, "Wants five dark hours.")))

    assert position(stored(sqlite_database)).evidence.retracted == retraction


def test_the_pack_is_followed_where_a_coordinator_has_undone_the_edit(
    sqlite_database: Database, pack: Pack
) -> None:
    load(sqlite_database, pack)
    write(sqlite_database, summarised(position(pack), "Wants no dark hours."))
    write(sqlite_database, position(pack))
    edition = with_record(pack, summarised(position(pack), "Wants five dark hours."))

    comparison = load(sqlite_database, edition)

    assert comparison.kept == ()
    assert stored(sqlite_database).records == edition.snapshot().records


def test_a_record_of_a_coordinator_s_own_stays_behind_those_of_the_pack(
    sqlite_database: Database, pack: Pack
) -> None:
    load(sqlite_database, pack)
    own = replace(position(pack), id="vell.own", summary="Said in the corridor.")
    write(sqlite_database, own)

    comparison = load(sqlite_database, pack)

    assert not comparison.changes_something
    assert comparison.kept == ()
    assert stored(sqlite_database).records[own.ref] == own


def test_a_record_of_a_coordinator_s_own_stays_when_the_pack_takes_its_name(
    sqlite_database: Database, pack: Pack
) -> None:
    load(sqlite_database, pack)
    own = replace(position(pack), id="vell.own", summary="Said in the corridor.")
    write(sqlite_database, own)

    comparison = load(sqlite_database, with_record(pack, summarised(own, "Said in the plenary.")))

    assert [kept.why for kept in comparison.kept] == [Why.CONFLICT]
    assert stored(sqlite_database).records[own.ref] == own


def test_what_the_pack_drops_goes(database: Database, pack: Pack) -> None:
    load(database, pack)

    comparison = load(database, without(pack, WANTS))

    assert [record.ref for record in comparison.removed] == [WANTS]
    assert WANTS not in stored(database).records


def test_what_the_pack_drops_stays_while_a_record_names_it(database: Database, pack: Pack) -> None:
    load(database, pack)
    own = replace(position(pack), id="vell.own", summary="Said in the corridor.")
    write(database, replace(own, evidence=replace(own.evidence, sources=(REPORT.id,))))
    citing = [r.ref for r in pack.records if REPORT.id in str(r)]

    comparison = load(database, without(pack, *citing))

    assert [(kept.why, kept.here.ref, kept.named_by) for kept in comparison.kept] == [
        (Why.NEEDED, REPORT, own.ref)
    ]
    assert {record.ref for record in comparison.removed} == set(citing) - {REPORT}
    assert REPORT in stored(database).records


def test_what_the_pack_drops_goes_with_the_last_record_that_names_it(
    sqlite_database: Database, pack: Pack
) -> None:
    new = Source(id="new", title="New", publisher="P", url=None, dated=None, genre="press")
    known = position(pack)
    citing = replace(known, id="citing", evidence=replace(known.evidence, sources=("new",)))
    load(sqlite_database, with_record(with_record(pack, new), citing))

    comparison = load(sqlite_database, pack)

    assert set(comparison.removed) == {new, citing}
    assert stored(sqlite_database).records == pack.snapshot().records


def test_what_the_pack_drops_stays_when_a_coordinator_has_edited_it(
    sqlite_database: Database, pack: Pack
) -> None:
    load(sqlite_database, pack)
    edited = summarised(position(pack), "Wants no dark hours.")
    write(sqlite_database, edited)

    comparison = load(sqlite_database, without(pack, WANTS))

    assert [(kept.why, kept.here) for kept in comparison.conflicts] == [(Why.DROPPED, edited)]
    assert stored(sqlite_database).records[WANTS] == edited


def test_the_pack_of_another_negotiation_is_refused(database: Database, pack: Pack) -> None:
    load(database, pack)
    before = stored(database)
    other = replace(pack, negotiation=replace(pack.negotiation, id="other"))

    with pytest.raises(PackFaults) as refused:
        load(database, other)

    (fault,) = refused.value.faults
    assert str(fault) == "pack.toml: id: is 'other', but the store is 'lanternfish'"
    assert stored(database).negotiation == before.negotiation
    assert stored(database).revision == before.revision


def test_a_dry_run_says_the_same_and_writes_nothing(database: Database, pack: Pack) -> None:
    load(database, pack)
    edition = without(with_record(pack, summarised(position(pack), "Five.")), REPORT)
    with database.reading() as db:
        told = load_pack(db, edition, now=NOW, dry_run=True)
    before = stored(database)

    assert before.records == pack.snapshot().records
    assert load(database, edition) == told


def test_a_load_that_fails_leaves_the_store_as_it_was(database: Database, pack: Pack) -> None:
    load(database, pack)
    known = position(pack)
    nowhere = replace(known, evidence=replace(known.evidence, sources=("nowhere",)))

    with pytest.raises(Exception, match=r"(?i)foreign key"):
        load(database, with_record(pack, nowhere))

    assert stored(database).records == pack.snapshot().records


def test_an_edit_made_while_a_pack_is_being_loaded_is_not_lost(
    database: Database, pack: Pack
) -> None:
    load(database, pack)
    edited = summarised(position(pack), "Wants no dark hours.")
    edition = with_record(pack, summarised(position(pack), "Wants five dark hours."))
    begun = Signal()
    compared: list[Comparison] = []

    def loader() -> None:
        begun.set()
        compared.append(load(database, edition))

    with database.writing() as db:
        put(db, edited, origin="coordinator")
        loading = Thread(target=loader)
        loading.start()
        begun.wait()
        loading.join(0.2)
    loading.join()

    assert [kept.why for kept in compared[0].kept] == [Why.CONFLICT]
    assert stored(database).records[WANTS] == edited


def test_a_load_that_changes_something_is_one_entry_of_the_audit(
    database: Database, pack: Pack
) -> None:
    load(database, pack)
    load(database, pack)
    load(database, without(with_record(pack, summarised(position(pack), "Five.")), UNNAMED))

    with database.reading() as db:
        assert list(broken_links(db)) == []
        second, first = entries(db)
    assert (first.act, first.at, first.actor) == (Act.LOADED, NOW, NOBODY)
    assert (first.content["records"], first.content["changed"]) == (len(pack.records), [])
    assert second.content == {
        "negotiation": "lanternfish",
        "edition": "2031-12-01",
        "records": None,
        "added": [],
        "changed": [str(WANTS)],
        "removed": [str(UNNAMED)],
    }


def test_where_a_pack_and_a_coordinator_do_not_agree_is_told(
    sqlite_database: Database, pack: Pack
) -> None:
    load(sqlite_database, pack)
    own = replace(position(pack), id="vell.own", summary="Said in the corridor.")
    write(sqlite_database, own)
    again = replace(own, id="vell.in-pack")

    comparison = load(sqlite_database, with_record(pack, again))

    assert [(f.rule, set(f.about)) for f in comparison.findings] == [
        (Rule.DUPLICATE, {own.ref, again.ref})
    ]


def test_an_error_that_was_there_before_is_not_told_again(
    sqlite_database: Database, pack: Pack
) -> None:
    load(sqlite_database, pack)
    write(sqlite_database, replace(position(pack), id="vell.own"))

    assert load(sqlite_database, pack).findings == ()

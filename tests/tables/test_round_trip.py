from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, StatementError

from store.packs.reading import read_pack
from store.record.evidence import Alias, Ref
from store.record.moments import Dated
from store.record.records import Event, Position, Record, StatusChange
from store.record.terms import Confidence, Kind
from store.tables.reading import read_snapshot, store_revision, written
from store.tables.writing import arrange, bump_revision, put, put_many, put_negotiation, remove
from tests.tables.lanterns import NEGOTIATION, PARTIES, RECORDS, SOURCES

if TYPE_CHECKING:
    from store.record.snapshot import Snapshot
    from store.tables.database import Database

LANTERNFISH = Path(__file__).parent.parent / "packs" / "lanternfish"
BY_REF = {record.ref: record for record in RECORDS}
AHWA_WANTS = BY_REF[Ref(Kind.POSITION, "ahwa.dim-light.2031-05-06")]
MEETING = BY_REF[Ref(Kind.EVENT, "meeting-3")]


def stored(database: Database) -> Snapshot:
    with database.reading() as db:
        snapshot = read_snapshot(db)
    assert snapshot is not None
    return snapshot


@pytest.fixture
def filled(database: Database) -> Database:
    with database.writing() as db:
        put_negotiation(db, NEGOTIATION)
        put_many(db, RECORDS)
    return database


def test_the_lanterns_have_a_record_of_every_kind() -> None:
    assert {record.kind for record in RECORDS} == set(Kind)


def test_an_empty_store_has_no_snapshot(database: Database) -> None:
    with database.reading() as db:
        assert read_snapshot(db) is None


def test_what_is_written_is_read_back_in_the_same_order(filled: Database) -> None:
    snapshot = stored(filled)

    assert list(snapshot.records.values()) == sorted(
        RECORDS, key=lambda record: list(snapshot_order()).index(record.kind)
    )


def snapshot_order() -> list[Kind]:
    order: dict[Kind, None] = {}
    for record in RECORDS:
        order[record.kind] = None
    return list(order)


def test_a_whole_pack_is_read_back_record_by_record(database: Database) -> None:
    pack = read_pack(LANTERNFISH)
    with database.writing() as db:
        put_negotiation(db, pack.negotiation)
        put_many(db, pack.records)

    snapshot = stored(database)
    assert snapshot.negotiation == pack.negotiation
    for kind in Kind:
        of_kind = [record for record in pack.records if record.kind is kind]
        assert [r for r in snapshot.records.values() if r.kind is kind] == of_kind


@pytest.mark.parametrize(
    "words",
    [
        "'; DROP TABLE party; --",
        "100 % of %s and :name",
        "{braces} \\backslash \t tab \n line",
        "مرحبا \u202e gnorw",
        "海灯 🏮 e\u0301 İ ß",
        "<b>&amp;</b>",
    ],
)
def test_any_words_are_read_back_as_they_were(database: Database, words: str) -> None:
    odd = replace(PARTIES[1], id="odd", name=words, aliases=(Alias(words),), names=(("en", words),))
    with database.writing() as db:
        put_negotiation(db, NEGOTIATION)
        put(db, odd)

    assert stored(database).parties["odd"] == odd


def test_what_the_pack_says_of_itself_is_read_back(filled: Database) -> None:
    assert stored(filled).negotiation == NEGOTIATION


def test_what_the_pack_says_of_itself_is_replaced(filled: Database) -> None:
    second = replace(NEGOTIATION, edition="2", limits=())
    with filled.writing() as db:
        put_negotiation(db, second)

    assert stored(filled).negotiation == second


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: str(record.ref))
def test_a_record_written_again_stays_the_same(sqlite_database: Database, record: Record) -> None:
    with sqlite_database.writing() as db:
        put_negotiation(db, NEGOTIATION)
        put_many(db, RECORDS)
    before = stored(sqlite_database)
    with sqlite_database.writing() as db:
        put(db, record)

    assert list(stored(sqlite_database).records.items()) == list(before.records.items())


def test_a_changed_record_keeps_its_place(filled: Database) -> None:
    before = list(stored(filled).records)
    assert isinstance(AHWA_WANTS, Position)
    changed = replace(
        AHWA_WANTS,
        safeguard=None,
        provisions=("article-4",),
        evidence=replace(AHWA_WANTS.evidence, sources=("report",), confidence=Confidence.MEDIUM),
    )
    with filled.writing() as db:
        put(db, changed, origin="coordinator")

    assert list(stored(filled).records) == before
    assert stored(filled).records[changed.ref] == changed


def test_a_new_record_is_the_last_of_its_kind(filled: Database) -> None:
    added = replace(PARTIES[1], id="a-party", name="A Party")
    with filled.writing() as db:
        put(db, added)

    assert list(stored(filled).parties) == ["ahwa", "reef-group", "a-party"]


def test_records_are_arranged_and_the_others_come_after_them(filled: Database) -> None:
    added = replace(PARTIES[1], id="a-party", name="A Party")
    with filled.writing() as db:
        put(db, added)
        arrange(db, [Ref(Kind.PARTY, id_) for id_ in ("a-party", "gone", "reef-group")])

    assert list(stored(filled).parties) == ["a-party", "reef-group", "ahwa"]


@pytest.mark.parametrize(
    "ref", [record.ref for record in RECORDS if record.kind in {Kind.VOTE, Kind.ANSWER}], ids=str
)
def test_a_removed_record_is_gone_with_its_parts(filled: Database, ref: Ref) -> None:
    with filled.writing() as db:
        assert remove(db, ref)

    assert ref not in stored(filled).records
    with filled.writing() as db:
        put(db, BY_REF[ref])  # would clash with parts left behind
    assert stored(filled).records[ref] == BY_REF[ref]


def test_removing_what_is_not_there_says_so(filled: Database) -> None:
    with filled.writing() as db:
        assert not remove(db, Ref(Kind.VOTE, "no-such-vote"))


def test_a_party_with_positions_cannot_be_removed(filled: Database) -> None:
    with pytest.raises(IntegrityError), filled.writing() as db:
        remove(db, Ref(Kind.PARTY, "ahwa"))

    assert "ahwa" in stored(filled).parties


def test_a_claim_cannot_cite_a_source_that_is_not_there(filled: Database) -> None:
    assert isinstance(AHWA_WANTS, Position)
    uncited = replace(AHWA_WANTS, evidence=replace(AHWA_WANTS.evidence, sources=("hearsay",)))
    with pytest.raises(IntegrityError), filled.writing() as db:
        put(db, uncited)

    assert stored(filled).records[uncited.ref] == AHWA_WANTS


@pytest.mark.parametrize(
    ("ref", "wrong"),
    [
        (Ref(Kind.POSITION, "ahwa.dim-light.2031-05-06"), {"summary": ""}),
        (Ref(Kind.POSITION, "ahwa.dim-light.2031-05-06"), {"summary": "x" * 1001}),
        (Ref(Kind.SOURCE, "report"), {"id": "x" * 61}),
        (Ref(Kind.PARTY, "ahwa"), {"iso2": "XXA"}),
        (Ref(Kind.VOTE, "light-vote"), {"yes": -1}),
        (Ref(Kind.EVENT, "meeting-3"), {"starts_at": datetime(2031, 5, 7, tzinfo=UTC)}),
        (Ref(Kind.EVENT, "meeting-3"), {"starts_at": None}),
        (Ref(Kind.STATUS, "article-4.2031-05-06"), {"topic": Ref(Kind.PARTY, "ahwa")}),
    ],
    ids=lambda value: str(list(value)) if isinstance(value, dict) else str(value.id),
)
def test_the_schema_itself_refuses(filled: Database, ref: Ref, wrong: dict[str, object]) -> None:
    changed = replace(BY_REF[ref], **wrong)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(IntegrityError), filled.writing() as db:
        put(db, changed)

    assert stored(filled).records[ref] == BY_REF[ref]


def test_an_instant_of_any_zone_comes_back_as_the_same_instant_in_utc(filled: Database) -> None:
    assert isinstance(MEETING, Event)
    suva = timezone(timedelta(hours=12))
    with filled.writing() as db:
        put(db, replace(MEETING, starts_at=datetime(2031, 5, 6, 9, 30, tzinfo=suva)))

    starts_at = stored(filled).events["meeting-3"].starts_at
    assert starts_at is not None
    assert (starts_at.tzinfo, starts_at.hour, starts_at.minute) == (UTC, 21, 30)


def test_an_instant_without_a_zone_is_refused(filled: Database) -> None:
    assert isinstance(MEETING, Event)
    naive = replace(MEETING, starts_at=datetime(2031, 5, 6, 9, 30))  # noqa: DTZ001 - wrong on purpose
    with pytest.raises(StatementError, match="timezone"), filled.writing() as db:
        put(db, naive)


def test_reading_takes_one_select_a_table_however_much_there_is(filled: Database) -> None:
    def selects() -> int:
        seen: list[str] = []
        with filled.reading() as db:
            engine = db.connection().engine
            note = lambda *args: seen.append(args[2])  # noqa: E731 - removed again below
            event.listen(engine, "before_cursor_execute", note)
            read_snapshot(db)
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    few = selects()
    status = BY_REF[Ref(Kind.STATUS, "article-4.2031-05-06")]
    assert isinstance(status, StatusChange)
    with filled.writing() as db:
        put_many(
            db, [replace(status, id=f"more-{n}", dated=Dated.parse("2030")) for n in range(50)]
        )

    assert selects() == few


def test_each_transaction_that_changes_something_adds_one_to_the_revision(
    database: Database,
) -> None:
    revisions = []
    for source in SOURCES:
        with database.writing() as db:
            put(db, source)
            put(db, replace(source, note="Read again."))
            revisions.append(bump_revision(db))

    with database.reading() as db:
        assert [*revisions, store_revision(db)] == [1, 2, 2]


def test_a_dropped_transaction_leaves_the_store_as_it_was(filled: Database) -> None:
    before = stored(filled)
    with suppress(ZeroDivisionError), filled.writing() as db:
        remove(db, Ref(Kind.VOTE, "light-vote"))
        raise ZeroDivisionError

    after = stored(filled)
    assert (after.revision, dict(after.records)) == (before.revision, dict(before.records))


def test_the_store_knows_who_wrote_a_record_and_when(filled: Database) -> None:
    with filled.writing() as db:
        put(db, AHWA_WANTS, origin="coordinator")
    with filled.reading() as db:
        found = written(db)

    assert found[AHWA_WANTS.ref] == ("coordinator", 2)
    assert found[MEETING.ref] == ("pack", 1)
    assert set(found) == set(BY_REF)

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from store.curation import drafts
from store.curation.drafts import Draft
from store.tables.database import open_database
from tests.curation.desk import ANA, BO, NOW

if TYPE_CHECKING:
    from store.tables.database import Database
    from tests.databases import Databases

CHAT = 55


def begun(database: Database, command: str = "setposition", *, minutes: int = 0) -> Draft:
    draft = Draft(chat_id=CHAT, user_id=ANA, command=command, step="party")
    with database.writing() as db:
        return drafts.begin(db, draft, now=NOW + timedelta(minutes=minutes))


def go_on(database: Database, draft: Draft, step: str, **fields: str) -> Draft | None:
    with database.writing() as db:
        return drafts.go_on(db, draft, step=step, fields=fields, now=NOW)


def kept(database: Database, user_id: int = ANA) -> Draft | None:
    with database.reading() as db:
        return drafts.draft_of(db, CHAT, user_id)


def test_an_edit_goes_on_where_it_was_after_a_restart(databases: Databases) -> None:
    url = databases.migrated()
    before = open_database(url)
    go_on(before, begun(before), "topic", party="vell | the | southern one")
    before.close()

    after = open_database(url)
    found = kept(after)
    after.close()
    databases.drop(url)

    assert found is not None
    assert (found.command, found.step, found.fields) == (
        "setposition",
        "topic",
        {"party": "vell | the | southern one"},
    )


def test_of_two_steps_from_one_version_the_first_counts(sqlite_database: Database) -> None:
    draft = begun(sqlite_database)

    first = go_on(sqlite_database, draft, "topic", party="vell")
    second = go_on(sqlite_database, draft, "topic", party="tiderra")

    assert first is not None
    assert second is None
    assert kept(sqlite_database) == first


def test_another_edit_takes_the_place_of_the_one_under_way(sqlite_database: Database) -> None:
    old = begun(sqlite_database)
    new = begun(sqlite_database, "addvote", minutes=1)

    assert kept(sqlite_database) == new
    assert new.version > old.version
    assert go_on(sqlite_database, old, "topic") is None


def test_an_ended_edit_is_gone_and_its_buttons_do_nothing_in_the_next(
    sqlite_database: Database,
) -> None:
    old = begun(sqlite_database)
    with sqlite_database.writing() as db:
        assert drafts.end(db, CHAT, ANA) is True
    assert kept(sqlite_database) is None

    begun(sqlite_database, minutes=1)

    assert go_on(sqlite_database, old, "topic") is None


def test_an_edit_is_one_persons(sqlite_database: Database) -> None:
    begun(sqlite_database)

    assert kept(sqlite_database, BO) is None


def test_an_edit_is_ended_at_its_version_only(sqlite_database: Database) -> None:
    draft = begun(sqlite_database)
    go_on(sqlite_database, draft, "topic")
    with sqlite_database.writing() as db:
        assert drafts.end(db, CHAT, ANA, version=draft.version) is False

    assert kept(sqlite_database) is not None


def test_an_edit_that_nobody_touched_for_a_week_is_thrown_away(sqlite_database: Database) -> None:
    begun(sqlite_database)
    with sqlite_database.writing() as db:
        other = Draft(chat_id=CHAT, user_id=BO, command="addvote", step="topic")
        drafts.begin(db, other, now=NOW + timedelta(days=8))

    assert kept(sqlite_database) is None

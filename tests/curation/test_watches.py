from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from store.curation import watches
from store.curation.page_text import Difference
from store.curation.roles import Rules
from store.curation.watches import EVERY, LEASE, LONGEST_PAUSE, MOST, Watching

if TYPE_CHECKING:
    from store.tables.database import Database

NOW = datetime(2024, 8, 1, 12, tzinfo=UTC)
PAGE = "https://body.example/documents"
OWNER = 7
STRANGER = 8
RULES = Rules(owners=frozenset({OWNER}))


def _watch(database: Database, url: str = PAGE, *, by: int = OWNER) -> Watching:
    with database.writing() as db:
        return watches.watch(db, url, by=by, rules=RULES, now=NOW)


def _see(database: Database, *lines: str, now: datetime = NOW) -> None:
    with database.writing() as db:
        watches.seen(db, PAGE, lines, etag='"1"', last_modified=None, now=now)


def _only(database: Database) -> watches.Watch:
    with database.reading() as db:
        (only,) = watches.watches(db)
    return only


def test_a_page_is_watched_from_now_on(database: Database) -> None:
    assert _watch(database) is Watching.WATCHED

    with database.writing() as db:
        claimed = watches.claim(db, now=NOW)

    assert claimed is not None
    assert claimed.url == PAGE


def test_a_page_is_watched_once(database: Database) -> None:
    _watch(database)

    assert _watch(database) is Watching.ALREADY


def test_a_stranger_watches_nothing(database: Database) -> None:
    assert _watch(database, by=STRANGER) is Watching.NOT_ALLOWED


def test_a_stranger_stops_no_watching(database: Database) -> None:
    _watch(database)

    with database.writing() as db:
        assert watches.unwatch(db, PAGE, by=STRANGER, rules=RULES) is Watching.NOT_ALLOWED
    assert _only(database).url == PAGE


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "body.example",
        "http://body.example",
        "ftp://body.example",
        "https://",
        "https://[",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://192.168.0.1:8443/",
        "https://name:word@body.example/",
        "https://body.example/\n",
        "https://a.example/" + "a" * 700,
    ],
)
def test_what_is_no_https_address_is_not_watched(database: Database, url: str) -> None:
    assert _watch(database, url) is Watching.NO_ADDRESS


def test_there_is_an_end_to_how_many_pages_are_watched(sqlite_database: Database) -> None:
    for number in range(MOST):
        _watch(sqlite_database, f"{PAGE}/{number}")

    assert _watch(sqlite_database) is Watching.TOO_MANY


def test_a_page_that_is_watched_no_more_is_forgotten(database: Database) -> None:
    _watch(database)

    with database.writing() as db:
        assert watches.unwatch(db, PAGE, by=OWNER, rules=RULES) is Watching.STOPPED
        assert watches.watches(db) == ()
        assert watches.unwatch(db, PAGE, by=OWNER, rules=RULES) is Watching.UNKNOWN


def test_a_look_is_claimed_by_one(database: Database) -> None:
    _watch(database)

    with database.writing() as db:
        assert watches.claim(db, now=NOW) is not None
    with database.writing() as db:
        assert watches.claim(db, now=NOW) is None


def test_a_look_that_came_to_nothing_is_made_by_another(database: Database) -> None:
    _watch(database)

    with database.writing() as db:
        watches.claim(db, now=NOW)
    with database.writing() as db:
        assert watches.claim(db, now=NOW + LEASE) is not None


def test_the_first_look_is_no_news(database: Database) -> None:
    _watch(database)

    with database.reading() as db:
        assert watches.news(db, PAGE, ("Draft 3",)) is None


def test_a_changed_page_is_news(database: Database) -> None:
    _watch(database)
    _see(database, "Draft 3", "Agenda")

    with database.reading() as db:
        found = watches.news(db, PAGE, ("Draft 4", "Agenda"))

    assert found == Difference(came=("Draft 4",), went=("Draft 3",))


def test_it_is_kept_when_a_page_changed(database: Database) -> None:
    _watch(database)
    _see(database, "Draft 3")
    _see(database, "Draft 4", now=NOW + EVERY)
    _see(database, "Draft 4", now=NOW + 2 * EVERY)

    kept = _only(database)

    assert kept.changed_at == NOW + EVERY
    assert kept.looked_at == NOW + 2 * EVERY
    assert kept.next_look_at == NOW + 3 * EVERY


def test_a_page_that_fails_is_left_alone_longer_each_time(database: Database) -> None:
    _watch(database)

    pauses = []
    for _ in range(3):
        with database.writing() as db:
            watches.failed(db, PAGE, "answered 500", wait=None, now=NOW)
        pauses.append(_only(database).next_look_at - NOW)

    assert pauses == [EVERY, 2 * EVERY, 4 * EVERY]


def test_a_server_that_asks_for_more_time_gets_it_within_a_day(database: Database) -> None:
    _watch(database)

    with database.writing() as db:
        watches.failed(db, PAGE, "answered 429", wait=7200.0, now=NOW)
    assert _only(database).next_look_at == NOW + timedelta(hours=2)

    with database.writing() as db:
        watches.failed(db, PAGE, "answered 429", wait=1e9, now=NOW)
    assert _only(database).next_look_at == NOW + LONGEST_PAUSE


def test_a_page_that_can_be_read_again_has_no_fault(database: Database) -> None:
    _watch(database)
    with database.writing() as db:
        watches.failed(db, PAGE, "answered 500", wait=None, now=NOW)
        watches.unchanged(db, PAGE, now=NOW + EVERY)

    kept = _only(database)

    assert (kept.failures, kept.fault) == (0, None)

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from store.curation import tallies
from store.curation.tallies import Gap, Tally
from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from store.tables.database import Database

FIRST, SECOND = date(2024, 7, 29), date(2024, 7, 30)
VELL = Ref(Kind.PARTY, "vell")
LIGHT = Ref(Kind.SAFEGUARD, "light")


def _add(database: Database, tally: Tally, day: date = FIRST) -> None:
    with database.writing() as db:
        tallies.add(db, tally, day=day)


def _asked(number: int = 1, *missing: Ref) -> Tally:
    tally = Tally()
    for _ in range(number):
        tally.count("position", answered=not missing, missing=missing)
    return tally


def test_questions_are_counted_by_kind_over_the_days(database: Database) -> None:
    _add(database, _asked(2), FIRST)
    _add(database, _asked(3), SECOND)
    _add(database, _asked(1, VELL), SECOND)

    with database.reading() as db:
        assert tallies.asked(db, since=FIRST) == {"position": (5, 1)}
        assert tallies.asked(db, since=SECOND) == {"position": (3, 1)}


def test_what_was_asked_about_and_not_known_is_a_gap(database: Database) -> None:
    _add(database, _asked(2, VELL, LIGHT), SECOND)
    _add(database, _asked(1, LIGHT, VELL), FIRST)

    with database.reading() as db:
        assert tallies.gaps(db, most=5) == (Gap((VELL, LIGHT), 3, SECOND),)


def test_the_gaps_met_most_often_come_first(database: Database) -> None:
    _add(database, _asked(1, VELL))
    _add(database, _asked(2, LIGHT))

    with database.reading() as db:
        assert [gap.refs for gap in tallies.gaps(db, most=1)] == [(LIGHT,)]


def test_a_gap_that_was_filled_is_none_any_more(database: Database) -> None:
    _add(database, _asked(1, VELL))
    _add(database, _asked(1, VELL, LIGHT))

    with database.writing() as db:
        tallies.close_gaps(db, [VELL])

    with database.reading() as db:
        assert [gap.refs for gap in tallies.gaps(db, most=5)] == [(VELL, LIGHT)]


def test_what_could_not_be_added_is_counted_again() -> None:
    tally = _asked(2, VELL)
    taken = tally.take()
    tally.count("status", answered=True)

    tally.put_back(taken)

    assert tally.asked == {("position", False): 2, ("status", True): 1}
    assert tally.gaps == {"party:vell": 2}


def test_what_was_taken_is_not_taken_twice() -> None:
    tally = _asked()

    assert tally.take()
    assert not tally.take()

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from store.record.freshness import last_session_day, unconfirmed
from store.record.records import Party, Record, Source
from store.record.snapshot import Snapshot
from tests.negotiations import lanternfish


def confirmed_on(day: date) -> Snapshot:
    """The fictional record, all of it last confirmed on that day."""

    def on(record: Record) -> Record:
        if isinstance(record, Source | Party):
            return record
        return replace(record, evidence=replace(record.evidence, last_confirmed=day))

    return Snapshot.of(lanternfish().negotiation, map(on, lanternfish().records.values()))


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2030, 2, 4), None),
        (date(2030, 2, 5), date(2030, 2, 4)),
        (date(2031, 3, 31), date(2030, 2, 8)),
        (date(2031, 4, 1), date(2031, 3, 31)),
        (date(2031, 4, 7), date(2031, 4, 4)),  # after a weekend
        (date(2031, 12, 1), date(2031, 4, 11)),
    ],
)
def test_the_last_session_day_is_before_today_and_no_rest_day(
    today: date, last: date | None
) -> None:
    assert last_session_day(lanternfish(), today) == last


def test_what_was_looked_at_since_they_last_met_is_fresh() -> None:
    assert unconfirmed(confirmed_on(date(2031, 4, 4)), date(2031, 4, 7)) == ()


def test_present_positions_statuses_and_events_to_come_go_stale() -> None:
    stale = {
        str(claim.ref) for claim in unconfirmed(confirmed_on(date(2031, 4, 3)), date(2031, 4, 7))
    }

    assert "position:vell.dark-hours.2031-04-03" in stale
    assert "status:article-3-2.2031-04-10" in stale
    assert "event:fourth-session" in stale


def test_what_is_over_superseded_or_retracted_does_not() -> None:
    stale = {
        str(claim.ref) for claim in unconfirmed(confirmed_on(date(2031, 4, 3)), date(2031, 4, 7))
    }

    assert "position:vell.dark-hours.2031-04-01" not in stale
    assert "position:vell.observer-access.2031-04-01" not in stale
    assert "event:meeting-1" not in stale
    assert "event:first-session" not in stale

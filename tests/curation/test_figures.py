from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from store.alerting import chats, subscriptions
from store.alerting.chats import Address
from store.alerting.subscriptions import Subject
from store.curation import tallies
from store.curation.figures import coarse, figures
from store.curation.tallies import Tally
from store.record.evidence import Ref
from store.record.terms import AlertKind, Kind
from store.tables.chat import ChatKind, ChatState

if TYPE_CHECKING:
    from store.curation.figures import Figures
    from store.tables.database import Database

NOW = datetime(2024, 8, 1, 12, tzinfo=UTC)
LIGHT = Ref(Kind.SAFEGUARD, "light")
VELL = Ref(Kind.PARTY, "vell")


def _subscribed(database: Database, chat_id: int, *subjects: Subject) -> None:
    with database.writing() as db:
        chat = chats.remember(
            db, Address(chat_id, 0), kind=ChatKind.PRIVATE, language="en", zone="UTC"
        )
        subscriptions.subscribe(db, chat, subjects, now=NOW)


def _figures(database: Database) -> Figures:
    with database.reading() as db:
        return figures(db, now=NOW)


def test_subscribers_are_counted_by_kind_topic_and_party(database: Database) -> None:
    for chat_id in (1, 2, 3):
        _subscribed(database, chat_id, Subject.kind(AlertKind.BRIEF))
    _subscribed(database, 4, Subject.of(LIGHT), Subject.of(VELL))

    counted = _figures(database)

    assert counted.chats == 4
    assert counted.kinds[AlertKind.BRIEF] == 3
    assert counted.kinds[AlertKind.VOTE] == 0
    assert counted.topics == {LIGHT: 1}
    assert counted.parties == {VELL: 1}


def test_who_cannot_be_reached_is_no_subscriber(database: Database) -> None:
    _subscribed(database, 1, Subject.kind(AlertKind.BRIEF))
    with database.writing() as db:
        chats.mark(db, 1, ChatState.BLOCKED)

    counted = _figures(database)

    assert (counted.chats, counted.unreachable) == (0, 1)
    assert counted.kinds[AlertKind.BRIEF] == 0


def test_questions_of_the_last_thirty_days_are_counted(database: Database) -> None:
    tally = Tally()
    tally.count("status", answered=True)
    tally.count("status", answered=False)
    with database.writing() as db:
        tallies.add(db, tally, day=NOW.date())
        tallies.add(db, tally, day=NOW.date().replace(month=6))

    assert _figures(database).asked == {"status": (1, 1)}


@pytest.mark.parametrize(("number", "shown"), [(0, "<5"), (4, "<5"), (5, "5"), (1204, "1204")])
def test_numbers_under_five_are_not_told_apart(number: int, shown: str) -> None:
    assert coarse(number) == shown

"""What the outbox hands over becomes a message in the chat's own words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from handlers.alerts.dispatch import worded
from store.alerting.alerts import NOTICE, Alert, Dispatch
from store.alerting.chats import Address, Chat
from store.record.codec import canonical, encode
from store.record.evidence import Ref, Retraction
from store.record.snapshot import Snapshot
from store.record.terms import AlertKind, Kind, Stance
from store.tables.chat import ChatKind
from tests.negotiations import lanternfish

STORE = lanternfish()
NOW = datetime(2031, 4, 9, 21, 45, tzinfo=UTC)  # 09:45 on 10 April in Auckland
LATER = datetime(2031, 4, 12, tzinfo=UTC)
MEETING = STORE.events["meeting-4"]
CHANGED = next(p for p in STORE.positions.values() if p.stance is Stance.SEEKS_WEAKER)


def alert(kind: AlertKind, **fields: Any) -> Alert:
    given: dict[str, Any] = {"id": 1, "key": "k", "due_at": NOW, "use_by": LATER}
    return Alert(kind=kind, **(given | fields))


def chat(language: str = "en", zone: str = "Africa/Nairobi") -> Chat:
    return Chat(id=1, address=Address(7), kind=ChatKind.PRIVATE, language=language, zone=zone)


def text(
    *alerts: Alert, to: Chat | None = None, store: Snapshot = STORE, late: bool = False
) -> str:
    reply = worded(Dispatch(alerts, late), to or chat(), store, now=NOW)
    assert reply is not None
    return reply.text


def test_it_is_written_in_the_chats_language_and_zone() -> None:
    reminder = alert(AlertKind.MEETING, refs=(MEETING.ref,))

    said = text(reminder, to=chat("fr", "America/New_York"))

    assert "Dans 15 minutes" in said
    assert "(18:00–21:00 à New York, 9 avril 2031)" in said


def test_a_changed_record_is_told_beside_what_it_was() -> None:
    former = canonical(encode(replace(CHANGED, stance=Stance.FLEXIBLE)))

    said = text(alert(AlertKind.CHANGE, refs=(CHANGED.ref,), before=former))

    assert "Was: Flexible" in said
    assert "Is now: Seeks weaker text" in said


def moved_notice() -> Alert:
    began = datetime(2031, 4, 9, 20, tzinfo=UTC)
    before = json.dumps({"starts_at": began.isoformat()})
    return alert(
        AlertKind.MEETING, key=f"{NOTICE}meeting-4:x:1", refs=(MEETING.ref,), before=before
    )


def test_a_moved_meeting_is_told_with_both_times() -> None:
    said = text(moved_notice())

    assert "Moved: Vote on article 3(2)" in said
    assert "Was: Thursday, 10 April 2031, 08:00 Auckland time" in said
    assert "Is now: Thursday, 10 April 2031, 10:00–13:00" in said


def test_a_meeting_that_was_taken_out_of_the_calendar_is_told_as_cancelled() -> None:
    off = Retraction(date(2031, 4, 9), "entered by mistake")
    gone = replace(MEETING, evidence=replace(MEETING.evidence, retracted=off))
    kept = [r for r in STORE.records.values() if r.ref != gone.ref]

    said = text(moved_notice(), store=Snapshot.of(STORE.negotiation, [*kept, gone]))

    assert "Cancelled: Vote on article 3(2)" in said
    assert "entered by mistake" in said


def test_nothing_is_said_of_what_is_no_longer_on_record() -> None:
    gone = alert(AlertKind.CHANGE, refs=(Ref(Kind.POSITION, "gone"),))

    assert worded(Dispatch((gone,)), chat(), STORE, now=NOW) is None


def test_what_is_late_says_so() -> None:
    brief = alert(
        AlertKind.BRIEF, due_at=datetime(2031, 4, 9, 20, tzinfo=UTC), day=date(2031, 4, 10)
    )

    assert "Late: due at 23:00, 9 April 2031, sent at 00:45 (Nairobi)." in text(brief, late=True)


def test_several_changes_are_one_message() -> None:
    alerts = [
        alert(AlertKind.CHANGE, id=number, refs=(record.ref,))
        for number, record in enumerate(STORE.statuses.values())
        if record.evidence.retracted is None
    ]

    assert f"{len(alerts)} changes" in text(*alerts)

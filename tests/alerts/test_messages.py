"""Alerts as messages: what each kind says, in every language, within one message."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.entities import units
from bot.sandbox.markup import parse_html
from handlers.alerts.due import Due
from handlers.alerts.message import merged_message, message
from handlers.callbacks import write
from handlers.catalogues import languages
from handlers.codes import Codes
from handlers.reply import MESSAGE_LIMIT, Act, Ask, Reply
from handlers.texts import Texts
from store.record.evidence import Ref, Retraction
from store.record.snapshot import Snapshot
from store.record.terms import AlertKind, Kind, Stance
from tests.negotiations import event, lanternfish, position
from tests.render.test_any_answer import HOSTILE, hostile

if TYPE_CHECKING:
    from store.record.records import Position

NAIROBI = ZoneInfo("Africa/Nairobi")
STORE = lanternfish()
HOSTILE_STORE = Snapshot.of(STORE.negotiation, [hostile(r) for r in STORE.records.values()])
CODES = Codes(STORE)
MEETING = STORE.events["meeting-4"]
CANCELLED = STORE.events["meeting-3"]
VOTE = STORE.votes["vote-3-2"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


MORNING = at("2031-04-10T08:00:00+12:00")
EVENING = at("2031-04-10T18:00:00+12:00")
DAY = date(2031, 4, 10)
CHANGED = next(p for p in STORE.positions.values() if p.stance is Stance.SEEKS_WEAKER)
BEFORE = replace(CHANGED, stance=Stance.FLEXIBLE)

EVERY = {
    "brief": Due(kind=AlertKind.BRIEF, due_at=MORNING, day=DAY),
    "digest": Due(kind=AlertKind.DIGEST, due_at=EVENING, day=DAY),
    "reminder": Due(kind=AlertKind.MEETING, due_at=MORNING, refs=(MEETING.ref,)),
    "moved": Due(
        kind=AlertKind.MEETING,
        due_at=MORNING,
        refs=(MEETING.ref,),
        before=replace(MEETING, starts_at=MORNING),
    ),
    "cancelled": Due(kind=AlertKind.MEETING, due_at=MORNING, refs=(CANCELLED.ref,)),
    "change": Due(kind=AlertKind.CHANGE, due_at=MORNING, refs=(CHANGED.ref,), before=BEFORE),
    "status": Due(
        kind=AlertKind.CHANGE, due_at=MORNING, refs=(next(iter(STORE.statuses.values())).ref,)
    ),
    "many": Due(
        kind=AlertKind.CHANGE,
        due_at=MORNING,
        refs=tuple(p.ref for p in STORE.positions.values()),
    ),
    "vote": Due(kind=AlertKind.VOTE, due_at=EVENING, refs=(VOTE.ref,)),
    "deadline": Due(
        kind=AlertKind.DEADLINE, due_at=MORNING, refs=(STORE.events["signature-ends"].ref,)
    ),
    "countdown": Due(
        kind=AlertKind.COUNTDOWN,
        due_at=MORNING,
        day=date(2031, 3, 31),
        refs=(STORE.events["fourth-session"].ref,),
    ),
    "countdown without a session on record": Due(
        kind=AlertKind.COUNTDOWN, due_at=MORNING, day=date(2031, 3, 31)
    ),
    "bulletin": Due(kind=AlertKind.BULLETIN, due_at=MORNING, text=HOSTILE * 15),
    "correction": Due(
        kind=AlertKind.CORRECTION, due_at=MORNING, refs=(CHANGED.ref,), before=BEFORE
    ),
    "correction of what is gone": Due(
        kind=AlertKind.CORRECTION,
        due_at=MORNING,
        refs=(Ref(Kind.POSITION, "gone"),),
        before=BEFORE,
    ),
    "late": Due(kind=AlertKind.BRIEF, due_at=MORNING - timedelta(days=1), day=DAY, held=True),
}


def told(due: Due, *, store: Snapshot = STORE, now: datetime | None = None) -> Reply:
    texts = Texts.of("en", NAIROBI)
    reply = message(due, snapshot=store, texts=texts, now=now or due.due_at)
    assert reply is not None
    return reply


def changed_store(*records: Position) -> Snapshot:
    changed = {record.ref for record in records}
    kept = [record for ref, record in STORE.records.items() if ref not in changed]
    return Snapshot.of(STORE.negotiation, [*kept, *records])


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("store", [STORE, HOSTILE_STORE], ids=["plain", "hostile"])
@pytest.mark.parametrize("due", EVERY.values(), ids=EVERY.keys())
def test_every_alert_is_one_valid_message_in_every_language(
    due: Due, store: Snapshot, language: str
) -> None:
    texts = Texts.of(language, NAIROBI)

    reply = message(due, snapshot=store, texts=texts, now=MORNING)

    assert reply is not None
    (page,) = reply.pages()
    assert 0 < units(parse_html(page)[0]) <= MESSAGE_LIMIT


@pytest.mark.parametrize("due", EVERY.values(), ids=EVERY.keys())
def test_every_alert_has_a_button_to_read_more_and_one_that_mutes_its_kind(due: Due) -> None:
    presses = [button.press for row in told(due).rows for button in row]

    assert any(isinstance(press, Ask) for press in presses)
    mutes = Act("mute", due.kind.value) in presses
    assert mutes == (due.kind is not AlertKind.CORRECTION)  # that one goes with what was received
    assert all(write(p, CODES, "en") for p in presses if isinstance(p, Ask | Act))


def test_the_brief_tells_the_day_its_agenda_and_what_is_contested() -> None:
    text = told(EVERY["brief"]).text

    assert "Day 9 of 10 · Thursday, 10 April 2031" in text
    assert "10:00–13:00 Auckland time (01:00–04:00 Nairobi time) · Harbour Hall" in text
    assert "Article 3(2)\nSupports: Abyssal Group" in text
    assert "Seeks deletion: North Vell" in text


def test_the_brief_does_not_tell_what_the_day_will_bring() -> None:
    text = told(EVERY["brief"]).text

    assert "was lost" not in text
    assert "Put to a vote" not in text


def test_the_digest_tells_the_votes_with_their_counts_and_what_a_yes_meant() -> None:
    text = told(EVERY["digest"]).text

    assert "Yes 12 · No 30 · Abstained 8" in text
    assert "A yes meant: delete article 3(2), the dark hours" in text
    assert "Next: Friday, 11 April 2031" in text


def test_the_digest_of_the_last_day_has_no_next_one() -> None:
    last = Due(kind=AlertKind.DIGEST, due_at=EVENING, day=date(2031, 4, 11))

    assert "Next:" not in told(last).text


def test_a_reminder_counts_the_minutes_that_are_left() -> None:
    text = told(EVERY["reminder"], now=at("2031-04-10T09:45:00+12:00")).text

    assert "In 15 minutes: Vote on article 3(2)" in text


def test_a_moved_meeting_is_told_with_both_times() -> None:
    text = told(EVERY["moved"]).text

    assert "Moved: Vote on article 3(2)" in text
    assert "Was: Thursday, 10 April 2031, 08:00–13:00" in text
    assert "Is now: Thursday, 10 April 2031, 10:00–13:00" in text


def test_a_meeting_that_was_taken_out_of_the_calendar_is_told_as_cancelled() -> None:
    off = Retraction(DAY, "entered by mistake")
    gone = replace(MEETING, evidence=replace(MEETING.evidence, retracted=off))
    kept = [record for record in STORE.records.values() if record.ref != gone.ref]

    text = told(EVERY["moved"], store=Snapshot.of(STORE.negotiation, [*kept, gone])).text

    assert "Cancelled: Vote on article 3(2)" in text
    assert "entered by mistake" in text


def test_a_cancelled_meeting_is_told_with_the_reason() -> None:
    text = told(EVERY["cancelled"]).text

    assert "Cancelled: Article 4" in text
    assert "Given to informal talks." in text


def test_a_change_tells_what_was_what_is_who_says_so_and_how_it_is_known() -> None:
    text = told(EVERY["change"]).text

    assert "Vell – Dark hours" in text
    assert "Was: Flexible" in text
    assert "Is now: Seeks weaker text" in text
    assert "medium confidence" in text
    assert "Machine-made report of the second meeting" in text


def test_what_a_party_said_before_is_what_a_new_position_replaces() -> None:
    new = position(stance=Stance.SUPPORTS)
    due = Due(kind=AlertKind.CHANGE, due_at=MORNING, refs=(new.ref,))

    assert "Was: Seeks weaker text, 3 April 2031" in told(due, store=changed_store(new)).text


def test_a_first_position_replaces_nothing_and_silence_is_not_called_a_stance() -> None:
    new = position(id="first", party="korveth", safeguard=None, provisions=("article-1",))
    due = Due(kind=AlertKind.CHANGE, due_at=MORNING, refs=(new.ref,))

    assert "Was: nothing on record" in told(due, store=changed_store(new)).text


def test_a_change_that_was_retracted_meanwhile_is_not_told() -> None:
    gone = replace(
        CHANGED, evidence=replace(CHANGED.evidence, retracted=Retraction(DAY, "misheard"))
    )
    texts = Texts.of("en")

    assert message(EVERY["change"], snapshot=changed_store(gone), texts=texts, now=MORNING) is None


def test_a_correction_shows_the_old_and_the_new() -> None:
    text = told(EVERY["correction"]).text

    assert "An alert that was sent here was wrong. Sorry." in text
    assert "It said: Vell – Dark hours (article 3(2)): Flexible" in text
    assert "Right is: Vell – Dark hours (article 3(2)): Seeks weaker text" in text


def test_a_meeting_that_was_dropped_is_named() -> None:
    gone = Ref(Kind.EVENT, "dropped")
    due = Due(kind=AlertKind.CORRECTION, due_at=MORNING, refs=(gone,), text="Closing <plenary>")

    assert "No longer in the calendar: Closing <plenary>" in told(due).text


def test_a_correction_by_retraction_gives_the_reason() -> None:
    gone = replace(
        CHANGED, evidence=replace(CHANGED.evidence, retracted=Retraction(DAY, "misheard"))
    )
    due = Due(kind=AlertKind.CORRECTION, due_at=MORNING, refs=(CHANGED.ref,))

    text = told(due, store=changed_store(gone)).text

    assert "It said: Vell" in text
    assert "Retracted on 10 April 2031: misheard" in text


def test_a_late_alert_says_when_it_was_due() -> None:
    text = told(EVERY["brief"], now=at("2031-04-10T11:02:00+12:00")).text

    assert text.startswith("Late: due at 23:00, 9 April 2031, sent at 02:02 (Nairobi).")


def test_an_alert_in_time_is_not_called_late() -> None:
    assert "Late" not in told(EVERY["brief"], now=MORNING + timedelta(minutes=4)).text


def test_an_alert_that_was_held_says_so_and_does_not_call_itself_late() -> None:
    text = told(replace(EVERY["brief"], held=True), now=MORNING + timedelta(hours=3)).text

    assert "Held for your quiet hours" in text
    assert "Late" not in text


def test_many_changes_are_one_message() -> None:
    dues = [
        Due(kind=AlertKind.CHANGE, due_at=MORNING, refs=(record.ref,))
        for record in STORE.positions.values()
        if record.evidence.retracted is None
    ]

    reply = merged_message(dues, snapshot=STORE, texts=Texts.of("en"), now=MORNING)

    assert reply is not None
    assert f"{len(dues)} changes" in reply.text
    assert "Vell – Dark hours (article 3(2)): Seeks weaker text, 3 April 2031" in reply.text


def test_of_many_changes_the_one_that_is_left_is_told_whole() -> None:
    left = EVERY["change"]
    gone = Due(kind=AlertKind.CHANGE, due_at=MORNING, refs=(Ref(Kind.POSITION, "gone"),))

    reply = merged_message([gone, left], snapshot=STORE, texts=Texts.of("en"), now=MORNING)

    assert reply is not None
    assert "Is now: Seeks weaker text" in reply.text


def test_a_deadline_two_days_ahead_is_in_the_brief() -> None:
    due = event(id="comments", title="Comments due", dated=STORE.events["fourth-session"].dated)
    near = replace(
        STORE.events["signature-ends"],
        id="near",
        title="Comments are due",
        dated=replace(due.dated, first=date(2031, 4, 12), last=date(2031, 4, 12)),
    )
    store = Snapshot.of(STORE.negotiation, (*STORE.records.values(), near))

    assert "Comments are due, 12 April 2031" in told(EVERY["brief"], store=store).text

"""The buttons below an alert: to read more of it, and to mute its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.labels import ALERT_KINDS
from handlers.render.questions import button_label
from handlers.reply import Act, Ask, Button
from store.answering.questions import (
    AgendaOf,
    ChangesSince,
    NextUp,
    Overview,
    PositionOf,
    StatusOf,
    VoteOn,
)
from store.record.records import Event, Position, StatusChange, Vote
from store.record.snapshot import topics_of
from store.record.terms import AlertKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from handlers.alerts.due import Due
    from handlers.reply import Rows
    from handlers.texts import Texts
    from store.answering.questions import Question
    from store.record.records import Record
    from store.record.snapshot import Snapshot

MUTE = "mute"
UNMUTE = "unmute"


def buttons(due: Due, texts: Texts, snapshot: Snapshot) -> Rows:
    """Return the buttons of one alert."""
    more = dict.fromkeys(_questions(due, snapshot))
    rows = tuple(
        (Button(button_label(q, texts, snapshot), Ask(q, below=True)),) for q in list(more)[:2]
    )
    if due.kind is AlertKind.CORRECTION:
        return rows  # it goes with what was received, and cannot be refused
    return (*rows, (mute_button(due.kind, texts),))


def merged_buttons(dues: Sequence[Due], texts: Texts, snapshot: Snapshot, *, now: datetime) -> Rows:
    """Return the buttons of several alerts told as one."""
    today = now.astimezone(snapshot.negotiation.zone).date()
    question = ChangesSince(since=today)
    read = Button(button_label(question, texts, snapshot), Ask(question, below=True))
    kinds = dict.fromkeys(due.kind for due in dues)
    return ((read,), *((mute_button(kind, texts),) for kind in list(kinds)[:2]))


def for_channel(rows: Rows) -> Rows:
    """Return the buttons that are for everybody: a channel's admins decide on its alerts alone."""
    asking = (tuple(one for one in row if not isinstance(one.press, Act)) for row in rows)
    return tuple(row for row in asking if row)


def mute_button(kind: AlertKind, texts: Texts) -> Button:
    """Return the button that keeps alerts of a kind from this chat until it is unmuted."""
    label = texts.plain("Mute: {kind}", kind=texts.label(ALERT_KINDS[kind]))
    return Button(label, Act(MUTE, kind.value))


def unmute_button(kind: AlertKind, texts: Texts) -> Button:
    """Return the button that takes a muting back."""
    label = texts.plain("Unmute: {kind}", kind=texts.label(ALERT_KINDS[kind]))
    return Button(label, Act(UNMUTE, kind.value))


def _questions(due: Due, snapshot: Snapshot) -> Iterator[Question]:
    match due.kind:
        case AlertKind.BRIEF:
            yield AgendaOf(day=due.day)
            yield ChangesSince()
        case AlertKind.DIGEST:
            yield ChangesSince(since=due.day)
            yield NextUp()
        case AlertKind.COUNTDOWN:
            yield Overview()
            yield AgendaOf(day=due.day)
        case AlertKind.BULLETIN:
            yield Overview()
        case _:
            for ref in due.refs:
                record = snapshot.records.get(ref)
                yield from _about(record or due.before)
            yield ChangesSince()


def _about(record: Record | None) -> Iterator[Question]:
    match record:
        case Position():
            for topic in topics_of(record)[:1]:
                yield PositionOf(party=record.party, topic=topic)
        case StatusChange():
            yield StatusOf(topic=record.topic)
        case Vote():
            yield VoteOn(topic=record.ref)
        case Event():
            yield AgendaOf(day=record.dated.first)
            for topic in record.topics[:1]:
                yield StatusOf(topic=topic)
        case _:
            return

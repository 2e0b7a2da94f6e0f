"""What the outbox hands over, as a message in the language and the time zone of its chat."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from handlers.alerts.due import Due
from handlers.alerts.message import merged_message, message
from handlers.texts import Texts
from store.record.codec import decode
from store.record.moments import Dated

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.reply import Reply
    from store.alerting.alerts import Alert, Dispatch
    from store.alerting.chats import Chat
    from store.record.records import Event, Record
    from store.record.snapshot import Snapshot


def worded(dispatch: Dispatch, chat: Chat, snapshot: Snapshot, *, now: datetime) -> Reply | None:
    """Return the message; None when what it was about is no longer on record. ``now`` is aware."""
    texts = Texts.of(chat.language, chat.zone_info)
    dues = [due_of(alert, snapshot, late=dispatch.late) for alert in dispatch.alerts]
    if len(dues) == 1:
        return message(dues[0], snapshot=snapshot, texts=texts, now=now)
    return merged_message(dues, snapshot=snapshot, texts=texts, now=now)


def due_of(alert: Alert, snapshot: Snapshot, *, late: bool = False) -> Due:
    """Return an alert of the store as it is worded."""
    return Due(
        kind=alert.kind,
        due_at=alert.due_at,
        day=alert.day,
        refs=alert.refs,
        before=_before(alert, snapshot),
        text=alert.text,
        late=late,
    )


def _before(alert: Alert, snapshot: Snapshot) -> Record | None:
    if alert.before is None or not alert.refs:
        return None
    moved_from = alert.moved_from
    if moved_from is None:
        return decode(alert.refs[0].kind, json.loads(alert.before))
    event = snapshot.events.get(alert.refs[0].id)
    return None if event is None else _as_it_was(event, moved_from, snapshot)


def _as_it_was(event: Event, starts_at: datetime, snapshot: Snapshot) -> Event:
    """Return a meeting as it stood in the calendar. When it was to end is not known any more."""
    day = starts_at.astimezone(snapshot.negotiation.zone).date()
    return replace(event, starts_at=starts_at, ends_at=None, dated=Dated.on(day))

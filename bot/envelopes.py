"""An alert as it is handed to the Bot API: written when its turn has come, once for all alike."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from handlers.alerts.buttons import for_channel
from handlers.alerts.due import Due
from handlers.alerts.message import merged_message, message
from handlers.respond import markup
from handlers.texts import Texts
from store.alerting.quiet import quiet_until
from store.record.codec import decode
from store.record.moments import Dated
from store.record.records import Event
from store.tables.chat import ChatKind, QuietMode

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.reply import Reply
    from handlers.services import Services
    from store.alerting.alerts import Alert
    from store.alerting.chats import Chat
    from store.alerting.outbox import Claimed
    from store.record.records import Record
    from store.record.snapshot import Snapshot

_KEPT = 256


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is sent: pages of Telegram HTML, the keyboard below the last.

    ``keyboard`` is in JSON, as the Bot API takes it: for all chats that get the same, it is put
    into words once.
    """

    pages: tuple[str, ...]
    keyboard: str | None = None


class Writer(Protocol):
    """Whoever writes alerts. Called on the loop, so it must be quick."""

    @property
    def revision(self) -> int:
        """The revision of the store that it writes from."""

    def write(self, claimed: Claimed, *, now: datetime) -> Envelope | None:
        """Return what to send now; None when there is nothing to tell any more."""


class _Reader(NamedTuple):
    """All that a message depends on. Chats that are alike in it get the same."""

    alerts: tuple[int, ...]
    revision: int
    minute: datetime
    language: str
    zone: str
    kind: ChatKind
    held: bool
    wished: bool


class Envelopes:
    """Writes alerts from the newest snapshot, and keeps what was written for the next alike."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._written: OrderedDict[_Reader, Envelope | None] = OrderedDict()

    @property
    def revision(self) -> int:
        """The revision of the newest snapshot here."""
        return self._services.live.current.revision

    def write(self, claimed: Claimed, *, now: datetime) -> Envelope | None:
        """Return what to send to a chat now; None when there is nothing to tell any more."""
        chat, snapshot = claimed.chat, self._services.live.current
        reader = _Reader(
            tuple(alert.id for alert in claimed.alerts),
            snapshot.revision,
            now.replace(second=0, microsecond=0),
            chat.language,
            chat.zone,
            chat.kind,
            any(_was_held(alert, chat) for alert in claimed.alerts),
            claimed.wished,
        )
        if reader not in self._written:
            self._written[reader] = self._write(claimed.alerts, reader, chat, snapshot, now)
            if len(self._written) > _KEPT:
                self._written.popitem(last=False)
        return self._written[reader]

    def _write(
        self,
        alerts: tuple[Alert, ...],
        reader: _Reader,
        chat: Chat,
        snapshot: Snapshot,
        now: datetime,
    ) -> Envelope | None:
        texts = Texts.of(chat.language, chat.zone_info)
        dues = [due_of(alert, snapshot, held=reader.held, wished=reader.wished) for alert in alerts]
        reply: Reply | None
        if len(dues) == 1:
            reply = message(dues[0], snapshot=snapshot, texts=texts, now=now)
        else:
            reply = merged_message(dues, snapshot=snapshot, texts=texts, now=now)
        if reply is None:
            return None
        codes = self._services.shelf.of(snapshot).codes
        rows = for_channel(reply.rows) if chat.kind is ChatKind.CHANNEL else reply.rows
        keyboard = markup(rows, codes, chat.language)
        return Envelope(reply.pages(), keyboard.to_json() if keyboard is not None else None)


def due_of(alert: Alert, snapshot: Snapshot, *, held: bool = False, wished: bool = False) -> Due:
    """Return an alert for those who word it."""
    return Due(
        kind=alert.kind,
        due_at=alert.due_at,
        day=alert.day,
        refs=alert.refs,
        before=_before(alert, snapshot),
        text=alert.text,
        held=held,
        wished=wished,
    )


def _before(alert: Alert, snapshot: Snapshot) -> Record | None:
    if alert.before is None:
        return None
    if alert.moved_from is not None:
        event = snapshot.records.get(alert.refs[0])
        if not isinstance(event, Event):
            return None
        day = alert.moved_from.astimezone(snapshot.negotiation.zone).date()
        return replace(
            event, starts_at=alert.moved_from, ends_at=None, dated=Dated.on(day), cancelled=None
        )
    ref = alert.refs[0]
    return decode(ref.kind, json.loads(alert.before))


def _was_held(alert: Alert, chat: Chat) -> bool:
    """Whether quiet hours, and nobody's fault, kept the alert from going out when it was due."""
    if chat.quiet is None or chat.quiet.mode is not QuietMode.HELD:
        return False
    return quiet_until(chat.quiet, chat.zone_info, alert.due_at) is not None

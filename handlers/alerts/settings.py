"""What a chat has set and asked for, as the panel shows it.

What a button of the panel does stands in its argument, ``[c<chat>:]<page or deed>``: the prefix
names a channel that is managed from elsewhere. Who presses is looked at each time, so a forged one
opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import Locale

from handlers.labels import ALERT_KINDS, Switch
from handlers.reply import Act, Button
from store.alerting.subscriptions import KINDS, Subject
from store.tables.subscription import What

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.texts import Texts
    from store.alerting.chats import Chat
    from store.alerting.subscriptions import Subscription
    from store.record.evidence import Ref
    from store.record.snapshot import Snapshot
    from store.record.terms import AlertKind
    from store.tables.chat import ChatKind

VERB = "alerts"
"""The verb of the panel's buttons."""

LABEL = 44
"""Characters of a button's label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a chat has set and asked for; ``chat`` is None where nothing is kept of it.

    ``kind`` is the chat's, ``channel`` the id of one that is managed from elsewhere, else None.
    """

    kind: ChatKind
    chat: Chat | None = None
    subscriptions: tuple[Subscription, ...] = ()
    channel: int | None = None

    def switch(self, kind: AlertKind) -> Switch:
        """Whether alerts of a kind come, are muted, or were never asked for."""
        for found in self.subscriptions:
            if found.subject == Subject.kind(kind):
                return Switch.MUTED if found.muted else Switch.ON
        return Switch.OFF

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The topics and parties that were asked for."""
        refs = (found.subject.ref for found in self.subscriptions if not found.muted)
        return tuple(ref for ref in refs if ref is not None)

    @property
    def wishes(self) -> tuple[tuple[Ref, ...], ...]:
        """What is to be told once."""
        return tuple(s.subject.refs for s in self.subscriptions if s.subject.what is What.WISH)

    def act(self, argument: str, *refs: Ref) -> Act:
        """Return the press that turns to a page or does something for this chat."""
        prefix = "" if self.channel is None else f"c{self.channel}:"
        return Act(VERB, prefix + argument, refs)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a page is drawn from; ``now`` is aware."""

    settings: Settings
    texts: Texts
    snapshot: Snapshot
    now: datetime


def back(d: Drawing) -> tuple[Button, ...]:
    """Return the row that leads to the first page."""
    return (Button(d.texts.plain("↑ All settings"), d.settings.act("")),)


def own_name(code: str) -> str:
    """Return how a language calls itself."""
    return (Locale.parse(code.replace("-", "_")).get_display_name() or code).capitalize()


def subject_name(subject: Subject, d: Drawing) -> str:
    """Name what a subscription is to."""
    if subject.what is What.KIND:
        kind = next(kind for kind in KINDS if kind == subject.name)
        return d.texts.label(ALERT_KINDS[kind])
    refs = (subject.ref,) if subject.ref is not None else subject.refs
    return d.texts.plain_listing([d.texts.name(ref, d.snapshot) for ref in refs])

"""A test alert: that alerts reach this chat, and which one comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.alerts.panel import quiet_line
from handlers.labels import ALERT_KINDS, Switch
from handlers.reply import Button, Reply
from store.alerting.calendar import calendar_alerts

if TYPE_CHECKING:
    from handlers.alerts.settings import Drawing
    from handlers.markup import Html
    from store.alerting.calendar import CalendarAlert


def trial(d: Drawing) -> Reply:
    """Return the test alert."""
    texts, chat = d.texts, d.settings.chat
    blocks = [texts("<b>This is a test alert.</b> Alerts reach this chat."), _next(d)]
    if chat is not None and chat.quiet is not None:
        blocks.append(quiet_line(chat.quiet, texts))
    settings = Button(texts.plain("All settings"), d.settings.act(""))
    return Reply(tuple(map(str, blocks)), ((settings,),))


def _next(d: Drawing) -> Html:
    texts = d.texts
    if all(found.muted for found in d.settings.subscriptions):
        return texts("Nothing is asked for here yet. /subscribe begins.")
    found = _next_alert(d)
    if found is None:
        return texts(
            "The calendar holds no alert for this chat. Changes and votes come as they are."
        )
    when = texts.moment(found.due_at, d.snapshot.negotiation.zone)
    kind = texts.label(ALERT_KINDS[found.kind])
    return texts("Next by the calendar: {kind}, {when}.", kind=kind, when=when)


def _next_alert(d: Drawing) -> CalendarAlert | None:
    return next(
        (
            alert
            for alert in calendar_alerts(d.snapshot)
            if alert.due_at > d.now and d.settings.switch(alert.kind) is Switch.ON
        ),
        None,
    )

"""What /subscribe and /unsubscribe say: what is meant, what shall end, what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.alerts.settings import LABEL, back, subject_name
from handlers.labels import ALERT_KINDS, Switch
from handlers.markup import Html, shortened
from handlers.reply import Button, Reply, Style
from store.alerting.subscriptions import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handlers.alerts.settings import Drawing
    from handlers.reply import Rows
    from store.alerting.subscriptions import Subject
    from store.record.evidence import Ref

_MOST = 8  # topics and parties that are offered to end


def choices(refs: Iterable[Ref], d: Drawing, *, on: bool) -> Rows:
    """Return buttons to choose which of several records was meant."""
    deed = "one/on" if on else "one/off"
    return tuple(
        (Button(shortened(d.texts.name(ref, d.snapshot), LABEL), d.settings.act(deed, ref)),)
        for ref in refs
    )


def ending_page(d: Drawing) -> Reply:
    """Offer to end what was asked for."""
    texts, settings = d.texts, d.settings
    rows: list[tuple[Button, ...]] = [
        (
            Button(
                texts.plain("Off: {what}", what=texts.label(ALERT_KINDS[kind])),
                settings.act(f"kind/{kind}/{Switch.OFF}"),
            ),
        )
        for kind in KINDS
        if settings.switch(kind) is not Switch.OFF
    ]
    rows += [
        (
            Button(
                shortened(texts.plain("Off: {what}", what=texts.name(ref, d.snapshot)), LABEL),
                settings.act("one/off", ref),
            ),
        )
        for ref in settings.refs[:_MOST]
    ]
    for wish in settings.wishes[:_MOST]:
        names = texts.plain_listing([texts.name(ref, d.snapshot) for ref in wish])
        label = shortened(texts.plain("Off: {what}", what=names), LABEL)
        rows.append((Button(label, settings.act("wish/off", *wish)),))
    if not settings.subscriptions:
        line = texts("Nothing is asked for here, so no alert comes.")
        return Reply((line,), (back(d),))
    everything = Button(texts.plain("Everything off"), settings.act("none"), Style.DANGER)
    head = texts("<b>What shall end?</b>")
    form = Html("<code>/unsubscribe all</code>")
    hint = texts("Choose, or write it after the command: {form}", form=form)
    return Reply((str(head), str(hint)), ((everything,), *rows, back(d)))


def done(subjects: Sequence[Subject], d: Drawing, *, on: bool) -> Reply:
    """Say what is on or off now, with the way to all settings."""
    texts = d.texts
    names = texts.listing(
        dict.fromkeys(subject_name(subject, d) for subject in subjects if subject_name(subject, d))
    )
    if on:
        line = texts("Done. Alerts come from now on: {names}.", names=names)
    else:
        line = texts("Done. No more alerts: {names}.", names=names)
    lines = [line]
    if not on and not d.settings.subscriptions:
        lines = [texts("Done. No more alerts come here. /subscribe begins anew.")]
    settings = Button(texts.plain("All settings"), d.settings.act(""))
    return Reply(tuple(map(str, lines)), ((settings,),))

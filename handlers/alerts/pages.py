"""The pages of the panel: one message that is edited in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from handlers.alerts.panel import first_page, quiet_line
from handlers.alerts.settings import LABEL, back, own_name
from handlers.catalogues import languages
from handlers.labels import ALERT_KINDS, SWITCHES, Switch
from handlers.markup import Html, shortened
from handlers.reply import Button, Reply, Style
from store.alerting.subscriptions import KINDS
from store.tables.chat import ChatKind, QuietMode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.alerts.settings import Drawing
    from store.record.evidence import Ref
    from store.record.snapshot import Snapshot

LINES = 8
"""Rows of topics or parties on one page; of parties there are two in a row."""

_NIGHTS = ("22:00-07:00", "23:00-06:00", "20:00-08:00")


def panel(page: str, d: Drawing) -> Reply | None:  # noqa: PLR0911  # one for each page
    """Draw a page: ``""`` is the first one. None where there is no such page."""
    name, _, number = page.partition("~")
    if number and not number.isdecimal():
        return None
    match name:
        case "":
            return first_page(d)
        case "kinds":
            return kinds_page(d)
        case "topics":
            return _subjects(d, _topics(d.snapshot), "topics", int(number or 0))
        case "parties":
            return _subjects(d, _parties(d), "parties", int(number or 0))
        case "zone":
            return zone_page(d)
        case "quiet":
            return quiet_page(d)
        case "language":
            return _language_page(d)
        case _:
            return None


def kinds_page(d: Drawing) -> Reply:
    """Offer the kinds: a press turns one on, mutes it, turns it off, in turn."""
    texts, settings = d.texts, d.settings
    rows = []
    for kind in KINDS:
        switch = settings.switch(kind)
        label = texts.plain(
            "{kind}: {switch}",
            kind=texts.label(ALERT_KINDS[kind]),
            switch=texts.label(SWITCHES[switch]),
        )
        rows.append((Button(label, settings.act(f"kind/{kind}/{_following(switch)}")),))
    blocks = (
        texts("<b>Which alerts?</b> Press a kind to turn it on, mute it or turn it off."),
        texts(
            "A muted kind is kept, and brings nothing until it is unmuted. One that is off is not "
            "asked for; topics and parties that were asked for still bring their changes and votes."
        ),
    )
    everything = (
        Button(texts.plain("All on"), settings.act("all")),
        Button(texts.plain("All off"), settings.act("none"), Style.DANGER),
    )
    return Reply(tuple(map(str, blocks)), (*rows, everything, back(d)))


def _following(switch: Switch) -> Switch:
    match switch:
        case Switch.ON:
            return Switch.MUTED
        case Switch.MUTED:
            return Switch.OFF
        case Switch.OFF:
            return Switch.ON
        case _:
            assert_never(switch)


def _subjects(d: Drawing, refs: Sequence[Ref], page: str, number: int) -> Reply:
    """Offer topics or parties, those asked for first."""
    texts, settings = d.texts, d.settings
    columns = 2 if page == "parties" else 1
    shown = columns * LINES
    asked = [ref for ref in refs if ref in settings.refs]
    ordered = [*asked, *(ref for ref in refs if ref not in asked)]
    last = max(0, len(ordered) - 1) // shown
    number = min(number, last)
    buttons: list[Button] = []
    for ref in ordered[number * shown : (number + 1) * shown]:
        on = ref in settings.refs
        label = shortened(("✓ " if on else "") + texts.name(ref, d.snapshot), LABEL)
        deed = f"{page}/{'off' if on else 'on'}/{number}"
        buttons.append(Button(label, settings.act(deed, ref)))
    rows = [tuple(buttons[i : i + columns]) for i in range(0, len(buttons), columns)]
    turning = []
    if number > 0:
        turning.append(Button(texts.plain("‹ Back"), settings.act(f"{page}~{number - 1}")))
    if number < last:
        turning.append(Button(texts.plain("More ›"), settings.act(f"{page}~{number + 1}")))
    if turning:
        rows.append(tuple(turning))
    head = texts("<b>Changes and votes on which topics?</b>")
    form = Html("<code>/subscribe TOPIC</code>")
    if page == "parties":
        head = texts("<b>Changes and votes of which parties?</b>")
        form = Html("<code>/subscribe PARTY</code>")
    hint = texts("A press turns one on or off. Or write it: {form}", form=form)
    return Reply((str(head), str(hint)), (*rows, back(d)))


def _topics(snapshot: Snapshot) -> list[Ref]:
    """Return all safeguards, then the provisions about which something is on record."""
    moving = [
        record.ref
        for record in snapshot.provisions.values()
        if record.ref in snapshot.statuses_of or record.ref in snapshot.positions_on
    ]
    return [*(record.ref for record in snapshot.safeguards.values()), *moving]


def _parties(d: Drawing) -> list[Ref]:
    known = [p.ref for p in d.snapshot.parties.values() if p.id in d.snapshot.positions_of]
    return sorted(known, key=lambda ref: d.texts.name(ref, d.snapshot))


def zone_page(d: Drawing) -> Reply:
    """Say how the time zone is set."""
    texts, settings = d.texts, d.settings
    session = d.snapshot.negotiation.zone
    zone = session if settings.chat is None else settings.chat.zone_info
    told = texts(
        "<b>Times are shown for {city}</b> as well as for the session, where they differ.",
        city=texts.city(zone),
    )
    form = Html("<code>/timezone Nairobi</code>")
    how = texts("Write a city, a country or a zone’s name: {form}", form=form)
    if settings.kind is ChatKind.PRIVATE:
        how = texts(
            "Write a city, a country or a zone’s name: {form}. Or send me a location (the "
            "paperclip has it): I look for the nearest city with a time zone and keep only that "
            "zone.",
            form=form,
        )
    choices = [
        Button(
            texts.plain("Session: {city}", city=texts.city(session)),
            settings.act(f"zone/{session.key}"),
        ),
        Button("UTC", settings.act("zone/UTC")),
    ]
    return Reply((str(told), str(how)), (tuple(choices), back(d)))


def quiet_page(d: Drawing) -> Reply:
    """Offer quiet hours, and what becomes of the alerts that fall into them."""
    texts, settings = d.texts, d.settings
    quiet = settings.chat.quiet if settings.chat is not None else None
    mode = QuietMode.SILENT if quiet is None else quiet.mode
    nights = [
        Button(night.replace("-", "–"), settings.act(f"quiet/{night}/{mode}")) for night in _NIGHTS
    ]
    rows: list[tuple[Button, ...]] = [tuple(nights)]
    if quiet is not None:
        hours = f"{quiet.begins:%H:%M}-{quiet.ends:%H:%M}"
        silent = Button(
            _chosen(texts.plain("Without a sound"), quiet.mode is QuietMode.SILENT),
            settings.act(f"quiet/{hours}/{QuietMode.SILENT}"),
        )
        held = Button(
            _chosen(texts.plain("Wait until they end"), quiet.mode is QuietMode.HELD),
            settings.act(f"quiet/{hours}/{QuietMode.HELD}"),
        )
        rows += [
            (silent, held),
            (Button(texts.plain("No quiet hours"), settings.act("quiet/off")),),
        ]
    form = Html("<code>/quiet 22:00-07:00</code>")
    how = texts("Choose, or write your own in the chat’s time zone: {form}", form=form)
    return Reply((str(quiet_line(quiet, texts)), str(how)), (*rows, back(d)))


def _language_page(d: Drawing) -> Reply:
    texts, settings = d.texts, d.settings
    buttons = tuple(
        Button(_chosen(own_name(code), code == texts.language), settings.act(f"language/{code}"))
        for code in languages()
    )
    head = texts("<b>Which language?</b> The record itself stays in its own.")
    return Reply((str(head),), (buttons, back(d)))


def _chosen(label: str, chosen: bool) -> str:
    return f"✓ {label}" if chosen else label

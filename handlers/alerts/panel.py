"""The first page of the panel: all that a chat has set, and where to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from handlers.alerts.settings import own_name
from handlers.labels import ALERT_KINDS, Switch
from handlers.markup import Html
from handlers.reply import Button, Reply, Style
from handlers.sentences import phrase
from store.alerting.subscriptions import KINDS
from store.tables.chat import ChatKind, ChatState, QuietMode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handlers.alerts.settings import Drawing
    from handlers.sentences import Phrase
    from handlers.texts import Texts
    from store.alerting.chats import Quiet

CHAT_STATES: Mapping[ChatState, Phrase] = {
    ChatState.ACTIVE: phrase("chat", "Messages reach this chat."),
    ChatState.BLOCKED: phrase("chat", "I was removed or blocked there. The settings are kept."),
    ChatState.GONE: phrase("chat", "Telegram knows that chat no longer."),
    ChatState.NO_PERMISSION: phrase(
        "chat", "I may not write there: alerts are paused until an admin allows it."
    ),
}

_NAMED = 10  # topics or parties that the first page names


def first_page(d: Drawing) -> Reply:
    """Show everything that is set, and where to change it."""
    texts, settings = d.texts, d.settings
    plain = texts.plain
    pause = Button(plain("Pause for a day"), settings.act("pause/1"))
    if _paused(d):
        pause = Button(plain("Resume"), settings.act("resume"), Style.SUCCESS)
    return Reply(
        tuple(str(block) for block in (_heading(d), _kinds(d), *_wanted(d), _manners(d), _last(d))),
        (
            (
                Button(plain("Kinds"), settings.act("kinds")),
                Button(plain("Topics"), settings.act("topics")),
                Button(plain("Parties"), settings.act("parties")),
            ),
            (
                Button(plain("Time zone"), settings.act("zone")),
                Button(plain("Quiet hours"), settings.act("quiet")),
                Button(plain("Language"), settings.act("language")),
            ),
            (pause, Button(plain("Send a test"), settings.act("test"))),
        ),
    )


def _heading(d: Drawing) -> Html:
    texts, chat = d.texts, d.settings.chat
    match d.settings.kind:
        case ChatKind.CHANNEL:
            head = texts("<b>Alerts in the channel</b>")
        case ChatKind.GROUP | ChatKind.SUPERGROUP:
            head = texts("<b>Alerts in this group</b>")
            if chat is not None and chat.address.thread_id:
                head = texts("<b>Alerts in this topic of the group</b>")
        case ChatKind.PRIVATE:
            head = texts("<b>Your alerts</b>")
        case _:
            assert_never(d.settings.kind)
    lines = [head]
    if chat is not None and chat.state is not ChatState.ACTIVE:
        lines.append(Html("⚠ {}").format(texts.sentence(CHAT_STATES[chat.state])))
    if _paused(d) and chat is not None and chat.paused_until is not None:
        until = texts.moment(chat.paused_until, d.snapshot.negotiation.zone)
        lines.append(texts("Paused until {when}. What falls due before is not sent.", when=until))
    return Html("\n").join(lines)


def _kinds(d: Drawing) -> Html:
    texts = d.texts
    by_switch: dict[Switch, list[str]] = {}
    for kind in KINDS:
        by_switch.setdefault(d.settings.switch(kind), []).append(texts.label(ALERT_KINDS[kind]))
    lines = []
    if kinds := by_switch.get(Switch.ON):
        lines.append(texts("<b>On:</b> {kinds}", kinds=texts.listing(kinds)))
    if kinds := by_switch.get(Switch.MUTED):
        lines.append(
            texts(
                "<b>Muted</b> (kept, and silent until unmuted): {kinds}", kinds=texts.listing(kinds)
            )
        )
    if kinds := by_switch.get(Switch.OFF):
        lines.append(texts("<b>Off</b> (not asked for): {kinds}", kinds=texts.listing(kinds)))
    return Html("\n").join(lines)


def _wanted(d: Drawing) -> list[Html]:
    texts, refs = d.texts, d.settings.refs
    lines = []
    if refs:
        names = [texts.name(ref, d.snapshot) for ref in refs[:_NAMED]]
        lines.append(texts("<b>Changes and votes on:</b> {names}", names=texts.listing(names)))
        left = len(refs) - _NAMED
        if left > 0:
            lines.append(texts.plural("… and {n} more", "… and {n} more", left))
    for wish in d.settings.wishes[:_NAMED]:
        names = [texts.name(ref, d.snapshot) for ref in wish]
        lines.append(
            texts("<b>To be told once, when known:</b> {names}", names=texts.listing(names))
        )
    return [Html("\n").join(lines)] if lines else []


def _manners(d: Drawing) -> Html:
    texts, chat = d.texts, d.settings.chat
    zone = d.snapshot.negotiation.zone if chat is None else chat.zone_info
    time = texts.hour(d.now, zone)
    lines = [
        texts("<b>Time zone:</b> {city} (now {time})", city=texts.city(zone), time=time),
        quiet_line(chat.quiet if chat is not None else None, texts),
        texts("<b>Language:</b> {language}", language=own_name(texts.language)),
    ]
    return Html("\n").join(lines)


def quiet_line(quiet: Quiet | None, texts: Texts) -> Html:
    """Return a chat's quiet hours, and what they do."""
    if quiet is None:
        return texts("<b>Quiet hours:</b> none")
    values = {"begins": f"{quiet.begins:%H:%M}", "ends": f"{quiet.ends:%H:%M}"}
    match quiet.mode:
        case QuietMode.SILENT:
            return texts(
                "<b>Quiet hours:</b> {begins}–{ends}. Alerts come at once, without a sound.",
                **values,
            )
        case QuietMode.HELD:
            return texts(
                "<b>Quiet hours:</b> {begins}–{ends}. Alerts wait until they end.", **values
            )
        case _:
            assert_never(quiet.mode)


def _last(d: Drawing) -> Html:
    texts, chat = d.texts, d.settings.chat
    if chat is None or chat.last_alert_at is None:
        return texts("No alert has been sent here yet.")
    when = texts.moment(chat.last_alert_at, d.snapshot.negotiation.zone)
    return texts("The last alert was sent here on {when}.", when=when)


def _paused(d: Drawing) -> bool:
    chat = d.settings.chat
    return chat is not None and chat.paused_until is not None and chat.paused_until > d.now

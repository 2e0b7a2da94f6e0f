"""How a chat is written to: /timezone, /quiet, /language, /pause, and a location that is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from handlers.alerts.hours import OFF, quiet_hours
from handlers.alerts.settings import own_name
from handlers.catalogues import best_language, languages
from handlers.deeds import LONGEST_PAUSE, pause_until
from handlers.managing import change_settings, own_target, read_settings, show
from handlers.markup import shortened
from handlers.reply import Act, Button, Reply
from handlers.respond import Verb, respond
from handlers.zones import zone_named, zones_near
from store.alerting import chats as kept
from store.tables.chat import QuietMode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from telegram import Update

    from handlers.context import Context
    from handlers.reply import Rows
    from handlers.rights import Target

_ECHOED = 60


async def timezone(update: Update, context: Context) -> None:
    """/timezone ZONE: by IANA name, city or country; asked back unless it can be no other."""
    target = await own_target(update, context)
    if target is None:
        return
    words = context.words
    if not words:
        await show(update, context, await read_settings(context, target), "zone")
        return
    found = zone_named(words)
    if found.sure:
        await _set_zone(update, context, target, found.zones[0])
        return
    texts, name = context.texts, shortened(words, _ECHOED)
    if found.zones:
        line = texts("“{name}” may be one of these. Which one?", name=name)
    else:
        line = texts(
            "I know no city, country or time zone named “{name}”. Try a larger city nearby.",
            name=name,
        )
    await respond(update, context, Reply((line,), _zones(found.zones, context)))


async def _set_zone(update: Update, context: Context, target: Target, zone: str) -> None:
    await change_settings(context, target, lambda db, chat: kept.set_zone(db, chat.address, zone))
    texts = context.texts
    own = texts.zone or context.snapshot.negotiation.zone
    line = texts(
        "Done: times are shown for {city} as well. It is {time} there now.",
        city=texts.city(own),
        time=texts.hour(context.now(), own),
    )
    await respond(update, context, Reply((line,), _all_settings(context)))


async def location(update: Update, context: Context) -> None:
    """Offer the nearest cities with a time zone. The location itself is not kept."""
    message = update.message
    target = await own_target(update, context)
    if message is None or message.location is None or target is None:
        return
    texts = context.texts
    near = zones_near(message.location.latitude, message.location.longitude)
    line = texts(
        "The nearest cities with a time zone of their own are these. I know no borders, so please "
        "choose. The location is not kept."
    )
    rows = tuple(
        (
            Button(
                texts.plain(
                    "{city} ({distance} km)",
                    city=_city(found.zone, context),
                    distance=texts.number(found.distance),
                ),
                Act(Verb.ALERTS, f"zone/{found.zone}"),
            ),
        )
        for found in near
    )
    await respond(update, context, Reply((line,), rows))


async def quiet(update: Update, context: Context) -> None:
    """/quiet HH:MM-HH:MM [silent|held], or off."""
    target = await own_target(update, context)
    if target is None:
        return
    settings = await read_settings(context, target)
    words, texts = context.words, context.texts
    if not words:
        await show(update, context, settings, "quiet")
        return
    known = settings.chat.quiet if settings.chat is not None else None
    hours = None
    if words.casefold() not in OFF:
        hours = quiet_hours(words, QuietMode.SILENT if known is None else known.mode)
        if hours is None:
            line = texts("Write quiet hours like this: /quiet 22:00-07:00, or /quiet off.")
            await respond(update, context, Reply((line,)))
            return
    settings = await change_settings(
        context, target, lambda db, chat: kept.set_quiet(db, chat.address, hours)
    )
    await show(update, context, settings, "quiet")


async def language(update: Update, context: Context) -> None:
    """/language CODE."""
    target = await own_target(update, context)
    if target is None:
        return
    wanted = context.words.casefold()
    named = {own_name(code).casefold(): code for code in languages()}
    code = named.get(wanted, best_language(wanted))
    if not wanted or (wanted not in named and not wanted.startswith(code.casefold())):
        await show(update, context, await read_settings(context, target), "language")
        return
    await change_settings(
        context, target, lambda db, chat: kept.set_language(db, chat.address, code)
    )
    texts = context.texts
    line = texts("Done: I write in {language} here.", language=own_name(code))
    await respond(update, context, Reply((line,), _all_settings(context)))


async def pause(update: Update, context: Context) -> None:
    """/pause [DAYS]: no alerts for a day or more; /pause off ends it."""
    target = await own_target(update, context)
    if target is None:
        return
    words, texts = context.words.casefold(), context.texts
    if words in OFF:
        await change_settings(context, target, lambda db, chat: kept.resume(db, chat.address))
        line = texts("Done: alerts come again.")
        await respond(update, context, Reply((line,), _all_settings(context)))
        return
    until = pause_until(int(words or 1), now=context.now()) if (words or "1").isdecimal() else None
    if until is None:
        line = texts(
            "Write for how many days, at most {n}: /pause 2, or /pause off.",
            n=texts.number(LONGEST_PAUSE),
        )
        await respond(update, context, Reply((line,)))
        return
    await change_settings(
        context, target, lambda db, chat: kept.pause(db, chat.address, until=until)
    )
    when = context.texts.moment(until, context.snapshot.negotiation.zone)
    line = context.texts(
        "Done: no alerts until {when}. What falls due before is not sent later.", when=when
    )
    resume = Button(context.texts.plain("Resume"), Act(Verb.ALERTS, "resume"))
    await respond(update, context, Reply((line,), ((resume,),)))


def _zones(zones: Iterable[str], context: Context) -> Rows:
    return tuple(
        (Button(_city(zone, context), Act(Verb.ALERTS, f"zone/{zone}")),) for zone in zones
    )


def _city(zone: str, context: Context) -> str:
    return f"{context.texts.city(ZoneInfo(zone))} · {zone}"


def _all_settings(context: Context) -> Rows:
    return ((Button(context.texts.plain("All settings"), Act(Verb.ALERTS)),),)

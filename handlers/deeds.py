"""What the buttons of the panel change, and which page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from handlers.alerts.hours import quiet_hours
from handlers.catalogues import languages
from handlers.labels import Switch
from handlers.zones import exists
from store.alerting import chats as kept
from store.alerting import subscriptions as asked
from store.alerting.subscriptions import KINDS, Subject
from store.record.terms import AlertKind, Kind
from store.tables.chat import QuietMode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from store.alerting.chats import Chat
    from store.record.evidence import Ref

    Change = Callable[[Session, Chat], object]

LONGEST_PAUSE = 60
"""Days."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A change of a chat, to be made in one transaction, and the page to show then."""

    change: Change
    page: str = ""


def deed_of(argument: str, refs: tuple[Ref, ...], *, now: datetime) -> Deed | None:  # noqa: C901, PLR0911  # one for each
    """Return what a button does; None for one that turns to a page, is old or forged."""
    match argument.split("/"):
        case ["all"]:
            every = [Subject.kind(kind) for kind in KINDS]
            return Deed(lambda db, chat: asked.subscribe(db, chat, every, now=now), "kinds")
        case ["none"]:
            return Deed(asked.unsubscribe_all)
        case ["kind", word, switch]:
            return _switched(word, switch, now)
        case ["topics" | "parties" as page, "on" | "off" as switch, number]:
            changed = _subjects(refs, switch, now)
            return None if changed is None else Deed(changed, f"{page}~{number}")
        case ["one", "on" | "off" as switch]:
            changed = _subjects(refs, switch, now)
            return None if changed is None else Deed(changed)
        case ["wish", "off"] if refs:
            wish = Subject.wish(refs)
            return Deed(lambda db, chat: asked.unsubscribe(db, chat, [wish]))
        case ["zone", *parts] if exists("/".join(parts)):
            zone = "/".join(parts)
            return Deed(lambda db, chat: kept.set_zone(db, chat.address, zone))
        case ["quiet", *parts]:
            return _quiet(parts)
        case ["language", code] if code in languages():
            return Deed(lambda db, chat: kept.set_language(db, chat.address, code))
        case ["pause", days] if days.isdecimal():
            until = pause_until(int(days), now=now)
            return None if until is None else Deed(_paused(until))
        case ["resume"]:
            return Deed(lambda db, chat: kept.resume(db, chat.address))
        case _:
            return None


def pause_until(days: int, *, now: datetime) -> datetime | None:
    """Return when a pause of so many days ends; None for none or too many."""
    return now + timedelta(days=days) if 0 < days <= LONGEST_PAUSE else None


def _paused(until: datetime) -> Change:
    return lambda db, chat: kept.pause(db, chat.address, until=until)


def _switched(word: str, switch: str, now: datetime) -> Deed | None:
    kind = next((kind for kind in KINDS if kind == word), None)
    return None if kind is None else _kind_switched(kind, switch, now)


def _kind_switched(kind: AlertKind, switch: str, now: datetime) -> Deed | None:
    subject = Subject.kind(kind)
    match switch:
        case Switch.ON:
            return Deed(lambda db, chat: asked.subscribe(db, chat, [subject], now=now), "kinds")
        case Switch.MUTED:
            return Deed(lambda db, chat: asked.mute(db, chat, subject, now=now), "kinds")
        case Switch.OFF:
            return Deed(lambda db, chat: asked.unsubscribe(db, chat, [subject]), "kinds")
        case _:
            return None


def _subjects(refs: Sequence[Ref], switch: str, now: datetime) -> Change | None:
    kinds = {Kind.SAFEGUARD, Kind.PROVISION, Kind.PARTY}
    subjects = [Subject.of(ref) for ref in refs if ref.kind in kinds]
    if not subjects:
        return None
    if switch == "on":
        return lambda db, chat: asked.subscribe(db, chat, subjects, now=now)
    return lambda db, chat: asked.unsubscribe(db, chat, subjects)


def _quiet(parts: Sequence[str]) -> Deed | None:
    match parts:
        case ["off"]:
            return Deed(lambda db, chat: kept.set_quiet(db, chat.address, None), "quiet")
        case [hours, mode] if mode in QuietMode.__members__.values():
            quiet = quiet_hours(hours, QuietMode(mode))
            if quiet is None:
                return None
            return Deed(lambda db, chat: kept.set_quiet(db, chat.address, quiet), "quiet")
        case _:
            return None

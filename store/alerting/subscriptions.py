"""What a chat has asked for: kinds of alerts, topics, parties, and wishes to be told once.

Every subscription adds: the kind ``change`` brings every change, a topic or a party the changes and
votes about it. Muting a kind silences it whatever else would bring it, and keeps the settings.
Everything here happens within the caller's transaction; the chat must be remembered first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from sqlalchemy import delete, insert, select, update

from store.alerting.alerts import alert_of
from store.alerting.audience import wanted
from store.record.evidence import Ref
from store.record.terms import AlertKind, Kind
from store.tables.delivery import WAITING, DeliveryState, in_state
from store.tables.shapes import table
from store.tables.subscription import What

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select
    from sqlmodel import Session

    from store.alerting.chats import Chat

KINDS = tuple(kind for kind in AlertKind if kind is not AlertKind.CORRECTION)
"""The kinds that can be asked for. A correction goes with what was received."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What one subscription is to."""

    what: What
    name: str

    @classmethod
    def kind(cls, kind: AlertKind) -> Self:
        """Every alert of a kind. Raise ValueError for corrections."""
        if kind not in KINDS:
            raise ValueError("nobody subscribes to corrections")
        return cls(What.KIND, kind.value)

    @classmethod
    def of(cls, ref: Ref) -> Self:
        """Changes and votes about a party, provision or safeguard."""
        if ref.kind is Kind.PARTY:
            return cls(What.PARTY, ref.id)
        return cls(What.TOPIC, str(ref))

    @classmethod
    def wish(cls, refs: Iterable[Ref]) -> Self:
        """Word, once, of the first change or vote about these.

        Of each kind of record that is named one is enough: a party and a topic mean that party on
        that topic, two parties and a topic either party on it.
        """
        return cls(What.WISH, " ".join(sorted({str(ref) for ref in refs})))

    @property
    def ref(self) -> Ref | None:
        """The record, for a topic or a party."""
        match self.what:
            case What.PARTY:
                return Ref(Kind.PARTY, self.name)
            case What.TOPIC:
                return Ref.parse(self.name)
            case _:
                return None

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The records of a wish."""
        return tuple(map(Ref.parse, self.name.split())) if self.what is What.WISH else ()


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription. A muted one brings nothing until it is unmuted.

    ``asked`` is false where it stands only to mute a kind that topics or parties bring.
    """

    subject: Subject
    since: datetime
    muted: bool = False
    asked: bool = True


def subscriptions_of(db: Session, chat: Chat) -> tuple[Subscription, ...]:
    """Return what a chat has asked for or muted, oldest first."""
    rows = table("subscription")
    found = db.connection().execute(
        select(rows).where(rows.c.chat == chat.id).order_by(rows.c.since, rows.c.what, rows.c.name)
    )
    return tuple(
        Subscription(Subject(What(row.what), row.name), row.since, row.muted, row.asked)
        for row in found
    )


def subscribe(db: Session, chat: Chat, subjects: Iterable[Subject], *, now: datetime) -> int:
    """Ask for something, from now on; return how many of the subjects that changed.

    What was muted is unmuted.
    """
    return sum([_subscribe(db, chat, subject, now) for subject in dict.fromkeys(subjects)])


def _subscribe(db: Session, chat: Chat, subject: Subject, now: datetime) -> bool:
    rows = table("subscription")
    known = db.connection().execute(select(rows).where(*_of(chat, subject))).first()
    if known is None:
        _insert(db, chat, subject, now, asked=True, muted=False)
        return True
    if known.asked and not known.muted:
        return False
    # While it was not asked for it brought nothing, so it begins anew.
    since = known.since if known.asked else now
    db.connection().execute(
        update(rows).where(*_of(chat, subject)).values(asked=True, muted=False, since=since)
    )
    return True


def unsubscribe(db: Session, chat: Chat, subjects: Iterable[Subject]) -> int:
    """Ask for something no longer; return how many of the subjects were there.

    What is waiting for the chat and wanted by nothing else is stopped.
    """
    rows = table("subscription")
    gone = 0
    for subject in dict.fromkeys(subjects):
        gone += db.connection().execute(delete(rows).where(*_of(chat, subject))).rowcount
        _stop_unwanted(db, chat, subject)
    return gone


def unsubscribe_all(db: Session, chat: Chat) -> int:
    """Ask for nothing any more; return how many subscriptions that ended."""
    rows = table("subscription")
    gone = db.connection().execute(delete(rows).where(rows.c.chat == chat.id)).rowcount
    _stop(db, chat, _waiting_for(chat))
    return gone


def mute(db: Session, chat: Chat, subject: Subject, *, now: datetime) -> None:
    """Silence a subscription and keep it. A kind is silenced whatever would bring it."""
    rows = table("subscription")
    found = db.connection().execute(update(rows).where(*_of(chat, subject)).values(muted=True))
    if not found.rowcount:
        _insert(db, chat, subject, now, asked=False, muted=True)
    if subject.what is What.KIND:
        _stop(db, chat, _waiting_for(chat, AlertKind(subject.name)))


def unmute(db: Session, chat: Chat, subject: Subject) -> None:
    """Let a subscription bring what it brought before it was muted."""
    rows = table("subscription")
    here = _of(chat, subject)
    db.connection().execute(delete(rows).where(*here, rows.c.asked.is_(False)))
    db.connection().execute(update(rows).where(*here).values(muted=False))


def _insert(
    db: Session, chat: Chat, subject: Subject, now: datetime, *, asked: bool, muted: bool
) -> None:
    db.connection().execute(
        insert(table("subscription")).values(
            chat=chat.id,
            what=subject.what.value,
            name=subject.name,
            asked=asked,
            muted=muted,
            since=now,
        )
    )


def _of(chat: Chat, subject: Subject) -> tuple[ColumnElement[bool], ...]:
    rows = table("subscription")
    return (
        rows.c.chat == chat.id,
        rows.c.what == subject.what.value,
        rows.c.name == subject.name,
    )


def _stop_unwanted(db: Session, chat: Chat, subject: Subject) -> None:
    """Stop what a subject was bringing to a chat, unless something else asks for it as well."""
    alerts, chats = table("alert"), table("chat")
    for row in db.connection().execute(select(alerts).where(alerts.c.id.in_(_waiting_for(chat)))):
        alert = alert_of(row)
        brought = {
            Subject(What.KIND, alert.kind.value),
            *map(Subject.of, alert.topics),
            *(Subject(What.PARTY, party) for party in alert.parties),
        }
        if subject in brought and alert.corrects is None:
            asks = select(chats.c.id).where(chats.c.id == chat.id, wanted(db, alert))
            if db.connection().execute(asks).first() is None:
                _stop(db, chat, [alert.id])


def _waiting_for(chat: Chat, kind: AlertKind | None = None) -> Select[tuple[int]]:
    """Return the ids of the alerts that have not been sent to a chat yet."""
    deliveries, alerts = table("delivery"), table("alert")
    found = (
        select(deliveries.c.alert)
        .join(alerts, alerts.c.id == deliveries.c.alert)
        .where(deliveries.c.chat == chat.id, in_state(deliveries, *WAITING))
    )
    return found.where(alerts.c.kind == kind.value) if kind is not None else found


def _stop(db: Session, chat: Chat, alerts: Select[tuple[int]] | list[int]) -> None:
    deliveries = table("delivery")
    db.connection().execute(
        update(deliveries)
        .where(
            deliveries.c.chat == chat.id,
            in_state(deliveries, *WAITING),
            deliveries.c.alert.in_(alerts),
        )
        .values(state=DeliveryState.STOPPED.value, reason="no longer asked for")
    )

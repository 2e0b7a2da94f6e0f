"""Who gets which alert: those who had asked for it when it fell due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, false, func, or_, select

from store.record.evidence import Ref
from store.record.terms import AlertKind, Kind
from store.tables.chat import ChatState
from store.tables.delivery import DeliveryState
from store.tables.shapes import table
from store.tables.subscription import What

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select
    from sqlmodel import Session

    from store.alerting.alerts import Alert

_BY_SUBJECT = (AlertKind.CHANGE, AlertKind.VOTE)  # the kinds that topics and parties bring


def audience(db: Session, alert: Alert) -> ColumnElement[bool]:
    """Return the condition on a row of ``chat`` that the alert is for it.

    Never one from before the chat asked, or that fell due while it was paused. A correction is for
    those whom the wrong alert reached, or may have reached, whatever they have set since.
    """
    chats = table("chat")
    reachable = chats.c.state == ChatState.ACTIVE.value
    if alert.corrects is not None:
        return and_(reachable, _got(alert.corrects))
    awake = or_(chats.c.paused_until.is_(None), chats.c.paused_until <= alert.due_at)
    return and_(reachable, awake, wanted(db, alert))


def reach(db: Session, alert: Alert) -> int:
    """Return how many chats would get an alert if it fell due now."""
    chats = table("chat")
    counted = select(func.count()).select_from(chats).where(audience(db, alert))
    return int(db.connection().execute(counted).scalar_one())


def wanted(db: Session, alert: Alert) -> ColumnElement[bool]:
    """Return the condition on a row of ``chat`` that it asks for the alert."""
    chats = table("chat")
    muted = table("subscription").alias("muted")
    subjects: ColumnElement[bool] = _of(What.KIND, alert.kind.value)
    if alert.kind in _BY_SUBJECT:
        subjects = or_(
            subjects,
            _of(What.TOPIC, *map(str, alert.topics)),
            _of(What.PARTY, *alert.parties),
        )
    is_muted = exists(
        select(muted.c.chat).where(
            muted.c.chat == chats.c.id,
            muted.c.what == What.KIND.value,
            muted.c.name == alert.kind.value,
            muted.c.muted,
        )
    ).correlate(chats)
    by_subject = exists(_asked(alert).where(subjects)).correlate(chats)
    return or_(and_(by_subject, ~is_muted), wished(db, alert))


def wished(db: Session, alert: Alert) -> ColumnElement[bool]:
    """Return the condition on a row of ``chat`` that the alert fulfils a wish of it."""
    wishes = granted(db, alert)
    if not wishes:
        return false()
    return exists(_asked(alert).where(_of(What.WISH, *wishes))).correlate(table("chat"))


def granted(db: Session, alert: Alert) -> tuple[str, ...]:
    """Return the names of the wishes to be told once that the alert fulfils.

    Only news does: a reminder of a meeting about the topic makes nothing known.
    """
    if alert.kind not in _BY_SUBJECT or alert.corrects is not None:
        return ()
    rows = table("subscription")
    wishes = db.connection().execute(
        select(rows.c.name).where(rows.c.what == What.WISH.value).distinct()
    )
    parties = (Ref(Kind.PARTY, party) for party in alert.parties)
    told = {*alert.refs, *alert.topics, *parties}
    return tuple(row.name for row in wishes if _fulfils(told, row.name))


def _fulfils(told: set[Ref], wish: str) -> bool:
    wished = {Ref.parse(word) for word in wish.split()}
    parties = {ref for ref in wished if ref.kind is Kind.PARTY}
    return all(not part or part & told for part in (parties, wished - parties))


def _asked(alert: Alert) -> Select[tuple[int]]:
    """Return what a chat had asked for when the alert fell due, in place of a row of ``chat``."""
    chats, asked = table("chat"), table("subscription")
    return select(asked.c.chat).where(
        asked.c.chat == chats.c.id, asked.c.muted.is_(False), asked.c.since <= alert.due_at
    )


def _of(what: What, *names: str) -> ColumnElement[bool]:
    rows = table("subscription")
    return and_(rows.c.what == what.value, rows.c.name.in_(names))


def _got(key: str) -> ColumnElement[bool]:
    chats, alerts, deliveries = table("chat"), table("alert"), table("delivery")
    wrong = select(alerts.c.id).where(alerts.c.key == key).scalar_subquery()
    return exists(
        select(deliveries.c.id).where(
            deliveries.c.chat == chats.c.id,
            deliveries.c.alert == wrong,
            or_(deliveries.c.state == DeliveryState.SENT.value, deliveries.c.perhaps_sent),
        )
    ).correlate(chats)

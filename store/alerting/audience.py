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
    from sqlalchemy import ColumnElement
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
    chats, asked = table("chat"), table("subscription")
    muted = table("subscription").alias("muted")
    subjects: ColumnElement[bool] = _of(What.KIND, alert.kind.value)
    wishes: ColumnElement[bool] = false()
    if alert.kind in _BY_SUBJECT:
        subjects = or_(
            subjects,
            _of(What.TOPIC, *map(str, alert.topics)),
            _of(What.PARTY, *alert.parties),
        )
        wishes = _of(What.WISH, *granted(db, alert))
    is_muted = exists(
        select(muted.c.chat).where(
            muted.c.chat == chats.c.id,
            muted.c.what == What.KIND.value,
            muted.c.name == alert.kind.value,
            muted.c.muted,
        )
    ).correlate(chats)
    mine = select(asked.c.chat).where(
        asked.c.chat == chats.c.id, asked.c.muted.is_(False), asked.c.since <= alert.due_at
    )
    return or_(
        and_(exists(mine.where(subjects)).correlate(chats), ~is_muted),
        exists(mine.where(wishes)).correlate(chats),
    )


def granted(db: Session, alert: Alert) -> tuple[str, ...]:
    """Return the names of the wishes to be told once that the alert fulfils."""
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

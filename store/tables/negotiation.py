"""What the pack says of itself, and the store's revision: one row each."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON
from sqlmodel import Field

from store.record.limits import BODY, ID, TITLE, WORD
from store.record.snapshot import AlertRules, Negotiation
from store.tables.columns import Columns, Stored, check, filled, in_order

if TYPE_CHECKING:
    from sqlalchemy import Row

ONLY = 1  # the number of the only row


class NegotiationRow(Stored, table=True):
    """The negotiation that this store is about."""

    __tablename__ = "negotiation"
    __table_args__ = (
        check("singleton", f"singleton = {ONLY}"),
        filled("id", ID),
        filled("name", TITLE),
        filled("short_name", TITLE),
        filled("edition", WORD),
        filled("language", WORD),
        filled("timezone", WORD),
        in_order("starts_on", "ends_on"),
        filled("about", BODY),
    )

    singleton: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    id: str
    name: str
    short_name: str
    edition: str
    language: str
    languages: list[str] = Field(sa_type=JSON)
    timezone: str
    starts_on: date
    ends_on: date
    last_confirmed: date
    about: str
    limits: list[str] = Field(sa_type=JSON)
    alerts: dict[str, Any] = Field(sa_type=JSON)


class RevisionRow(Stored, table=True):
    """How often the store was changed. A change adds one, and so waits for the one before it."""

    __tablename__ = "revision"
    __table_args__ = (check("singleton", f"singleton = {ONLY}"),)

    singleton: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    number: int


def negotiation_columns(negotiation: Negotiation) -> Columns:
    """Return the columns of the row."""
    alerts = negotiation.alerts
    return {
        "singleton": ONLY,
        "id": negotiation.id,
        "name": negotiation.name,
        "short_name": negotiation.short_name,
        "edition": negotiation.edition,
        "language": negotiation.language,
        "languages": list(negotiation.languages),
        "timezone": negotiation.timezone,
        "starts_on": negotiation.starts_on,
        "ends_on": negotiation.ends_on,
        "last_confirmed": negotiation.last_confirmed,
        "about": negotiation.about,
        "limits": list(negotiation.limits),
        "alerts": {
            "brief_at": alerts.brief_at.isoformat(),
            "digest_at": alerts.digest_at.isoformat(),
            "meeting_lead": alerts.meeting_lead.total_seconds(),
            "countdown_days": list(alerts.countdown_days),
            "countdown_at": alerts.countdown_at.isoformat(),
            "deadline_days": list(alerts.deadline_days),
            "deadline_at": alerts.deadline_at.isoformat(),
            "rest_days": list(alerts.rest_days),
        },
    }


def negotiation_of(row: Row[Any]) -> Negotiation:
    """Return the negotiation of the row."""
    alerts = row.alerts
    return Negotiation(
        id=row.id,
        name=row.name,
        short_name=row.short_name,
        edition=row.edition,
        language=row.language,
        languages=tuple(row.languages),
        timezone=row.timezone,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        last_confirmed=row.last_confirmed,
        about=row.about,
        limits=tuple(row.limits),
        alerts=AlertRules(
            brief_at=time.fromisoformat(alerts["brief_at"]),
            digest_at=time.fromisoformat(alerts["digest_at"]),
            meeting_lead=timedelta(seconds=alerts["meeting_lead"]),
            countdown_days=tuple(alerts["countdown_days"]),
            countdown_at=time.fromisoformat(alerts["countdown_at"]),
            deadline_days=tuple(alerts["deadline_days"]),
            deadline_at=time.fromisoformat(alerts["deadline_at"]),
            rest_days=tuple(alerts["rest_days"]),
        ),
    )

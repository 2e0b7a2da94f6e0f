"""What chats have asked for."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the models read their annotations
from enum import StrEnum

from sqlmodel import Field

from store.record.limits import BODY
from store.tables.columns import Stored, check, filled, one_of, reference_in_key


class What(StrEnum):
    """What a subscription is to."""

    KIND = "kind"  # every alert of a kind; ``name`` is the kind
    TOPIC = "topic"  # changes and votes about a provision or safeguard; ``kind:id``
    PARTY = "party"  # changes and votes about a party; its id
    WISH = "wish"  # to be told once, when something becomes known; ``kind:id`` of each record


class SubscriptionRow(Stored, table=True):
    """One subscription of one chat.

    A *muted* one is kept and brings nothing until it is unmuted; one that is off is not there.
    Muting a kind also silences what topics and parties bring of it. ``asked`` is false where the
    row stands only to mute a kind that was never asked for by itself.
    """

    __tablename__ = "subscription"
    __table_args__ = (
        one_of("what", What),
        filled("name", BODY),
        check("asked", "asked OR muted"),
    )

    chat: int = reference_in_key("chat.id")
    what: str = Field(primary_key=True)
    name: str = Field(primary_key=True, index=True)
    asked: bool
    muted: bool
    since: datetime

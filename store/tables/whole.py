"""All tables: who imports this knows the whole of the metadata.

What only reads the record does without: nearly half of the tables, and the
library's part for PostgreSQL, take a tenth of the time of a ``rapporteur ask``.
"""

from store.tables import (
    alert,
    audit,
    change,
    chat,
    coordinator,
    delivery,
    draft,
    edition,
    inbox,
    manners,
    negotiation,
    parts,
    shapes,
    subscription,
    tally,
    watch,
)

__all__ = [
    "alert",
    "audit",
    "change",
    "chat",
    "coordinator",
    "delivery",
    "draft",
    "edition",
    "inbox",
    "manners",
    "negotiation",
    "parts",
    "shapes",
    "subscription",
    "tally",
    "watch",
]

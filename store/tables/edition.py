"""What the pack said of each record when it was last loaded: the base of a three-way comparison.

Only a fingerprint is kept. It tells whether the pack or a coordinator has moved on since.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select
from sqlmodel import Field

from store.record.codec import canonical, encode
from store.record.evidence import Ref
from store.record.limits import ID
from store.record.terms import Kind
from store.tables.columns import Stored, check, filled, kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlmodel import Session

    from store.record.records import Record


class EditionRow(Stored, table=True):
    """One record as the pack gave it. It may have been changed or taken out since."""

    __tablename__ = "edition"
    __table_args__ = (
        kind_of("kind"),
        filled("record_id", ID),
        check("fingerprint", "length(fingerprint) = 64"),
    )

    kind: str = Field(primary_key=True)
    record_id: str = Field(primary_key=True)
    fingerprint: str


_ROWS = Stored.metadata.tables["edition"]


def fingerprint(record: Record) -> str:
    """Return the same text for equal records, and another for any other record."""
    # A release that adds a field gives other texts. They are then taken for the pack having moved
    # on, and what a coordinator wrote is kept all the same.
    return sha256(canonical(encode(record)).encode()).hexdigest()


def edition(db: Session) -> Mapping[Ref, str]:
    """Return the fingerprint of each record that the pack gave last."""
    rows = db.connection().execute(select(_ROWS))
    return {Ref(Kind(row.kind), row.record_id): row.fingerprint for row in rows}


def keep_edition(db: Session, fingerprints: Mapping[Ref, str]) -> None:
    """Write the fingerprints of a pack over those of the one before."""
    if fingerprints == edition(db):
        return
    db.connection().execute(delete(_ROWS))
    if fingerprints:
        db.connection().execute(
            insert(_ROWS),
            [
                {"kind": ref.kind.value, "record_id": ref.id, "fingerprint": print_}
                for ref, print_ in fingerprints.items()
            ],
        )

"""What the tables share: the columns that every record has, and the checks on what they hold.

The checks stand in the schema because a table model validates nothing by itself.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the models read their annotations
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, MetaData
from sqlmodel import Field, SQLModel

from store.record.evidence import Evidence, Retraction
from store.record.limits import ID, SUMMARY
from store.record.moments import Dated
from store.record.terms import Confidence, Kind, KnownBy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

Columns = dict[str, object]

ORIGINS = ("pack", "coordinator")

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Stored(SQLModel):
    """Whatever has a table. Constraints have names, so that a migration can change them."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=_NAMES)


class Curated(Stored):
    """A record: its id, its place in the pack, and who wrote it last.

    ``revision`` is the store's revision at which the record was last written.
    """

    id: str = Field(primary_key=True)
    ordinal: int
    origin: str
    revision: int


class Claimed(Stored):
    """How a claim is known, without its sources, which are citations."""

    confidence: str
    known_by: str
    last_confirmed: date
    doubts: list[str] = Field(sa_type=JSON)
    unchecked: bool
    retracted_on: date | None
    retracted_because: str | None


def reference(column: str) -> Any:  # noqa: ANN401 - as SQLModel's own Field
    """Return a field that refers to one table. Checked at commit, so that order does not matter."""
    return Field(sa_column_args=[_foreign_key(column)])


def reference_in_key(column: str) -> Any:  # noqa: ANN401 - as SQLModel's own Field
    """Return a field that refers to one table and is part of the primary key."""
    return Field(primary_key=True, sa_column_args=[_foreign_key(column)])


def _foreign_key(column: str) -> ForeignKey:
    return ForeignKey(column, deferrable=True, initially="DEFERRED")


def check(name: str, condition: str) -> CheckConstraint:
    """Return a named check."""
    return CheckConstraint(condition, name=name)


def one_of(column: str, words: type[StrEnum] | Iterable[str]) -> CheckConstraint:
    """Return the check that a column holds one of these words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return check(column, f"{column} IN ({listed})")


def filled(column: str, limit: int) -> CheckConstraint:
    """Return the check that a text, where there is one, is neither empty nor too long."""
    return check(column, f"length({column}) BETWEEN 1 AND {limit}")


def in_order(earlier: str, later: str) -> CheckConstraint:
    """Return the check that one thing does not come after the other."""
    return check(f"{earlier}_order", f"{earlier} <= {later}")


def dated_whole(name: str = "dated") -> CheckConstraint:
    """Return the check that a date which may be missing is missing whole, and in order."""
    first, last = f"{name}_first", f"{name}_last"
    return check(
        name, f"({first} IS NULL) = ({last} IS NULL) AND ({first} IS NULL OR {first} <= {last})"
    )


def checks_of_curated() -> tuple[CheckConstraint, ...]:
    """Return the checks on the columns of :class:`Curated`."""
    return (filled("id", ID), one_of("origin", ORIGINS))


def checks_of_claimed() -> tuple[CheckConstraint, ...]:
    """Return the checks on the columns of :class:`Claimed`."""
    return (
        one_of("confidence", Confidence),
        one_of("known_by", KnownBy),
        filled("retracted_because", SUMMARY),
        check("retracted", "(retracted_on IS NULL) = (retracted_because IS NULL)"),
    )


def kind_of(column: str) -> CheckConstraint:
    """Return the check that a column holds the kind of a record."""
    return one_of(column, Kind)


# Between the values of the record and columns.


def dated_columns(dated: Dated | None, name: str = "dated") -> Columns:
    """Return the two columns of a date."""
    first, last = (dated.first, dated.last) if dated is not None else (None, None)
    return {f"{name}_first": first, f"{name}_last": last}


def dated_or_none(first: date | None, last: date | None) -> Dated | None:
    """Return the date of two columns."""
    return Dated(first, last) if first is not None and last is not None else None


def claimed_columns(evidence: Evidence) -> Columns:
    """Return the columns of :class:`Claimed`."""
    retracted = evidence.retracted
    return {
        "confidence": evidence.confidence.value,
        "known_by": evidence.known_by.value,
        "last_confirmed": evidence.last_confirmed,
        "doubts": list(evidence.doubts),
        "unchecked": evidence.unchecked,
        "retracted_on": retracted.retracted_on if retracted is not None else None,
        "retracted_because": retracted.reason if retracted is not None else None,
    }


def evidence_of(row: Any, sources: tuple[str, ...]) -> Evidence:  # noqa: ANN401 - a row of any table
    """Return the evidence of a row with these sources."""
    return Evidence(
        sources=sources,
        confidence=Confidence(row.confidence),
        known_by=KnownBy(row.known_by),
        last_confirmed=row.last_confirmed,
        doubts=tuple(row.doubts),
        unchecked=row.unchecked,
        retracted=(
            Retraction(row.retracted_on, row.retracted_because)
            if row.retracted_on is not None
            else None
        ),
    )

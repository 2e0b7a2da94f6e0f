"""How each kind of record lies in the tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from store.record.terms import Kind
from store.tables import (
    action,
    answer,
    document,
    event,
    glossary,
    membership,
    party,
    position,
    provision,
    safeguard,
    source,
    status,
    vote,
)
from store.tables.columns import Columns, Stored

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Row, Table

    from store.record.records import Record
    from store.tables.parts import Parts


@dataclass(frozen=True, slots=True)
class Shape:
    """The table of one kind, and the ways into it and out of it."""

    table: Table
    columns_of: Callable[[Any], Columns]
    parts_of: Callable[[Any], Parts]
    record_of: Callable[[Row[Any], Parts], Record]


def table(name: str) -> Table:
    """Return a table by its name."""
    return Stored.metadata.tables[name]


# In this order the records of a snapshot stand.
SHAPES: Mapping[Kind, Shape] = {
    kind: Shape(table(kind), noun.columns_of, noun.parts_of, noun.record_of)
    for kind, noun in (
        (Kind.SOURCE, source),
        (Kind.PARTY, party),
        (Kind.MEMBERSHIP, membership),
        (Kind.ACTION, action),
        (Kind.SAFEGUARD, safeguard),
        (Kind.PROVISION, provision),
        (Kind.STATUS, status),
        (Kind.POSITION, position),
        (Kind.VOTE, vote),
        (Kind.EVENT, event),
        (Kind.DOCUMENT, document),
        (Kind.GLOSSARY, glossary),
        (Kind.ANSWER, answer),
    )
}

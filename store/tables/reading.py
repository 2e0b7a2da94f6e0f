"""Rows into records: the whole store with one SELECT a table, however much there is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from store.record.evidence import Alias, Ref
from store.record.snapshot import Snapshot
from store.record.terms import Kind
from store.tables.answer import version_of
from store.tables.negotiation import negotiation_of
from store.tables.parts import Parts
from store.tables.shapes import SHAPES, table
from store.tables.vote import ballot_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Row
    from sqlmodel import Session

    from store.record.records import PartyBallot, Record, Version

_Of = tuple[str, str]  # kind and id of a record


class Written(NamedTuple):
    """Who wrote a record last (``pack`` or ``coordinator``), at which revision of the store."""

    origin: str
    revision: int


def read_snapshot(db: Session) -> Snapshot | None:
    """Return the whole store as it is in this transaction, None when nothing was loaded."""
    found = db.connection().execute(select(table("negotiation"))).one_or_none()
    if found is None:
        return None
    revision = store_revision(db)
    return Snapshot.of(negotiation_of(found), _records(db), revision)


def store_revision(db: Session) -> int:
    """Return how often the store was changed."""
    number: int = db.connection().execute(select(table("revision").c.number)).scalar_one()
    return number


def written(db: Session) -> Mapping[Ref, Written]:
    """Return of every record who wrote it last, and when."""
    found: dict[Ref, Written] = {}
    for kind, shape in SHAPES.items():
        rows = shape.table
        for row in db.connection().execute(select(rows.c.id, rows.c.origin, rows.c.revision)):
            found[Ref(kind, row.id)] = Written(row.origin, row.revision)
    return found


def _records(db: Session) -> Iterator[Record]:
    sources: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in _rows(db, "citation"):
        sources[row.kind, row.record_id, row.part].append(row.source)
    aliases: defaultdict[_Of, list[Alias]] = defaultdict(list)
    for row in _rows(db, "alias"):
        aliases[row.kind, row.record_id].append(Alias(row.text, row.language, row.caps_only))
    names: defaultdict[_Of, list[tuple[str, str]]] = defaultdict(list)
    for row in _rows(db, "translation"):
        names[row.kind, row.record_id].append((row.language, row.name))
    links: defaultdict[_Of, list[Ref]] = defaultdict(list)
    for row in _rows(db, "link"):
        links[row.kind, row.record_id].append(Ref(Kind(row.linked_kind), row.linked_id))
    ballots: defaultdict[_Of, list[PartyBallot]] = defaultdict(list)
    for row in _rows(db, "ballot"):
        cited = tuple(sources[Kind.VOTE, row.vote, row.party])
        ballots[Kind.VOTE, row.vote].append(ballot_of(row, cited))
    versions: defaultdict[_Of, list[Version]] = defaultdict(list)
    for row in _rows(db, "version"):
        cited = tuple(sources[Kind.ANSWER, row.answer, str(row.ordinal)])
        versions[Kind.ANSWER, row.answer].append(version_of(row, cited))

    for kind, shape in SHAPES.items():
        rows = shape.table
        for row in db.connection().execute(select(rows).order_by(rows.c.ordinal, rows.c.id)):
            of = (kind, row.id)
            parts = Parts(
                sources=tuple(sources.get((kind, row.id, ""), ())),
                aliases=tuple(aliases.get(of, ())),
                names=tuple(names.get(of, ())),
                links=tuple(links.get(of, ())),
                ballots=tuple(ballots.get(of, ())),
                versions=tuple(versions.get(of, ())),
            )
            yield shape.record_of(row, parts)


def _rows(db: Session, name: str) -> Iterator[Row[Any]]:
    """Yield the rows of a table of parts, those of one record in their order."""
    rows = table(name)
    yield from db.connection().execute(select(rows).order_by(rows.c.ordinal))

"""Records into rows. Everything here happens within the caller's transaction.

The first change of a transaction adds one to the store's revision and thereby waits until every
earlier writer is done: what is read after it and written later cannot be lost.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from sqlalchemy import bindparam, delete, func, insert, select, update

from store.record.terms import Kind
from store.tables.answer import version_columns
from store.tables.negotiation import ONLY, negotiation_columns
from store.tables.shapes import SHAPES, table
from store.tables.vote import ballot_columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Table
    from sqlmodel import Session

    from store.record.evidence import Ref
    from store.record.records import Record
    from store.record.snapshot import Negotiation
    from store.tables.columns import Columns

Origin = Literal["pack", "coordinator"]

_BUMPED = "store revision"  # in ``db.info``: the revision of this transaction
_BY_KIND = ("citation", "alias", "translation", "link")
_Rows = dict[str, list["Columns"]]


def bump_revision(db: Session) -> int:
    """Add one to the store's revision and return it; again in one transaction, just return it."""
    known = db.info.get(_BUMPED)
    if known is None or known[0] is not db.get_transaction():
        revisions = table("revision")
        number: int = (
            db.connection()
            .execute(
                update(revisions)
                .where(revisions.c.singleton == ONLY)
                .values(number=revisions.c.number + 1)
                .returning(revisions.c.number)
            )
            .scalar_one()
        )
        known = db.info[_BUMPED] = (db.get_transaction(), number)
    revision: int = known[1]
    return revision


def put_negotiation(db: Session, negotiation: Negotiation) -> None:
    """Write what the pack says of itself, over what was there."""
    bump_revision(db)
    rows = table("negotiation")
    db.connection().execute(delete(rows))
    db.connection().execute(insert(rows), [negotiation_columns(negotiation)])


def put(db: Session, record: Record, *, origin: Origin = "pack", seen: int | None = None) -> bool:
    """Write a record, over the one with its name or as the last of its kind.

    ``seen`` is the revision of the record that the writer knew (0: none was there): if it was
    written since, nothing is changed and False returned. Without it nobody looks.
    """
    if seen is not None:
        bump_revision(db)
        rows = table(record.kind)
        found = (
            db.connection().execute(select(rows.c.revision).where(rows.c.id == record.id)).scalar()
        )
        if (found or 0) != seen:
            return False
    put_many(db, [record], origin=origin)
    return True


def put_many(db: Session, records: Iterable[Record], *, origin: Origin = "pack") -> None:
    """Write records as :func:`put` does. No two of them may have the same name."""
    revision = bump_revision(db)
    by_kind: defaultdict[Kind, list[Record]] = defaultdict(list)
    for record in records:
        by_kind[record.kind].append(record)
    for kind, group in by_kind.items():
        rows = SHAPES[kind].table
        known = _known(db, rows, [record.id for record in group])
        last = db.connection().execute(select(func.max(rows.c.ordinal))).scalar()
        following = 0 if last is None else last + 1
        fresh: list[Columns] = []
        changed: list[Columns] = []
        for record in group:
            columns = SHAPES[kind].columns_of(record)
            columns |= {"origin": origin, "revision": revision}
            if record.id in known:
                changed.append({"key": record.id, **columns})
            else:
                fresh.append({"id": record.id, "ordinal": following, **columns})
                following += 1
        _remove_parts(db, kind, known)
        if changed:
            # The key has another name than the column, which is not among those that change.
            db.connection().execute(update(rows).where(rows.c.id == bindparam("key")), changed)
        if fresh:
            db.connection().execute(insert(rows), fresh)
        _put_parts(db, group)


def remove(db: Session, ref: Ref) -> bool:
    """Take a record out with its parts; return whether it was there.

    What still refers to it by a foreign key makes the commit fail.
    """
    bump_revision(db)
    _remove_parts(db, ref.kind, {ref.id})
    rows = table(ref.kind)
    gone = db.connection().execute(delete(rows).where(rows.c.id == ref.id))
    return gone.rowcount > 0


def arrange(db: Session, refs: Iterable[Ref]) -> None:
    """Put the records of each kind in this order; those that are not named come after them."""
    bump_revision(db)
    by_kind: defaultdict[Kind, list[str]] = defaultdict(list)
    for ref in refs:
        by_kind[ref.kind].append(ref.id)
    for kind, ids in by_kind.items():
        rows = table(kind)
        now = db.connection().execute(
            select(rows.c.id, rows.c.ordinal).order_by(rows.c.ordinal, rows.c.id)
        )
        before: dict[str, int] = {row.id: row.ordinal for row in now}
        wanted = dict.fromkeys([*(id_ for id_ in ids if id_ in before), *before])
        moved = [
            {"key": id_, "moved_to": place}
            for place, id_ in enumerate(wanted)
            if before[id_] != place
        ]
        if moved:
            move = update(rows).where(rows.c.id == bindparam("key"))
            db.connection().execute(move.values(ordinal=bindparam("moved_to")), moved)


def _known(db: Session, rows: Table, ids: list[str]) -> set[str]:
    one = len(ids) == 1
    found = select(rows.c.id).where(rows.c.id == ids[0]) if one else select(rows.c.id)
    return set(ids).intersection(db.connection().execute(found).scalars())


def _remove_parts(db: Session, kind: Kind, ids: set[str]) -> None:
    if not ids:
        return
    keys = [{"key": id_} for id_ in sorted(ids)]
    for name in _BY_KIND:
        rows = table(name)
        db.connection().execute(
            delete(rows).where(rows.c.kind == kind.value, rows.c.record_id == bindparam("key")),
            keys,
        )
    for owner, name in ((Kind.VOTE, "ballot"), (Kind.ANSWER, "version")):
        if kind is owner:
            rows = table(name)
            db.connection().execute(
                delete(rows).where(rows.c[owner.value] == bindparam("key")), keys
            )


def _put_parts(db: Session, records: Iterable[Record]) -> None:
    rows: _Rows = defaultdict(list)
    for record in records:
        _take_apart(record, rows)
    for name, columns in rows.items():
        if columns:
            db.connection().execute(insert(table(name)), columns)


def _take_apart(record: Record, rows: _Rows) -> None:
    parts = SHAPES[record.kind].parts_of(record)
    of_record: Columns = {"kind": record.kind.value, "record_id": record.id}

    def cite(part: str, sources: tuple[str, ...]) -> None:
        rows["citation"] += (
            {**of_record, "part": part, "ordinal": ordinal, "source": source}
            for ordinal, source in enumerate(sources)
        )

    cite("", parts.sources)
    rows["alias"] += (
        {
            **of_record,
            "ordinal": ordinal,
            "text": alias.text,
            "language": alias.language,
            "caps_only": alias.caps_only,
        }
        for ordinal, alias in enumerate(parts.aliases)
    )
    rows["translation"] += (
        {**of_record, "ordinal": ordinal, "language": language, "name": name}
        for ordinal, (language, name) in enumerate(parts.names)
    )
    rows["link"] += (
        {**of_record, "ordinal": ordinal, "linked_kind": ref.kind.value, "linked_id": ref.id}
        for ordinal, ref in enumerate(parts.links)
    )
    for ordinal, ballot in enumerate(parts.ballots):
        rows["ballot"].append(ballot_columns(record.id, ordinal, ballot))
        cite(ballot.party, ballot.evidence.sources)
    for ordinal, version in enumerate(parts.versions):
        rows["version"].append(version_columns(record.id, ordinal, version))
        cite(str(ordinal), version.sources)

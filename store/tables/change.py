"""Changes that coordinators make: what was submitted, and what became of it.

What was submitted is never altered. What became of it (the columns from ``state`` on) is, and each
such step is an entry of the audit, which covers both; see :mod:`store.tables.audit`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - the models read their annotations
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from store.record.codec import canonical, decode, encode
from store.record.limits import BODY, ID, SUMMARY
from store.record.terms import Kind
from store.tables.columns import (
    Columns,
    Stored,
    check,
    filled,
    kind_of,
    one_of,
    reference,
    reference_in_key,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Row

    from store.record.evidence import Ref
    from store.record.records import Record


class ChangeKind(StrEnum):
    """What a coordinator did."""

    SET_POSITION = "set_position"
    SET_STATUS = "set_status"
    ADD_EVENT = "add_event"
    MOVE_EVENT = "move_event"
    CANCEL_EVENT = "cancel_event"
    ADD_VOTE = "add_vote"
    ADD_SOURCE = "add_source"
    ANSWER = "answer"  # a curated answer to a question that was sent in
    RETRACT = "retract"
    CONFIRM = "confirm"
    IMPORT = "import"
    BULLETIN = "bulletin"  # a message to subscribers; the record stays as it is
    UNDO = "undo"


class ChangeState(StrEnum):
    """What became of a change."""

    SUBMITTED = "submitted"  # waits for another coordinator
    PUBLISHED = "published"  # readers see it
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # by its author, or because the author's role was revoked
    CONFLICT = "conflict"  # when it was approved, the record had changed meanwhile


class ChangeRow(Stored, table=True):
    """One numbered change. Numbers run from 1 without a gap."""

    __tablename__ = "change"
    __table_args__ = (
        one_of("kind", ChangeKind),
        one_of("state", ChangeState),
        filled("why", BODY),
        filled("reason", SUMMARY),
        check("decided", "(decided_by IS NULL) = (decided_at IS NULL)"),
        check("open", "(state = 'submitted') = (decided_at IS NULL)"),
        check("revision", "(state = 'published') = (revision IS NOT NULL)"),
        Index(None, "state"),
    )

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str
    author: int = Field(sa_type=BigInteger)  # a Telegram user id
    submitted_at: datetime
    why: str | None
    undoes: int | None = reference("change.number")
    state: str
    decided_by: int | None = Field(sa_type=BigInteger)
    decided_at: datetime | None
    reason: str | None
    revision: int | None  # of the store, at which it was published


class EditRow(Stored, table=True):
    """What a change does to one record: from nothing or a former state to a new one, or away.

    ``before`` and ``after`` are records as :mod:`store.record.codec` writes them. ``seen`` is the
    revision at which the record was last written when the change was made, 0 where none was there.
    """

    __tablename__ = "edit"
    __table_args__ = (
        kind_of("kind"),
        filled("record_id", ID),
        check("something", "before IS NOT NULL OR after IS NOT NULL"),
        Index(None, "kind", "record_id"),
    )

    change: int = reference_in_key("change.number")
    ordinal: int = Field(primary_key=True)
    kind: str
    record_id: str
    before: str | None
    after: str | None
    seen: int


@dataclass(frozen=True, slots=True)
class Edit:
    """What a change does to one record."""

    before: Record | None
    after: Record | None
    seen: int  # the revision at which ``before`` was written, 0 where there is none

    @property
    def ref(self) -> Ref:
        """The record."""
        record = self.after or self.before
        assert record is not None  # noqa: S101 - the schema checks it as well
        return record.ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One numbered change, with what became of it."""

    number: int
    kind: ChangeKind
    author: int  # a Telegram user id
    submitted_at: datetime
    edits: tuple[Edit, ...]
    why: str | None = None
    undoes: int | None = None
    state: ChangeState = ChangeState.SUBMITTED
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str | None = None
    revision: int | None = None

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The records that it touches."""
        return tuple(edit.ref for edit in self.edits)


def written_edits(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    """Return edits as JSON values: what the audit covers."""
    return [
        {
            "record": str(edit.ref),
            "before": encode(edit.before) if edit.before is not None else None,
            "after": encode(edit.after) if edit.after is not None else None,
            "seen": edit.seen,
        }
        for edit in edits
    ]


def change_columns(change: Change) -> Columns:
    """Return the columns of a change."""
    return {
        "number": change.number,
        "kind": change.kind.value,
        "author": change.author,
        "submitted_at": change.submitted_at,
        "why": change.why,
        "undoes": change.undoes,
        "state": change.state.value,
        "decided_by": change.decided_by,
        "decided_at": change.decided_at,
        "reason": change.reason,
        "revision": change.revision,
    }


def edit_columns(change: int, ordinal: int, edit: Edit) -> Columns:
    """Return the columns of one edit."""
    return {
        "change": change,
        "ordinal": ordinal,
        "kind": edit.ref.kind.value,
        "record_id": edit.ref.id,
        "before": canonical(encode(edit.before)) if edit.before is not None else None,
        "after": canonical(encode(edit.after)) if edit.after is not None else None,
        "seen": edit.seen,
    }


def edit_of(row: Row[Any]) -> Edit:
    """Return the edit of a row."""
    kind = Kind(row.kind)
    return Edit(
        decode(kind, json.loads(row.before)) if row.before is not None else None,
        decode(kind, json.loads(row.after)) if row.after is not None else None,
        row.seen,
    )


def change_of(row: Row[Any], edits: tuple[Edit, ...]) -> Change:
    """Return the change of a row."""
    return Change(
        number=row.number,
        kind=ChangeKind(row.kind),
        author=row.author,
        submitted_at=row.submitted_at,
        edits=edits,
        why=row.why,
        undoes=row.undoes,
        state=ChangeState(row.state),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
        revision=row.revision,
    )

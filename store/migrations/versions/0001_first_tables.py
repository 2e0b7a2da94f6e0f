"""The first tables: the record, its parts, what the pack says of itself, the store's revision.

Nothing of the program is imported here: it moves on, a migration does not.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Field = tuple[sa.Column[Any], dict[str, str]]  # a column, and checks by the end of their names


def upgrade() -> None:
    _pack()
    _names()
    _treaty()
    _decisions()
    _readings()
    _parts()


def _pack() -> None:
    _table(
        "negotiation",
        _single(),
        _text("id", 60),
        _text("name", 300),
        _text("short_name", 300),
        _text("edition", 80),
        _text("language", 80),
        _plain("languages", sa.JSON()),
        _text("timezone", 80),
        _plain("starts_on", sa.Date()),
        _plain("ends_on", sa.Date()),
        _plain("last_confirmed", sa.Date()),
        _text("about", 4000),
        _plain("limits", sa.JSON()),
        _plain("alerts", sa.JSON()),
        also={"starts_on_order": "starts_on <= ends_on"},
    )
    revisions = _table("revision", _single(), _plain("number", sa.Integer()))
    op.bulk_insert(revisions, [{"singleton": 1, "number": 0}])


def _names() -> None:
    _table(
        "source",
        *_curated(),
        _text("title", 300),
        _text("publisher", 300),
        _text("url", 700, optional=True),
        *_perhaps_dated("dated"),
        _text("genre", 80),
        _text("note", 1000, optional=True),
    )
    _table(
        "party",
        *_curated(),
        _text("name", 300),
        _word(
            "party_kind", "state", "group", "un_body", "intergovernmental", "officer",
            "parliamentarians", "civil_society", "industry",
        ),
        _text("iso2", 2, optional=True),
        _text("iso3", 3, optional=True),
        _text("note", 1000, optional=True),
    )  # fmt: skip
    _table(
        "membership",
        *_curated(),
        *_claimed(),
        _plain("party"),
        _plain("belongs_to"),
        *_perhaps_dated("since"),
        *_perhaps_dated("until"),
        _plain("open_ended", sa.Boolean()),
        refers={"party": "party.id", "belongs_to": "party.id"},
    )
    _table(
        "action",
        *_curated(),
        *_claimed(),
        _plain("party"),
        _word("act", "signature", "ratification", "reservation"),
        *_dated(),
        _text("summary", 1000),
        refers={"party": "party.id"},
    )


def _treaty() -> None:
    _table(
        "safeguard",
        *_curated(),
        *_claimed(),
        _text("title", 300),
        _text("asks_for", 4000),
        _text("why_it_matters", 4000),
        _text("at_session_start", 4000),
        _text("outcome", 4000),
        _text("draft_numbers", 1000, optional=True),
        _plain("demanded", sa.Boolean()),
        _text("after_adoption", 4000, optional=True),
    )
    _table(
        "provision",
        *_curated(),
        *_claimed(),
        _text("number", 80),
        _text("title", 300),
        _text("chapter", 300, optional=True),
        _text("summary", 4000),
        _plain("parent", optional=True),
        _plain("former_numbers", sa.JSON()),
        refers={"parent": "provision.id"},
    )
    _table(
        "status",
        *_curated(),
        *_claimed(),
        _word("topic_kind", "provision", "safeguard"),
        _text("topic_id", 60),
        _word(
            "status", "open", "under_negotiation", "chair_proposal", "agreed_ad_referendum",
            "put_to_vote", "adopted", "deleted", "not_included",
        ),
        *_dated(),
        _text("summary", 1000),
    )  # fmt: skip


def _decisions() -> None:
    _table(
        "position",
        *_curated(),
        *_claimed(),
        _plain("party"),
        _plain("safeguard", optional=True),
        _text("cited_as", 300, optional=True),
        _word(
            "stance", "supports", "opposes", "seeks_stronger", "seeks_weaker", "seeks_deletion",
            "conditional", "flexible", "reserves", "unclear",
        ),
        _text("summary", 1000),
        *_dated(),
        _text("occasion", 300, optional=True),
        refers={"party": "party.id", "safeguard": "safeguard.id"},
    )  # fmt: skip
    _table(
        "vote",
        *_curated(),
        *_claimed(),
        _text("body", 300),
        _text("motion", 1000),
        _plain("moved_by", optional=True),
        *_dated(),
        _plain("recorded", sa.Boolean()),
        _tally("yes"),
        _tally("no"),
        _tally("abstain"),
        _text("outcome", 1000),
        _text("meaning_of_yes", 1000),
        _text("consequence", 1000, optional=True),
        refers={"moved_by": "party.id"},
    )
    _table(
        "ballot",
        *_claimed(),
        _key("vote"),
        _key("party"),
        _plain("ordinal", sa.Integer()),
        _word("ballot", "yes", "no", "abstain", "absent", "not_recorded"),
        refers={"vote": "vote.id", "party": "party.id"},
    )
    _table(
        "event",
        *_curated(),
        *_claimed(),
        _word("event_kind", "session", "meeting", "informals", "deadline", "milestone"),
        _text("title", 300),
        *_dated(),
        _plain("starts_at", sa.DateTime(timezone=True), optional=True),
        _plain("ends_at", sa.DateTime(timezone=True), optional=True),
        _plain("number", sa.Integer(), optional=True),
        _text("place", 300, optional=True),
        _text("outcome", 1000, optional=True),
        _text("cancelled", 1000, optional=True),
        also={
            "instants": "ends_at IS NULL OR (starts_at IS NOT NULL AND starts_at <= ends_at)",
        },
    )


def _readings() -> None:
    _table(
        "document",
        *_curated(),
        *_claimed(),
        _text("symbol", 80, optional=True),
        _text("title", 300),
        _text("summary", 4000),
        *_perhaps_dated("dated"),
        _text("url", 700, optional=True),
    )
    _table(
        "glossary",
        *_curated(),
        *_claimed(),
        _text("term", 300),
        _text("definition", 4000),
    )
    _table(
        "answer",
        *_curated(),
        *_claimed(),
        _word("answer_kind", "procedure", "overview", "dispute"),
        _text("title", 300),
        _text("text", 4000),
        *_perhaps_dated("dated"),
        _text("series", 60, optional=True),
    )
    _table(
        "version",
        _key("answer"),
        _key("ordinal", sa.Integer()),
        _text("says", 4000),
        refers={"answer": "answer.id"},
    )


def _parts() -> None:
    _table(
        "citation",
        *_of_record(),
        _key("part"),
        _key("ordinal", sa.Integer()),
        _plain("source"),
        refers={"source": "source.id"},
    )
    _table(
        "alias",
        *_of_record(),
        _key("ordinal", sa.Integer()),
        _text("text", 300),
        _code("language", "IN (0, 2)"),
        _plain("caps_only", sa.Boolean()),
    )
    _table(
        "translation",
        *_of_record(),
        _key("ordinal", sa.Integer()),
        _code("language", "= 2"),
        _text("name", 300),
    )
    _table(
        "link",
        *_of_record(),
        _key("ordinal", sa.Integer()),
        _word("linked_kind", *_KINDS),
        _text("linked_id", 60),
    )


def _table(
    name: str,
    *fields: Field,
    refers: dict[str, str] | None = None,
    also: dict[str, str] | None = None,
) -> sa.Table:
    columns = [column for column, _ in fields]
    checks = {end: condition for _, found in fields for end, condition in found.items()}
    return op.create_table(
        name,
        *columns,
        sa.PrimaryKeyConstraint(
            *[column.name for column in columns if column.primary_key], name=op.f(f"pk_{name}")
        ),
        *[
            sa.CheckConstraint(condition, name=op.f(f"ck_{name}_{end}"))
            for end, condition in (checks | (also or {})).items()
        ],
        *[
            sa.ForeignKeyConstraint(
                [column],
                [target],
                name=op.f(f"fk_{name}_{column}"),
                deferrable=True,
                initially="DEFERRED",
            )
            for column, target in (refers or {}).items()
        ],
    )


_String = sa.String()
_KINDS = (
    "source", "party", "safeguard", "provision", "status", "position", "vote", "event",
    "document", "glossary", "answer", "membership", "action",
)  # fmt: skip


def _plain(
    name: str, type_: sa.types.TypeEngine[Any] = _String, *, optional: bool = False
) -> Field:
    return sa.Column(name, type_, nullable=optional), {}


def _key(name: str, type_: sa.types.TypeEngine[Any] = _String) -> Field:
    return sa.Column(name, type_, primary_key=True), {}


def _single() -> Field:
    return sa.Column("singleton", sa.Integer(), primary_key=True, autoincrement=False), {
        "singleton": "singleton = 1"
    }


def _text(name: str, limit: int, *, optional: bool = False) -> Field:
    return _checked(name, f"length({name}) BETWEEN 1 AND {limit}", optional=optional)


def _code(name: str, length: str) -> Field:
    return _checked(name, f"length({name}) {length}")


def _word(name: str, *words: str) -> Field:
    listed = ", ".join(f"'{word}'" for word in words)
    return _checked(name, f"{name} IN ({listed})")


def _checked(name: str, condition: str, *, optional: bool = False) -> Field:
    return sa.Column(name, sa.String(), nullable=optional), {name: condition}


def _tally(name: str) -> Field:
    return sa.Column(name, sa.Integer(), nullable=True), {name: f"{name} >= 0"}


def _dated() -> list[Field]:
    return [
        (sa.Column("dated_first", sa.Date(), nullable=False), {}),
        (
            sa.Column("dated_last", sa.Date(), nullable=False),
            {"dated_first_order": "dated_first <= dated_last"},
        ),
    ]


def _perhaps_dated(name: str) -> list[Field]:
    first, last = f"{name}_first", f"{name}_last"
    whole = f"({first} IS NULL) = ({last} IS NULL) AND ({first} IS NULL OR {first} <= {last})"
    return [
        (sa.Column(first, sa.Date(), nullable=True), {}),
        (sa.Column(last, sa.Date(), nullable=True), {name: whole}),
    ]


def _curated() -> list[Field]:
    return [
        (sa.Column("id", sa.String(), primary_key=True), {"id": "length(id) BETWEEN 1 AND 60"}),
        _plain("ordinal", sa.Integer()),
        _word("origin", "pack", "coordinator"),
        _plain("revision", sa.Integer()),
    ]


def _claimed() -> list[Field]:
    return [
        _word("confidence", "high", "medium", "low"),
        _word("known_by", "record", "vote", "submission", "observer", "machine"),
        _plain("last_confirmed", sa.Date()),
        _plain("doubts", sa.JSON()),
        _plain("unchecked", sa.Boolean()),
        (
            sa.Column("retracted_on", sa.Date(), nullable=True),
            {"retracted": "(retracted_on IS NULL) = (retracted_because IS NULL)"},
        ),
        _text("retracted_because", 1000, optional=True),
    ]


def _of_record() -> list[Field]:
    kind, checks = _word("kind", *_KINDS)
    return [
        (sa.Column(kind.name, sa.String(), primary_key=True), checks),
        (
            sa.Column("record_id", sa.String(), primary_key=True),
            {"record_id": "length(record_id) BETWEEN 1 AND 60"},
        ),
    ]

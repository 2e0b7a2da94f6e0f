"""Provisions of the treaty's text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON
from sqlmodel import Field

from store.record.evidence import Ref
from store.record.limits import BODY, TITLE, WORD
from store.record.records import Provision
from store.record.terms import Kind
from store.tables.columns import (
    Claimed,
    Columns,
    Curated,
    checks_of_claimed,
    checks_of_curated,
    claimed_columns,
    evidence_of,
    filled,
    reference,
)
from store.tables.parts import Parts

if TYPE_CHECKING:
    from sqlalchemy import Row


class ProvisionRow(Claimed, Curated, table=True):
    """An article, a paragraph, the preamble or the title."""

    __tablename__ = "provision"
    __table_args__ = (
        *checks_of_curated(),
        *checks_of_claimed(),
        filled("number", WORD),
        filled("title", TITLE),
        filled("chapter", TITLE),
        filled("summary", BODY),
    )

    number: str
    title: str
    chapter: str | None
    summary: str
    parent: str | None = reference("provision.id")
    former_numbers: list[list[str]] = Field(sa_type=JSON)


def columns_of(provision: Provision) -> Columns:
    """Return the record's own columns."""
    return {
        "number": provision.number,
        "title": provision.title,
        "chapter": provision.chapter,
        "summary": provision.summary,
        "parent": provision.parent,
        "former_numbers": [list(pair) for pair in provision.former_numbers],
        **claimed_columns(provision.evidence),
    }


def parts_of(provision: Provision) -> Parts:
    """Return what the record has in other tables."""
    return Parts(
        sources=provision.evidence.sources,
        aliases=provision.aliases,
        names=provision.names,
        links=tuple(Ref(Kind.SAFEGUARD, id_) for id_ in provision.safeguards),
    )


def record_of(row: Row[Any], parts: Parts) -> Provision:
    """Return the record of a row."""
    return Provision(
        id=row.id,
        number=row.number,
        title=row.title,
        chapter=row.chapter,
        summary=row.summary,
        parent=row.parent,
        former_numbers=tuple((draft, number) for draft, number in row.former_numbers),
        safeguards=tuple(ref.id for ref in parts.links),
        aliases=parts.aliases,
        names=parts.names,
        evidence=evidence_of(row, parts.sources),
    )

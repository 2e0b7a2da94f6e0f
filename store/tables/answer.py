"""Curated answers and the versions of disputes."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the models read their annotations
from typing import TYPE_CHECKING, Any

from sqlmodel import Field

from store.record.limits import BODY, ID, TITLE
from store.record.records import CuratedAnswer, Version
from store.record.terms import AnswerKind
from store.tables.columns import (
    Claimed,
    Columns,
    Curated,
    Stored,
    checks_of_claimed,
    checks_of_curated,
    claimed_columns,
    dated_columns,
    dated_or_none,
    dated_whole,
    evidence_of,
    filled,
    one_of,
    reference_in_key,
)
from store.tables.parts import Parts

if TYPE_CHECKING:
    from sqlalchemy import Row


class AnswerRow(Claimed, Curated, table=True):
    """A curated text that answers questions which come again and again."""

    __tablename__ = "answer"
    __table_args__ = (
        *checks_of_curated(),
        *checks_of_claimed(),
        one_of("answer_kind", AnswerKind),
        filled("title", TITLE),
        filled("text", BODY),
        dated_whole(),
        filled("series", ID),
    )

    answer_kind: str
    title: str
    text: str
    dated_first: date | None
    dated_last: date | None
    series: str | None


class VersionRow(Stored, table=True):
    """What one side of a dispute says."""

    __tablename__ = "version"
    __table_args__ = (filled("says", BODY),)

    answer: str = reference_in_key("answer.id")
    ordinal: int = Field(primary_key=True)
    says: str


def columns_of(answer: CuratedAnswer) -> Columns:
    """Return the record's own columns."""
    return {
        "answer_kind": answer.answer_kind.value,
        "title": answer.title,
        "text": answer.text,
        **dated_columns(answer.dated),
        "series": answer.series,
        **claimed_columns(answer.evidence),
    }


def parts_of(answer: CuratedAnswer) -> Parts:
    """Return what the record has in other tables."""
    return Parts(
        sources=answer.evidence.sources,
        aliases=answer.aliases,
        links=answer.about,
        versions=answer.versions,
    )


def record_of(row: Row[Any], parts: Parts) -> CuratedAnswer:
    """Return the record of a row."""
    return CuratedAnswer(
        id=row.id,
        answer_kind=AnswerKind(row.answer_kind),
        title=row.title,
        text=row.text,
        dated=dated_or_none(row.dated_first, row.dated_last),
        series=row.series,
        about=parts.links,
        versions=parts.versions,
        aliases=parts.aliases,
        evidence=evidence_of(row, parts.sources),
    )


def version_columns(answer: str, ordinal: int, version: Version) -> Columns:
    """Return the columns of one version."""
    return {"answer": answer, "ordinal": ordinal, "says": version.says}


def version_of(row: Row[Any], sources: tuple[str, ...]) -> Version:
    """Return the version of a row."""
    return Version(says=row.says, sources=sources)

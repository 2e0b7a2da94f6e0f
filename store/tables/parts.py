"""The parts of records that have tables of their own, whatever the record's kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Field

from store.record.limits import ID, TITLE
from store.tables.columns import Stored, check, filled, kind_of, reference

if TYPE_CHECKING:
    from store.record.evidence import Alias, Ref
    from store.record.records import Names, PartyBallot, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a record has beside the columns of its own table."""

    sources: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()
    names: Names = ()
    links: tuple[Ref, ...] = ()  # the provisions, safeguards or topics; what an answer is about
    ballots: tuple[PartyBallot, ...] = ()
    versions: tuple[Version, ...] = ()


class CitationRow(Stored, table=True):
    """That a claim rests on a source, best first.

    ``part`` is empty for the record itself; for a vote's ballot it is the party's id, for a version
    of a disputed answer its ordinal.
    """

    __tablename__ = "citation"
    __table_args__ = (kind_of("kind"), filled("record_id", ID))

    kind: str = Field(primary_key=True)
    record_id: str = Field(primary_key=True)
    part: str = Field(primary_key=True)
    ordinal: int = Field(primary_key=True)
    source: str = reference("source.id")


class AliasRow(Stored, table=True):
    """Another way in which people write a record's name."""

    __tablename__ = "alias"
    __table_args__ = (
        kind_of("kind"),
        filled("record_id", ID),
        filled("text", TITLE),
        check("language", "length(language) IN (0, 2)"),
    )

    kind: str = Field(primary_key=True)
    record_id: str = Field(primary_key=True)
    ordinal: int = Field(primary_key=True)
    text: str
    language: str
    caps_only: bool


class TranslationRow(Stored, table=True):
    """A record's name in another language."""

    __tablename__ = "translation"
    __table_args__ = (
        kind_of("kind"),
        filled("record_id", ID),
        filled("name", TITLE),
        check("language", "length(language) = 2"),
    )

    kind: str = Field(primary_key=True)
    record_id: str = Field(primary_key=True)
    ordinal: int = Field(primary_key=True)
    language: str
    name: str


class LinkRow(Stored, table=True):
    """That a record speaks about a provision, a safeguard, or another record.

    What is linked may be of any kind, so nothing in the schema holds it in place: packs are
    validated whole before they are loaded, and ``rapporteur check`` looks again.
    """

    __tablename__ = "link"
    __table_args__ = (
        kind_of("kind"),
        filled("record_id", ID),
        kind_of("linked_kind"),
        filled("linked_id", ID),
    )

    kind: str = Field(primary_key=True)
    record_id: str = Field(primary_key=True)
    ordinal: int = Field(primary_key=True)
    linked_kind: str
    linked_id: str

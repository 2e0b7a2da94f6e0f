"""Which other records a record names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.record.evidence import Ref
from store.record.records import (
    CuratedAnswer,
    Document,
    Event,
    GlossaryEntry,
    Membership,
    Party,
    Position,
    Provision,
    Record,
    Safeguard,
    Source,
    StatusChange,
    TreatyAction,
    Vote,
)
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def names_in(record: Record) -> Iterator[tuple[str, Ref]]:  # noqa: C901, PLR0912 - one case a kind
    """Yield every other record that this one names, with the field in which it does."""
    match record:
        case Source() | GlossaryEntry():
            pass
        case Party():
            yield from _each("sources", Kind.SOURCE, record.sources)
        case Membership():
            yield "party", Ref(Kind.PARTY, record.party)
            yield "group", Ref(Kind.PARTY, record.group)
        case TreatyAction():
            yield "party", Ref(Kind.PARTY, record.party)
        case Safeguard():
            yield from _each("provisions", Kind.PROVISION, record.provisions)
        case Provision():
            if record.parent is not None:
                yield "parent", Ref(Kind.PROVISION, record.parent)
            yield from _each("safeguards", Kind.SAFEGUARD, record.safeguards)
        case StatusChange():
            yield "topic", record.topic
        case Position():
            yield "party", Ref(Kind.PARTY, record.party)
            if record.safeguard is not None:
                yield "safeguard", Ref(Kind.SAFEGUARD, record.safeguard)
            yield from _each("provisions", Kind.PROVISION, record.provisions)
        case Vote():
            if record.moved_by is not None:
                yield "moved_by", Ref(Kind.PARTY, record.moved_by)
            yield from (("topics", ref) for ref in record.topics)
            for ballot in record.ballots:
                yield "ballots", Ref(Kind.PARTY, ballot.party)
                yield from _each("ballots", Kind.SOURCE, ballot.evidence.sources)
        case Event() | Document():
            yield from (("topics", ref) for ref in record.topics)
        case CuratedAnswer():
            yield from (("about", ref) for ref in record.about)
            for version in record.versions:
                yield from _each("versions", Kind.SOURCE, version.sources)
    if not isinstance(record, Source | Party):
        yield from _each("sources", Kind.SOURCE, record.evidence.sources)


def _each(field: str, kind: Kind, ids: Iterable[str]) -> Iterator[tuple[str, Ref]]:
    return ((field, Ref(kind, id_)) for id_ in ids)

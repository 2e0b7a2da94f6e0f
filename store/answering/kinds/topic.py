"""How topics relate: an article and its paragraphs, a safeguard and its provisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from store.record.records import Claim, Position, Topic
    from store.record.snapshot import Snapshot

R = TypeVar("R", bound="Claim")


def topic_of(ref: Ref, snapshot: Snapshot) -> Topic | None:
    """Return the safeguard or provision of that name, None where the snapshot has none."""
    if ref.kind is Kind.SAFEGUARD:
        return snapshot.safeguards.get(ref.id)
    if ref.kind is Kind.PROVISION:
        return snapshot.provisions.get(ref.id)
    return None


def speaks_of(position: Position, topic: Ref) -> bool:
    """Whether a position is on just that topic. One on an article is not on its paragraphs."""
    if topic.kind is Kind.SAFEGUARD:
        return position.safeguard == topic.id
    return topic.kind is Kind.PROVISION and topic.id in position.provisions


def article_of(ref: Ref, snapshot: Snapshot) -> Ref | None:
    """Return the article of a paragraph, None for anything else."""
    provision = snapshot.provisions.get(ref.id) if ref.kind is Kind.PROVISION else None
    if provision is None or provision.parent is None:
        return None
    return Ref(Kind.PROVISION, provision.parent)


def paragraphs_of(ref: Ref, snapshot: Snapshot) -> tuple[Ref, ...]:
    """Return the paragraphs of an article that are records of their own."""
    if ref.kind is not Kind.PROVISION:
        return ()
    return tuple(child.ref for child in snapshot.paragraphs_of.get(ref.id, ()))


def related(ref: Ref, snapshot: Snapshot) -> tuple[Ref, ...]:
    """Return the topics nearest to one: its article, paragraphs, safeguards or provisions."""
    nearest: list[Ref] = []
    if (article := article_of(ref, snapshot)) is not None:
        nearest.append(article)
    nearest.extend(paragraphs_of(ref, snapshot))
    if ref.kind is Kind.SAFEGUARD and ref.id in snapshot.safeguards:
        nearest.extend(provisions_of(ref, snapshot))
    elif ref.kind is Kind.PROVISION and ref.id in snapshot.provisions:
        ids = snapshot.provisions[ref.id].safeguards
        nearest.extend(Ref(Kind.SAFEGUARD, id_) for id_ in ids if id_ in snapshot.safeguards)
    return tuple(dict.fromkeys(nearest))


def provisions_of(ref: Ref, snapshot: Snapshot) -> tuple[Ref, ...]:
    """Return the provisions in which a safeguard stands, in its own order."""
    safeguard = snapshot.safeguards.get(ref.id) if ref.kind is Kind.SAFEGUARD else None
    if safeguard is None:
        return ()
    return tuple(
        Ref(Kind.PROVISION, id_) for id_ in safeguard.provisions if id_ in snapshot.provisions
    )


def gathered(
    index: Mapping[Ref, tuple[R, ...]], refs: Iterable[Ref], besides: Iterable[Claim] = ()
) -> tuple[R, ...]:
    """Return the records under any of the refs, each once, without those already told."""
    told = {record.ref for record in besides}
    found = {record.ref: record for ref in refs for record in index.get(ref, ())}
    return tuple(record for ref, record in found.items() if ref not in told)

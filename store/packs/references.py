"""What can only be seen when all records are read: names that lead nowhere, numbers that clash."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from store.packs.fields import nearest
from store.record.evidence import Ref
from store.record.records import (
    CuratedAnswer,
    Document,
    Event,
    Membership,
    Party,
    Position,
    Provision,
    Record,
    Safeguard,
    Source,
    Vote,
)
from store.record.terms import Ballot, Kind, PartyKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from store.packs.faults import Fault

Placed = tuple[str, Record]  # a record and the file in which it stands


def check_references(placed: list[Placed], fault: Callable[[str, str, str], Fault]) -> list[Fault]:
    """Return a fault for each id given twice, each name of no record and each impossible number."""
    faults: list[Fault] = []
    known: defaultdict[Kind, dict[str, Record]] = defaultdict(dict)
    for file, record in placed:
        if record.id in known[record.kind]:
            faults.append(fault(file, record.id, f"id: another {record.kind} has it already"))
        known[record.kind][record.id] = record
    for file, record in placed:
        for field, ref in _names(record):
            if ref.id and ref.id not in known[ref.kind]:
                close = nearest(ref.id, list(known[ref.kind]))
                faults.append(
                    fault(file, record.id, f"{field}: there is no {ref.kind} {ref.id!r}{close}")
                )
        faults.extend(fault(file, record.id, reason) for reason in _contradictions(record, known))
    return faults


def _names(record: Record) -> Iterator[tuple[str, Ref]]:
    """Yield every other record that this one names, with the field in which it does."""
    match record:
        case Membership():
            yield "group", Ref(Kind.PARTY, record.group)
        case Safeguard():
            yield from _each("provisions", Kind.PROVISION, record.provisions)
        case Provision():
            yield from _each("safeguards", Kind.SAFEGUARD, record.safeguards)
            yield from _each("parent", Kind.PROVISION, [record.parent or ""])
        case Position():
            yield "party", Ref(Kind.PARTY, record.party)
            yield from _each("safeguard", Kind.SAFEGUARD, [record.safeguard or ""])
            yield from _each("provisions", Kind.PROVISION, record.provisions)
        case Vote():
            yield from _each("moved_by", Kind.PARTY, [record.moved_by or ""])
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
        case _:
            pass
    yield from _each("sources", Kind.SOURCE, _sources(record))


def _sources(record: Record) -> tuple[str, ...]:
    match record:
        case Source():
            return ()
        case Party():
            return record.sources
        case _:
            return record.evidence.sources


def _each(field: str, kind: Kind, ids: Iterable[str]) -> Iterator[tuple[str, Ref]]:
    return ((field, Ref(kind, id_)) for id_ in ids)


def _contradictions(record: Record, known: defaultdict[Kind, dict[str, Record]]) -> Iterator[str]:
    match record:
        case Membership():
            group = known[Kind.PARTY].get(record.group)
            if isinstance(group, Party) and group.party_kind is not PartyKind.GROUP:
                yield f"group: {record.group!r} is no group but {group.party_kind}"
            if record.group == record.party:
                yield "group: a group is no member of itself"
        case Provision():
            parent = known[Kind.PROVISION].get(record.parent or "")
            if isinstance(parent, Provision) and parent.parent is not None:
                yield f"parent: {parent.id!r} is a paragraph itself; name its article"
            if parent is record:
                yield "parent: a provision is no paragraph of itself"
        case Vote():
            yield from _miscounts(record)
        case _:
            return


def _miscounts(vote: Vote) -> Iterator[str]:
    for party, times in Counter(ballot.party for ballot in vote.ballots).items():
        if times > 1:
            yield f"ballots: {party!r} has {times}"
    totals = {Ballot.YES: vote.yes, Ballot.NO: vote.no, Ballot.ABSTAIN: vote.abstain}
    cast = Counter(ballot.ballot for ballot in vote.ballots)
    for ballot, total in totals.items():
        if total is not None and cast[ballot] > total:
            yield f"ballots: {cast[ballot]} say {ballot}, more than the total of {total}"
    if not vote.recorded and any(total is not None for total in totals.values()):
        yield "recorded: is not true of a vote that has totals"

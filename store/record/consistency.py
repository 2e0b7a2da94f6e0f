"""Whether the record agrees with itself. Pure: what ``rapporteur check`` reports.

A retracted record is looked at for names that lead nowhere only: it no longer claims anything.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

from store.record.moments import Dated
from store.record.records import (
    CuratedAnswer,
    Document,
    Event,
    GlossaryEntry,
    Party,
    Position,
    Provision,
    Safeguard,
    Source,
)
from store.record.references import names_in
from store.record.snapshot import topics_of
from store.record.terms import Ballot, EventKind, Kind, PartyKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.record.evidence import Alias, Ref
    from store.record.records import Record
    from store.record.snapshot import Snapshot

ALIKE = 0.85  # summaries more alike than this are taken for one statement entered twice


class Severity(StrEnum):
    """Whether something is wrong, or only looks so."""

    ERROR = "error"  # an answer would be wrong or impossible
    WARNING = "warning"  # a person should look


class Rule(StrEnum):
    """What is not as it should be."""

    DANGLING = "dangling"  # names a record that is not there
    UNSOURCED = "unsourced"  # says something without a source
    NO_GROUP = "no_group"  # a member of something that is no group
    CIRCLE = "circle"  # a provision within itself
    DUPLICATE = "duplicate"  # two positions that say the same
    CONFLICT = "conflict"  # two stances of one party on one topic on one day
    MISCOUNT = "miscount"  # ballots and totals of a vote do not agree
    OVERLAP = "overlap"  # two meetings at once
    WRONG_DAY = "wrong_day"  # an event's days are not those of its instants
    OUTSIDE_SESSION = "outside_session"  # a meeting on a day of no session
    SHARED_NAME = "shared_name"  # one record's alias is another's name


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be; ``about`` are the records to look at."""

    severity: Severity
    rule: Rule
    about: tuple[Ref, ...]
    words: str  # English, for the command line

    def __str__(self) -> str:
        """Write one line."""
        return f"{self.severity}: {', '.join(map(str, self.about))}: {self.words}"


def check(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Return all that is not as it should be, errors first, otherwise in the snapshot's order."""
    found = [
        *_references(snapshot),
        *_structure(snapshot),
        *_positions(snapshot),
        *_votes(snapshot),
        *_calendar(snapshot),
        *_names(snapshot),
    ]
    return tuple(sorted(found, key=lambda finding: finding.severity is not Severity.ERROR))


def _references(snapshot: Snapshot) -> Iterator[Finding]:
    for ref, record in snapshot.records.items():
        for field, named in dict.fromkeys(names_in(record)):
            if named not in snapshot.records:
                words = f"{field} names {named}, which is not there"
                yield Finding(Severity.ERROR, Rule.DANGLING, (ref,), words)
        if isinstance(record, CuratedAnswer):
            for number, version in enumerate(record.versions, 1):
                if not version.sources:
                    words = f"version {number} of the dispute has no source"
                    yield Finding(Severity.ERROR, Rule.UNSOURCED, (ref,), words)


def _structure(snapshot: Snapshot) -> Iterator[Finding]:
    for membership in snapshot.memberships.values():
        group = snapshot.parties.get(membership.group)
        if group is not None and group.party_kind is not PartyKind.GROUP and _valid(membership):
            words = f"{group.id} is no group but {group.party_kind}"
            yield Finding(Severity.WARNING, Rule.NO_GROUP, (membership.ref,), words)
    for provision in snapshot.provisions.values():
        parent = snapshot.provisions.get(provision.parent or "")
        if parent is not None and parent.parent is not None:
            words = f"{parent.id} is a paragraph itself, so it has no paragraphs"
            yield Finding(Severity.ERROR, Rule.CIRCLE, (provision.ref,), words)


def _positions(snapshot: Snapshot) -> Iterator[Finding]:
    by_day: defaultdict[tuple[str, Dated], list[Position]] = defaultdict(list)
    for position in snapshot.positions.values():
        if _valid(position):
            by_day[position.party, position.dated].append(position)
    for said in by_day.values():
        for one, other in combinations(said, 2):
            if set(topics_of(one)) != set(topics_of(other)):
                continue
            pair = (one.ref, other.ref)
            if one.stance is not other.stance:
                words = f"{one.stance} and {other.stance} on the same topics and day"
                yield Finding(Severity.WARNING, Rule.CONFLICT, pair, words)
            elif folded(one.summary) == folded(other.summary):
                words = "the same position twice"
                yield Finding(Severity.ERROR, Rule.DUPLICATE, pair, words)
            elif alike(one.summary, other.summary):
                words = "nearly the same position twice"
                yield Finding(Severity.WARNING, Rule.DUPLICATE, pair, words)


def _votes(snapshot: Snapshot) -> Iterator[Finding]:
    for vote in snapshot.votes.values():
        if not _valid(vote):
            continue

        def error(words: str, ref: Ref = vote.ref) -> Finding:
            return Finding(Severity.ERROR, Rule.MISCOUNT, (ref,), words)

        for party, times in Counter(ballot.party for ballot in vote.ballots).items():
            if times > 1:
                yield error(f"{party} has {times} ballots")
        cast = Counter(
            ballot.ballot for ballot in vote.ballots if ballot.evidence.retracted is None
        )
        totals = {Ballot.YES: vote.yes, Ballot.NO: vote.no, Ballot.ABSTAIN: vote.abstain}
        for ballot, total in totals.items():
            if total is not None and cast[ballot] > total:
                yield error(f"{cast[ballot]} ballots say {ballot}, the total says {total}")
        if not vote.recorded and any(total is not None for total in totals.values()):
            yield error("has totals, and yet no vote was counted")


def _calendar(snapshot: Snapshot) -> Iterator[Finding]:
    zone = snapshot.negotiation.zone
    events = [e for e in snapshot.events.values() if _valid(e) and e.cancelled is None]
    sessions = [e.dated for e in events if e.event_kind is EventKind.SESSION]
    for event in events:
        if event.starts_at is not None:
            days = Dated.spanning(event.starts_at, event.ends_at, zone)
            if days != event.dated:
                words = f"is dated {event.dated}, its hours are on {days} in {zone.key}"
                yield Finding(Severity.ERROR, Rule.WRONG_DAY, (event.ref,), words)
        if event.event_kind is EventKind.MEETING and sessions:
            first, last = event.dated.first, event.dated.last
            if not any(span.first <= first and last <= span.last for span in sessions):
                words = f"a meeting on {event.dated}, when no session is on"
                yield Finding(Severity.WARNING, Rule.OUTSIDE_SESSION, (event.ref,), words)
    yield from _overlaps([e for e in events if e.event_kind is EventKind.MEETING])


def _overlaps(meetings: list[Event]) -> Iterator[Finding]:
    timed = sorted(
        (event.starts_at, event.ends_at, event.id, event.ref)
        for event in meetings
        if event.starts_at is not None and event.ends_at is not None
    )
    for number, (_, ends_at, _, ref) in enumerate(timed):
        for other_starts_at, _, _, other in timed[number + 1 :]:
            if other_starts_at >= ends_at:
                break
            words = "two meetings at the same time"
            yield Finding(Severity.WARNING, Rule.OVERLAP, (ref, other), words)


def _names(snapshot: Snapshot) -> Iterator[Finding]:
    """Yield aliases that are somebody else's name.

    An alias that several records list is a choice which the reader is offered, and no fault; but
    whoever writes a record's own name must get that record. Parties and topics are looked up apart
    from each other and from terms.
    """
    owners: defaultdict[tuple[str, str], dict[Ref, None]] = defaultdict(dict)
    for record in snapshot.records.values():
        for name in _own_names(record):
            owners[_shelf(record.kind), folded(name)][record.ref] = None
    for record in snapshot.records.values():
        for alias in _aliases(record):
            for owner in owners.get((_shelf(record.kind), folded(alias.text)), ()):
                if owner != record.ref:
                    words = f"the alias {alias.text!r} of the one is the name of the other"
                    yield Finding(Severity.WARNING, Rule.SHARED_NAME, (record.ref, owner), words)


def _shelf(kind: Kind) -> str:
    return "topic" if kind in {Kind.SAFEGUARD, Kind.PROVISION} else kind.value


def _own_names(record: Record) -> tuple[str, ...]:
    match record:
        case Party():
            return (record.name, *(name for _, name in record.names))
        case Safeguard():
            return (record.title, *(name for _, name in record.names))
        case Provision():
            return (record.number, f"article {record.number}")
        case GlossaryEntry():
            return (record.term,)
        case Document() if record.symbol is not None:
            return (record.symbol,)
        case _:
            return ()


def _aliases(record: Record) -> tuple[Alias, ...]:
    found: tuple[Alias, ...] = getattr(record, "aliases", ())
    return found


def _valid(record: Record) -> bool:
    return isinstance(record, Source | Party) or record.evidence.retracted is None


def alike(one: str, other: str) -> bool:
    """Whether two texts are nearly the same, whatever their case and accents."""
    matcher = SequenceMatcher(None, folded(one), folded(other))
    # The quick bounds spare most pairs the long look.
    return (
        matcher.real_quick_ratio() > ALIKE
        and matcher.quick_ratio() > ALIKE
        and matcher.ratio() > ALIKE
    )


def folded(text: str) -> str:
    """Return a text without case, accents and repeated white space, for comparing."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(p for p in parts if not unicodedata.combining(p)).split())

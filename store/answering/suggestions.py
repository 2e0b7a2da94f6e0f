"""Which questions an answer offers next: only those that the store can answer, nearest first."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar, assert_never

from store.answering.kinds.topic import article_of, paragraphs_of, provisions_of, speaks_of
from store.answering.moment import Moment
from store.answering.questions import (
    ActionsOn,
    AgendaOf,
    ChangesSince,
    Compare,
    Curated,
    Define,
    DocumentsOn,
    HelpWanted,
    HistoryOf,
    MatrixOf,
    MembersOf,
    NextUp,
    Overview,
    PartyProfile,
    PositionOf,
    ProvisionText,
    SafeguardList,
    SafeguardOn,
    Search,
    SourcesOf,
    StatusOf,
    Timeline,
    VoteOn,
    VotesTaken,
    WhoHolds,
)
from store.record.evidence import Ref
from store.record.records import Party, Source
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from store.answering.questions import Question
    from store.record.records import Claim
    from store.record.snapshot import Snapshot

R = TypeVar("R", bound="Claim")

MOST = 4


def suggested(
    candidates: Iterable[Question], asked: Question, snapshot: Snapshot, moment: Moment
) -> tuple[Question, ...]:
    """Return the first few candidates that are answerable, each as of the day asked about."""
    return tuple(islice(_fit(candidates, asked, snapshot, moment), MOST))


def _fit(
    candidates: Iterable[Question], asked: Question, snapshot: Snapshot, moment: Moment
) -> Iterator[Question]:
    seen = {asked}
    for candidate in candidates:
        dated = candidate
        if candidate.as_of is None and asked.as_of is not None:
            dated = replace(candidate, as_of=asked.as_of)
        if dated not in seen and answerable(dated, snapshot, moment):
            seen.add(dated)
            yield dated


def answerable(question: Question, snapshot: Snapshot, moment: Moment) -> bool:  # noqa: C901, PLR0911, PLR0912
    """Return whether the store has an answer, at the price of a look into an index or two.

    ``moment`` tells the time; the day is the question's own. True is certain, False is not.
    """
    at = Moment.of(question.as_of, now=moment.now, negotiation=snapshot.negotiation)
    match question:
        case StatusOf(topic=topic):
            if topic is None:
                return _any(at, snapshot.statuses.values())
            return _under(at, snapshot.statuses_of, _kin(topic, snapshot))
        case PositionOf(party=party, topic=topic):
            own = snapshot.positions_of.get(party, ())
            return _any(at, own if topic is None else (p for p in own if speaks_of(p, topic)))
        case WhoHolds(topics=(topic,), stances=stances):
            held = snapshot.positions_on.get(topic, ())
            return _any(at, (p for p in held if not stances or p.stance in stances))
        case WhoHolds():
            return False
        case MatrixOf(parties=(), topics=()):
            return _any(at, snapshot.positions.values())
        case MatrixOf(parties=(), topics=topics):
            return any(_any(at, snapshot.positions_on.get(topic, ())) for topic in topics)
        case Compare(parties=parties, topics=()) | MatrixOf(parties=parties, topics=()):
            return any(_any(at, snapshot.positions_of.get(party, ())) for party in parties)
        case Compare(parties=parties, topics=topics) | MatrixOf(parties=parties, topics=topics):
            return any(
                _any(at, (p for p in snapshot.positions_of.get(party, ()) if speaks_of(p, topic)))
                for party in parties
                for topic in topics
            )
        case VotesTaken():
            return _any(at, snapshot.votes.values())
        case VoteOn(topic=topic):
            if topic is None:
                return _any(at, snapshot.votes.values())
            if topic.kind is Kind.VOTE:
                return topic.id in snapshot.votes and at.sees(snapshot.votes[topic.id])
            kin = (*_kin(topic, snapshot), *provisions_of(topic, snapshot))
            return _under(at, snapshot.votes_on, kin)
        case AgendaOf(day=day, until=until, topic=topic):
            first = day or at.as_of
            events = (
                snapshot.events.values() if topic is None else snapshot.events_on.get(topic, ())
            )
            return any(
                at.sees(e) and first <= e.dated.first and e.dated.last <= (until or first)
                for e in events
            )
        case NextUp(topic=topic):
            events = (
                snapshot.events.values() if topic is None else snapshot.events_on.get(topic, ())
            )
            return any(at.counts(e) and at.foreseen(e) and e.dated.first > at.as_of for e in events)
        case Timeline() | Overview():
            return bool(snapshot.events) and _any(at, snapshot.events.values())
        case ChangesSince(since=since, topic=topic):
            return topic is None and since is not None and _changed_on(since, snapshot, at)
        case HistoryOf(subject=Ref(kind=Kind.PARTY, id=id_)):
            return _any(at, snapshot.positions_of.get(id_, ()))
        case HistoryOf(subject=topic):
            return any(
                _any(at, index.get(topic, ()))
                for index in (snapshot.statuses_of, snapshot.positions_on, snapshot.votes_on)
            )
        case Define(term=term):
            if term is None:
                return _any(at, snapshot.glossary.values())
            return term in snapshot.glossary and at.sees(snapshot.glossary[term])
        case ProvisionText(provision=id_):
            return id_ in snapshot.provisions and at.sees(snapshot.provisions[id_])
        case SafeguardOn(safeguard=id_):
            return id_ in snapshot.safeguards and at.sees(snapshot.safeguards[id_])
        case SafeguardList(demanded_only=demanded_only):
            return _any(
                at, (s for s in snapshot.safeguards.values() if s.demanded or not demanded_only)
            )
        case PartyProfile(party=id_):
            return (
                _any(at, snapshot.memberships_of.get(id_, ()))
                or _any(at, snapshot.positions_of.get(id_, ()))
                or _any(at, snapshot.actions_of.get(id_, ()))
            )
        case MembersOf(group=id_):
            return _any(at, snapshot.members_of.get(id_, ()))
        case ActionsOn(acts=acts, party=party):
            actions = (
                snapshot.actions.values() if party is None else snapshot.actions_of.get(party, ())
            )
            return _any(at, (a for a in actions if not acts or a.act in acts))
        case DocumentsOn(document=document, topic=topic):
            if document is not None:
                return document in snapshot.documents and at.sees(snapshot.documents[document])
            if topic is not None:
                return _any(at, snapshot.documents_on.get(topic, ()))
            return _any(at, snapshot.documents.values())
        case SourcesOf(subject=subject):
            if subject is None:
                return _any(at, snapshot.provisions.values())
            if subject.kind is Kind.PARTY:
                return _any(at, snapshot.positions_of.get(subject.id, ()))
            if subject.kind is Kind.SOURCE:
                return _any(at, snapshot.claims_citing.get(subject.id, ()))
            record = snapshot.records.get(subject)
            return record is not None and not isinstance(record, Source | Party) and at.sees(record)
        case Curated(answer=id_):
            return id_ in snapshot.answers and at.sees(snapshot.answers[id_])
        case Search():
            return False  # ranking costs more than a look
        case HelpWanted():
            return True
        case _:
            assert_never(question)


def _any(at: Moment, records: Iterable[Claim]) -> bool:
    return any(at.sees(record) for record in records)


def _kin(topic: Ref, snapshot: Snapshot) -> tuple[Ref, ...]:
    article = article_of(topic, snapshot)
    return (topic, *((article,) if article else ()), *paragraphs_of(topic, snapshot))


def _under(at: Moment, index: Mapping[Ref, tuple[R, ...]], refs: Iterable[Ref]) -> bool:
    return any(_any(at, index.get(ref, ())) for ref in refs)


def _changed_on(day: date, snapshot: Snapshot, at: Moment) -> bool:
    return day <= at.as_of and (
        any(v.dated.first == day and at.sees(v) for v in snapshot.votes.values())
        or any(s.dated.first == day and at.sees(s) for s in snapshot.statuses.values())
    )

"""Names in a question that the snapshot does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from store.answering.answers import UnknownName
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
from store.record.terms import Kind, PartyKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.answering.questions import Question
    from store.record.snapshot import Snapshot

_TOPICS = frozenset({Kind.SAFEGUARD, Kind.PROVISION})
_VOTED_ON = _TOPICS | {Kind.VOTE}
_WITH_HISTORY = _TOPICS | {Kind.PARTY}

Named = tuple[str, Ref, frozenset[Kind]]


def unknown_name(question: Question, snapshot: Snapshot) -> UnknownName | None:
    """Return the first name that the snapshot does not have, or has for another kind of thing."""
    for sought, ref, kinds in _names(question):
        if ref.kind not in kinds or ref not in snapshot.records:
            return UnknownName(written=ref.id, sought=sought)
        if sought == "group" and not _is_group(ref.id, snapshot):
            return UnknownName(written=ref.id, sought=sought, existing=True, nearest=(ref,))
    return None


def _is_group(party: str, snapshot: Snapshot) -> bool:
    return snapshot.parties[party].party_kind is PartyKind.GROUP or party in snapshot.members_of


def _names(question: Question) -> Iterator[Named]:  # noqa: C901, PLR0912
    """Yield each record that the question names: what is sought, its ref, the kinds it may be."""
    match question:
        case StatusOf(topic=topic) | NextUp(topic=topic) | AgendaOf(topic=topic):
            yield from _topics(topic)
        case ChangesSince(topic=topic):
            yield from _topics(topic)
        case PositionOf(party=party, topic=topic):
            yield from _parties(party)
            yield from _topics(topic)
        case WhoHolds(topics=topics):
            yield from _topics(*topics)
        case Compare(parties=parties, topics=topics) | MatrixOf(parties=parties, topics=topics):
            yield from _parties(*parties)
            yield from _topics(*topics)
        case VoteOn(topic=topic, parties=parties):
            if topic is not None:
                sought = "vote" if topic.kind is Kind.VOTE else "topic"
                yield sought, topic, _VOTED_ON
            yield from _parties(*parties)
        case HistoryOf(subject=subject):
            sought = "party" if subject.kind is Kind.PARTY else "topic"
            yield sought, subject, _WITH_HISTORY
        case Define(term=term):
            yield from _one("term", Kind.GLOSSARY, term)
        case ProvisionText(provision=provision):
            yield from _one("provision", Kind.PROVISION, provision)
        case SafeguardOn(safeguard=safeguard):
            yield from _one("safeguard", Kind.SAFEGUARD, safeguard)
        case PartyProfile(party=party):
            yield from _parties(party)
        case MembersOf(group=group):
            yield from _one("group", Kind.PARTY, group)
        case ActionsOn(party=party):
            yield from _one("party", Kind.PARTY, party)
        case DocumentsOn(document=document, topic=topic):
            yield from _one("topic", Kind.DOCUMENT, document)
            yield from _topics(topic)
        case SourcesOf(subject=subject):
            if subject is not None:
                yield "topic", subject, frozenset(Kind)
        case Curated(answer=answer):
            yield from _one("topic", Kind.ANSWER, answer)
        case VotesTaken() | Timeline() | SafeguardList() | Overview() | Search() | HelpWanted():
            return
        case _:
            assert_never(question)


def _topics(*topics: Ref | None) -> Iterator[Named]:
    for topic in topics:
        if topic is not None:
            yield "topic", topic, _TOPICS


def _parties(*parties: str) -> Iterator[Named]:
    for party in parties:
        yield "party", Ref(Kind.PARTY, party), frozenset({Kind.PARTY})


def _one(sought: str, kind: Kind, id_: str | None) -> Iterator[Named]:
    if id_ is not None:
        yield sought, Ref(kind, id_), frozenset({kind})

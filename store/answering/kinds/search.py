"""Ranked search: what the store holds on some words, where no question could be read in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from store.answering.answers import Declined, Heading, Subject, Unread
from store.answering.questions import (
    Curated,
    Define,
    DocumentsOn,
    PositionOf,
    ProvisionText,
    SafeguardList,
    SafeguardOn,
    StatusOf,
    VoteOn,
)
from store.answering.retrieval import ranked
from store.record.records import Party, Source, StatusChange
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.answering.answers import Found, NotOnRecord
    from store.answering.inquiry import Inquiry
    from store.answering.questions import Question, Search
    from store.record.records import Claim

MOST_MATCHES = 10


def search(question: Search, inquiry: Inquiry) -> Found | NotOnRecord | Declined:
    """Answer with the best matches; the answer is about what the best of them is."""
    if not question.words.strip():
        return Declined(reason=Unread.EMPTY)
    records = (
        inquiry.snapshot.records.get(ref) for ref in ranked(inquiry.snapshot, question.words)
    )
    matches = [r for r in records if r is not None and not isinstance(r, Source | Party)]
    visible = [record for record in matches if inquiry.moment.sees(record)][:MOST_MATCHES]
    subject = _subject(visible[0].kind) if visible else Subject.UNKNOWN
    return inquiry.found(
        subject,
        (
            *inquiry.section(Heading.MATCHES, inquiry.moment.by(visible)),
            *inquiry.section(Heading.LATER, inquiry.moment.later(visible)),
        ),
        candidates=_next_steps(visible),
        known=matches[:MOST_MATCHES],
    )


def _subject(kind: Kind) -> Subject:  # noqa: C901, PLR0911
    match kind:
        case Kind.SAFEGUARD:
            return Subject.SAFEGUARD
        case Kind.PROVISION:
            return Subject.PROVISION
        case Kind.STATUS:
            return Subject.STATUS
        case Kind.POSITION:
            return Subject.POSITION
        case Kind.VOTE:
            return Subject.VOTE
        case Kind.EVENT:
            return Subject.EVENT
        case Kind.DOCUMENT | Kind.SOURCE:
            return Subject.DOCUMENT
        case Kind.GLOSSARY:
            return Subject.DEFINITION
        case Kind.ANSWER:
            return Subject.OVERVIEW
        case Kind.PARTY | Kind.MEMBERSHIP | Kind.ACTION:
            return Subject.PARTY
        case _:
            assert_never(kind)


def _next_steps(matches: Iterable[Claim]) -> Iterator[Question]:
    for record in matches:
        match record.kind:
            case Kind.SAFEGUARD:
                yield SafeguardOn(safeguard=record.id)
            case Kind.PROVISION:
                yield ProvisionText(provision=record.id)
            case Kind.VOTE:
                yield VoteOn(topic=record.ref)
            case Kind.DOCUMENT:
                yield DocumentsOn(document=record.id)
            case Kind.GLOSSARY:
                yield Define(term=record.id)
            case Kind.ANSWER:
                yield Curated(answer=record.id)
            case _:
                if isinstance(record, StatusChange):
                    yield StatusOf(topic=record.topic)
                elif (party := getattr(record, "party", None)) is not None:
                    yield PositionOf(party=party)
    yield SafeguardList()

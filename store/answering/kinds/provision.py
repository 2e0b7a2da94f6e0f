"""What a provision says, where it stands and what was fought about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Heading, Subject
from store.answering.kinds.status import latest_status
from store.answering.kinds.topic import article_of, paragraphs_of, related
from store.answering.moment import newest
from store.answering.questions import (
    HistoryOf,
    ProvisionText,
    SafeguardOn,
    SourcesOf,
    StatusOf,
    VoteOn,
    WhoHolds,
)
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.answering.answers import Found, NotOnRecord
    from store.answering.inquiry import Inquiry
    from store.answering.questions import Question
    from store.record.evidence import Ref

MOST_LATER = 3


def provision(question: ProvisionText, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with the provision, its latest status, what it belongs to and its votes."""
    snapshot, moment = inquiry.snapshot, inquiry.moment
    record = snapshot.provisions[question.provision]
    article = article_of(record.ref, snapshot)
    parent = snapshot.provisions.get(article.id) if article is not None else None
    children = [snapshot.provisions[ref.id] for ref in paragraphs_of(record.ref, snapshot)]
    linked = [snapshot.safeguards[id_] for id_ in record.safeguards if id_ in snapshot.safeguards]
    status = latest_status(record.ref, inquiry)
    votes = snapshot.votes_on.get(record.ref, ())
    text = inquiry.section(Heading.ANSWER, moment.by([record]))
    if not text:
        return inquiry.found(Subject.PROVISION, (), subjects=(record.ref,))
    return inquiry.found(
        Subject.PROVISION,
        (
            *text,
            *inquiry.section(Heading.STATUS, [status] if status is not None else []),
            *inquiry.section(Heading.ON_PARAGRAPHS, moment.by(children)),
            *inquiry.section(Heading.ON_WHOLE_ARTICLE, moment.by([parent] if parent else [])),
            *inquiry.section(Heading.SAFEGUARDS, moment.by(linked)),
            *inquiry.section(Heading.VOTES, newest(moment.by(votes))),
            *inquiry.section(Heading.LATER, newest(moment.later(votes))[:MOST_LATER]),
        ),
        subjects=(record.ref,),
        candidates=_next_steps(record.ref, inquiry),
    )


def _next_steps(ref: Ref, inquiry: Inquiry) -> Iterator[Question]:
    yield StatusOf(topic=ref)
    yield WhoHolds(topics=(ref,))
    yield VoteOn(topic=ref)
    yield HistoryOf(subject=ref)
    for near in related(ref, inquiry.snapshot):
        if near.kind is Kind.PROVISION:
            yield ProvisionText(provision=near.id)
        else:
            yield SafeguardOn(safeguard=near.id)
    yield SourcesOf(subject=ref)

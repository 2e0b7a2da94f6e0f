"""What is demanded of the treaty, why, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Heading, Subject
from store.answering.kinds.status import latest_status
from store.answering.kinds.topic import gathered, provisions_of
from store.answering.moment import newest
from store.answering.questions import (
    HistoryOf,
    ProvisionText,
    SafeguardList,
    SafeguardOn,
    SourcesOf,
    StatusOf,
    VoteOn,
    WhoHolds,
)
from store.record.terms import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.answering.answers import Found, NotOnRecord
    from store.answering.inquiry import Inquiry
    from store.answering.questions import Question
    from store.record.records import Safeguard


def safeguard(question: SafeguardOn, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with the safeguard, its latest status and the provisions in which it stands."""
    snapshot, moment = inquiry.snapshot, inquiry.moment
    record = snapshot.safeguards[question.safeguard]
    text = inquiry.section(Heading.ANSWER, moment.by([record]))
    if not text:
        return inquiry.found(Subject.SAFEGUARD, (), subjects=(record.ref,))
    status = latest_status(record.ref, inquiry)
    refs = provisions_of(record.ref, snapshot)
    votes = gathered(snapshot.votes_on, (record.ref,))
    return inquiry.found(
        Subject.SAFEGUARD,
        (
            *text,
            *inquiry.section(Heading.STATUS, [status] if status is not None else []),
            *inquiry.section(
                Heading.PROVISIONS, moment.by(snapshot.provisions[ref.id] for ref in refs)
            ),
            *inquiry.section(Heading.VOTES, newest(moment.by(votes))),
        ),
        subjects=(record.ref,),
        candidates=_next_steps(record, inquiry),
    )


def safeguards(question: SafeguardList, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with all safeguards, those that the statement asks for first."""
    every = inquiry.moment.by(inquiry.snapshot.safeguards.values())
    demanded = [record for record in every if record.demanded]
    others = [record for record in every if not record.demanded and not question.demanded_only]
    return inquiry.found(
        Subject.SAFEGUARD,
        (
            *inquiry.section(Heading.DEMANDED, demanded),
            *inquiry.section(Heading.OTHERS, others),
        ),
        candidates=(SafeguardOn(safeguard=record.id) for record in every),
    )


def _next_steps(record: Safeguard, inquiry: Inquiry) -> Iterator[Question]:
    ref = record.ref
    yield StatusOf(topic=ref)
    yield WhoHolds(topics=(ref,), stances=(Stance.OPPOSES, Stance.SEEKS_DELETION))
    yield WhoHolds(topics=(ref,))
    yield VoteOn(topic=ref)
    for near in provisions_of(ref, inquiry.snapshot):
        yield ProvisionText(provision=near.id)
    yield HistoryOf(subject=ref)
    yield SourcesOf(subject=ref)

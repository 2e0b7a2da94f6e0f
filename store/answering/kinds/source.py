"""Which sources the store rests on: shown with claims that cite them, never alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Heading, Subject
from store.answering.kinds.topic import topic_of
from store.answering.questions import DocumentsOn, HistoryOf, PositionOf, SourcesOf, StatusOf
from store.record.evidence import Ref
from store.record.records import Party, Source
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.answering.answers import Found, NotOnRecord
    from store.answering.inquiry import Inquiry
    from store.answering.questions import Question
    from store.record.records import Claim

MOST_CLAIMS = 40
MOST_OF_ONE = 20  # claims that rest on one source


def sources(question: SourcesOf, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with the claims about the subject that bring in a source not cited before them."""
    subject = question.subject
    claims = list(_claims(subject, inquiry))
    visible = [record for record in claims if inquiry.moment.sees(record)]
    if subject is None or subject.kind is not Kind.SOURCE:
        visible = list(_each_source_once(visible))
    now, later = inquiry.moment.by(visible), inquiry.moment.later(visible)
    return inquiry.found(
        Subject.DOCUMENT,
        (
            *inquiry.section(Heading.ANSWER, now[:MOST_CLAIMS]),
            *inquiry.section(Heading.LATER, later[: max(0, MOST_CLAIMS - len(now))]),
        ),
        subjects=(subject,) if subject is not None else (),
        candidates=_next_steps(subject, claims),
        known=claims,
    )


def _claims(subject: Ref | None, inquiry: Inquiry) -> Iterator[Claim]:
    """Yield the claims about the subject, what speaks of it most directly first."""
    snapshot = inquiry.snapshot
    if subject is None:
        # The sources that carry most come first, each with one claim.
        citing = sorted(snapshot.claims_citing.values(), key=len, reverse=True)
        yield from (group[0] for group in citing)
        return
    if subject.kind is Kind.SOURCE:
        yield from snapshot.claims_citing.get(subject.id, ())[:MOST_OF_ONE]
        return
    if subject.kind is Kind.PARTY:
        yield from reversed(snapshot.positions_of.get(subject.id, ()))
        yield from snapshot.votes_of.get(subject.id, ())
        yield from snapshot.memberships_of.get(subject.id, ())
        yield from snapshot.actions_of.get(subject.id, ())
        return
    record = topic_of(subject, snapshot) or snapshot.records[subject]
    if not isinstance(record, Source | Party):
        yield record
    yield from reversed(snapshot.statuses_of.get(subject, ()))
    yield from reversed(snapshot.votes_on.get(subject, ()))
    yield from snapshot.documents_on.get(subject, ())
    yield from reversed(snapshot.positions_on.get(subject, ()))
    yield from snapshot.events_on.get(subject, ())


def _each_source_once(claims: Iterable[Claim]) -> Iterator[Claim]:
    cited: set[str] = set()
    seen: set[Ref] = set()
    for record in claims:
        if record.ref not in seen and not cited.issuperset(record.evidence.sources):
            seen.add(record.ref)
            cited.update(record.evidence.sources)
            yield record


def _next_steps(subject: Ref | None, claims: list[Claim]) -> Iterator[Question]:
    if subject is None:
        yield DocumentsOn()
        yield from (SourcesOf(subject=Ref(Kind.SOURCE, c.evidence.sources[0])) for c in claims)
        return
    match subject.kind:
        case Kind.PARTY:
            yield PositionOf(party=subject.id)
            yield HistoryOf(subject=subject)
        case Kind.PROVISION | Kind.SAFEGUARD:
            yield StatusOf(topic=subject)
            yield HistoryOf(subject=subject)
            yield DocumentsOn(topic=subject)
        case _:
            yield DocumentsOn()
    yield SourcesOf()

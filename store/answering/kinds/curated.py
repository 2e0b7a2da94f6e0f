"""Curated texts that answer questions which come again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Heading, Subject
from store.answering.questions import (
    Curated,
    HistoryOf,
    Overview,
    PartyProfile,
    SafeguardOn,
    SourcesOf,
    StatusOf,
    Timeline,
)
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.answering.answers import Found, NotOnRecord
    from store.answering.inquiry import Inquiry
    from store.answering.questions import Question
    from store.record.records import CuratedAnswer
    from store.record.snapshot import Snapshot


def curated(question: Curated, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with the text; of a series with the latest by the day asked about."""
    asked = inquiry.snapshot.answers[question.answer]
    series = series_of(asked, inquiry.snapshot)
    now = latest(inquiry.moment.by(series))
    later = inquiry.moment.later(series)[:1] if now is None else ()
    return inquiry.found(
        Subject.OVERVIEW,
        (
            *inquiry.section(Heading.ANSWER, [now] if now is not None else []),
            *inquiry.section(Heading.LATER, later),
        ),
        subjects=((now or asked).ref,),
        candidates=_next_steps(now or asked),
        known=series,
    )


def series_of(answer: CuratedAnswer, snapshot: Snapshot) -> tuple[CuratedAnswer, ...]:
    """Return the texts of the same series, oldest first; undated ones come before all."""
    if answer.series is None:
        return (answer,)
    series = [a for a in snapshot.answers.values() if a.series == answer.series]
    return tuple(sorted(series, key=_age))


def latest(series: tuple[CuratedAnswer, ...]) -> CuratedAnswer | None:
    """Return the one that counts, None where there is none."""
    return max(series, key=_age, default=None)


def _age(answer: CuratedAnswer) -> int:
    return answer.dated.first.toordinal() if answer.dated is not None else 0


def _next_steps(answer: CuratedAnswer) -> Iterator[Question]:
    for ref in answer.about:
        match ref.kind:
            case Kind.PROVISION:
                yield StatusOf(topic=ref)
                yield HistoryOf(subject=ref)
            case Kind.SAFEGUARD:
                yield SafeguardOn(safeguard=ref.id)
            case Kind.PARTY:
                yield PartyProfile(party=ref.id)
            case _:
                pass
    yield Overview()
    yield Timeline()
    yield SourcesOf(subject=answer.ref)

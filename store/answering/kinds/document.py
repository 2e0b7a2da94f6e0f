"""The documents of the process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Heading, Subject
from store.answering.questions import DocumentsOn, HistoryOf, SourcesOf, StatusOf, Timeline
from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.answering.answers import Found, NotOnRecord
    from store.answering.inquiry import Inquiry
    from store.answering.questions import Question
    from store.record.records import Document


def documents(question: DocumentsOn, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with one document, those on a topic, or all, newest first and undated ones last."""
    snapshot, moment = inquiry.snapshot, inquiry.moment
    if question.document is not None:
        subjects: tuple[Ref, ...] = (Ref(Kind.DOCUMENT, question.document),)
        every: tuple[Document, ...] = (snapshot.documents[question.document],)
    elif question.topic is not None:
        subjects, every = (question.topic,), snapshot.documents_on.get(question.topic, ())
    else:
        subjects, every = (), tuple(snapshot.documents.values())
    return inquiry.found(
        Subject.DOCUMENT,
        (
            *inquiry.section(Heading.ANSWER, _newest(moment.by(every))),
            *inquiry.section(Heading.LATER, _newest(moment.later(every))),
        ),
        subjects=subjects,
        candidates=_next_steps(question, every),
        known=every,
    )


def _newest(documents: tuple[Document, ...]) -> list[Document]:
    return sorted(
        documents,
        key=lambda d: d.dated.first.toordinal() if d.dated is not None else 0,
        reverse=True,
    )


def _next_steps(question: DocumentsOn, found: tuple[Document, ...]) -> Iterator[Question]:
    if question.document is not None:
        for topic in found[0].topics:
            yield DocumentsOn(topic=topic)
            yield StatusOf(topic=topic)
        yield SourcesOf(subject=found[0].ref)
    elif question.topic is not None:
        yield HistoryOf(subject=question.topic)
        yield SourcesOf(subject=question.topic)
    else:
        yield from (DocumentsOn(document=document.id) for document in found[:4])
    yield DocumentsOn()
    yield Timeline()

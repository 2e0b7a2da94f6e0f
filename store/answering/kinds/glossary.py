"""What a term means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Heading, Subject
from store.answering.questions import Define, Search, SourcesOf
from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from store.answering.answers import Found, NotOnRecord
    from store.answering.inquiry import Inquiry


def definition(question: Define, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with the entry, or with the list of terms."""
    entries = inquiry.snapshot.glossary
    if question.term is None:
        return inquiry.found(
            Subject.DEFINITION,
            inquiry.section(Heading.ANSWER, inquiry.moment.by(entries.values())),
            candidates=(Define(term=id_) for id_ in entries),
        )
    entry = entries[question.term]
    ref = Ref(Kind.GLOSSARY, question.term)
    return inquiry.found(
        Subject.DEFINITION,
        inquiry.section(Heading.ANSWER, inquiry.moment.by([entry])),
        subjects=(ref,),
        candidates=(Search(words=entry.term), SourcesOf(subject=ref), Define()),
    )

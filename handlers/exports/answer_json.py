"""One answer as JSON: what other programs read, in a form that does not change."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from handlers.render.answers import whole
from store.answering.answers import Capabilities, Found, NotOnRecord, Subject

if TYPE_CHECKING:
    from handlers.texts import Texts
    from store.answering.answers import Answer
    from store.record.evidence import Ref
    from store.record.snapshot import Snapshot


class RecordJson(TypedDict):
    """The name of a record."""

    type: str
    id: str


class SourceJson(TypedDict):
    """A source; ``url`` is empty where it has none."""

    title: str
    publisher: str
    url: str
    date: str | None


class AnswerJson(TypedDict):
    """The whole answer, all its pages as one."""

    text: str
    html: str
    answered: bool
    kind: str
    language: str
    as_of: str | None
    records: list[RecordJson]
    sources: list[SourceJson]
    suggestions: list[str]


def answer_json(answer: Answer, texts: Texts, snapshot: Snapshot) -> AnswerJson:
    """Return the answer with every record that it rests on and every source that it cites.

    An answer that declines rests on nothing and cites nothing.
    """
    shown = whole(answer, texts, snapshot)
    as_of = answer.as_of if isinstance(answer, Found | NotOnRecord) else None
    return AnswerJson(
        text=shown.reply.text,
        html=shown.reply.html,
        answered=isinstance(answer, Found),
        kind=_kind(answer),
        language=texts.language,
        as_of=None if as_of is None else as_of.isoformat(),
        records=[RecordJson(type=ref.kind.value, id=ref.id) for ref in records_of(answer)],
        sources=[
            SourceJson(
                title=source.title,
                publisher=source.publisher,
                url=source.url or "",
                date=None if source.dated is None else str(source.dated),
            )
            for source in shown.sources
        ],
        suggestions=list(shown.suggestions),
    )


def _kind(answer: Answer) -> str:
    match answer:
        case Found(subject=subject) | NotOnRecord(subject=subject):
            return subject.value
        case Capabilities():
            return Subject.HELP.value
        case _:
            return Subject.UNKNOWN.value


def records_of(answer: Answer) -> tuple[Ref, ...]:
    """Return the claims that an answer makes, each once, in order of appearance."""
    if not isinstance(answer, Found):
        return ()
    return tuple(dict.fromkeys(cited.record.ref for cited in answer.claims()))

"""Labels of buttons below an answer: what the answer itself names need not be named again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.labels import STANCES
from handlers.markup import shortened
from handlers.render.questions import LONGEST_LABEL, button_label, topic_in_short
from store.answering.answers import Found, NotOnRecord
from store.answering.questions import (
    Compare,
    DocumentsOn,
    HistoryOf,
    MatrixOf,
    MembersOf,
    PositionOf,
    ProvisionText,
    SourcesOf,
    StatusOf,
    VoteOn,
    WhoHolds,
)
from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handlers.texts import Texts
    from store.answering.answers import Answer
    from store.answering.questions import Question
    from store.record.snapshot import Snapshot

Told = frozenset[Ref]


def labels(
    questions: Iterable[Question], answer: Answer, texts: Texts, snapshot: Snapshot
) -> list[str]:
    """Return the label of each question below an answer; no two are the same."""
    asked = tuple(questions)
    told = _told(answer)
    short = [_short(question, told, texts, snapshot) for question in asked]
    return [
        label
        if label is not None and short.count(label) == 1
        else button_label(question, texts, snapshot)
        for question, label in zip(asked, short, strict=True)
    ]


def _told(answer: Answer) -> Told:
    """Return what an answer is about, where it is one thing of a kind; all parties compared."""
    match answer:
        case Found(question=Compare(parties=parties)):
            return frozenset(Ref(Kind.PARTY, id_) for id_ in parties)
        case Found(question=MatrixOf()):
            return frozenset()
        case Found(subjects=subjects) | NotOnRecord(missing=subjects):
            kinds = [subject.kind is Kind.PARTY for subject in subjects]
            one_of_each = kinds.count(True) <= 1 and kinds.count(False) <= 1
            return frozenset(subjects) if one_of_each else frozenset()
        case _:
            return frozenset()


def _short(  # noqa: C901, PLR0911, PLR0912  # one for each question
    question: Question, told: Told, texts: Texts, snapshot: Snapshot
) -> str | None:
    def topic(ref: Ref) -> str:
        return shortened(topic_in_short(ref, texts, snapshot), LONGEST_LABEL)

    def party(id_: str) -> Ref:
        return Ref(Kind.PARTY, id_)

    alone = len(told) == 1
    say = texts.plain
    match question:
        case StatusOf(topic=Ref() as ref) if ref in told:
            return say("Status")
        case PositionOf(party=id_, topic=None) if party(id_) in told and alone:
            return say("Positions")
        case PositionOf(party=id_, topic=Ref() as ref) if party(id_) in told and ref not in told:
            return topic(ref)
        case PositionOf(party=id_, topic=Ref() as ref) if ref in told and party(id_) not in told:
            return shortened(texts.party(id_, snapshot), LONGEST_LABEL)
        case WhoHolds(topics=(ref,), stances=()) if ref in told:
            return say("Who wants what")
        case WhoHolds(topics=(ref,), stances=(stance,)) if ref in told:
            return texts.label(STANCES[stance])
        case Compare(parties=parties, topics=(ref,)) if told.issuperset(map(party, parties)):
            return topic(ref)
        case VoteOn(topic=Ref() as ref, parties=()) if ref in told:
            return say("Vote")
        case HistoryOf(subject=ref) if ref in told and alone:
            return say("History")
        case ProvisionText(provision=id_) if Ref(Kind.PROVISION, id_) in told:
            return say("Text")
        case SourcesOf(subject=Ref() as ref) if ref in told and alone:
            return say("Sources")
        case DocumentsOn(topic=Ref() as ref) if ref in told:
            return say("Documents")
        case MembersOf(group=id_) if party(id_) in told:
            return say("Members")
        case _:
            return None

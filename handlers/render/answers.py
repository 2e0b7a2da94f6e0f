"""Every answer as a reply: blocks of Telegram HTML, and buttons that lead on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, assert_never

from handlers.render.brevity import labels
from handlers.render.declines import ask_back, declined, missing, not_on_record, unknown_name
from handlers.render.found import found_page, found_whole
from handlers.render.help import capabilities
from handlers.render.questions import question_label
from handlers.reply import Act, Ask, Button, Reply, Style
from handlers.sentences import phrase
from store.answering.answers import (
    AskBack,
    Capabilities,
    Declined,
    Found,
    Missing,
    NotOnRecord,
    UnknownName,
    Unread,
)
from store.answering.questions import (
    Define,
    DocumentsOn,
    PartyProfile,
    ProvisionText,
    SafeguardOn,
    Timeline,
    VoteOn,
)
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handlers.reply import Rows
    from handlers.sentences import Phrase
    from handlers.texts import Texts
    from store.answering.answers import Answer
    from store.answering.questions import Question
    from store.record.evidence import Ref
    from store.record.records import Source
    from store.record.snapshot import Snapshot

MOST_ROWS = 3
MOST_CHOICES = 8
_SHORT = 22  # letters of a label that leaves room for another beside it


def _panel(command: str) -> Act:
    return Act("pick", command)


# Where to look for what was sought under a name that nothing is like.
_LISTS: Final[Mapping[str, tuple[Phrase, Ask | Act]]] = {
    "party": (phrase("list", "All parties"), _panel("position")),
    "group": (phrase("list", "All parties"), _panel("position")),
    "provision": (phrase("list", "All articles"), _panel("article")),
    "safeguard": (phrase("list", "All safeguards"), _panel("safeguard")),
    "topic": (phrase("list", "All articles"), _panel("article")),
    "stance": (phrase("list", "All stances"), _panel("who")),
    "vote": (phrase("list", "All votes"), _panel("vote")),
    "term": (phrase("list", "The glossary"), Ask(Define())),
    "date": (phrase("list", "The whole calendar"), Ask(Timeline())),
}


@dataclass(frozen=True, slots=True)
class Whole:
    """An answer shown at once: its reply without pages, the sources cited, what leads on."""

    reply: Reply
    sources: tuple[Source, ...]
    suggestions: tuple[str, ...]


def reply(answer: Answer, texts: Texts, snapshot: Snapshot, *, page: int = 0) -> Reply:
    """Return an answer as one message; ``page`` counts from 0, beyond the last is the last."""
    if not isinstance(answer, Found):
        return Reply(_blocks(answer, texts, snapshot), _rows(answer, texts, snapshot))
    shown = found_page(answer, texts, snapshot, page)
    rows = (
        *_turning(answer.question, shown.number, shown.pages),
        *_rows(answer, texts, snapshot),
    )
    return Reply(shown.blocks, rows)


def whole(answer: Answer, texts: Texts, snapshot: Snapshot) -> Whole:
    """Return an answer with all its pages as one, for places that have room."""
    suggestions = tuple(
        dict.fromkeys(
            question_label(question, texts, snapshot) for question in questions_on(answer)
        )
    )
    if isinstance(answer, Found):
        blocks, sources = found_whole(answer, texts, snapshot)
    else:
        blocks, sources = _blocks(answer, texts, snapshot), ()
    return Whole(Reply(blocks, _rows(answer, texts, snapshot)), sources, suggestions)


def _blocks(
    answer: NotOnRecord | Capabilities | AskBack | UnknownName | Missing | Declined,
    texts: Texts,
    snapshot: Snapshot,
) -> tuple[str, ...]:
    match answer:
        case NotOnRecord():
            blocks = not_on_record(answer, texts, snapshot)
        case AskBack():
            blocks = ask_back(answer, texts, snapshot)
        case UnknownName():
            blocks = unknown_name(answer, texts, snapshot)
        case Missing():
            blocks = missing(answer, texts)
        case Declined():
            blocks = declined(answer, texts, snapshot)
        case Capabilities():
            blocks = capabilities(answer, texts, snapshot)
        case _:
            assert_never(answer)
    return tuple(str(block) for block in blocks)


def questions_on(answer: Answer) -> tuple[Question, ...]:
    """Return the questions that lead on from an answer, nearest first."""
    match answer:
        case AskBack(choices=choices):
            return choices
        case UnknownName(suggestions=(), nearest=nearest):
            return tuple(question for ref in nearest if (question := about(ref)) is not None)
        case _:
            return answer.suggestions


def about(ref: Ref) -> Question | None:
    """Return the question that shows a record, None for kinds that are not shown by themselves."""
    match ref.kind:
        case Kind.PARTY:
            question: Question | None = PartyProfile(party=ref.id)
        case Kind.PROVISION:
            question = ProvisionText(provision=ref.id)
        case Kind.SAFEGUARD:
            question = SafeguardOn(safeguard=ref.id)
        case Kind.GLOSSARY:
            question = Define(term=ref.id)
        case Kind.VOTE:
            question = VoteOn(topic=ref)
        case Kind.DOCUMENT:
            question = DocumentsOn(document=ref.id)
        case _:
            question = None
    return question


# Buttons.


def _rows(answer: Answer, texts: Texts, snapshot: Snapshot) -> Rows:
    most = MOST_ROWS
    if isinstance(answer, AskBack | UnknownName | Missing):
        most = MOST_CHOICES
    buttons = (
        Button(label, Ask(question)) for label, question in _labelled(answer, texts, snapshot)
    )
    rows = tuple(islice(_in_rows(buttons), most))
    if isinstance(answer, NotOnRecord):
        return (*rows, *_offers(answer.missing, texts))
    if isinstance(answer, UnknownName):
        return (*rows, *_all_of(answer, texts), (_send(texts, answer.nearest),))
    if isinstance(answer, Declined) and answer.reason in {Unread.UNCLEAR, Unread.OFF_TOPIC}:
        return (*rows, (_send(texts),))
    return rows


def _labelled(answer: Answer, texts: Texts, snapshot: Snapshot) -> Iterator[tuple[str, Question]]:
    questions = questions_on(answer)
    if isinstance(answer, AskBack) and len(answer.between) == len(questions):
        for ref, question in zip(answer.between, questions, strict=True):
            yield texts.name(ref, snapshot), question
        return
    yield from zip(labels(questions, answer, texts, snapshot), questions, strict=True)


def _in_rows(buttons: Iterable[Button]) -> Iterator[tuple[Button, ...]]:
    """Put two short labels beside each other, a long one on a row of its own."""
    row: tuple[Button, ...] = ()
    for button in buttons:
        if row and len(button.label) <= _SHORT:
            yield (*row, button)
            row = ()
        elif len(button.label) <= _SHORT:
            row = (button,)
        else:
            if row:
                yield row
            row = ()
            yield (button,)
    if row:
        yield row


def _all_of(answer: UnknownName, texts: Texts) -> Rows:
    """Return a way to all that there is of the kind of thing sought, where nothing is near."""
    if questions_on(answer) or answer.sought not in _LISTS:
        return ()
    label, press = _LISTS[answer.sought]
    return ((Button(texts.label(label), press),),)


def _offers(missing_refs: tuple[Ref, ...], texts: Texts) -> Rows:
    """Return what a decline offers: to be told later, and to send the question in."""
    send = (_send(texts, missing_refs, "asked"),)
    if not missing_refs:
        return (send,)
    know = Button(
        texts.plain("Tell me when this is known"), Act("know", refs=missing_refs), Style.PRIMARY
    )
    return ((know,), send)


def _send(texts: Texts, refs: tuple[Ref, ...] = (), argument: str = "") -> Button:
    """Offer to send the question in; ``asked`` says that it stands below the first line."""
    return Button(texts.plain("Send to the coordinators"), Act("send", argument, refs))


def _turning(question: Question, page: int, pages: int) -> Rows:
    """Return the row that turns pages: ‹ 2/5 ›."""
    if pages == 1:
        return ()
    row = [Button(f"{page + 1}/{pages}", Ask(question, page))]
    if page > 0:
        row.insert(0, Button("‹", Ask(question, page - 1)))
    if page < pages - 1:
        row.append(Button("›", Ask(question, page + 1)))
    return (tuple(row),)

"""What is said where there is no answer: a line or two, and what can be asked instead."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from handlers.markup import Html, shortened
from handlers.render.questions import question_label
from handlers.sentences import phrase
from store.answering.answers import Unread
from store.answering.questions import AgendaOf, ChangesSince, PositionOf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handlers.sentences import Phrase
    from handlers.texts import Texts
    from store.answering.answers import AskBack, Declined, Missing, NotOnRecord, UnknownName
    from store.answering.questions import Question
    from store.record.snapshot import Snapshot

LONGEST_ECHO = 80

UNKNOWN: Final[Mapping[str, Phrase]] = {
    "party": phrase("unknown", "No party named “{name}” is on record here."),
    "group": phrase("unknown", "No group named “{name}” is on record here."),
    "provision": phrase("unknown", "There is no article “{name}” in the text."),
    "safeguard": phrase("unknown", "No safeguard named “{name}” is on record here."),
    "topic": phrase("unknown", "No article or safeguard named “{name}” is on record here."),
    "date": phrase("unknown", "“{name}” is not a date that can be read. Write it as 2024-08-08."),
    "stance": phrase("unknown", "“{name}” is not one of the stances on record here."),
    "term": phrase("unknown", "The term “{name}” is not in the glossary."),
    "vote": phrase("unknown", "No vote on “{name}” is on record here."),
}
_UNKNOWN_OTHERWISE: Final = phrase("unknown", "Nothing named “{name}” is on record here.")
_KNOWN_ELSEWHERE: Final = phrase(
    "unknown", "“{name}” is a known name, but nothing about it is on record here."
)

WANTED: Final[Mapping[str, Phrase]] = {
    "party": phrase("wanted", "Which party?"),
    "group": phrase("wanted", "Which group?"),
    "provision": phrase("wanted", "Which article?"),
    "safeguard": phrase("wanted", "Which safeguard?"),
    "topic": phrase("wanted", "On which article or safeguard?"),
    "date": phrase("wanted", "For which day? Write it as 2024-08-08."),
    "stance": phrase("wanted", "Which stance?"),
    "term": phrase("wanted", "Which term?"),
    "vote": phrase("wanted", "Which vote?"),
}
_WANTED_OTHERWISE: Final = phrase("wanted", "About what?")

REASONS: Final[Mapping[Unread, Phrase]] = {
    Unread.EMPTY: phrase("declined", "There was no question in that message."),
    Unread.OFF_TOPIC: phrase(
        "declined", "That is outside this record, which holds one treaty negotiation only."
    ),
    Unread.OPINION: phrase(
        "declined",
        "No opinions are given here. What parties said, and where they said it, can be looked up.",
    ),
    Unread.LEGAL_ADVICE: phrase(
        "declined",
        "No legal advice is given here. What the text says, and what was said about it, "
        "can be looked up. For advice, please ask a lawyer.",
    ),
    Unread.INSTRUCTION: phrase(
        "declined", "Instructions are not followed here. Only questions to the record are answered."
    ),
    Unread.UNCLEAR: phrase(
        "declined",
        "That question was not understood. A party, an article or a safeguard in it would help.",
    ),
    Unread.TOO_MANY: phrase(
        "declined", "That is too much for one answer. Please ask about fewer parties or topics."
    ),
}


def not_on_record(answer: NotOnRecord, texts: Texts, snapshot: Snapshot) -> tuple[Html, ...]:
    """Return that the store does not know, what is missing, and what is nearest."""
    empty = _nothing_in(answer, texts)
    if empty is not None:
        return _with_nearest([empty], answer.suggestions, texts, snapshot)
    question = question_label(answer.question, texts, snapshot)
    head = texts(
        "<b>The store does not know.</b>\n{question}",
        question=shortened(question, 4 * LONGEST_ECHO),
    )
    lines = []
    if answer.missing:
        names = [texts.name(ref, snapshot) for ref in answer.missing]
        day = texts.day(answer.as_of)
        lines.append(
            texts(
                "Nothing is on record here by {date} about: {names}",
                date=day,
                names=_joined(names, texts),
            )
        )
    if isinstance(answer.question, PositionOf):
        lines.append(texts("That is not a position: it only means that none was found."))
    if answer.first_known is not None:
        day = texts.day(answer.first_known)
        lines.append(texts("The first that is known of it is dated {date}.", date=day))
    return _with_nearest([head, *lines], answer.suggestions, texts, snapshot)


def _nothing_in(answer: NotOnRecord, texts: Texts) -> Html | None:
    """Return that a calendar or a list of changes is empty, which is an answer; else None."""
    match answer.question:
        case AgendaOf(topic=None) as asked:
            first = asked.day or answer.as_of
            days = texts.period(*sorted((first, asked.until or first)))
            head = texts("<b>Nothing is on the calendar here for {days}.</b>", days=days)
        case ChangesSince(topic=None, since=since):
            day = texts.day(since or answer.as_of - timedelta(days=1))
            head = texts("<b>No change is on record here since {date}.</b>", date=day)
        case _:
            return None
    return head


def ask_back(answer: AskBack, texts: Texts, snapshot: Snapshot) -> tuple[Html, ...]:
    """Return that more than one record may be meant."""
    names = [texts.name(ref, snapshot) for ref in answer.between]
    written = shortened(answer.written, LONGEST_ECHO)
    lines = [texts("<b>Which one do you mean?</b>")]
    if written and names:
        may_be = texts.listing(names, either=True)
        lines.append(texts("“{name}” may be {choices}.", name=written, choices=may_be))
    return (Html("\n").join(lines),)


def unknown_name(answer: UnknownName, texts: Texts, snapshot: Snapshot) -> tuple[Html, ...]:
    """Return that a name is not known here, and which are near it."""
    word = _KNOWN_ELSEWHERE
    if not answer.existing:
        word = UNKNOWN.get(answer.sought, _UNKNOWN_OTHERWISE)
    lines = [texts.sentence(word, name=shortened(answer.written, LONGEST_ECHO))]
    if answer.nearest:
        names = texts.listing([texts.name(ref, snapshot) for ref in answer.nearest], either=True)
        lines.append(texts("The nearest names: {names}.", names=names))
        return (Html("\n").join(lines),)
    return _with_nearest(lines, answer.suggestions, texts, snapshot)


def missing(answer: Missing, texts: Texts) -> tuple[Html, ...]:
    """Return what is missing in a command."""
    return (texts.sentence(WANTED.get(answer.sought, _WANTED_OTHERWISE)),)


def declined(answer: Declined, texts: Texts, snapshot: Snapshot) -> tuple[Html, ...]:
    """Return why there is no answer, and what can be asked."""
    head = texts.sentence(REASONS[answer.reason])
    return _with_nearest([head], answer.suggestions, texts, snapshot, help_too=True)


def _with_nearest(
    lines: Iterable[Html],
    suggestions: Iterable[Question],
    texts: Texts,
    snapshot: Snapshot,
    *,
    help_too: bool = False,
) -> tuple[Html, ...]:
    """Add the questions that would be answered."""
    nearest = [question_label(question, texts, snapshot) for question in suggestions]
    head = Html("\n").join(lines)
    if nearest:
        intro = texts("What can be answered:")
        items = Html("\n").join(Html("• {}").format(texts.value(n)) for n in nearest)
        return head, Html("{}\n{}").format(intro, items)
    if help_too:
        return head, texts("/help shows what can be asked.")
    return (head,)


def _joined(names: Iterable[str], texts: Texts) -> Html:
    return Html("; ").join(texts.value(name) for name in names)

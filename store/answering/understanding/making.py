"""Questions made of what was named: asked back where a name may mean several, never guessed."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from store.answering import questions as q
from store.answering.answers import AskBack, UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from store.answering.answers import Misread
    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading
    from store.answering.understanding.slots import Slot
    from store.record.evidence import Ref
    from store.record.records import Event

OFFERED = 8
"""Readings that are offered at most."""

ECHOED = 60
"""Characters of a name that are shown back."""


def made(make: Callable[..., Question], *slots: Slot) -> Question | Misread:
    """Return the question when every name means one thing; else say which one does not."""
    unknown = next((slot for slot in slots if not slot.known), None)
    if unknown is not None:
        rows = [slot.nearest if slot is unknown else slot.refs[:1] for slot in slots]
        return UnknownName(
            written=unknown.written[:ECHOED],
            sought=unknown.sought,
            existing=unknown.existing,
            nearest=unknown.nearest,
            suggestions=_offered(make, rows),
        )
    doubtful = next((slot for slot in slots if len(slot.refs) > 1), None)
    if doubtful is None:
        return make(*(slot.refs[0] for slot in slots))
    return AskBack(
        written=doubtful.written[:ECHOED],
        between=doubtful.refs[:OFFERED],
        choices=_offered(make, [slot.refs for slot in slots]),
    )


def _offered(
    make: Callable[..., Question], rows: Iterable[tuple[Ref, ...]]
) -> tuple[Question, ...]:
    return tuple(dict.fromkeys(make(*refs) for refs in product(*rows)))[:OFFERED]


def unknown_topic(reading: Reading, words: Sequence[str]) -> UnknownName:
    """Say that no such topic is on record."""
    parties = [slot.refs[0] for slot in reading.parties if len(slot.refs) == 1]
    return UnknownName(
        written=" ".join(words)[:ECHOED],
        sought="topic",
        suggestions=tuple(q.PositionOf(party=ref.id, as_of=reading.as_of) for ref in parties),
    )


def unknown(reading: Reading, sought: str) -> UnknownName:
    """Say that nothing is on record by the words left over."""
    return UnknownName(
        written=" ".join(reading.rest)[:ECHOED], sought=sought, suggestions=(q.VotesTaken(),)
    )


def agenda_of(event: Event) -> Question:
    """Return the question for an entry of the calendar: what is on in its days."""
    return q.AgendaOf(day=event.dated.first, until=event.dated.last)


def history_of(subject: Ref) -> Question:
    """Return the question for all that is on record about a subject."""
    return q.HistoryOf(subject=subject)

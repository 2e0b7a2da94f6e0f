"""/stats as text: numbers about readers and alerts, never who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handlers.labels import ALERT_KINDS, SUBJECTS
from handlers.markup import Html
from handlers.reply import Reply
from handlers.sentences import phrase
from store.answering.answers import Subject
from store.curation.figures import coarse
from store.tables.delivery import DeliveryState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handlers.sentences import Phrase
    from handlers.texts import Texts
    from store.curation.figures import Figures
    from store.record.snapshot import Snapshot

DELIVERY_STATES: Final[Mapping[DeliveryState, Phrase]] = {
    DeliveryState.DUE: phrase("alert", "Waiting"),
    DeliveryState.HELD: phrase("alert", "Held for quiet hours"),
    DeliveryState.SENDING: phrase("alert", "Being sent"),
    DeliveryState.SENT: phrase("alert", "Sent"),
    DeliveryState.FAILED: phrase("alert", "Failed for good"),
    DeliveryState.MISSED: phrase("alert", "Missed: of no use any more"),
    DeliveryState.STOPPED: phrase("alert", "Stopped"),
}

_MOST: Final = 8  # topics or parties


def stats(figures: Figures, texts: Texts, snapshot: Snapshot) -> Reply:
    """Return the figures as a message."""
    blocks = [
        texts("<b>Figures</b>\n<i>Numbers under 5 are not told apart.</i>"),
        _block(
            texts("<b>Chats</b>"),
            (
                texts("With settings or subscriptions: {n}", n=coarse(figures.chats)),
                texts("Cannot be written to: {n}", n=coarse(figures.unreachable)),
            ),
        ),
        _block(
            texts("<b>Subscribers by kind</b>"),
            (_line(texts, texts.label(ALERT_KINDS[kind]), n) for kind, n in figures.kinds.items()),
        ),
        *_subscribed(figures, texts, snapshot),
        _block(
            texts("<b>Questions since {date}</b>", date=texts.day(figures.asked_since)),
            _asked(figures, texts),
        ),
        _block(
            texts("<b>Alerts to chats</b>"),
            (
                _line(texts, texts.label(DELIVERY_STATES[state]), n)
                for state, n in figures.deliveries.items()
            ),
        ),
        texts("Changes that wait for review: {n}", n=figures.pending),
    ]
    return Reply(tuple(block for block in blocks if block))


def _subscribed(figures: Figures, texts: Texts, snapshot: Snapshot) -> Iterator[Html]:
    for heading, numbers in (
        (texts("<b>Most followed topics</b>"), figures.topics),
        (texts("<b>Most followed parties</b>"), figures.parties),
    ):
        # What is followed by few is not even named: who follows a topic may be known by it.
        told = [(ref, n) for ref, n in numbers.items() if coarse(n) == str(n)][:_MOST]
        if told:
            yield _block(heading, (_line(texts, texts.name(ref, snapshot), n) for ref, n in told))


def _asked(figures: Figures, texts: Texts) -> Iterator[Html]:
    for subject, (answered, declined) in figures.asked.items():
        yield texts(
            "{subject}: {answered} answered, {declined} not",
            subject=texts.label(SUBJECTS[Subject(subject)]),
            answered=coarse(answered),
            declined=coarse(declined),
        )


def _line(texts: Texts, name: str, number: int) -> Html:
    return texts("{name}: {value}", name=name, value=coarse(number))


def _block(heading: Html, lines: Iterable[Html]) -> Html:
    listed = [Html("• {}").format(line) for line in lines]
    return Html("\n").join([heading, *listed]) if listed else Html("")

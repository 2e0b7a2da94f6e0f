"""One line a claim, for timelines and lists of what sources carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from handlers.labels import ACTIONS, KINDS, STANCES, STATUSES
from handlers.render.events import when
from store.record.records import (
    CuratedAnswer,
    Document,
    Event,
    GlossaryEntry,
    Membership,
    Position,
    Provision,
    Safeguard,
    StatusChange,
    TreatyAction,
    Vote,
)

if TYPE_CHECKING:
    from handlers.markup import Html
    from handlers.render.writer import Writer
    from store.answering.answers import Cited
    from store.record.records import Claim


def event_line(event: Event, cited: Cited, w: Writer) -> Html:
    """Return an entry of the calendar: its date and its title, or why it was cancelled."""
    texts = w.texts
    title = texts.framed("<s>{title}</s>", title=event.title) if event.cancelled else event.title
    head = texts.framed(
        "<b>{date}</b> {title} {sources}",
        date=when(event, w),
        title=title,
        sources=w.marks(cited),
    )
    return w.block([head, event.cancelled], event.evidence, tight=not event.cancelled)


def source_line_of(cited: Cited, w: Writer) -> Html:
    """Return what a claim is, with the marks of the sources that carry it."""
    kind = w.texts.label(KINDS[cited.record.kind])
    line = w.texts(
        "• {kind}: {what} {sources}",
        kind=kind[:1].upper() + kind[1:],
        what=_what(cited.record, w),
        sources=w.marks(cited),
    )
    return w.block([line], cited.evidence, tight=True)


def _what(record: Claim, w: Writer) -> Html | str:  # one for each kind
    texts = w.texts
    match record:
        case Position():
            stance = texts.label(STANCES[record.stance])
            values = {"party": w.party(record.party), "topic": w.topic_of(record)}
            return texts("{party} – {topic}: {stances}", stances=stance, **values)
        case StatusChange():
            status = texts.label(STATUSES[record.status])
            return texts("{topic}: {status}", topic=w.name(record.topic), status=status)
        case TreatyAction():
            act = texts.label(ACTIONS[record.act])
            return texts("{party}: {act}", party=w.party(record.party), act=act)
        case Membership():
            values = {"party": w.party(record.party), "group": w.party(record.group)}
            return texts("{party} in {group}", **values)
        case Provision(title=title):
            name = w.name(record.ref)
            return (
                name if name == title else texts.framed("{name} – {title}", name=name, title=title)
            )
        case Safeguard() | Vote() | Event() | Document() | GlossaryEntry() | CuratedAnswer():
            return w.name(record.ref)
        case _:
            assert_never(record)

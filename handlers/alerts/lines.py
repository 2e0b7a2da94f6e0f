"""One line a fact, for messages that are read on a telephone between two doors."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from handlers.labels import ACTIONS, STANCES, STATUSES
from handlers.markup import Html, shortened
from handlers.render.events import when
from handlers.render.votes import tally
from store.record.records import Event, Position, StatusChange, TreatyAction, Vote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from handlers.render.writer import Pen
    from store.answering.answers import Cited
    from store.answering.day import Contest, Side
    from store.record.evidence import Ref

TITLE = 120  # characters of a title in a line
SUMMARY = 240  # characters of what is told beside a title


def part(heading: Html, lines: Iterable[Html]) -> Html | None:
    """Return lines under their heading, None where there are none."""
    listed = list(lines)
    return Html("\n").join([heading, *listed]) if listed else None


def some(
    entries: Sequence[Cited], most: int, line: Callable[[Cited, Pen], Html], pen: Pen
) -> list[Html]:
    """Return a line for each of the first entries, and how many more there are."""
    lines = [line(entry, pen) for entry in entries[:most]]
    left = len(entries) - most
    if left > 0:
        lines.append(pen.texts.plural("… and {n} more", "… and {n} more", left))
    return lines


def agenda_part(heading: Html, entries: Sequence[Cited], most: int, pen: Pen) -> Html | None:
    """Return a day's calendar; a place that all of it has in common is told once."""
    given = (entry.record.place for entry in entries if isinstance(entry.record, Event))
    places = [place for place in given if place]
    common = places[0] if len(places) > 1 and len(set(places)) == 1 else None
    lines = some(entries, most, partial(agenda_line, common=common), pen)
    if common:
        lines.append(pen.texts("Place: {place}", place=shortened(common, TITLE)))
    return part(heading, lines)


def agenda_line(cited: Cited, pen: Pen, *, common: str | None = None) -> Html:
    """Return an entry of a day's calendar: its title, its times, its place if not the common."""
    event = cited.record
    if not isinstance(event, Event):
        return change_line(cited, pen)
    texts = pen.texts
    title = texts.value(shortened(event.title, TITLE))
    if event.cancelled is not None:
        reason = shortened(event.cancelled, SUMMARY)
        title = texts.framed("<s>{title}</s>", title=title)
        off = texts("Cancelled: {reason}", reason=reason)
        return Html("• {} {}\n{}").format(title, pen.marks(cited), off)
    head = texts.framed("• <b>{title}</b> {sources}", title=title, sources=pen.marks(cited))
    place = event.place if event.place and event.place != common else None
    below = [hours(event, pen), place and texts.value(shortened(place, TITLE))]
    told = Html(" · ").join(line for line in below if line)
    return Html("{}\n{}").format(head, told) if told else head


def hours(event: Event, pen: Pen) -> Html | None:
    """Return from when to when an event runs, in the session's zone and the chat's."""
    if event.starts_at is None:
        return None
    return pen.texts.times(event.starts_at, event.ends_at, pen.snapshot.negotiation.zone)


def dated_line(cited: Cited, pen: Pen) -> Html:
    """Return an entry of the calendar with its day."""
    event = cited.record
    if not isinstance(event, Event):
        return change_line(cited, pen)
    title = shortened(event.title, TITLE)
    return pen.texts.framed(
        "• <b>{title}</b>, {when} {sources}",
        title=title,
        when=when(event, pen),
        sources=pen.marks(cited),
    )


def outcome_line(cited: Cited, pen: Pen) -> Html:
    """Return what came of a meeting."""
    event = cited.record
    if not isinstance(event, Event) or event.cancelled is not None or event.outcome is None:
        return agenda_line(cited, pen)
    return pen.texts(
        "• <b>{title}</b>: {outcome} {sources}",
        title=shortened(event.title, TITLE),
        outcome=shortened(event.outcome, SUMMARY),
        sources=pen.marks(cited),
    )


def change_line(cited: Cited, pen: Pen) -> Html:
    """Return what a record says, in one line."""
    texts = pen.texts
    match cited.record:
        case StatusChange() as record:
            what, value = texts.value(pen.name(record.topic)), texts.label(STATUSES[record.status])
        case Position() as record:
            what = texts.framed(
                "{party} – {topic}", party=pen.party(record.party), topic=pen.topic_of(record)
            )
            value = texts.label(STANCES[record.stance])
        case TreatyAction() as record:
            what, value = texts.value(pen.party(record.party)), texts.label(ACTIONS[record.act])
        case Vote():
            return vote_line(cited, pen)
        case record:
            what, value = texts.value(shortened(pen.name(record.ref), TITLE)), ""
    dated = getattr(cited.record, "dated", None)
    line = texts("• {what}: <b>{value}</b>", what=what, value=value)
    if not value:
        line = texts.framed("• {what}", what=what)
    date = Html(", {}").format(texts.value(texts.dated(dated))) if dated is not None else Html("")
    struck = cited.evidence.retracted is not None
    said = Html("{}{}").format(line, date)
    if struck:
        said = Html("<s>{}</s>").format(said)
    return Html("{} {}").format(said, pen.marks(cited))


def vote_line(cited: Cited, pen: Pen) -> Html:
    """Return a vote: the motion, what a yes meant, the counts and the outcome."""
    vote = cited.record
    if not isinstance(vote, Vote):
        return change_line(cited, pen)
    texts = pen.texts
    head = texts.framed(
        "• <b>{motion}</b> {sources}",
        motion=shortened(vote.motion, TITLE),
        sources=pen.marks(cited),
    )
    lines = [
        head,
        texts("A yes meant: {meaning}", meaning=shortened(vote.meaning_of_yes, SUMMARY)),
        tally(vote, pen),
        texts("Outcome: {outcome}", outcome=shortened(vote.outcome, SUMMARY)),
    ]
    return Html("\n").join(lines)


def unknown_line(topic: Ref, pen: Pen) -> Html:
    """Return that a topic has no status of its own."""
    return pen.texts("• {topic}: no status of its own is on record", topic=pen.name(topic))


def contest_line(contest: Contest, pen: Pen) -> Html:
    """Return which stances on a topic point opposite ways, and who last said so on each side."""
    sides = Html(" · ").join(_side(side, pen) for side in contest.sides)
    return pen.texts.framed("• <b>{topic}</b>\n{sides}", topic=pen.name(contest.topic), sides=sides)


def _side(side: Side, pen: Pen) -> Html:
    record = side.newest.record
    party = pen.party(record.party) if isinstance(record, Position) else record.id
    values = {
        "stance": pen.texts.label(STANCES[side.stance]),
        "party": party,
        "sources": pen.marks(side.newest),
    }
    if not side.others:
        return pen.texts("{stance}: {party} {sources}", **values)
    return pen.texts.plural(
        "{stance}: {party} {sources} and {n} other",
        "{stance}: {party} {sources} and {n} others",
        side.others,
        **values,
    )

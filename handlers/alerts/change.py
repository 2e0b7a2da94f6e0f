"""What changed: what it was, what it is, who says so; corrections; and many changes at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.alerts.lines import SUMMARY, change_line, dated_line
from handlers.labels import STANCES, STATUSES
from handlers.markup import Html, shortened
from handlers.render.events import when
from handlers.render.votes import tally
from store.answering.day import cited, replaced
from store.record.records import Event, Party, Position, Source, StatusChange, Vote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.render.writer import Pen
    from store.record.records import Claim, Record

LONGEST = 700  # characters of a summary in a message that is about nothing else


def change(record: Claim, before: Record | None, pen: Pen) -> Iterator[Html]:
    """Yield the blocks that tell of one record: what was, what is, how that is known."""
    match record:
        case Position() | StatusChange():
            yield from _succession(record, before, pen)
        case Vote():
            yield from vote(record, pen)
        case Event():
            yield from _entry(record, pen)
        case _:
            yield _said(record, pen)
            yield from _known(record, pen)


def _succession(record: Position | StatusChange, before: Record | None, pen: Pen) -> Iterator[Html]:
    texts = pen.texts
    yield Html("<b>{}</b>").format(_about(record, pen))
    then = before if isinstance(before, Position | StatusChange) else None
    if then is None or _value(then, pen) == _value(record, pen):
        then = replaced(record, pen.snapshot) or then
    if then is None:
        was = texts("Was: nothing on record")
    else:
        value, date = _value(then, pen), texts.dated(then.dated)
        was = texts(
            "Was: {value}, {date} {sources}", value=value, date=date, sources=_marks(then, pen)
        )
    value, date = _value(record, pen), texts.dated(record.dated)
    now = texts(
        "Is now: <b>{value}</b>, {date} {sources}",
        value=value,
        date=date,
        sources=_marks(record, pen),
    )
    yield Html("{}\n{}").format(was, now)
    yield Html.escape(shortened(record.summary, LONGEST))
    yield from _known(record, pen)


def vote(record: Vote, pen: Pen) -> Iterator[Html]:
    """Yield the blocks of a vote: the outcome, the counts, what a yes meant."""
    texts = pen.texts
    yield texts("<b>Vote: {outcome}</b>", outcome=shortened(record.outcome, SUMMARY))
    told = [
        texts.framed(
            "{motion}\n{body}, {date} {sources}",
            motion=shortened(record.motion, LONGEST),
            body=shortened(record.body, SUMMARY),
            date=texts.dated(record.dated),
            sources=_marks(record, pen),
        ),
        tally(record, pen),
        texts("A yes meant: {meaning}", meaning=shortened(record.meaning_of_yes, SUMMARY)),
    ]
    if record.consequence:
        consequence = shortened(record.consequence, SUMMARY)
        told.append(texts("Consequence: {consequence}", consequence=consequence))
    yield Html("\n").join(told)
    yield from _known(record, pen)


def correction(
    record: Record | None, before: Record | None, pen: Pen, *, title: str = ""
) -> Iterator[Html]:
    """Yield the blocks that set right what an alert said. None is what is no longer on record.

    ``title`` is that of a meeting that was dropped, of which nothing else is known any more.
    """
    texts = pen.texts
    yield texts("<b>Correction.</b> An alert that was sent here was wrong. Sorry.")
    if before is not None and not isinstance(before, Source | Party):
        yield texts("It said: {what}", what=_stated(before, pen, struck=True))
    if record is None and title:
        yield texts("No longer in the calendar: {title}", title=shortened(title, SUMMARY))
    if record is None or isinstance(record, Source | Party):
        yield texts("That entry is no longer on record.")
        return
    retracted = record.evidence.retracted
    if retracted is not None:
        day, reason = texts.day(retracted.retracted_on), shortened(retracted.reason, SUMMARY)
        if before is None:
            yield texts("It said: {what}", what=_stated(record, pen, struck=True))
        yield texts("Retracted on {date}: {reason}", date=day, reason=reason)
        return
    yield texts("Right is: {what}", what=_stated(record, pen))
    yield from _known(record, pen)


def merged(records: Sequence[Claim], most: int, pen: Pen) -> Iterator[Html]:
    """Yield the blocks of many changes told as one."""
    texts = pen.texts
    yield texts.plural("<b>{n} change</b>", "<b>{n} changes</b>", len(records))
    lines = [_line(record, pen) for record in records[:most]]
    left = len(records) - most
    if left > 0:
        lines.append(texts.plural("… and {n} more", "… and {n} more", left))
    yield Html("\n").join(lines)


def _line(record: Claim, pen: Pen) -> Html:
    entry = cited(record, pen.snapshot)
    if entry is None:
        return pen.texts.framed("• {what}", what=pen.name(record.ref))
    return dated_line(entry, pen) if isinstance(record, Event) else change_line(entry, pen)


def _entry(event: Event, pen: Pen) -> Iterator[Html]:
    texts = pen.texts
    title = shortened(event.title, SUMMARY)
    if event.cancelled is not None:
        yield texts("<b>Cancelled: {title}</b>", title=title)
    else:
        yield texts.framed("<b>{title}</b>", title=title)
    yield Html("{} {}").format(when(event, pen), _marks(event, pen))
    if event.cancelled is not None:
        yield texts("Cancelled: {reason}", reason=shortened(event.cancelled, SUMMARY))
    elif event.outcome is not None:
        yield texts("What happened: {outcome}", outcome=shortened(event.outcome, LONGEST))
    yield from _known(event, pen)


def _stated(record: Claim, pen: Pen, *, struck: bool = False) -> Html:
    """Return what a record says, in a phrase."""
    texts = pen.texts
    match record:
        case Position() | StatusChange():
            said = texts(
                "{what}: <b>{value}</b>, {date}",
                what=_about(record, pen),
                value=_value(record, pen),
                date=texts.dated(record.dated),
            )
            if struck:
                said = Html("<s>{}</s>").format(said)
            else:
                said = Html("{} {}").format(said, _marks(record, pen))
            return Html("{}\n{}").format(said, shortened(record.summary, SUMMARY))
        case Vote():
            said = texts.framed(
                "{motion} {outcome}. {tally}",
                motion=shortened(record.motion, SUMMARY),
                outcome=shortened(record.outcome, SUMMARY),
                tally=tally(record, pen),
            )
        case Event():
            title = shortened(record.title, SUMMARY)
            said = texts.framed("{title}, {when}", title=title, when=when(record, pen))
        case _:
            said = texts.value(shortened(pen.name(record.ref), SUMMARY))
    if struck:
        return Html("<s>{}</s>").format(said)
    return Html("{} {}").format(said, _marks(record, pen))


def _said(record: Claim, pen: Pen) -> Html:
    name = shortened(pen.name(record.ref), SUMMARY)
    return pen.texts.framed("<b>{what}</b> {sources}", what=name, sources=_marks(record, pen))


def _about(record: Position | StatusChange, pen: Pen) -> Html:
    if isinstance(record, StatusChange):
        return pen.texts.value(pen.name(record.topic))
    return pen.texts.framed(
        "{party} – {topic}", party=pen.party(record.party), topic=pen.topic_of(record)
    )


def _value(record: Position | StatusChange, pen: Pen) -> str:
    if isinstance(record, StatusChange):
        return pen.texts.label(STATUSES[record.status])
    return pen.texts.label(STANCES[record.stance])


def _known(record: Claim, pen: Pen) -> Iterator[Html]:
    """Yield how a record is known, how well, and what a reader must be told of it."""
    occasion = record.occasion if isinstance(record, Position) else None
    lines = [pen.basis(record.evidence, occasion), *pen.doubts(record.evidence)[:3]]
    told = [line for line in lines if line is not None]
    if told:
        yield Html("\n").join(told)


def _marks(record: Claim, pen: Pen) -> Html:
    entry = cited(record, pen.snapshot)
    return Html("") if entry is None else pen.marks(entry)

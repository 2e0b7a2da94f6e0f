"""An alert as one message, made from the store as it is when the message is sent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

from handlers.alerts.brief import brief, digest
from handlers.alerts.buttons import buttons, merged_buttons
from handlers.alerts.calendar import countdown, deadline, meeting
from handlers.alerts.change import change, correction, merged
from handlers.markup import Html, plain_text, shortened, units
from handlers.render.footnotes import source_line
from handlers.render.found import language_note
from handlers.render.writer import Pen
from handlers.reply import MESSAGE_LIMIT, Reply
from store.record.records import Event, Party, Source
from store.record.terms import AlertKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from handlers.alerts.due import Due
    from handlers.texts import Texts
    from store.record.evidence import Ref
    from store.record.records import Claim
    from store.record.snapshot import Snapshot

LATE = timedelta(minutes=5)
"""What comes later than this says so."""

_MOST = (6, 4, 2, 1)  # entries under a heading, fewer where they would not fit
_BULLETIN = 3500  # characters
_ROOM = MESSAGE_LIMIT - 16


def message(due: Due, *, snapshot: Snapshot, texts: Texts, now: datetime) -> Reply | None:
    """Return an alert as it is sent now; None when what it was about is no longer on record."""

    def write(most: int, pen: Pen) -> Iterator[Html]:
        yield from _told(due, most, pen, now=now)

    if not _stands(due, snapshot):
        return None
    notes = [late_note([due], texts, snapshot, now=now)]
    if due.wished:
        notes.append(texts("<i>Now known: you had asked to be told.</i>"))
    return Reply(_fitting(write, notes, texts, snapshot), buttons(due, texts, snapshot))


def merged_message(
    dues: Sequence[Due], *, snapshot: Snapshot, texts: Texts, now: datetime
) -> Reply | None:
    """Return alerts that would be too many as one; a single one that stands is told by itself."""
    standing = [due for due in dues if _stands(due, snapshot)]
    if len(standing) < 2:  # noqa: PLR2004  # fewer than two are not merged
        return message(standing[0], snapshot=snapshot, texts=texts, now=now) if standing else None
    records = {record.ref: record for due in standing for record in _claims(due.refs, snapshot)}

    def write(most: int, pen: Pen) -> Iterator[Html]:
        yield from merged(tuple(records.values()), 2 * most, pen)

    notes = [late_note(standing, texts, snapshot, now=now)]
    if any(due.wished for due in standing):
        notes.append(texts("<i>You had asked to be told when one of these is known.</i>"))
    rows = merged_buttons(standing, texts, snapshot, now=now)
    return Reply(_fitting(write, notes, texts, snapshot), rows)


def late_note(
    dues: Sequence[Due], texts: Texts, snapshot: Snapshot, *, now: datetime
) -> Html | None:
    """Return that a message comes late, or was held, and since when."""
    due_at = min(due.due_at for due in dues)
    if now - due_at <= LATE:
        return None
    zone = texts.zone or snapshot.negotiation.zone
    values = {
        "due": texts.hour(due_at, zone),
        "sent": texts.hour(now, zone),
        "city": texts.city(zone),
    }
    day = due_at.astimezone(zone).date()
    if day != now.astimezone(zone).date():
        values["due"] = texts("{times}, {day}", times=values["due"], day=texts.day(day))
    if any(due.held for due in dues):
        return texts(
            "<i>Held for your quiet hours: due at {due}, sent at {sent} ({city}).</i>", **values
        )
    return texts("<i>Late: due at {due}, sent at {sent} ({city}).</i>", **values)


def _told(due: Due, most: int, pen: Pen, *, now: datetime) -> Iterator[Html]:  # one a kind
    snapshot = pen.snapshot
    today = now.astimezone(snapshot.negotiation.zone).date()
    day = due.day or today
    event = _event(due, snapshot)
    match due.kind:
        case AlertKind.BRIEF:
            yield from brief(day, most, pen, now=now)
        case AlertKind.DIGEST:
            yield from digest(day, most, pen, now=now)
        case AlertKind.MEETING if event is not None:
            before = due.before if isinstance(due.before, Event) else None
            yield from meeting(event, before, most, pen, now=now)
        case AlertKind.DEADLINE if event is not None:
            yield from deadline(event, pen, today=today)
        case AlertKind.COUNTDOWN:
            yield from countdown(event, day, pen, today=today)
        case AlertKind.BULLETIN:
            yield pen.texts("<b>From the coordinators</b>")
            yield Html.escape(shortened(due.text, _BULLETIN))
        case AlertKind.CORRECTION:
            record = snapshot.records.get(due.refs[0]) if due.refs else None
            yield from correction(record, due.before, pen, title=due.text)
        case AlertKind.CHANGE | AlertKind.VOTE | AlertKind.MEETING | AlertKind.DEADLINE:
            records = _claims(due.refs, snapshot)
            if len(records) == 1:
                yield from change(records[0], due.before, pen)
            else:
                yield from merged(records, 2 * most, pen)
        case _:
            assert_never(due.kind)


def _stands(due: Due, snapshot: Snapshot) -> bool:
    """Whether there is still something to tell."""
    match due.kind:
        case AlertKind.MEETING if due.before is not None:
            return _event(due, snapshot) is not None  # taken out of the calendar is news as well
        case AlertKind.CHANGE | AlertKind.VOTE | AlertKind.MEETING | AlertKind.DEADLINE:
            return bool(_claims(due.refs, snapshot))
        case _:
            return True


def _claims(refs: Iterable[Ref], snapshot: Snapshot) -> list[Claim]:
    """Return the records that are told: not those retracted since, which a correction is about."""
    return [
        record
        for ref in refs
        if (record := snapshot.records.get(ref)) is not None
        and not isinstance(record, Source | Party)
        and record.evidence.retracted is None
    ]


def _event(due: Due, snapshot: Snapshot) -> Event | None:
    found = [snapshot.records.get(ref) for ref in due.refs]
    return next((record for record in found if isinstance(record, Event)), None)


def _fitting(
    write: Callable[[int, Pen], Iterable[Html]],
    notes: Sequence[Html | None],
    texts: Texts,
    snapshot: Snapshot,
) -> tuple[str, ...]:
    """Return the blocks with as many entries as one message has room for."""
    blocks: list[Html] = []
    for most in _MOST:
        pen = Pen(texts, snapshot)
        blocks = [*filter(None, notes), *write(most, pen)]
        below = [*_sources(pen), *_language(pen)]
        if _length([*blocks, *below]) <= _ROOM:
            return tuple(str(block) for block in [*blocks, *below])
    return tuple(str(block) for block in _cut(blocks))


def _cut(blocks: Iterable[Html]) -> Iterator[Html]:
    """Yield as many of the blocks as fit: the essentials stand first."""
    kept: list[Html] = []
    for block in blocks:
        if _length([*kept, block]) > _ROOM:
            return
        kept.append(block)
        yield block


def _length(blocks: Iterable[Html]) -> int:
    return units(plain_text(str(Html("\n\n").join(blocks))))


def _sources(pen: Pen) -> Iterator[Html]:
    """Yield the sources, folded away where there are more than a few."""
    if not pen.notes.sources:
        return
    lines = [
        Html("{}. {}").format(number, source_line(source, pen.texts))
        for number, source in enumerate(pen.notes.sources, start=1)
    ]
    listed = Html("\n").join([pen.texts("<b>Sources</b>"), *lines])
    yield Html("<blockquote expandable>{}</blockquote>").format(listed)


def _language(pen: Pen) -> Iterator[Html]:
    """Yield in which language the record is kept, where something of it was told."""
    note = language_note(pen.texts, pen.snapshot)
    if note is not None and pen.notes.sources:
        yield Html("<i>{}</i>").format(note)

"""What a change does to each record, old beside new. The same in the preview and on the card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handlers.labels import STANCES, STATUSES
from handlers.markup import Html, link, shortened
from handlers.render.events import when
from handlers.render.footnotes import source_line
from handlers.render.votes import tally
from handlers.render.writer import Pen
from store.curation.making import former_of
from store.record.records import (
    CuratedAnswer,
    Event,
    Party,
    Position,
    Source,
    StatusChange,
    Vote,
)
from store.record.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from handlers.texts import Texts
    from store.record.records import Record
    from store.tables.change import Edit

_BESIDE = Source | Party  # what a change adds beside what it is about
_MOST = 8  # records of a change that are told one by one
_SUMMARY = 1_000
_SHORT = 200


def pen_for(edits: Iterable[Edit], texts: Texts, snapshot: Snapshot) -> Pen:
    """Return what edits are told with: the record as it would be with them, removed ones too."""
    records = dict(snapshot.records)
    for edit in edits:
        record = edit.after or edit.before
        if record is not None:
            records[edit.ref] = record
    return Pen(texts, Snapshot.of(snapshot.negotiation, records.values()))


def edit_blocks(
    edits: tuple[Edit, ...], pen: Pen, before: Snapshot, *, done: bool = False
) -> Iterator[Html]:
    """Yield what is done to each record; of many, what is done to the first ones and how many.

    ``done`` says that it was done already.
    """
    told = [edit for edit in edits if not isinstance(edit.after or edit.before, _BESIDE)]
    told = told or list(edits)
    few = len(told) <= 2  # noqa: PLR2004 - then there is room for all of each
    for edit in told[:_MOST]:
        yield _whole(edit, pen, before, done=done) if few else _line(edit, pen)
    if len(told) > _MOST:
        left = len(told) - _MOST
        yield pen.texts.plural("… and {n} more", "… and {n} more", left)
    sources = _sources(told, pen)
    if sources and few:
        yield pen.texts("Source: {sources}", sources=Html("; ").join(sources))


def headline(edits: tuple[Edit, ...], pen: Pen) -> Html:
    """Name what a change is about, in a line."""
    claims = [edit for edit in edits if not isinstance(edit.after or edit.before, _BESIDE)]
    main = (claims or list(edits))[:1]
    if not main:
        return Html("")
    name = _name(main[0].after or main[0].before, pen)
    if len(claims) > 1:
        return pen.texts.plural(
            "{what} and {n} more", "{what} and {n} more", len(claims) - 1, what=name
        )
    return name


def source_links(edits: tuple[Edit, ...], pen: Pen) -> list[Source]:
    """Return the sources of a change that can be opened, each once."""
    ids: dict[str, None] = {}
    for edit in edits:
        record = edit.after or edit.before
        if isinstance(record, Source):
            ids[record.id] = None
        elif record is not None and not isinstance(record, Party):
            ids |= dict.fromkeys(record.evidence.sources)
    return [source for source in pen.known(ids) if source.url]


def _whole(edit: Edit, pen: Pen, before: Snapshot, *, done: bool) -> Html:
    record = edit.after or edit.before
    head = Html("<b>{}</b>").format(_name(record, pen))
    return Html("\n").join([head, *_told(edit, pen, before, done=done)])


def _told(edit: Edit, pen: Pen, before: Snapshot, *, done: bool) -> Iterator[Html]:
    texts, old, new = pen.texts, edit.before, edit.after
    if new is None:
        yield texts("Goes off the record again:")
        if old is not None:
            yield Html("<s>{}</s>").format(_says(old, pen))
            holds = former_of(old, before)
            if holds is not None:
                yield texts("Holds again: {what}", what=_says(holds, pen))
        return
    if _is_retracted(new) and not _is_retracted(old):
        yield Html("<s>{}</s>").format(_says(new, pen))
        yield texts("Retracted: {reason}", reason=_reason(new))
        return
    if old is not None and _is_retracted(old) and not _is_retracted(new):
        yield texts("Counts again:")
        yield _says(new, pen)
        return
    confirmed = _confirmed(old, new)
    if confirmed is not None:
        was_on, is_on = map(texts.day, confirmed)
        yield texts("Last confirmed: {old} → <b>{new}</b>", old=was_on, new=is_on)
        return
    was = old if old is not None else former_of(new, before)
    if was is not None:
        yield texts("Was: {what}", what=_says(was, pen))
        yield _becomes(new, pen, done=done)
    elif isinstance(new, Position | StatusChange):
        yield texts("Was: nothing on record")
        yield _becomes(new, pen, done=done)
    else:
        yield _says(new, pen)


def _becomes(record: Record, pen: Pen, *, done: bool) -> Html:
    texts, what = pen.texts, _says(record, pen)
    return texts("Since then: {what}", what=what) if done else texts("Will be: {what}", what=what)


def _says(record: Record, pen: Pen) -> Html:  # noqa: PLR0911 - one return a kind
    """Return what a record says."""
    texts = pen.texts
    match record:
        case Position(stance=stance, dated=dated, summary=summary):
            value, date = texts.label(STANCES[stance]), texts.dated(dated)
            said = shortened(summary, _SUMMARY)
            return texts.framed("<b>{value}</b>, {date}\n{said}", value=value, date=date, said=said)
        case StatusChange(status=status, dated=dated, summary=summary):
            value, date = texts.label(STATUSES[status]), texts.dated(dated)
            said = shortened(summary, _SUMMARY)
            return texts.framed("<b>{value}</b>, {date}\n{said}", value=value, date=date, said=said)
        case Event():
            return Html("\n").join(_event(record, pen))
        case Vote():
            return Html("\n").join(
                [
                    texts.framed(
                        "<b>{outcome}</b>, {date}",
                        outcome=shortened(record.outcome, _SUMMARY),
                        date=texts.dated(record.dated),
                    ),
                    tally(record, pen),
                    texts("A yes meant: {meaning}", meaning=record.meaning_of_yes),
                ]
            )
        case Source():
            lines = [source_line(record, texts)]
            if record.url:
                lines.append(link(record.url, record.url))
            return Html("\n").join(lines)
        case CuratedAnswer():
            return Html.escape(shortened(record.text, _SUMMARY))
        case _:
            return Html.escape(pen.name(record.ref))


def _event(event: Event, pen: Pen) -> Iterator[Html]:
    texts = pen.texts
    if event.cancelled is not None:
        yield Html("<s>{}</s>").format(when(event, pen))
        yield texts("Cancelled: {reason}", reason=event.cancelled)
        return
    yield when(event, pen)
    if event.place:
        yield Html.escape(event.place)
    if event.topics:
        yield texts("On: {topics}", topics=pen.names(event.topics))


def _line(edit: Edit, pen: Pen) -> Html:
    texts, record = pen.texts, edit.after or edit.before
    says = ""
    match record:
        case Position(stance=stance):
            says = texts.label(STANCES[stance])
        case StatusChange(status=status):
            says = texts.label(STATUSES[status])
        case Vote(outcome=outcome):
            says = shortened(outcome, _SHORT)
        case Event(dated=dated):
            says = texts.dated(dated)
    line = Html("• {}: {}") if says else Html("• {}{}")
    line = line.format(_name(record, pen), says)
    return Html("<s>{}</s>").format(line) if edit.after is None else line


def _name(record: Record | None, pen: Pen) -> Html:
    match record:
        case None:
            return Html("")
        case Position():
            return Html("{} – {}").format(pen.party(record.party), pen.topic_of(record))
        case Source(title=title):
            return Html.escape(shortened(title, _SHORT))
        case _:
            return Html.escape(shortened(pen.name(record.ref), _SHORT))


def _sources(edits: Iterable[Edit], pen: Pen) -> list[Html]:
    claims = [edit.after or edit.before for edit in edits]
    ids: dict[str, None] = {}
    for record in claims:
        if record is not None and not isinstance(record, Source | Party):
            ids |= dict.fromkeys(record.evidence.sources)
    return [source_line(source, pen.texts) for source in pen.known(ids)]


def _is_retracted(record: Record | None) -> bool:
    if record is None or isinstance(record, Source | Party):
        return False
    return record.evidence.retracted is not None


def _reason(record: Record) -> str:
    if isinstance(record, Source | Party) or record.evidence.retracted is None:
        return ""
    return record.evidence.retracted.reason


def _confirmed(old: Record | None, new: Record) -> tuple[date, date] | None:
    """Return the days on which a record was confirmed, where nothing else is different."""
    if old is None or isinstance(old, Source | Party) or isinstance(new, Source | Party):
        return None
    before, after = old.evidence.last_confirmed, new.evidence.last_confirmed
    evidence = replace(new.evidence, last_confirmed=before)
    same = before != after and replace(new, evidence=evidence) == old
    return (before, after) if same else None

"""What is wrong with a form: every field looked at, all faults at once. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from store.curation.forms import (
    AddAnswer,
    AddEvent,
    AddSource,
    AddVote,
    CancelEvent,
    Citation,
    Confirm,
    Fault,
    Field,
    Form,
    Import,
    MoveEvent,
    Retract,
    SetPosition,
    SetStatus,
    Wrong,
)
from store.record.addresses import is_web_address, same_page
from store.record.consistency import alike
from store.record.evidence import Ref
from store.record.limits import BODY, SUMMARY, TITLE, UNFIT, URL
from store.record.records import Party, Source
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from store.curation.forms import Line
    from store.record.moments import Dated
    from store.record.snapshot import Snapshot

MOST_LINES = 5_000  # of an imported file
_MOST_COUNT = 1_000_000  # votes


def faults_of(form: Form, snapshot: Snapshot, today: date) -> tuple[Fault, ...]:
    """Return everything that is wrong with a form, held against the record."""
    return tuple(_Look(snapshot, today).at(form))


class _Look:
    def __init__(self, snapshot: Snapshot, today: date) -> None:
        self._snapshot = snapshot
        self._today = today

    def at(self, form: Form) -> Iterator[Fault]:  # noqa: C901, PLR0912 - one case a form
        match form:
            case SetPosition():
                if form.state is None:
                    yield from self._named(Field.PARTY, Ref(Kind.PARTY, form.party))
                yield from self._topic(Field.TOPIC, form.topic)
                yield from self._happened(form.dated)
                yield from _text(Field.SUMMARY, form.summary, SUMMARY)
                yield from self._source(form.source)
            case SetStatus():
                yield from self._status(form)
            case AddEvent():
                yield from self._new_event(form)
                yield from _hours(form.starts_at, form.ends_at)
                yield from _text(Field.TITLE, form.title, TITLE)
                if form.place is not None:
                    yield from _text(Field.PLACE, form.place, TITLE)
                for topic in form.topics:
                    yield from self._topic(Field.TOPICS, topic)
                if form.source is not None:
                    yield from self._source(form.source)
            case MoveEvent():
                yield from self._moved(form)
            case CancelEvent():
                yield from self._event(form.event)
                yield from _text(Field.REASON, form.reason, SUMMARY)
            case AddVote():
                yield from self._vote(form)
            case AddSource():
                yield from self._source(form.source)
                yield from self._new_page(form.source.url)
            case AddAnswer():
                yield from _text(Field.TITLE, form.title, TITLE)
                yield from _text(Field.TEXT, form.text, BODY)
                for asked in form.asked:
                    yield from _text(Field.QUESTION, asked, TITLE)
                for ref in form.about:
                    yield from self._named(Field.TOPICS, ref)
                yield from self._source(form.source)
            case Retract():
                yield from self._claim(form.ref)
                yield from _text(Field.REASON, form.reason, SUMMARY)
            case Confirm():
                yield from self._confirmed(form)
            case Import():
                yield from self._import(form)
            case _:
                assert_never(form)

    def _named(self, field: Field, ref: Ref) -> Iterator[Fault]:
        if ref not in self._snapshot.records:
            yield Fault(field, Wrong.UNKNOWN, ref.id)

    def _topic(self, field: Field, ref: Ref) -> Iterator[Fault]:
        if ref.kind not in {Kind.SAFEGUARD, Kind.PROVISION}:
            yield Fault(field, Wrong.UNKNOWN, ref.id)
        else:
            yield from self._named(field, ref)

    def _happened(self, dated: Dated) -> Iterator[Fault]:
        if dated.first > self._today:
            yield Fault(Field.DATE, Wrong.IN_FUTURE, str(dated))

    def _source(self, citation: Citation) -> Iterator[Fault]:
        faults = [*_text(Field.URL, citation.url, URL)]
        if not faults and not is_web_address(citation.url):
            faults = [Fault(Field.URL, Wrong.NO_ADDRESS, citation.url)]
        yield from faults
        if citation.title is not None:
            yield from _text(Field.SOURCE_TITLE, citation.title, TITLE)
        if citation.publisher is not None:
            yield from _text(Field.PUBLISHER, citation.publisher, TITLE)
        if citation.dated is not None:
            yield from self._happened(citation.dated)

    def _new_page(self, url: str) -> Iterator[Fault]:
        if not is_web_address(url):
            return
        same = tuple(
            source.ref
            for source in self._snapshot.sources.values()
            if source.url and same_page(source.url) == same_page(url)
        )
        if same:
            yield Fault(Field.URL, Wrong.DUPLICATE, url, refs=same)

    def _status(self, form: SetStatus) -> Iterator[Fault]:
        yield from self._topic(Field.TOPIC, form.topic)
        yield from self._happened(form.dated)
        yield from _text(Field.SUMMARY, form.summary, SUMMARY)
        yield from self._source(form.source)
        same = tuple(
            change.ref
            for change in self._snapshot.statuses_of.get(form.topic, ())
            if (change.status, change.dated) == (form.status, form.dated)
            if change.evidence.retracted is None
        )
        if same:
            yield Fault(Field.STATUS, Wrong.DUPLICATE, form.status, refs=same)

    def _new_event(self, form: AddEvent) -> Iterator[Fault]:
        same = tuple(
            event.ref
            for event in self._snapshot.events.values()
            if event.starts_at == form.starts_at and alike(event.title, form.title)
            if event.cancelled is None and event.evidence.retracted is None
        )
        if same:
            yield Fault(Field.TITLE, Wrong.DUPLICATE, form.title, refs=same)

    def _event(self, id_: str) -> Iterator[Fault]:
        event = self._snapshot.events.get(id_)
        if event is None:
            yield Fault(Field.EVENT, Wrong.UNKNOWN, id_)
        elif event.cancelled is not None:
            yield Fault(Field.EVENT, Wrong.CANCELLED, id_, refs=(event.ref,))
        elif event.evidence.retracted is not None:
            yield Fault(Field.EVENT, Wrong.RETRACTED, id_, refs=(event.ref,))

    def _moved(self, form: MoveEvent) -> Iterator[Fault]:
        yield from self._event(form.event)
        yield from _hours(form.starts_at, form.ends_at)
        event = self._snapshot.events.get(form.event)
        if event is None or event.starts_at != form.starts_at:
            return
        if form.ends_at in {None, event.ends_at}:
            yield Fault(Field.START, Wrong.NO_CHANGE, form.event, refs=(event.ref,))

    def _vote(self, form: AddVote) -> Iterator[Fault]:
        for topic in form.topics:
            yield from self._topic(Field.TOPIC, topic)
        yield from _text(Field.MOTION, form.motion, SUMMARY)
        yield from self._happened(form.dated)
        counts = {Field.YES: form.yes, Field.NO: form.no, Field.ABSTAIN: form.abstain}
        for field, count in counts.items():
            if count is not None and not 0 <= count <= _MOST_COUNT:
                yield Fault(field, Wrong.NO_COUNT, str(count))
        yield from _text(Field.OUTCOME, form.outcome, SUMMARY)
        yield from _text(Field.MEANING, form.meaning_of_yes, SUMMARY)
        yield from self._source(form.source)
        same = tuple(
            vote.ref
            for topic in form.topics[:1]
            for vote in self._snapshot.votes_on.get(topic, ())
            if vote.dated == form.dated and vote.motion.strip() == form.motion.strip()
            if vote.evidence.retracted is None
        )
        if same:
            yield Fault(Field.MOTION, Wrong.DUPLICATE, form.motion, refs=same)

    def _claim(self, ref: Ref) -> Iterator[Fault]:
        record = self._snapshot.records.get(ref)
        if record is None:
            yield Fault(Field.RECORD, Wrong.UNKNOWN, ref.id)
        elif isinstance(record, Source | Party):
            yield Fault(Field.RECORD, Wrong.NO_CLAIM, ref.id, refs=(ref,))
        elif record.evidence.retracted is not None:
            yield Fault(Field.RECORD, Wrong.RETRACTED, ref.id, refs=(ref,))

    def _confirmed(self, form: Confirm) -> Iterator[Fault]:
        if not form.refs:
            yield Fault(Field.RECORD, Wrong.MISSING)
        for ref in form.refs:
            yield from self._claim(ref)
            record = self._snapshot.records.get(ref)
            if record is None or isinstance(record, Source | Party):
                continue
            if record.evidence.last_confirmed >= self._today:
                yield Fault(Field.RECORD, Wrong.NO_CHANGE, ref.id, refs=(ref,))

    def _import(self, form: Import) -> Iterator[Fault]:
        if not form.lines:
            yield Fault(Field.RECORD, Wrong.MISSING)
        if len(form.lines) > MOST_LINES:
            yield Fault(Field.RECORD, Wrong.TOO_MANY, str(len(form.lines)), limit=MOST_LINES)
            return
        first: dict[Line, int] = {}
        for row, line in zip(form.rows, form.lines, strict=True):
            for fault in self.at(line):
                yield replace(fault, row=row)
            if first.setdefault(line, row) != row:
                yield Fault(Field.RECORD, Wrong.REPEATED, str(first[line]), row=row)


def _text(field: Field, text: str, limit: int) -> Iterator[Fault]:
    if not text.strip():
        yield Fault(field, Wrong.MISSING)
    elif len(text.strip()) > limit:
        yield Fault(field, Wrong.TOO_LONG, text, limit=limit)
    elif UNFIT.search(text):
        yield Fault(field, Wrong.UNFIT, text)


def _hours(starts_at: datetime, ends_at: datetime | None) -> Iterator[Fault]:
    if ends_at is not None and ends_at <= starts_at:
        yield Fault(Field.END, Wrong.END_FIRST, ends_at.isoformat())

"""Forms into records: what stands on record after a change, if it is published. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from store.curation.forms import (
    AddAnswer,
    AddEvent,
    AddSource,
    AddVote,
    CancelEvent,
    Confirm,
    Form,
    Import,
    MoveEvent,
    Retract,
    SetPosition,
    SetStatus,
)
from store.record.evidence import Alias, Ref, Retraction
from store.record.moments import Dated
from store.record.records import (
    CuratedAnswer,
    Event,
    Party,
    Position,
    Record,
    Source,
    StatusChange,
    Vote,
)
from store.record.snapshot import topics_of
from store.record.terms import AnswerKind, EventKind, Kind
from store.tables.change import ChangeKind

if TYPE_CHECKING:
    from store.curation.bench import Bench
    from store.record.snapshot import Snapshot

Made = tuple[ChangeKind, dict[Ref, Record], str | None]
"""The kind of a change, what its records follow where that is another record, and why."""


def make(form: Form, bench: Bench) -> Made:  # noqa: C901, PLR0911, PLR0912 - one case a form
    """Put the records of a form, which has no fault, on the bench."""
    match form:
        case SetPosition():
            return ChangeKind.SET_POSITION, _position(form, bench), None
        case SetStatus():
            return ChangeKind.SET_STATUS, _status(form, bench), None
        case AddEvent():
            _event(form, bench)
            return ChangeKind.ADD_EVENT, {}, None
        case MoveEvent():
            _move(form, bench)
            return ChangeKind.MOVE_EVENT, {}, None
        case CancelEvent():
            event = bench.snapshot.events[form.event]
            bench.put(replace(event, cancelled=form.reason.strip()))
            return ChangeKind.CANCEL_EVENT, {}, form.reason.strip()
        case AddVote():
            _vote(form, bench)
            return ChangeKind.ADD_VOTE, {}, None
        case AddSource():
            bench.source(form.source)
            return ChangeKind.ADD_SOURCE, {}, None
        case AddAnswer():
            _answer(form, bench)
            return ChangeKind.ANSWER, {}, None
        case Retract():
            record = bench.snapshot.records[form.ref]
            retraction = Retraction(bench.today, form.reason.strip())
            bench.put(_with_evidence(record, retracted=retraction))
            return ChangeKind.RETRACT, {}, form.reason.strip()
        case Confirm():
            for ref in form.refs:
                record = bench.snapshot.records[ref]
                bench.put(_with_evidence(record, last_confirmed=bench.today))
            return ChangeKind.CONFIRM, {}, None
        case Import():
            formers: dict[Ref, Record] = {}
            for line in form.lines:
                formers |= make(line, bench)[1]
            return ChangeKind.IMPORT, formers, None
        case _:
            assert_never(form)


def _position(form: SetPosition, bench: Bench) -> dict[Ref, Record]:
    safeguard = form.topic.id if form.topic.kind is Kind.SAFEGUARD else None
    position = Position(
        id=bench.free_id(Kind.POSITION, form.party, form.topic.id, str(form.dated)),
        party=form.party,
        safeguard=safeguard,
        provisions=() if safeguard is not None else (form.topic.id,),
        cited_as=None,
        stance=form.stance,
        summary=form.summary.strip(),
        dated=form.dated,
        occasion=form.occasion,
        evidence=bench.evidence(form.source),
    )
    bench.put(position)
    former = latest_position(bench.snapshot, form.party, form.topic, form.dated)
    return {position.ref: former} if former is not None else {}


def _status(form: SetStatus, bench: Bench) -> dict[Ref, Record]:
    change = StatusChange(
        id=bench.free_id(Kind.STATUS, form.topic.id, str(form.dated)),
        topic=form.topic,
        status=form.status,
        dated=form.dated,
        summary=form.summary.strip(),
        evidence=bench.evidence(form.source),
    )
    bench.put(change)
    former = latest_status(bench.snapshot, form.topic, form.dated)
    return {change.ref: former} if former is not None else {}


def _event(form: AddEvent, bench: Bench) -> None:
    dated = Dated.spanning(form.starts_at, form.ends_at, bench.snapshot.negotiation.zone)
    sessions = (e for e in bench.snapshot.events.values() if e.event_kind is EventKind.SESSION)
    within = any(s.dated.first <= dated.first and dated.last <= s.dated.last for s in sessions)
    bench.put(
        Event(
            id=bench.free_id(Kind.EVENT, dated.first.isoformat(), form.title),
            event_kind=EventKind.MEETING if within else EventKind.MILESTONE,
            title=form.title.strip(),
            dated=dated,
            starts_at=form.starts_at,
            ends_at=form.ends_at,
            place=form.place,
            topics=form.topics,
            evidence=bench.evidence(form.source),
        )
    )


def _move(form: MoveEvent, bench: Bench) -> None:
    event = bench.snapshot.events[form.event]
    ends_at = form.ends_at
    if ends_at is None and event.starts_at is not None and event.ends_at is not None:
        ends_at = form.starts_at + (event.ends_at - event.starts_at)
    dated = Dated.spanning(form.starts_at, ends_at, bench.snapshot.negotiation.zone)
    evidence = replace(event.evidence, last_confirmed=bench.today)
    bench.put(
        replace(event, starts_at=form.starts_at, ends_at=ends_at, dated=dated, evidence=evidence)
    )


def _vote(form: AddVote, bench: Bench) -> None:
    votes = tuple(bench.snapshot.votes.values())
    body = votes[-1].body if votes else bench.snapshot.negotiation.short_name
    topic = form.topics[0].id if form.topics else body
    bench.put(
        Vote(
            id=bench.free_id(Kind.VOTE, "vote", topic, str(form.dated)),
            body=body,
            motion=form.motion.strip(),
            moved_by=None,
            dated=form.dated,
            recorded=any(count is not None for count in (form.yes, form.no, form.abstain)),
            yes=form.yes,
            no=form.no,
            abstain=form.abstain,
            outcome=form.outcome.strip(),
            meaning_of_yes=form.meaning_of_yes.strip(),
            consequence=None,
            topics=form.topics,
            evidence=bench.evidence(form.source),
        )
    )


def _answer(form: AddAnswer, bench: Bench) -> None:
    bench.put(
        CuratedAnswer(
            id=bench.free_id(Kind.ANSWER, form.title),
            answer_kind=AnswerKind.PROCEDURE,
            title=form.title.strip(),
            text=form.text.strip(),
            about=form.about,
            aliases=tuple(Alias(asked.strip()) for asked in form.asked),
            evidence=bench.evidence(form.source),
        )
    )


def _with_evidence(record: Record, **changed: object) -> Record:
    assert not isinstance(record, Source | Party)  # noqa: S101 - it was looked at before
    evidence = replace(record.evidence, **changed)  # type: ignore[arg-type]  # its own fields
    return replace(record, evidence=evidence)


def latest_position(snapshot: Snapshot, party: str, topic: Ref, by: Dated) -> Position | None:
    """Return what a party was on record as wanting of just that topic by then."""
    said = (p for p in snapshot.positions_of.get(party, ()) if topic in topics_of(p))
    holding = [p for p in said if p.evidence.retracted is None and p.dated.first <= by.first]
    return holding[-1] if holding else None


def latest_status(snapshot: Snapshot, topic: Ref, by: Dated) -> StatusChange | None:
    """Return where a topic stood by then."""
    had = snapshot.statuses_of.get(topic, ())
    holding = [s for s in had if s.evidence.retracted is None and s.dated.first <= by.first]
    return holding[-1] if holding else None

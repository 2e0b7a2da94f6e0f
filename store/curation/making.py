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
    NewState,
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
from store.record.terms import AnswerKind, EventKind, Kind, PartyKind
from store.tables.change import ChangeKind

if TYPE_CHECKING:
    from store.curation.bench import Bench
    from store.record.snapshot import Snapshot


def make(form: Form, bench: Bench) -> tuple[ChangeKind, str | None]:  # noqa: C901, PLR0912
    """Put the records of a form, which has no fault, on the bench; return the kind, and why."""
    why = None
    match form:
        case SetPosition():
            kind = ChangeKind.SET_POSITION
            _position(form, bench)
        case SetStatus():
            kind = ChangeKind.SET_STATUS
            _status(form, bench)
        case AddEvent():
            kind = ChangeKind.ADD_EVENT
            _event(form, bench)
        case MoveEvent():
            kind = ChangeKind.MOVE_EVENT
            _move(form, bench)
        case CancelEvent(event=id_, reason=reason):
            kind, why = ChangeKind.CANCEL_EVENT, reason.strip()
            bench.put(replace(bench.snapshot.events[id_], cancelled=why))
        case AddVote():
            kind = ChangeKind.ADD_VOTE
            _vote(form, bench)
        case AddSource():
            kind = ChangeKind.ADD_SOURCE
            bench.source(form.source)
        case AddAnswer():
            kind = ChangeKind.ANSWER
            _answer(form, bench)
        case Retract(ref=ref, reason=reason):
            kind, why = ChangeKind.RETRACT, reason.strip()
            retraction = Retraction(bench.today, why)
            bench.put(_with_evidence(bench.snapshot.records[ref], retracted=retraction))
        case Confirm(refs=refs):
            kind = ChangeKind.CONFIRM
            for ref in refs:
                record = bench.snapshot.records[ref]
                bench.put(_with_evidence(record, last_confirmed=bench.today))
        case Import(lines=lines):
            kind = ChangeKind.IMPORT
            for line in lines:
                make(line, bench)
        case _:
            assert_never(form)
    return kind, why


def _position(form: SetPosition, bench: Bench) -> None:
    if form.state is not None:
        _add_state(form.state, bench)
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


def _add_state(state: NewState, bench: Bench) -> None:
    ref = Ref(Kind.PARTY, state.id)
    if ref not in bench.snapshot.records and ref not in bench.made:
        bench.put(Party(id=state.id, name=state.name, party_kind=PartyKind.STATE, iso2=state.iso2))


def _status(form: SetStatus, bench: Bench) -> None:
    change = StatusChange(
        id=bench.free_id(Kind.STATUS, form.topic.id, str(form.dated)),
        topic=form.topic,
        status=form.status,
        dated=form.dated,
        summary=form.summary.strip(),
        evidence=bench.evidence(form.source),
    )
    bench.put(change)


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


def former_of(record: Record | None, snapshot: Snapshot) -> Record | None:
    """Return what a position or status follows: what was on record before it of just the same."""
    had: tuple[Position, ...] | tuple[StatusChange, ...]
    match record:
        case Position():
            topic = topics_of(record)[0]
            said = snapshot.positions_of.get(record.party, ())
            had = tuple(other for other in said if topic in topics_of(other))
        case StatusChange():
            had = snapshot.statuses_of.get(record.topic, ())
        case _:
            return None
    holding = [
        other
        for other in had
        if other.ref != record.ref
        and other.evidence.retracted is None
        and other.dated.first <= record.dated.first
    ]
    return holding[-1] if holding else None

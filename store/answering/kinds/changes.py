"""What changed since a day: statuses, positions, votes, treaty actions, and what was retracted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from store.answering.answers import Heading, Subject
from store.answering.kinds.topic import paragraphs_of
from store.answering.questions import (
    AgendaOf,
    ChangesSince,
    HistoryOf,
    NextUp,
    StatusOf,
    VoteOn,
    VotesTaken,
)
from store.record.records import Position, StatusChange, TreatyAction, Vote
from store.record.snapshot import topics_of
from store.record.terms import EventKind, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from store.answering.answers import Found, NotOnRecord
    from store.answering.inquiry import Inquiry, Sections
    from store.answering.questions import Question
    from store.record.evidence import Ref
    from store.record.records import Claim

Change = StatusChange | Position | Vote | TreatyAction
T = TypeVar("T", StatusChange, Position, Vote, TreatyAction)

_TOPICS = {Kind.SAFEGUARD, Kind.PROVISION}
_RETRACTED = "retracted"

MOST_DAYS_BACK = 7  # to the session day before, over a weekend; further back it is plain yesterday


def changes(question: ChangesSince, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with all that happened from that day on, newest day first.

    What is not known to the day, and may have happened later, comes after all that is. The day
    itself is included: who was there in the morning has not seen the afternoon.
    """
    since = question.since or yesterday(inquiry)
    happened = list(_happened(since, question.topic, inquiry))
    retracted = list(_retracted(since, question.topic, inquiry))
    # A day of its own for each date as it is known, and for what was retracted.
    by_day: dict[tuple[bool, date, str], list[Claim]] = {}
    for record in happened:
        by_day.setdefault((record.dated.exact, record.dated.first, str(record.dated)), []).append(
            record
        )
    for day, claim in retracted:
        by_day.setdefault((True, day, _RETRACTED), []).append(claim)
    sections: Sections = tuple(
        section
        for day in sorted(by_day, reverse=True)
        for section in inquiry.section(Heading.ANSWER, by_day[day])
    )
    found = (*happened, *(claim for _, claim in retracted))
    return inquiry.found(
        Subject.CHANGES,
        sections,
        subjects=() if question.topic is None else (question.topic,),
        candidates=_next_steps(question, since, found, inquiry),
    )


def yesterday(inquiry: Inquiry) -> date:
    """Return the last day before with a meeting, or else the day before."""
    as_of = inquiry.moment.as_of
    earliest = as_of - timedelta(days=MOST_DAYS_BACK)
    meetings = (
        event.dated.last
        for event in inquiry.snapshot.events.values()
        if event.event_kind is EventKind.MEETING and earliest <= event.dated.last < as_of
    )
    return max(meetings, default=as_of - timedelta(days=1))


def _happened(since: date, topic: Ref | None, inquiry: Inquiry) -> Iterator[Change]:
    """Yield what certainly happened from that day on and can have by the moment."""
    snapshot = inquiry.snapshot
    if topic is None:
        yield from _recent(snapshot.statuses, since, inquiry)
        yield from _recent(snapshot.votes, since, inquiry)
        yield from _recent(snapshot.positions, since, inquiry)
        yield from _recent(snapshot.actions, since, inquiry)
        return
    refs = (topic, *paragraphs_of(topic, snapshot))
    seen: set[Ref] = set()
    for ref in refs:
        groups: tuple[tuple[Change, ...], ...] = (
            snapshot.statuses_of.get(ref, ()),
            snapshot.votes_on.get(ref, ()),
            snapshot.positions_on.get(ref, ()),
        )
        for record in (r for group in groups for r in inquiry.moment.by(group)):
            if record.dated.first >= since and record.ref not in seen:
                seen.add(record.ref)
                yield record


def _recent(ordered: Mapping[str, T], since: date, inquiry: Inquiry) -> tuple[T, ...]:
    # The index runs from oldest to newest: a long record costs no more than what is asked for.
    records = tuple(ordered.values())
    begin = bisect_left(records, since, key=_first_day)
    end = bisect_right(records, inquiry.moment.as_of, key=_first_day)
    return inquiry.moment.by(records[begin:end])


def _first_day(record: Change) -> date:
    return record.dated.first


def _retracted(since: date, topic: Ref | None, inquiry: Inquiry) -> Iterator[tuple[date, Claim]]:
    for record in inquiry.snapshot.retracted:
        retracted = record.evidence.retracted
        if retracted is None or not since <= retracted.retracted_on <= inquiry.moment.as_of:
            continue
        if inquiry.moment.begun(record) and (topic is None or topic in topics_about(record)):
            yield retracted.retracted_on, record


def topics_about(record: Claim) -> tuple[Ref, ...]:
    """Return the safeguards and provisions that a record is about, itself included."""
    match record:
        case Position():
            return topics_of(record)
        case StatusChange():
            return (record.topic,)
        case _:
            topics: tuple[Ref, ...] = getattr(record, "topics", ())
            return (record.ref, *topics)


def _next_steps(
    question: ChangesSince, since: date, found: tuple[Claim, ...], inquiry: Inquiry
) -> Iterator[Question]:
    if not found:
        snapshot, moment = inquiry.snapshot, inquiry.moment
        last = [
            records[-1].dated.first
            for records in (
                moment.by(snapshot.statuses.values()),
                moment.by(snapshot.votes.values()),
            )
            if records
        ]
        if last:
            yield ChangesSince(since=max(last))
        yield NextUp()
    topics = [ref for record in found for ref in topics_about(record) if ref.kind in _TOPICS]
    if question.topic is not None:
        topics.insert(0, question.topic)
    for ref in dict.fromkeys(topics[:2]):
        yield HistoryOf(subject=ref)
        yield StatusOf(topic=ref)
    if any(isinstance(record, Vote) for record in found):
        yield from (VoteOn(topic=r.ref) for r in found if isinstance(r, Vote))
    yield AgendaOf(day=since)
    yield VotesTaken()

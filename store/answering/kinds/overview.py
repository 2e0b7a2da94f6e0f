"""Where the whole negotiation stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Heading, Subject
from store.answering.kinds.curated import latest, series_of
from store.answering.kinds.event import coming_up, going_on
from store.answering.moment import newest
from store.answering.questions import (
    ChangesSince,
    NextUp,
    SafeguardList,
    StatusOf,
    Timeline,
    VotesTaken,
)
from store.record.terms import AnswerKind, EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.answering.answers import Found, NotOnRecord
    from store.answering.inquiry import Inquiry
    from store.answering.questions import Overview
    from store.record.evidence import Ref
    from store.record.records import CuratedAnswer, StatusChange

MOST_TEXTS = 3
MOST_MILESTONES = 3
MOST_CHANGES = 3
MOST_COMING = 3


def overview(_question: Overview, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with what the curators say of the whole, the latest steps and what comes next."""
    snapshot, moment = inquiry.snapshot, inquiry.moment
    milestones = [
        event
        for event in moment.by(snapshot.events.values())
        if event.event_kind is EventKind.MILESTONE and event.dated.first <= moment.as_of
    ]
    now = going_on(inquiry)
    coming = [event for event in coming_up(inquiry) if event.cancelled is None]
    calendar = (*milestones[-MOST_MILESTONES:], *coming[:MOST_COMING])
    return inquiry.found(
        Subject.OVERVIEW,
        (
            *inquiry.section(Heading.ANSWER, _texts(inquiry)),
            *inquiry.section(Heading.CURRENT, now),
            *inquiry.section(Heading.EVENTS, {event.id: event for event in calendar}.values()),
            *inquiry.section(
                Heading.STATUS, _latest_of_each(newest(moment.by(snapshot.statuses.values())))
            ),
            *inquiry.section(
                Heading.VOTES, newest(moment.by(snapshot.votes.values()))[:MOST_CHANGES]
            ),
        ),
        candidates=(
            StatusOf(),
            NextUp(),
            ChangesSince(),
            VotesTaken(),
            SafeguardList(),
            Timeline(),
        ),
    )


def _latest_of_each(statuses: Iterable[StatusChange]) -> list[StatusChange]:
    """Return the latest changes of as many topics, newest first."""
    latest: dict[Ref, StatusChange] = {}
    for change in statuses:
        latest.setdefault(change.topic, change)
    return list(latest.values())[:MOST_CHANGES]


def _texts(inquiry: Inquiry) -> list[CuratedAnswer]:
    """Return the overview texts that count on the day; those kept up in a series come first."""
    kept: dict[str, CuratedAnswer] = {}
    for answer in inquiry.snapshot.answers.values():
        if answer.answer_kind is not AnswerKind.OVERVIEW:
            continue
        now = latest(inquiry.moment.by(series_of(answer, inquiry.snapshot)))
        if now is not None:
            kept.setdefault(now.id, now)
    return sorted(kept.values(), key=lambda answer: answer.series is None)[:MOST_TEXTS]

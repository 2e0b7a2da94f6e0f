"""The day as of which a question is answered, and what is on record by then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from store.record.records import Event, Membership, Safeguard
from store.record.terms import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from store.record.moments import Dated
    from store.record.records import Claim, Position, StatusChange, TreatyAction, Vote
    from store.record.snapshot import Negotiation

C = TypeVar("C", bound="Claim")
D = TypeVar("D", bound="Position | StatusChange | Vote | Event | TreatyAction")


def dated_of(record: Claim) -> Dated | None:
    """Return when what the record tells happened or began, None where it has no date."""
    if isinstance(record, Membership):
        return record.since
    dated: Dated | None = getattr(record, "dated", None)
    return dated


def newest(records: Iterable[D]) -> tuple[D, ...]:
    """Return dated records from newest to oldest; of one day, the last recorded first."""
    kept = list(records)[::-1]
    kept.sort(key=lambda record: (record.dated.first, record.dated.last), reverse=True)
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class Moment:
    """The day (session time zone) as of which is answered, and the instant of asking (aware).

    ``explicit`` says that the person named the day: then nothing later may be told. Otherwise the
    clock named it, and in a rehearsal the store may know what the clock does not show yet.
    """

    as_of: date
    explicit: bool
    now: datetime
    negotiation: Negotiation

    @classmethod
    def of(cls, as_of: date | None, *, now: datetime, negotiation: Negotiation) -> Moment:
        """Return the day asked for, or else today's in the session's time zone."""
        today = now.astimezone(negotiation.zone).date()
        return cls(as_of or today, as_of is not None, now, negotiation)

    def counts(self, record: Claim) -> bool:
        """Whether the record was not retracted by that day."""
        retracted = record.evidence.retracted
        return retracted is None or retracted.retracted_on > self.as_of

    def begun(self, record: Claim) -> bool:
        """Whether it can have happened by that day; what has no date always has."""
        dated = dated_of(record)
        if dated is None or dated.first <= self.as_of:
            return True
        return isinstance(record, Event) and self.foreseen(record)

    def sees(self, record: Claim) -> bool:
        """Whether an answer may rest on the record: under a heading of its own if it is later."""
        return self.counts(record) and (not self.explicit or self.begun(record))

    def by(self, records: Iterable[C]) -> tuple[C, ...]:
        """Return those on record by that day, in the order given."""
        return tuple(r for r in records if self.counts(r) and self.begun(r))

    def later(self, records: Iterable[C]) -> tuple[C, ...]:
        """Return those dated later that may be told all the same: none where the day was named."""
        if self.explicit:
            return ()
        return tuple(r for r in records if self.counts(r) and not self.begun(r))

    def first_after(self, records: Iterable[Claim]) -> date | None:
        """Return the day of the first record after that day, None where there is none."""
        days = [
            dated.first
            for record in records
            if (dated := dated_of(record)) is not None
            and dated.first > self.as_of
            and self.counts(record)
        ]
        return min(days, default=None)

    def imprecise(self, record: Claim) -> bool:
        """Whether the record counts only because it is not known on which day it happened."""
        if isinstance(record, Event):
            return False
        dated = dated_of(record)
        return dated is not None and dated.first <= self.as_of < dated.last

    def foreseen(self, event: Event) -> bool:
        """Whether the entry could stand in a calendar on that day.

        Sessions, meetings and deadlines are fixed ahead. A milestone is something that came about:
        it can be told ahead only if the curators wrote it down ahead.
        """
        if event.event_kind is not EventKind.MILESTONE or event.dated.first <= self.as_of:
            return True
        return event.evidence.last_confirmed < event.dated.first

    def over(self, event: Event) -> bool:
        """Whether the event has ended: by the end of a day that was named, else by now."""
        if self.explicit or event.ends_at is None:
            return event.dated.last < self.as_of or (
                self.explicit and event.dated.last == self.as_of
            )
        return event.ends_at <= self.now

    def as_known(self, record: Claim) -> Claim:
        """Return the record without what was not known on that day.

        That is the outcome of what is not over: an event's, and a safeguard's before the session
        for which it was demanded has ended. What became of a safeguard after adoption was written
        with what is known on the day of its confirmation, and is told from that day on. A
        retraction that was still to come is taken off.
        """
        retracted = record.evidence.retracted
        if retracted is not None and retracted.retracted_on > self.as_of:
            record = replace(record, evidence=replace(record.evidence, retracted=None))
        if isinstance(record, Event) and record.outcome is not None and not self.over(record):
            return replace(record, outcome=None)
        if not isinstance(record, Safeguard):
            return record
        if self.as_of < self.negotiation.ends_on:
            return replace(record, outcome="", after_adoption=None)
        # The day of confirming may be a day ahead of the session's where the curators sit east.
        confirmed = record.evidence.last_confirmed - timedelta(days=1)
        if record.after_adoption is not None and self.as_of < confirmed:
            return replace(record, after_adoption=None)
        return record

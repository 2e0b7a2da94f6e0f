"""What every kind of answer is made with: the snapshot, the moment and the question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.answering.answers import Found, Heading, Notice, NotOnRecord, Section, Subject, cite
from store.answering.moment import Moment, dated_of
from store.answering.suggestions import suggested
from store.record.records import Position, Vote
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from store.answering.answers import Cited
    from store.answering.questions import Question
    from store.record.evidence import Ref
    from store.record.records import Claim, CuratedAnswer, PartyBallot
    from store.record.snapshot import Snapshot

Sections = tuple[Section, ...]

MOST_DISPUTES = 3


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One question put to one snapshot at one moment."""

    snapshot: Snapshot
    moment: Moment
    question: Question

    @classmethod
    def of(cls, question: Question, snapshot: Snapshot, *, now: datetime) -> Inquiry:
        """Return the inquiry; ``now`` is aware."""
        moment = Moment.of(question.as_of, now=now, negotiation=snapshot.negotiation)
        return cls(snapshot, moment, question)

    def cite(self, record: Claim, ballots: tuple[PartyBallot, ...] = ()) -> Cited:
        """Claim the record as it was known at the moment. A vote brings the sources of its ballots.

        Raises KeyError for a source that the snapshot does not hold.
        """
        if not ballots and isinstance(record, Vote):
            ballots = record.ballots
        return cite(self.moment.as_known(record), self.snapshot, ballots)

    def section(
        self, heading: Heading, records: Iterable[Claim], about: tuple[Ref, ...] = ()
    ) -> Sections:
        """Return one section, or none where there are no records."""
        claims = tuple(self.cite(record) for record in records)
        return (Section(heading, claims, about),) if claims else ()

    def found(
        self,
        subject: Subject,
        sections: Sections,
        *,
        subjects: tuple[Ref, ...] = (),
        notices: Iterable[Notice] = (),
        missing: tuple[Ref, ...] = (),
        candidates: Iterable[Question] = (),
        known: Iterable[Claim] = (),
    ) -> Found | NotOnRecord:
        """Make the answer, with its disputes, its notices and those candidates that lead on.

        Without a single claim it is that nothing is on record; ``known`` are records that would
        have counted had they been earlier, and give the day of the first.
        """
        claims = [claim for section in sections for claim in section.claims]
        suggestions = suggested(candidates, self.question, self.snapshot, self.moment)
        if not claims:
            return NotOnRecord(
                subject=subject,
                question=self.question,
                as_of=self.moment.as_of,
                missing=missing or subjects,
                suggestions=suggestions,
                first_known=self.moment.first_after(known),
            )
        said = {*notices, *self._notices(sections)}
        return Found(
            subject=subject,
            question=self.question,
            as_of=self.moment.as_of,
            sections=sections,
            subjects=subjects,
            notices=tuple(notice for notice in Notice if notice in said),
            disputes=self._disputes(claims, subjects),
            missing=missing,
            suggestions=suggestions,
        )

    def _notices(self, sections: Sections) -> Iterator[Notice]:
        ended = self.snapshot.negotiation.ends_on
        for section in sections:
            if section.heading is Heading.LATER:
                yield Notice.LATER_THAN_CLOCK
            for claim in section.claims:
                if self.moment.imprecise(claim.record):
                    yield Notice.DATE_IMPRECISE
                record = claim.record
                if isinstance(record, Position) and record.dated.first > ended:
                    yield Notice.AFTER_SESSION

    def _disputes(self, claims: list[Cited], subjects: tuple[Ref, ...]) -> tuple[Cited, ...]:
        """Return contradictions between sources that concern the claims, then the subjects.

        What was asked about in general comes after what is claimed, and parties come last: most of
        what is disputed about a party has nothing to do with the question.
        """
        told = {claim.record.ref for claim in claims}
        disputes: dict[Ref, CuratedAnswer] = {}
        about = self.snapshot.disputes_about
        for ref in (
            *(claim.record.ref for claim in claims),
            *sorted(subjects, key=lambda ref: ref.kind is Kind.PARTY),
        ):
            for dispute in about.get(ref, ()):
                if dispute.ref not in told and self._arisen(dispute, claimed=ref in told):
                    disputes.setdefault(dispute.ref, dispute)
        return tuple(self.cite(dispute) for dispute in list(disputes.values())[:MOST_DISPUTES])

    def _arisen(self, dispute: CuratedAnswer, *, claimed: bool) -> bool:
        """Whether sources can have contradicted each other by the day asked about."""
        if not self.moment.counts(dispute):
            return False
        if claimed and not self.moment.explicit:
            return True  # the claim itself is told, be it later than the clock
        if dated_of(dispute) is not None:
            return self.moment.begun(dispute)
        sources = (self.snapshot.sources[id_] for id_ in dispute.evidence.sources)
        return any(s.dated is None or s.dated.first <= self.moment.as_of for s in sources)

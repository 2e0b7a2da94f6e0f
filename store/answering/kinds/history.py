"""All that is on record about a topic or a party, oldest first, retracted records marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.answering.answers import Heading, Section, Subject
from store.answering.kinds.position import ballots_of
from store.answering.kinds.topic import article_of, paragraphs_of, topic_of
from store.answering.moment import dated_of
from store.answering.questions import (
    ChangesSince,
    Compare,
    HistoryOf,
    PartyProfile,
    PositionOf,
    SourcesOf,
    StatusOf,
    VoteOn,
    WhoHolds,
)
from store.record.records import Provision
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.answering.answers import Cited, Found, NotOnRecord
    from store.answering.inquiry import Inquiry, Sections
    from store.answering.questions import Question
    from store.record.evidence import Ref
    from store.record.records import Claim

MOST = 300  # the newest of them
MOST_LATER = 3


def history(question: HistoryOf, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with everything dated about the subject in the order in which it happened."""
    subject = question.subject
    if subject.kind is Kind.PARTY:
        return _of_party(subject, inquiry)
    records = tuple(_about_topic(subject, inquiry))
    passed, ahead = _passed(records, inquiry), _to_come(records, inquiry)
    article = article_of(subject, inquiry.snapshot)
    around: Sections = ()
    if article is not None:
        naming = [r for r in _about_topic(article, inquiry) if names(r, subject, inquiry)]
        told = {record.ref for record in records}
        above = [r for r in _passed(naming, inquiry) if r.ref not in told]
        around = inquiry.section(Heading.ON_WHOLE_ARTICLE, above, (article,))
    later = ahead[:MOST_LATER] if passed or around else ahead
    return inquiry.found(
        Subject.HISTORY,
        (
            *inquiry.section(Heading.ANSWER, passed),
            *around,
            *inquiry.section(Heading.LATER, later),
        ),
        subjects=(subject,),
        candidates=_next_steps(question, inquiry),
        known=records,
    )


def names(record: Claim, paragraph: Ref, inquiry: Inquiry) -> bool:
    """Whether a record about an article speaks of just this paragraph in its summary."""
    provision = topic_of(paragraph, inquiry.snapshot)
    summary = getattr(record, "summary", None)
    if not isinstance(provision, Provision) or not isinstance(summary, str):
        return False
    if provision.number in summary:
        return True
    own = re.findall(r"\((\w+)\)", provision.number)
    if not own:
        return False
    # As in "paragraph 22", "paragraphs 21 and 22", "par. 22", "párrafo 22", "§ 22".
    wanted = re.escape(own[0])
    listed = rf"(?:\bp[aá]r+\w*\.?|§)\s*(?:\w+\W+(?:\w+\s+)?){{0,2}}{wanted}(?!\w)"
    return re.search(listed, summary, re.IGNORECASE) is not None


def _about_topic(topic: Ref, inquiry: Inquiry) -> Iterator[Claim]:
    snapshot = inquiry.snapshot
    seen: set[Ref] = set()
    groups: tuple[Iterable[Claim], ...] = (
        snapshot.statuses_of.get(topic, ()),
        snapshot.positions_on.get(topic, ()),
        snapshot.votes_on.get(topic, ()),
        snapshot.events_on.get(topic, ()),
        snapshot.documents_on.get(topic, ()),
    )
    for group in groups:
        for record in group:
            if record.ref not in seen:
                seen.add(record.ref)
                yield record


def _passed(records: Iterable[Claim], inquiry: Inquiry) -> list[Claim]:
    """Return what had happened by the day, oldest first; retracted records are kept, marked."""
    moment = inquiry.moment
    known = [
        (dated.first, dated.last, place, record)
        for place, record in enumerate(records)
        if (dated := dated_of(record)) is not None and dated.first <= moment.as_of
    ]
    known.sort(key=lambda entry: entry[:3])
    return [record for *_, record in known[-MOST:]]


def _to_come(records: Iterable[Claim], inquiry: Inquiry) -> list[Claim]:
    moment = inquiry.moment
    known = [
        (dated.first, dated.last, place, record)
        for place, record in enumerate(records)
        if not moment.explicit
        and moment.counts(record)
        and (dated := dated_of(record)) is not None
        and dated.first > moment.as_of
    ]
    known.sort(key=lambda entry: entry[:3])
    return [record for *_, record in known]


def _of_party(party: Ref, inquiry: Inquiry) -> Found | NotOnRecord:
    snapshot = inquiry.snapshot
    memberships = snapshot.memberships_of.get(party.id, ())
    votes = snapshot.votes_of.get(party.id, ())
    records: tuple[Claim, ...] = (
        *memberships,
        *snapshot.positions_of.get(party.id, ()),
        *votes,
        *snapshot.actions_of.get(party.id, ()),
    )
    undated = [m for m in inquiry.moment.by(memberships) if m.since is None]
    passed, ahead = _passed(records, inquiry), _to_come(records, inquiry)
    return inquiry.found(
        Subject.HISTORY,
        (
            *_section(Heading.ANSWER, passed, party, inquiry),
            *inquiry.section(Heading.MEMBERSHIPS, undated, (party,)),
            *_section(Heading.LATER, ahead[:MOST_LATER] if passed else ahead, party, inquiry),
        ),
        subjects=(party,),
        candidates=_next_steps(HistoryOf(subject=party), inquiry),
        known=records,
    )


def _section(heading: Heading, records: list[Claim], party: Ref, inquiry: Inquiry) -> Sections:
    """Return one section in which a vote is shown with the party's ballot alone."""
    claims = tuple(_cited(record, party, inquiry) for record in records)
    return (Section(heading, claims, (party,)),) if claims else ()


def _cited(record: Claim, party: Ref, inquiry: Inquiry) -> Cited:
    vote = inquiry.snapshot.votes.get(record.id) if record.kind is Kind.VOTE else None
    return inquiry.cite(record) if vote is None else ballots_of(party.id, (vote,), inquiry)[0]


def _next_steps(question: HistoryOf, inquiry: Inquiry) -> Iterator[Question]:
    subject = question.subject
    if subject.kind is Kind.PARTY:
        yield PositionOf(party=subject.id)
        yield PartyProfile(party=subject.id)
        for membership in inquiry.snapshot.memberships_of.get(subject.id, ()):
            yield Compare(parties=(subject.id, membership.group))
        yield SourcesOf(subject=subject)
        return
    yield StatusOf(topic=subject)
    yield VoteOn(topic=subject)
    yield WhoHolds(topics=(subject,))
    for near in (article_of(subject, inquiry.snapshot), *paragraphs_of(subject, inquiry.snapshot)):
        if near is not None:
            yield HistoryOf(subject=near)
    yield SourcesOf(subject=subject)
    yield ChangesSince()

"""Where a provision or safeguard stands, and where it stood before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Heading, Subject
from store.answering.kinds.topic import (
    article_of,
    gathered,
    paragraphs_of,
    provisions_of,
    related,
    topic_of,
)
from store.answering.moment import newest
from store.answering.questions import (
    HistoryOf,
    ProvisionText,
    SafeguardOn,
    SourcesOf,
    StatusOf,
    VoteOn,
    WhoHolds,
)
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.answering.answers import Found, NotOnRecord
    from store.answering.inquiry import Inquiry, Sections
    from store.answering.questions import Question
    from store.record.evidence import Ref
    from store.record.records import StatusChange, Vote

MOST_LATER = 3  # beside what is on record
MOST_LATER_ALONE = 12


def status(question: StatusOf, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with the latest status first; an article's is never given as its paragraph's."""
    topic = question.topic
    if topic is None:
        return _of_all(inquiry)
    snapshot, moment = inquiry.snapshot, inquiry.moment
    statuses, votes = snapshot.statuses_of.get(topic, ()), snapshot.votes_on.get(topic, ())
    own = moment.by(statuses)[::-1]
    article = article_of(topic, snapshot)
    around: Sections = (
        *_on_article(article, inquiry),
        *_on_paragraphs(paragraphs_of(topic, snapshot), inquiry),
    )
    if topic.kind is Kind.SAFEGUARD and not own:
        around = (*_on_provisions(topic, inquiry), *around)
    # Whose text asks for what was known all along; a record of its status is what was asked for.
    now_on_record: Sections = (
        *inquiry.section(Heading.CURRENT, own[:1], (topic,)),
        *inquiry.section(Heading.EARLIER, own[1:], (topic,)),
        *around,
        *inquiry.section(Heading.VOTES, moment.by(votes)[::-1]),
    )
    ahead: tuple[StatusChange | Vote, ...] = (*statuses, *votes)
    later = newest(moment.later(ahead))
    most = MOST_LATER if now_on_record else MOST_LATER_ALONE
    return inquiry.found(
        Subject.STATUS,
        (*now_on_record, *inquiry.section(Heading.LATER, later[:most], (topic,))),
        subjects=(topic,),
        missing=() if own or moment.later(statuses) else (topic,),
        candidates=_next_steps(topic, inquiry),
        known=ahead,
    )


def latest_status(topic: Ref, inquiry: Inquiry) -> StatusChange | None:
    """Return the latest status on record by the moment."""
    statuses = inquiry.moment.by(inquiry.snapshot.statuses_of.get(topic, ()))
    return statuses[-1] if statuses else None


def _on_article(article: Ref | None, inquiry: Inquiry) -> Sections:
    if article is None or (latest := latest_status(article, inquiry)) is None:
        return ()
    return inquiry.section(Heading.ON_WHOLE_ARTICLE, [latest], (article,))


def _on_paragraphs(paragraphs: tuple[Ref, ...], inquiry: Inquiry) -> Sections:
    latest = [found for ref in paragraphs if (found := latest_status(ref, inquiry)) is not None]
    votes = inquiry.moment.by(gathered(inquiry.snapshot.votes_on, paragraphs))
    return inquiry.section(Heading.ON_PARAGRAPHS, [*latest, *votes[::-1]], paragraphs)


def _on_provisions(safeguard: Ref, inquiry: Inquiry) -> Sections:
    record = inquiry.snapshot.safeguards[safeguard.id]
    provisions = provisions_of(safeguard, inquiry.snapshot)
    latest = [found for ref in provisions if (found := latest_status(ref, inquiry)) is not None]
    return (
        *inquiry.section(Heading.SUMMARY, inquiry.moment.by([record]), (safeguard,)),
        *inquiry.section(Heading.PROVISIONS, latest, provisions),
    )


def _of_all(inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with the latest status of each provision, and of safeguards that have one."""
    snapshot = inquiry.snapshot
    provisions = [latest_status(p.ref, inquiry) for p in snapshot.provisions.values()]
    safeguards = [latest_status(s.ref, inquiry) for s in snapshot.safeguards.values()]
    sections: Sections = (
        *inquiry.section(Heading.CURRENT, [found for found in provisions if found is not None]),
        *inquiry.section(Heading.SAFEGUARDS, [found for found in safeguards if found is not None]),
    )
    if not sections:
        later = newest(inquiry.moment.later(snapshot.statuses.values()))
        sections = inquiry.section(Heading.LATER, later[:MOST_LATER_ALONE])
    latest = newest(inquiry.moment.by(snapshot.statuses.values()))
    return inquiry.found(
        Subject.STATUS,
        sections,
        candidates=(StatusOf(topic=change.topic) for change in latest),
        known=snapshot.statuses.values(),
    )


def _next_steps(topic: Ref, inquiry: Inquiry) -> Iterator[Question]:
    statuses = inquiry.snapshot.statuses_of.get(topic, ())
    first = inquiry.moment.first_after(statuses)
    if inquiry.moment.explicit and first is not None:
        yield StatusOf(topic=topic, as_of=first)
    yield VoteOn(topic=topic)
    yield HistoryOf(subject=topic)
    yield WhoHolds(topics=(topic,))
    if topic_of(topic, inquiry.snapshot) is not None:
        match topic.kind:
            case Kind.PROVISION:
                yield ProvisionText(provision=topic.id)
            case _:
                yield SafeguardOn(safeguard=topic.id)
    for near in related(topic, inquiry.snapshot):
        yield StatusOf(topic=near)
    yield SourcesOf(subject=topic)

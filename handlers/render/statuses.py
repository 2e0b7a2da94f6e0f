"""Where a provision or safeguard stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.labels import STATUSES
from handlers.render.writer import Writer, topics_in
from store.answering.answers import Heading, Subject
from store.record.records import StatusChange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.markup import Html
    from store.answering.answers import Cited, Found, Section
    from store.record.evidence import Ref


def status_block(
    change: StatusChange, cited: Cited, section: Section, w: Writer, others: Sequence[Ref] = ()
) -> Html:
    """Return a status with its date; on what, where the reader cannot know.

    ``others`` are topics of which the same is told.
    """
    texts = w.texts
    values = {
        "status": texts.label(STATUSES[change.status]),
        "date": texts.dated(change.dated),
        "sources": w.marks(cited),
    }
    asked = topics_in(w.found.subjects)
    if w.found.subject is Subject.STATUS and asked and section.heading is Heading.CURRENT:
        head = texts("Since {date} {sources}", **values)  # the headline says the rest
    elif change.topic in asked and w.found.subject in {Subject.STATUS, Subject.HISTORY}:
        head = texts.framed("<b>{status}</b>, {date} {sources}", **values)
    else:
        topic = w.names((change.topic, *others))
        head = texts("<b>{topic}: {status}</b>, {date} {sources}", topic=topic, **values)
    return w.block([head, change.summary], change.evidence)


def status_headline(found: Found, w: Writer) -> Html:
    """Return the status asked about in one line."""
    texts = w.texts
    topics = topics_in(found.subjects)
    if not topics:
        return texts("<b>Where the text stands</b>")
    topic = w.name(topics[0])
    current = [
        cited.record
        for section in found.sections
        if section.heading is Heading.CURRENT
        for cited in section.claims
        if isinstance(cited.record, StatusChange)
    ]
    if current:
        status = texts.label(STATUSES[current[0].status])
        return texts("<b>{topic}: {status}</b>", topic=topic, status=status)
    return texts(
        "<b>{topic}</b>\nNo status of its own is on record by {date}.",
        topic=topic,
        date=texts.day(found.as_of),
    )

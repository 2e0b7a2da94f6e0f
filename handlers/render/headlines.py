"""The first line of an answer, which is the answer, and the headings between its claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.labels import HEADINGS
from handlers.markup import Html
from handlers.render.events import event_headline
from handlers.render.matrix import matrix_headline
from handlers.render.parties import party_headline
from handlers.render.positions import (
    comparison_headline,
    group_heading,
    position_headline,
    stance_heading,
    who_headline,
)
from handlers.render.statuses import status_headline
from handlers.render.votes import vote_headline
from store.answering.answers import Heading, Subject
from store.answering.questions import (
    ChangesSince,
    Define,
    DocumentsOn,
    MatrixOf,
    NextUp,
    Overview,
    SafeguardList,
    Search,
    SourcesOf,
)

if TYPE_CHECKING:
    from handlers.render.writer import Writer
    from store.answering.answers import Found, Section


def headline(found: Found, w: Writer, *, first: bool) -> Html | None:
    """Return the answer in a line or two, None where the first claim is one by itself.

    Pages after the first have its first line only.
    """
    head = _by_question(found, w)
    if head is None:
        head = _by_subject(found, w)
    if head is not None and not first:
        head = Html(str(head).split("\n", 1)[0])  # a line of markup closes its tags
    if found.question.as_of is not None:
        day = w.texts("<i>As of {date}</i>", date=w.texts.day(found.as_of))
        head = day if head is None else Html("{}\n{}").format(head, day)
    return head


def _by_question(found: Found, w: Writer) -> Html | None:  # noqa: PLR0911  # one for each question
    texts = w.texts
    match found.question:
        case Search():
            return texts("<b>Nearest in the record to these words</b>")
        case SourcesOf(subject=None):
            return texts("<b>Sources, with something that each carries</b>")
        case SourcesOf(subject=subject) if subject is not None:
            name = w.name(subject)
            return texts("<b>Sources on {topic}</b>, with what they carry", topic=name)
        case Overview():
            name = w.snapshot.negotiation.short_name
            return texts("<b>{name}: where things stand</b>", name=name)
        case MatrixOf():
            return matrix_headline(found, w)
        case SafeguardList():
            return texts("<b>Safeguards asked for</b>")
        case Define(term=None):
            return texts("<b>Glossary</b>")
        case DocumentsOn(document=None, topic=None):
            return texts("<b>Documents of the process</b>")
        case DocumentsOn(document=None, topic=topic) if topic is not None:
            return texts("<b>Documents on {topic}</b>", topic=w.within(topic))
        case _:
            return None


def _by_subject(found: Found, w: Writer) -> Html | None:  # noqa: C901, PLR0911  # one for each subject
    texts = w.texts
    match found.subject:
        case Subject.STATUS:
            return status_headline(found, w)
        case Subject.POSITION:
            return position_headline(found, w)
        case Subject.WHO:
            return who_headline(found, w)
        case Subject.COMPARISON:
            return comparison_headline(found, w)
        case Subject.VOTE:
            return vote_headline(found, w)
        case Subject.EVENT:
            return event_headline(found, w)
        case Subject.PARTY:
            return party_headline(found, w)
        case Subject.CHANGES:
            return _changes_headline(found, w)
        case Subject.HISTORY:
            names = w.names(found.subjects)
            return texts("<b>{topic}: what is on record, oldest first</b>", topic=names)
        case (
            Subject.PROVISION
            | Subject.SAFEGUARD
            | Subject.DEFINITION
            | Subject.DOCUMENT
            | Subject.OVERVIEW
            | Subject.HELP
            | Subject.UNKNOWN
        ):
            return None


def _changes_headline(found: Found, w: Writer) -> Html:
    texts, question = w.texts, found.question
    count = sum(len(section.claims) for section in found.sections)
    if isinstance(question, ChangesSince) and question.since is not None:
        return texts.plural(
            "<b>{n} change since {date}</b>",
            "<b>{n} changes since {date}</b>",
            count,
            date=texts.day(question.since),
        )
    return texts.plural("<b>{n} recent change</b>", "<b>{n} recent changes</b>", count)


def section_heading(section: Section, place: int, w: Writer) -> Html | None:  # noqa: PLR0911  # one for each heading
    """Return the heading of a section, None where it needs none."""
    texts, found = w.texts, w.found
    match section.heading:
        case Heading.ANSWER:
            return _answer_heading(section, place, w)
        case Heading.CURRENT:
            if found.subject in {Subject.EVENT, Subject.OVERVIEW}:
                return texts("<u>Going on now</u>")
            if found.subject is Subject.WHO:
                return stance_heading(section, w) or _underlined(w.names(section.about))
            return None if place == 0 else _labelled(section.heading, w)
        case Heading.AS_GROUP:
            return group_heading(section, w)
        case Heading.LATER:
            return texts(
                "<u>Later, after {date}, the date on the clock</u>", date=texts.day(found.as_of)
            )
        case Heading.MATCHES:
            return None
        case Heading.ON_PARAGRAPHS | Heading.ON_WHOLE_ARTICLE | Heading.EARLIER:
            label = _labelled(section.heading, w)
            stance = stance_heading(section, w) if found.subject is Subject.WHO else None
            if stance is None or section.heading is Heading.EARLIER:
                return label
            return Html("{}\n{}").format(label, stance)
        case _:
            return _labelled(section.heading, w)


def _answer_heading(section: Section, place: int, w: Writer) -> Html | None:
    """Return the day of a section of changes; what comes next, after what is going on."""
    if w.found.subject is Subject.CHANGES:
        dates = {getattr(cited.record, "dated", None) for cited in section.claims}
        day = dates.pop() if len(dates) == 1 else None
        return None if day is None else _underlined(w.texts.value(w.texts.dated(day)))
    if isinstance(w.found.question, NextUp) and place > 0:
        return w.texts("<u>Next</u>")
    return None


def _labelled(heading: Heading, w: Writer) -> Html:
    return _underlined(w.texts.value(w.texts.label(HEADINGS[heading])))


def _underlined(text: Html) -> Html:
    return Html("<u>{}</u>").format(text)

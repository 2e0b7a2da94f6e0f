"""Questions about things: articles, safeguards, terms, documents, changes, the text as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering import questions as q
from store.answering.answers import AskBack
from store.answering.understanding.calendar import calendar
from store.answering.understanding.events import FEW, event_meant, event_named, event_numbered
from store.answering.understanding.foreseen import about_the_whole, curated
from store.answering.understanding.making import OFFERED, agenda_of, history_of, made
from store.answering.understanding.speech import Aim
from store.answering.understanding.subjects import (
    COVERED_CURATED,
    nearest_safeguard,
)
from store.record.terms import Kind

if TYPE_CHECKING:
    from store.answering.answers import Misread
    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading
    from store.record.evidence import Ref


def curated_text(reading: Reading) -> Question | Misread | None:
    """Whole questions that the curators foresaw."""
    answer = curated(reading)
    return None if answer is None else q.Curated(answer=answer.id, as_of=reading.as_of)


def terms(reading: Reading) -> Question | Misread | None:
    """What a term means, and which terms there are."""
    if reading.parties or reading.linked.cited or reading.stances:
        return None
    terms, others = reading.terms(), reading.aims - {Aim.DEFINE, Aim.TEXT, Aim.GLOSSARY}
    if reading.rest and (Aim.DEFINE not in reading.aims or reading.topics):
        return None
    if reading.named(Kind.DOCUMENT) and Aim.DEFINE not in reading.aims:
        return None
    if terms and not (others and Aim.DEFINE not in reading.aims) and not _is_also_topic(reading):
        return q.Define(term=terms[0].id, as_of=reading.as_of)
    if Aim.GLOSSARY in reading.aims and not terms and not reading.topics:
        return q.Define(as_of=reading.as_of)
    return None


def _is_also_topic(reading: Reading) -> bool:
    """Whether a term is a topic's name, too, and not its meaning is asked for."""
    return bool(reading.topics) and Aim.DEFINE not in reading.aims


def calendar_entry(reading: Reading) -> Question | Misread | None:
    """An entry of the calendar that is named by its title or number."""
    if reading.parties or reading.topics or reading.aims & {Aim.VOTE, Aim.WHO}:
        return None
    numbered = event_numbered(reading)
    event = numbered or event_named(reading)
    if event is None or len(reading.rest) > (FEW if numbered else 0):
        return None
    if not numbered and (reading.linked.days or reading.aims & {Aim.DEFINE, Aim.NEXT}):
        return None
    return agenda_of(event)


def when(reading: Reading) -> Question | Misread | None:
    """When something came about that stands in the calendar."""
    if Aim.SINCE not in reading.aims or reading.linked.cited:
        return None
    if reading.aims & {Aim.HISTORY, Aim.NEXT} or any(
        s.sought == "provision" for s in reading.topics
    ):
        return None
    event = event_meant(reading)
    if event is None or event.dated.first > reading.today:
        return None
    return agenda_of(event)


def changes(reading: Reading) -> Question | Misread | None:
    """What changed since a day."""
    if Aim.CHANGES not in reading.aims:
        return None
    since = reading.day()
    if reading.parties:
        return history(reading) if reading.topics else made(history_of, reading.parties[0])
    if reading.strange and not reading.topics and since is None:
        return None
    day = None if since is None else since.first

    def question(topic: Ref | None = None) -> Question:
        return q.ChangesSince(since=day, topic=topic)

    return made(question, *reading.topics[:1])


def sources(reading: Reading) -> Question | Misread | None:
    """Where a thing is known from."""
    if Aim.SOURCE not in reading.aims:
        return None
    documents = reading.named(Kind.DOCUMENT)
    if documents and not reading.topics and not reading.parties:
        return q.SourcesOf(subject=documents[0], as_of=reading.as_of)
    subjects = reading.topics[:1] or reading.parties[:1]
    if not subjects and reading.rest:
        return None

    def question(subject: Ref | None = None) -> Question:
        return q.SourcesOf(subject=subject, as_of=reading.as_of)

    return made(question, *subjects)


def agenda(reading: Reading) -> Question | Misread | None:
    """What is on, and when."""
    if reading.parties or (reading.stances and reading.topics):
        return None
    return calendar(reading, made)


def history(reading: Reading) -> Question | Misread | None:
    """How a thing came to be what it is."""
    if not reading.aims & {Aim.HISTORY, Aim.TIMELINE, Aim.CHANGES} or not reading.topics:
        return None
    if reading.parties:
        return made(
            lambda party, topic: q.PositionOf(party=party.id, topic=topic, as_of=reading.as_of),
            reading.parties[0],
            reading.topics[0],
        )
    return made(history_of, reading.topics[0])


def papers(reading: Reading) -> Question | Misread | None:
    """A document that is described by all that is said: "the council's decision on signing"."""
    if not (reading.rest or reading.other_parties) or reading.topics or reading.stances:
        return None
    if reading.aims & {Aim.WHO, Aim.SINCE}:
        return None
    best = next(iter(reading.subjects_with_parties), None)
    if best is None or best.ref.kind is not Kind.DOCUMENT or best.covered < COVERED_CURATED:
        return None
    return q.DocumentsOn(document=best.ref.id, as_of=reading.as_of)


def documents(reading: Reading) -> Question | Misread | None:
    """Documents that are named, or those on a topic."""
    documents = reading.named(Kind.DOCUMENT)
    defined = Aim.DEFINE in reading.aims and reading.named(Kind.GLOSSARY)
    if documents and not reading.topics and not defined:
        if len(documents) == 1:
            return q.DocumentsOn(document=documents[0].id, as_of=reading.as_of)
        return AskBack(
            written="",
            between=documents[:OFFERED],
            choices=tuple(q.DocumentsOn(document=ref.id) for ref in documents[:OFFERED]),
        )
    if Aim.DOCUMENTS not in reading.aims or (reading.linked.cited and Aim.TEXT in reading.aims):
        return None
    if not reading.topics:
        return None if reading.rest else q.DocumentsOn(as_of=reading.as_of)
    return made(lambda topic: q.DocumentsOn(topic=topic, as_of=reading.as_of), reading.topics[0])


def of_topics(reading: Reading) -> Question | Misread | None:
    """Where a thing stands, what it says, what it means."""
    if not reading.topics:
        return None
    topic, as_of, aims = reading.topics[0], reading.as_of, reading.aims
    if len(reading.topics) > 1:
        cited = [slot for slot in reading.topics if slot.sought == "provision"]
        topic = cited[0] if len(cited) == 1 else topic
    terms = [m for m in reading.linked.of_kind(Kind.GLOSSARY) if topic.written and m.length >= 1]
    if Aim.DEFINE in aims and Aim.STATUS not in aims and terms and topic.sought != "provision":
        return q.Define(term=terms[0].refs[0].id, as_of=as_of)
    numbered = topic.sought == "provision"
    if aims & {Aim.STATUS, Aim.SINCE} and (numbered or Aim.DEFINE not in aims):
        return made(lambda ref: q.StatusOf(topic=ref, as_of=as_of), topic)
    if reading.day() is not None and not aims & {Aim.TEXT, Aim.DEFINE, Aim.WHY}:
        return made(lambda ref: q.StatusOf(topic=ref, as_of=as_of), topic)

    def shown(ref: Ref) -> Question:
        if ref.kind is Kind.SAFEGUARD:
            return q.SafeguardOn(safeguard=ref.id, as_of=as_of)
        return q.ProvisionText(provision=ref.id, as_of=as_of)

    return made(shown, topic)


def permitted(reading: Reading) -> Question | Misread | None:
    """Whether somebody may do a thing: what the nearest safeguard says of it."""
    if Aim.PERMITTED not in reading.aims:
        return None
    return nearest_safeguard(reading)


def of_the_whole(reading: Reading) -> Question | Misread | None:  # noqa: PLR0911
    """Questions about the negotiation as a whole, where nothing else was named."""
    aims, as_of = reading.aims, reading.as_of
    if reading.strange or (reading.rest and not aims & {Aim.SAFEGUARDS, Aim.OVERVIEW}):
        return None
    if reading.linked.of_kind(Kind.GLOSSARY) and Aim.DEFINE in aims:
        return None
    if Aim.SAFEGUARDS in aims:
        return q.SafeguardList(demanded_only=Aim.DEMANDED in aims, as_of=as_of)
    if Aim.OVERVIEW in aims:
        return q.Overview(as_of=as_of)
    whole = reading.lexicon.speech.whole
    spoken_of = any(word.form in whole for word in reading.linked.words)
    if spoken_of and aims & {Aim.DEFINE, Aim.TEXT} and not aims & {Aim.STATUS, Aim.HISTORY}:
        answer = about_the_whole(reading)
        return q.Overview(as_of=as_of) if answer is None else q.Curated(answer=answer.id)
    if aims & {Aim.STATUS, Aim.CHANGES} and (spoken_of or reading.content <= 2):  # noqa: PLR2004
        return q.StatusOf(as_of=as_of)
    if Aim.HISTORY in aims or Aim.TIMELINE in aims:
        return q.Timeline(as_of=as_of)
    return None

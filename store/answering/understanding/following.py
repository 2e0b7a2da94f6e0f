"""Questions that go on from the last one: "and Mexico?", "why?", "since when?", "y ayer?".

Only the last question is known, never its words. What a text does not name is taken from it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from store.answering import questions as q
from store.answering.kinds.topic import speaks_of
from store.answering.understanding.speech import Aim
from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from store.answering.answers import Misread
    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading

SHORT = 9
"""Words that a question which goes on from another one has at most."""


def followed(reading: Reading, previous: Question) -> Question | Misread | None:
    """Return the question that a text makes of the last one; None if it stands by itself."""
    if len(reading.linked.words) > SHORT or reading.rest:
        return None
    opened = any(c.label == Aim.FOLLOW and c.begin == 0 for c in reading.cues)
    named = [*reading.parties, *reading.topics]
    if any(not slot.known or len(slot.refs) > 1 for slot in named):
        return None
    parties = tuple(slot.refs[0].id for slot in reading.parties)
    topics = tuple(slot.refs[0] for slot in reading.topics)
    if opened and (parties or topics or reading.linked.days or reading.stances):
        return _changed(previous, parties, topics, reading)
    if parties or topics:
        return None
    return _asked_more(previous, reading)


def _changed(
    previous: Question, parties: tuple[str, ...], topics: tuple[Ref, ...], reading: Reading
) -> Question | Misread | None:
    """Ask the same of another party, topic or day."""
    aims = reading.aims & {Aim.VOTE, Aim.SIGN, Aim.RATIFY, Aim.CHANGES, Aim.AGENDA, Aim.NEXT}
    question: Question = previous
    if parties and not (aims and not isinstance(previous, q.VoteOn | q.ActionsOn)):
        question = _of_party(question, parties, reading)
    elif parties:
        return None
    for topic in topics[:1]:
        question = _on_topic(question, topic)
    day = reading.day()
    if day is not None and not isinstance(question, q.AgendaOf | q.ChangesSince | q.NextUp):
        question = replace(question, as_of=reading.as_of)
    elif day is not None:
        question = _of_day(question, reading)
    if reading.stances and isinstance(question, q.WhoHolds) and not parties:
        question = replace(question, stances=reading.stances)
    return question


def _of_party(previous: Question, parties: tuple[str, ...], reading: Reading) -> Question:  # noqa: C901, PLR0911
    party, as_of = parties[0], previous.as_of
    topic = _topic_of(previous)
    match previous:
        case q.Compare(parties=compared, topics=topics):
            if len(parties) == 1:
                return replace(previous, parties=(*compared, party)[-6:])
            return q.Compare(parties=parties, topics=topics, as_of=as_of)
        case q.VoteOn():
            return replace(previous, parties=parties)
        case q.ActionsOn():
            return replace(previous, party=party)
        case q.MembersOf() if party in reading.lexicon.snapshot.members_of:
            return replace(previous, group=party)
        case q.PartyProfile():
            return replace(previous, party=party)
        case q.HistoryOf(subject=Ref(kind=Kind.PARTY)):
            return replace(previous, subject=Ref(Kind.PARTY, party))
        case q.SourcesOf(subject=Ref(kind=Kind.PARTY)):
            return replace(previous, subject=Ref(Kind.PARTY, party))
        case q.WhoHolds(topics=topics) if len(topics) > 1:
            return q.Compare(parties=(party,), topics=topics, as_of=as_of)
        case _ if len(parties) > 1:
            topics = () if topic is None else (topic,)
            return q.Compare(parties=parties, topics=topics, as_of=as_of)
        case _:
            return q.PositionOf(party=party, topic=topic, as_of=as_of)


def _on_topic(previous: Question, topic: Ref) -> Question:  # noqa: PLR0911
    as_of = previous.as_of
    match previous:
        case q.PositionOf() | q.StatusOf() | q.VoteOn() | q.NextUp() | q.AgendaOf():
            return replace(previous, topic=topic)
        case q.ChangesSince() | q.DocumentsOn(document=None):
            return replace(previous, topic=topic)
        case q.WhoHolds() | q.Compare():
            return replace(previous, topics=(topic,))
        case q.PartyProfile(party=party) | q.HistoryOf(subject=Ref(kind=Kind.PARTY, id=party)):
            return q.PositionOf(party=party, topic=topic, as_of=as_of)
        case q.HistoryOf() | q.SourcesOf():
            return replace(previous, subject=topic)
        case _:
            if topic.kind is Kind.SAFEGUARD:
                return q.SafeguardOn(safeguard=topic.id, as_of=as_of)
            return q.ProvisionText(provision=topic.id, as_of=as_of)


def _of_day(previous: Question, reading: Reading) -> Question:
    day = reading.linked.days[0]
    if isinstance(previous, q.ChangesSince):
        return replace(previous, since=day.first)
    until = day.last if day.last != day.first else None
    topic = previous.topic if isinstance(previous, q.AgendaOf | q.NextUp) else None
    return q.AgendaOf(day=day.first, until=until, topic=topic)


def _asked_more(previous: Question, reading: Reading) -> Question | Misread | None:  # noqa: PLR0911
    """Ask something else of the same subject."""
    aims = reading.aims
    topic, party, as_of = _topic_of(previous), _party_of(previous), previous.as_of
    subject = topic or (Ref(Kind.PARTY, party) if party is not None else None)
    if Aim.SOURCE in aims:
        return q.SourcesOf(subject=_shown(previous, reading) or subject, as_of=as_of)
    if subject is None:
        return None
    if Aim.VOTE in aims and topic is not None:
        parties = previous.parties if isinstance(previous, q.VoteOn | q.Compare) else ()
        return q.VoteOn(topic=topic, parties=(party,) if party else parties, as_of=as_of)
    if aims & {Aim.SINCE, Aim.HISTORY, Aim.MORE} and not aims & {Aim.NEXT, Aim.AGENDA}:
        return q.HistoryOf(subject=subject, as_of=as_of)
    if Aim.WHY in aims:
        return _why(subject, previous)
    if topic is not None and (Aim.WHO in aims or reading.stances):
        return q.WhoHolds(topics=(topic,), stances=reading.stances, as_of=as_of)
    if topic is not None and aims & {Aim.STATUS}:
        return q.StatusOf(topic=topic, as_of=as_of)
    if party is not None and aims & {Aim.SIGN, Aim.RATIFY}:
        return q.ActionsOn(party=party, as_of=as_of)
    if reading.linked.days and _is_bare_day(reading):
        return _changed(previous, (), (), reading)
    return None


def _is_bare_day(reading: Reading) -> bool:
    return not reading.aims - {Aim.FOLLOW, Aim.AGENDA}


def _why(subject: Ref, previous: Question) -> Question:
    if isinstance(previous, q.VoteOn | q.PositionOf) or subject.kind is Kind.PARTY:
        return q.HistoryOf(subject=subject, as_of=previous.as_of)
    if subject.kind is Kind.SAFEGUARD:
        return q.SafeguardOn(safeguard=subject.id, as_of=previous.as_of)
    return q.ProvisionText(provision=subject.id, as_of=previous.as_of)


def _shown(previous: Question, reading: Reading) -> Ref | None:
    """Return the one record that the last answer showed, where that can be told."""
    snapshot = reading.lexicon.snapshot
    match previous:
        case q.PositionOf(party=party, topic=Ref() as topic):
            said = [p for p in snapshot.positions_of.get(party, ()) if speaks_of(p, topic)]
            return said[-1].ref if said else None
        case q.VoteOn(topic=Ref() as topic):
            votes = snapshot.votes_on.get(topic, ())
            return votes[-1].ref if votes else None
        case q.Curated(answer=id_):
            return Ref(Kind.ANSWER, id_)
        case q.Define(term=str() as id_):
            return Ref(Kind.GLOSSARY, id_)
        case _:
            return None


def _topic_of(question: Question) -> Ref | None:  # noqa: PLR0911
    match question:
        case q.WhoHolds(topics=(topic, *_)) | q.Compare(topics=(topic,)):
            return topic
        case q.HistoryOf(subject=topic) if topic.kind is not Kind.PARTY:
            return topic
        case q.SourcesOf(subject=Ref(kind=Kind.SAFEGUARD | Kind.PROVISION) as topic):
            return topic
        case q.ProvisionText(provision=id_):
            return Ref(Kind.PROVISION, id_)
        case q.SafeguardOn(safeguard=id_):
            return Ref(Kind.SAFEGUARD, id_)
        case q.VoteOn(topic=Ref(kind=Kind.VOTE)):
            return None
        case _:
            found = getattr(question, "topic", None)
            return found if isinstance(found, Ref) else None


def _party_of(question: Question) -> str | None:
    match question:
        case q.HistoryOf(subject=Ref(kind=Kind.PARTY, id=id_)):
            return id_
        case q.MembersOf(group=id_):
            return id_
        case _:
            party = getattr(question, "party", None)
            return party if isinstance(party, str) else None

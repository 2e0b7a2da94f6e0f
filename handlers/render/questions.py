"""A question put into words: as a whole question, and short for a button."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from handlers.labels import ACTIONS, STANCES
from handlers.markup import shortened
from store.answering.questions import (
    ActionsOn,
    AgendaOf,
    ChangesSince,
    Compare,
    Curated,
    Define,
    DocumentsOn,
    HelpWanted,
    HistoryOf,
    MatrixOf,
    MembersOf,
    NextUp,
    Overview,
    PartyProfile,
    PositionOf,
    ProvisionText,
    SafeguardList,
    SafeguardOn,
    Search,
    SourcesOf,
    StatusOf,
    Timeline,
    VoteOn,
    VotesTaken,
    WhoHolds,
)
from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from handlers.texts import Texts
    from store.answering.questions import Question
    from store.record.snapshot import Snapshot
    from store.record.terms import ActionKind, Stance

LONGEST_LABEL = 48
LONGEST_TITLE = 30
_FIRST_PART = re.compile(r".{12,}?(?=[,;:(،；，：（])")


def question_label(question: Question, texts: Texts, snapshot: Snapshot) -> str:
    """Return the question as a person would ask it, in one sentence of plain text."""
    asked = _asked(question, texts, snapshot)
    if question.as_of is None:
        return asked
    return texts.plain("{question} (as of {date})", question=asked, date=texts.day(question.as_of))


def _asked(question: Question, texts: Texts, snapshot: Snapshot) -> str:  # noqa: C901, PLR0911, PLR0912, PLR0915  # one for each question
    def named(ref: Ref) -> str:
        return texts.name_within(ref, snapshot)

    def party(id_: str) -> str:
        return texts.party(id_, snapshot)

    say = texts.plain
    match question:
        case StatusOf(topic=Ref() as topic):
            return say("What is the status of {topic}?", topic=named(topic))
        case StatusOf():
            return say("Where does the whole text stand?")
        case PositionOf(party=id_, topic=Ref() as topic):
            return say(
                "What is the position of {party} on {topic}?", party=party(id_), topic=named(topic)
            )
        case PositionOf(party=id_):
            return say("What are the positions of {party}?", party=party(id_))
        case WhoHolds(topics=topics, stances=()):
            return say("Who has a position on {topics}?", topics=_list(map(named, topics), texts))
        case WhoHolds(topics=topics, stances=stances):
            return say(
                "Who has this position on {topics}: {stances}?",
                topics=_list(map(named, topics), texts),
                stances=_stances(stances, texts),
            )
        case Compare(parties=parties, topics=()):
            return say("Compare {parties}", parties=_list(map(party, parties), texts))
        case Compare(parties=parties, topics=topics):
            return say(
                "Compare {parties} on {topics}",
                parties=_list(map(party, parties), texts),
                topics=_list(map(named, topics), texts),
            )
        case MatrixOf(parties=(), topics=()):
            return say("Where do all stand, at a glance?")
        case MatrixOf(parties=parties, topics=topics):
            return say(
                "Where do they stand, at a glance: {names}?",
                names=_list((*map(party, parties), *map(named, topics)), texts),
            )
        case VoteOn(topic=Ref(kind=Kind.VOTE, id=id_), parties=()) if id_ in snapshot.votes:
            vote = snapshot.votes[id_]
            day = texts.dated(vote.dated)
            return say("What was the vote of {date}: {motion}", date=day, motion=vote.motion)
        case VoteOn(topic=Ref() as topic, parties=()):
            return say("What was the vote on {topic}?", topic=named(topic))
        case VoteOn(topic=Ref() as topic, parties=parties):
            return say(
                "How did {parties} vote on {topic}?",
                parties=_list(map(party, parties), texts),
                topic=named(topic),
            )
        case VoteOn(parties=parties) if parties:
            return say("How did {parties} vote?", parties=_list(map(party, parties), texts))
        case VotesTaken() | VoteOn():
            return say("Which votes were taken?")
        case AgendaOf(day=None, topic=None):
            return say("What is on the agenda today?")
        case AgendaOf(day=None, topic=Ref() as topic):
            return say("When is {topic} on the agenda today?", topic=named(topic))
        case AgendaOf(topic=Ref() as topic):
            return say(
                "When is {topic} on the agenda of {days}?",
                topic=named(topic),
                days=_days(question, texts),
            )
        case AgendaOf():
            return say("What is on the agenda of {days}?", days=_days(question, texts))
        case NextUp(topic=Ref() as topic):
            return say("What comes next on {topic}?", topic=named(topic))
        case NextUp():
            return say("What comes next?")
        case Timeline():
            return say("What is the timeline of the process?")
        case ChangesSince(since=None, topic=None):
            return say("What changed since yesterday?")
        case ChangesSince(since=None, topic=Ref() as topic):
            return say("What changed on {topic} since yesterday?", topic=named(topic))
        case ChangesSince(since=day, topic=None) if day is not None:
            return say("What changed since {date}?", date=texts.day(day))
        case ChangesSince(since=day, topic=topic) if day is not None and topic is not None:
            return say(
                "What changed on {topic} since {date}?", topic=named(topic), date=texts.day(day)
            )
        case ChangesSince():
            return say("What changed since yesterday?")
        case HistoryOf(subject=subject):
            return say("What is the history of {topic}?", topic=named(subject))
        case Define(term=str() as id_):
            return say(
                "What does “{term}” mean?", term=texts.name(Ref(Kind.GLOSSARY, id_), snapshot)
            )
        case Define():
            return say("Which terms are in the glossary?")
        case ProvisionText(provision=id_):
            return say("What does {topic} say?", topic=named(Ref(Kind.PROVISION, id_)))
        case SafeguardOn(safeguard=id_):
            return say("What is the safeguard {topic}?", topic=named(Ref(Kind.SAFEGUARD, id_)))
        case SafeguardList(demanded_only=True):
            return say("Which safeguards does the joint statement call for?")
        case SafeguardList():
            return say("Which safeguards are there?")
        case PartyProfile(party=id_):
            return say("Who is {party}?", party=party(id_))
        case MembersOf(group=id_):
            return say("Who are the members of {group}?", group=party(id_))
        case ActionsOn(party=str() as id_):
            return say("Did {party} sign or ratify?", party=party(id_))
        case ActionsOn(acts=acts) if acts:
            return say("Who did this: {acts}?", acts=_acts(acts, texts))
        case ActionsOn():
            return say("Who signed or ratified?")
        case DocumentsOn(document=str() as id_):
            name = texts.name(Ref(Kind.DOCUMENT, id_), snapshot)
            return say("What is the document {document}?", document=name)
        case DocumentsOn(topic=Ref() as topic):
            return say("Which documents are there on {topic}?", topic=named(topic))
        case DocumentsOn():
            return say("Which documents are there?")
        case SourcesOf(subject=Ref() as subject):
            return say("Which sources are there on {topic}?", topic=named(subject))
        case SourcesOf():
            return say("Which sources are there?")
        case Curated(answer=id_):
            return texts.name(Ref(Kind.ANSWER, id_), snapshot)
        case Overview():
            return say("Where do the negotiations stand?")
        case Search(words=words):
            return say("Search: {words}", words=words)
        case HelpWanted():
            return say("What can you do?")
        case _:
            assert_never(question)


def topic_in_short(ref: Ref, texts: Texts, snapshot: Snapshot) -> str:
    """Name a record as on a button: of a long title, what stands before its first comma."""
    name = texts.name(ref, snapshot)
    if ref.kind is not Kind.SAFEGUARD or len(name) <= LONGEST_TITLE:
        return name
    begin = _FIRST_PART.match(name)
    return begin[0] if begin is not None else name


def button_label(question: Question, texts: Texts, snapshot: Snapshot) -> str:
    """Return the question in the few words that a button has room for."""
    return shortened(_short(question, texts, snapshot), LONGEST_LABEL)


def _short(question: Question, texts: Texts, snapshot: Snapshot) -> str:  # noqa: C901, PLR0911, PLR0912  # one for each question
    def name(ref: Ref) -> str:
        return topic_in_short(ref, texts, snapshot)

    def party(id_: str) -> str:
        return texts.party(id_, snapshot)

    say = texts.plain
    match question:
        case StatusOf(topic=Ref() as topic):
            return say("Status: {topic}", topic=name(topic))
        case StatusOf():
            return say("Status of the text")
        case PositionOf(party=id_, topic=Ref() as topic):
            return say("{party}: {topic}", party=party(id_), topic=name(topic))
        case PositionOf(party=id_):
            return say("Positions: {party}", party=party(id_))
        case WhoHolds(topics=topics, stances=stances) if stances:
            label = _stances(stances, texts)
            return say("{stance}: {topic}", stance=label, topic=_list(map(name, topics), texts))
        case WhoHolds(topics=topics):
            return say("Who wants what: {topic}", topic=_list(map(name, topics), texts))
        case Compare(parties=parties, topics=topics):
            parts = _list(map(party, parties), texts)
            if not topics:
                return say("Compare {parties}", parties=parts)
            return say("{party}: {topic}", party=parts, topic=_list(map(name, topics), texts))
        case MatrixOf(parties=(), topics=()):
            return say("At a glance")
        case MatrixOf(parties=parties, topics=topics):
            names = _list((*map(party, parties), *map(name, topics)), texts)
            return say("At a glance: {names}", names=names)
        case VoteOn(topic=Ref() as topic):
            return say("Vote: {topic}", topic=name(topic))
        case VotesTaken() | VoteOn():
            return say("All votes")
        case AgendaOf(day=None):
            return say("Agenda today")
        case AgendaOf():
            return say("Agenda: {days}", days=_days(question, texts))
        case NextUp():
            return say("What comes next")
        case Timeline():
            return say("Timeline")
        case ChangesSince(since=None):
            return say("Changes since yesterday")
        case ChangesSince(since=day) if day is not None:
            return say("Changes since {date}", date=texts.day(day))
        case HistoryOf(subject=subject):
            return say("History: {topic}", topic=name(subject))
        case Define(term=str() as id_):
            return name(Ref(Kind.GLOSSARY, id_))
        case Define():
            return say("Glossary")
        case ProvisionText(provision=id_):
            return say("Text: {topic}", topic=name(Ref(Kind.PROVISION, id_)))
        case SafeguardOn(safeguard=id_):
            return name(Ref(Kind.SAFEGUARD, id_))
        case SafeguardList():
            return say("Safeguards")
        case PartyProfile(party=id_):
            return say("Who is {party}?", party=party(id_))
        case MembersOf(group=id_):
            return say("Members: {group}", group=party(id_))
        case ActionsOn(acts=acts, party=None):
            return _acts(acts, texts) if acts else say("Signatures and ratifications")
        case ActionsOn(party=str() as id_):
            return say("Signed? {party}", party=party(id_))
        case DocumentsOn(document=str() as id_):
            return name(Ref(Kind.DOCUMENT, id_))
        case DocumentsOn(topic=Ref() as topic):
            return say("Documents: {topic}", topic=name(topic))
        case DocumentsOn():
            return say("Documents")
        case SourcesOf(subject=Ref() as subject):
            return say("Sources: {topic}", topic=name(subject))
        case SourcesOf():
            return say("Sources")
        case Curated(answer=id_):
            return name(Ref(Kind.ANSWER, id_))
        case Overview():
            return say("Overview")
        case HelpWanted():
            return say("Help")
        case _:
            return _asked(question, texts, snapshot)


def _days(question: AgendaOf, texts: Texts) -> str:
    first = question.day
    if first is None:
        return texts.plain("today")
    last = question.until or first
    return texts.period(min(first, last), max(first, last))


def _list(names: Iterable[str], texts: Texts) -> str:
    return texts.plain_listing(names)


def _stances(stances: Iterable[Stance], texts: Texts) -> str:
    return texts.plain_listing((texts.label(STANCES[s]) for s in stances), either=True)


def _acts(acts: Collection[ActionKind], texts: Texts) -> str:
    return texts.plain_listing(
        (texts.label(ACTIONS[act]) for act in ACTIONS if act in acts), either=True
    )

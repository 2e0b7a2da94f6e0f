"""Fourth stage: from what a text asks for to the one question that the store is asked.

The rules stand in order of how surely they tell; the first that fits makes the question. A name
that may mean several records is asked back, one that means none is told, nothing is guessed.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from store.answering import questions as q
from store.answering.answers import AskBack, Declined, UnknownName, Unread
from store.answering.understanding.calendar import calendar
from store.answering.understanding.speech import Aim
from store.answering.understanding.subjects import (
    COVERED_ALONE,
    COVERED_CURATED,
    about,
    about_the_whole,
    best_guess,
    curated,
    event_meant,
    nearest_safeguard,
    voted_on,
)
from store.record.terms import ActionKind, Kind, PartyKind, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from store.answering.answers import Misread
    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading, Slot
    from store.record.evidence import Ref

MOST_PARTIES = 6
MOST_TOPICS = 4
OFFERED = 8
ECHOED = 60

SHORTEST_NAME = 3
"""Letters that a name in small letters must have more of to be taken for a party's."""

# What somebody who is against a thing may want of it; shown with the stance of each.
_BROADLY = {
    Stance.OPPOSES: (Stance.OPPOSES, Stance.SEEKS_DELETION),
    Stance.SUPPORTS: (Stance.SUPPORTS, Stance.SEEKS_STRONGER),
}
_ACTS = {
    Aim.SIGN: ActionKind.SIGNATURE,
    Aim.RATIFY: ActionKind.RATIFICATION,
    Aim.RESERVE: ActionKind.RESERVATION,
}


def assemble(reading: Reading) -> Question | Misread:
    """Return the question, or what must be said instead of an answer."""
    if len(reading.parties) > MOST_PARTIES or len(reading.topics) > MOST_TOPICS:
        return Declined(reason=Unread.TOO_MANY)
    for rule in _RULES:
        question = rule(reading)
        if question is not None:
            return question
    return best_guess(reading)


def _curated(reading: Reading) -> Question | Misread | None:
    """Whole questions that the curators foresaw."""
    answer = curated(reading)
    return None if answer is None else q.Curated(answer=answer.id, as_of=reading.as_of)


def _terms(reading: Reading) -> Question | Misread | None:
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


def _votes(reading: Reading) -> Question | Misread | None:
    if not reading.aims & {Aim.VOTE, Aim.VOTES}:
        return None
    if not reading.parties and not reading.topics and Aim.COUNT in reading.aims:
        answer = curated(reading, sure=False)
        if answer is not None:
            return q.Curated(answer=answer.id, as_of=reading.as_of)
    topics = reading.topics[:1] or voted_on(reading)
    if not topics and not reading.parties:
        if reading.rest:
            return best_guess(reading, otherwise=_unknown(reading, "vote"))
        return q.VotesTaken(as_of=reading.as_of)

    def question(*refs: Ref) -> Question:
        topic = refs[0] if topics else None
        parties = tuple(ref.id for ref in refs[len(topics) :])
        return q.VoteOn(topic=topic, parties=parties, as_of=reading.as_of)

    return _made(question, *topics, *reading.parties)


def _acts(reading: Reading) -> Question | Misread | None:  # noqa: PLR0911
    acts = tuple(act for aim, act in _ACTS.items() if aim in reading.aims)
    wanted = reading.stances or reading.aims & {Aim.POSITION}
    if (
        not acts
        or reading.linked.cited
        or (wanted and (reading.parties or Aim.WHO in reading.aims))
    ):
        return None
    if reading.parties and any(" " in slot.written for slot in reading.topics):
        return None
    if not reading.parties or (Aim.WHO in reading.aims and not reading.linked.cited):
        event = event_meant(reading) if Aim.SINCE in reading.aims else None
        if event is not None:
            return q.AgendaOf(day=event.dated.first, until=event.dated.last)
        answer = None if _lists_signers(reading) else curated(reading, sure=False)
        if answer is not None:
            return q.Curated(answer=answer.id, as_of=reading.as_of)
        counted = reading.aims & {Aim.WHO, Aim.COUNT, Aim.SINCE}
        if reading.topics or reading.strange:
            return None
        if not counted and (reading.rest or reading.aims & {Aim.DEFINE, Aim.TEXT, Aim.WHY}):
            return None
        if reading.parties and Aim.COUNT in reading.aims:
            return None
        return q.ActionsOn(acts=acts, as_of=reading.as_of)
    return _made(
        lambda party: q.ActionsOn(acts=acts, party=party.id, as_of=reading.as_of),
        reading.parties[0],
    )


def _lists_signers(reading: Reading) -> bool:
    """Whether those who did it are asked for, and not how many there are or who did not."""
    negations = reading.lexicon.speech.negations
    turned = any(word.form in negations for word in reading.linked.words)
    return Aim.WHO in reading.aims and Aim.COUNT not in reading.aims and not turned


def _when(reading: Reading) -> Question | Misread | None:
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
    return q.AgendaOf(day=event.dated.first, until=event.dated.last)


def _changes(reading: Reading) -> Question | Misread | None:
    if Aim.CHANGES not in reading.aims:
        return None
    since = reading.day()
    if reading.parties:
        return _history(reading) if reading.topics else _made(_history_of, reading.parties[0])
    if reading.strange and not reading.topics and since is None:
        return None
    day = None if since is None else since.first

    def question(topic: Ref | None = None) -> Question:
        return q.ChangesSince(since=day, topic=topic)

    return _made(question, *reading.topics[:1])


def _sources(reading: Reading) -> Question | Misread | None:
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

    return _made(question, *subjects)


def _members(reading: Reading) -> Question | Misread | None:
    if Aim.MEMBERS not in reading.aims or not reading.parties or reading.topics:
        return None
    snapshot = reading.lexicon.snapshot
    groups = [
        slot for slot in reading.parties if any(r.id in snapshot.members_of for r in slot.refs)
    ]
    others = [slot for slot in reading.parties if slot not in groups]
    if not groups or reading.stances:
        return None
    if others:
        return _made(lambda party: q.PartyProfile(party=party.id, as_of=reading.as_of), others[0])
    return _made(lambda group: q.MembersOf(group=group.id, as_of=reading.as_of), groups[0])


def _calendar(reading: Reading) -> Question | Misread | None:
    if reading.parties or (reading.stances and reading.topics):
        return None
    return calendar(reading, _made)


def _of_parties(reading: Reading) -> Question | Misread | None:  # noqa: C901, PLR0911
    """What one party or several want, are or did."""
    parties = reading.parties
    if not parties:
        return _of_a_stranger(reading)
    if _asks_who_holds(reading) and (reading.topics or not _are_states(reading)):
        return None
    if not reading.topics and _is_actor_only(reading):
        return best_guess(reading, words=reading.subjects_with_parties)
    topics = reading.topics or about(reading)
    if not topics and (odd := _odd_words(reading)):
        return _unknown_topic(reading, odd)
    if not topics and (others := reading.other_parties):
        return _unknown_topic(reading, others)
    as_of = reading.as_of

    def comparison(*refs: Ref) -> Question:
        ids = tuple(dict.fromkeys(ref.id for ref in refs[: len(parties)]))
        if len(ids) == 1 and len(topics) < 2:  # noqa: PLR2004
            return q.PositionOf(party=ids[0], topic=next(iter(refs[1:]), None), as_of=as_of)
        return q.Compare(parties=ids, topics=refs[len(parties) :], as_of=as_of)

    def position(party: Ref, topic: Ref | None = None) -> Question:
        return q.PositionOf(party=party.id, topic=topic, as_of=as_of)

    if len(parties) > 1 or len(topics) > 1:
        return _made(comparison, *parties, *topics)
    if topics:
        return _made(position, parties[0], topics[0])
    if reading.aims & {Aim.HISTORY, Aim.TIMELINE, Aim.SINCE}:
        return _made(lambda party: q.HistoryOf(subject=party, as_of=as_of), parties[0])
    if reading.aims & {Aim.POSITION, Aim.STATUS, Aim.COMPARE, Aim.DEMANDED} or reading.stances:
        return _made(position, parties[0])
    if Aim.DOCUMENTS in reading.aims:
        return _made(lambda party: q.SourcesOf(subject=party, as_of=as_of), parties[0])
    return _made(lambda party: q.PartyProfile(party=party.id, as_of=as_of), parties[0])


def _are_states(reading: Reading) -> bool:
    """Whether a state, a group of them or a name that is not on record is among the parties."""
    parties = reading.lexicon.snapshot.parties
    refs = [ref for slot in reading.parties for ref in slot.refs]
    known = all(slot.known for slot in reading.parties)
    return not known or any(
        parties[ref.id].party_kind in {PartyKind.STATE, PartyKind.GROUP} for ref in refs
    )


def _asks_who_holds(reading: Reading) -> bool:
    """Whether "who" opens the question and something is wanted: the parties belong to the topic."""
    opens = any(cue.label == Aim.WHO and cue.begin == 0 for cue in reading.cues)
    return opens and bool(reading.stances or reading.aims & {Aim.POSITION})


def _is_actor_only(reading: Reading) -> bool:
    """Whether the question is not about the party it names: "how can civil society join in?"."""
    said = {Aim.POSITION, Aim.HISTORY, Aim.STATUS, Aim.COMPARE} & reading.aims
    if said or _are_states(reading) or not (reading.rest or reading.stances):
        return False
    best = next(iter(reading.subjects_with_parties), None)
    return best is not None and best.covered >= COVERED_ALONE


def _of_a_stranger(reading: Reading) -> Misread | None:
    """A party is asked about that nobody knows: its name is among the words left over."""
    asked = Aim.POSITION in reading.aims and not reading.aims & {Aim.WHO, Aim.DEFINE}
    if not asked or not reading.strange or not reading.topics:
        return None
    names = [word for word in reading.strange if word[:1].isupper()]
    names = names or [word for word in reading.strange if len(word) > SHORTEST_NAME]
    if not names:
        return None
    topic = reading.topics[0].refs[:1]
    return UnknownName(
        written=" ".join(names)[:ECHOED],
        sought="party",
        suggestions=tuple(q.WhoHolds(topics=(ref,)) for ref in topic),
    )


def _holders(reading: Reading) -> Question | Misread | None:
    """Who wants a thing, or everything asked for at once."""
    stances = tuple(dict.fromkeys(s for one in reading.stances for s in _BROADLY.get(one, (one,))))
    others = {Aim.TEXT, Aim.DEFINE, Aim.STATUS, Aim.WHY, Aim.PERMITTED, Aim.SAFEGUARD}
    asked = Aim.WHO in reading.aims or (stances and not reading.aims & others and not reading.rest)
    if not asked or (Aim.WHO not in reading.aims and not reading.topics):
        return None
    if not reading.topics and not stances and not reading.aims & {Aim.POSITION}:
        return None
    topics = reading.topics or about(reading, parties=bool(reading.parties))
    if reading.parties and _are_states(reading):
        stances = ()  # "who stands with them" tells nothing of the topic
    if not topics:
        odd = _odd_words(reading)
        return _unknown_topic(reading, odd) if odd else None
    return _made(
        lambda *refs: q.WhoHolds(topics=refs, stances=stances, as_of=reading.as_of), *topics
    )


def _history(reading: Reading) -> Question | Misread | None:
    if not reading.aims & {Aim.HISTORY, Aim.TIMELINE, Aim.CHANGES} or not reading.topics:
        return None
    if reading.parties:
        return _made(
            lambda party, topic: q.PositionOf(party=party.id, topic=topic, as_of=reading.as_of),
            reading.parties[0],
            reading.topics[0],
        )
    return _made(_history_of, reading.topics[0])


def _history_of(subject: Ref) -> Question:
    return q.HistoryOf(subject=subject)


def _papers(reading: Reading) -> Question | Misread | None:
    """A document that is described by all that is said: "the council's decision on signing"."""
    if not reading.rest or reading.topics or reading.stances:
        return None
    if reading.aims & {Aim.WHO, Aim.SINCE}:
        return None
    best = next(iter(reading.subjects_with_parties), None)
    if best is None or best.ref.kind is not Kind.DOCUMENT or best.covered < COVERED_CURATED:
        return None
    return q.DocumentsOn(document=best.ref.id, as_of=reading.as_of)


def _documents(reading: Reading) -> Question | Misread | None:
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
    return _made(lambda topic: q.DocumentsOn(topic=topic, as_of=reading.as_of), reading.topics[0])


def _of_topics(reading: Reading) -> Question | Misread | None:
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
    if aims & {Aim.STATUS, Aim.SINCE} and not aims & {Aim.DEFINE}:
        return _made(lambda ref: q.StatusOf(topic=ref, as_of=as_of), topic)
    if reading.day() is not None and not aims & {Aim.TEXT, Aim.DEFINE, Aim.WHY}:
        return _made(lambda ref: q.StatusOf(topic=ref, as_of=as_of), topic)

    def shown(ref: Ref) -> Question:
        if ref.kind is Kind.SAFEGUARD:
            return q.SafeguardOn(safeguard=ref.id, as_of=as_of)
        return q.ProvisionText(provision=ref.id, as_of=as_of)

    return _made(shown, topic)


def _permitted(reading: Reading) -> Question | Misread | None:
    """Whether somebody may do a thing: what the nearest safeguard says of it."""
    if Aim.PERMITTED not in reading.aims:
        return None
    return nearest_safeguard(reading)


def _of_the_whole(reading: Reading) -> Question | Misread | None:  # noqa: PLR0911
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


def _odd_words(reading: Reading) -> tuple[str, ...]:
    """Return words that should name a topic and do not: an answer would not be about them."""
    return reading.rest


def _unknown_topic(reading: Reading, words: Sequence[str]) -> UnknownName:
    parties = [slot.refs[0] for slot in reading.parties if len(slot.refs) == 1]
    return UnknownName(
        written=" ".join(words)[:ECHOED],
        sought="topic",
        suggestions=tuple(q.PositionOf(party=ref.id, as_of=reading.as_of) for ref in parties),
    )


def _unknown(reading: Reading, sought: str) -> UnknownName:
    return UnknownName(
        written=" ".join(reading.rest)[:ECHOED], sought=sought, suggestions=(q.VotesTaken(),)
    )


def _made(make: Callable[..., Question], *slots: Slot) -> Question | Misread:
    """Return the question when every name means one thing; else say which one does not."""
    unknown = next((slot for slot in slots if not slot.known), None)
    if unknown is not None:
        rows = [slot.nearest if slot is unknown else slot.refs[:1] for slot in slots]
        return UnknownName(
            written=unknown.written[:ECHOED],
            sought=unknown.sought,
            existing=unknown.existing,
            nearest=unknown.nearest,
            suggestions=_offered(make, rows),
        )
    doubtful = next((slot for slot in slots if len(slot.refs) > 1), None)
    if doubtful is None:
        return make(*(slot.refs[0] for slot in slots))
    return AskBack(
        written=doubtful.written[:ECHOED],
        between=doubtful.refs[:OFFERED],
        choices=_offered(make, [slot.refs for slot in slots]),
    )


def _offered(
    make: Callable[..., Question], rows: Iterable[tuple[Ref, ...]]
) -> tuple[Question, ...]:
    return tuple(dict.fromkeys(make(*refs) for refs in product(*rows)))[:OFFERED]


_RULES = (
    _curated,
    _terms,
    _votes,
    _papers,
    _acts,
    _when,
    _changes,
    _sources,
    _members,
    _calendar,
    _of_parties,
    _holders,
    _history,
    _documents,
    _of_topics,
    _permitted,
    _of_the_whole,
)
"""In order of how surely they tell."""

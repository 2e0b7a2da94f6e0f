"""Questions about parties: what they want, who wants a thing, how they voted, what they signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering import questions as q
from store.answering.answers import Declined, UnknownName, Unread
from store.answering.understanding.events import event_meant
from store.answering.understanding.foreseen import count_foreseen, curated, is_turned
from store.answering.understanding.making import ECHOED, agenda_of, made, unknown, unknown_topic
from store.answering.understanding.speech import Aim
from store.answering.understanding.subjects import (
    COVERED_ALONE,
    about,
    best_guess,
    voted_on,
)
from store.record.terms import ActionKind, Kind, PartyKind

if TYPE_CHECKING:
    from store.answering.answers import Misread
    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading
    from store.record.evidence import Ref

FEW_WORDS = 9
"""Words of a text in which an unknown one in small letters is taken for a party's name."""

SHORTEST_NAME = 3
"""Letters that a name in small letters must have more of to be taken for a party's."""

_ENDS_OF_CLAUSES = frozenset(",;:.!?")

_ACTS = {
    Aim.SIGN: ActionKind.SIGNATURE,
    Aim.RATIFY: ActionKind.RATIFICATION,
    Aim.RESERVE: ActionKind.RESERVATION,
}


def votes(reading: Reading) -> Question | Misread | None:
    """What was voted on, how, and what a yes meant."""
    if not reading.aims & {Aim.VOTE, Aim.VOTES}:
        return None
    if not reading.parties and not reading.topics and Aim.COUNT in reading.aims:
        answer = curated(reading, sure=False)
        if answer is not None:
            return q.Curated(answer=answer.id, as_of=reading.as_of)
    topics = reading.topics[:1] or voted_on(reading)
    if not topics and reading.strange:
        return unknown(reading, "vote")
    if not topics and not reading.parties:
        if reading.rest:
            return best_guess(reading, otherwise=unknown(reading, "vote"))
        return q.VotesTaken(as_of=reading.as_of)

    def question(*refs: Ref) -> Question:
        topic = refs[0] if topics else None
        parties = tuple(ref.id for ref in refs[len(topics) :])
        return q.VoteOn(topic=topic, parties=parties, as_of=reading.as_of)

    voters = reading.parties if not topics or _are_voters(reading) else ()
    return made(question, *topics, *voters)


def _are_voters(reading: Reading) -> bool:
    """Whether it is asked how the parties named voted, and not what came of the vote.

    "Vell wanted it out, was there a vote?" asks for the vote.
    """
    if Aim.COUNT in reading.aims:
        return False
    if not (reading.stances or reading.aims & {Aim.STATUS, Aim.VOTES}):
        return True
    words = reading.linked.words
    cues = [cue for cue in reading.cues if cue.label in {Aim.VOTE, Aim.VOTES}]
    named = (*reading.linked.of_kind(Kind.PARTY), *reading.linked.strangers())
    return any(
        not any(set(word.gap) & _ENDS_OF_CLAUSES for word in words[first + 1 : last + 1])
        for match in named
        for first, last in (sorted((match.begin, cue.begin)) for cue in cues)
    )


def treaty_acts(reading: Reading) -> Question | Misread | None:  # noqa: C901, PLR0911
    """Who signed, ratified or made a reservation, or whether a party did."""
    acts = tuple(act for aim, act in _ACTS.items() if aim in reading.aims)
    if acts and Aim.COUNT in reading.aims and not reading.parties and not reading.linked.cited:
        counted = count_foreseen(reading)
        if counted is not None:
            return q.Curated(answer=counted.id, as_of=reading.as_of)
    held = reading.parties or Aim.WHO in reading.aims
    compared = Aim.COMPARE in reading.aims and bool(reading.topics)
    wanted = held and (reading.stances or Aim.POSITION in reading.aims or compared)
    if not acts or reading.linked.cited or wanted:
        return None
    if reading.parties and any(" " in slot.written for slot in reading.topics or about(reading)):
        return None
    if not reading.parties or (Aim.WHO in reading.aims and not reading.linked.cited):
        event = event_meant(reading) if Aim.SINCE in reading.aims else None
        if event is not None:
            return agenda_of(event)
        answer = None if _lists_signers(reading) else curated(reading, sure=False)
        if answer is not None:
            return q.Curated(answer=answer.id, as_of=reading.as_of)
        if is_turned(reading):
            return Declined(reason=Unread.UNCLEAR, suggestions=(q.ActionsOn(acts=acts),))
        listed = reading.aims & {Aim.WHO, Aim.COUNT, Aim.SINCE}
        if reading.topics or reading.strange:
            return None
        if not listed and (reading.rest or reading.aims & {Aim.DEFINE, Aim.TEXT, Aim.WHY}):
            return None
        if reading.parties and Aim.COUNT in reading.aims:
            return None
        return q.ActionsOn(acts=acts, as_of=reading.as_of)
    return made(
        lambda party: q.ActionsOn(acts=acts, party=party.id, as_of=reading.as_of),
        reading.parties[0],
    )


def _lists_signers(reading: Reading) -> bool:
    """Whether those who did it are asked for, and not how many there are or who did not."""
    if Aim.COUNT in reading.aims or is_turned(reading):
        return False
    return Aim.WHO in reading.aims or _is_bare_list(reading)


def _is_bare_list(reading: Reading) -> bool:
    """Whether nothing but the act is named: "list of signatories"."""
    acts = frozenset(_ACTS)
    return bool(reading.aims) and reading.aims <= acts and not (reading.rest or reading.topics)


def members(reading: Reading) -> Question | Misread | None:
    """Who belongs to a group, or whether a party does."""
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
        return made(lambda party: q.PartyProfile(party=party.id, as_of=reading.as_of), others[0])
    return made(lambda group: q.MembersOf(group=group.id, as_of=reading.as_of), groups[0])


def of_parties(reading: Reading) -> Question | Misread | None:  # noqa: C901, PLR0911
    """What one party or several want, are or did."""
    parties = reading.parties
    if not parties:
        return _of_a_stranger(reading)
    if not _are_states(reading) and Aim.SAFEGUARDS in reading.aims and not reading.topics:
        return q.SafeguardList(demanded_only=Aim.DEMANDED in reading.aims, as_of=reading.as_of)
    if _belongs_to_topic(reading):
        return None
    if not reading.topics and _is_actor_only(reading):
        return best_guess(reading, words=reading.subjects_with_parties)
    topics = reading.topics or about(reading)
    if not topics and reading.rest:
        return unknown_topic(reading, reading.rest)
    if not topics and (others := reading.other_parties):
        return unknown_topic(reading, others)
    as_of = reading.as_of

    def comparison(*refs: Ref) -> Question:
        ids = tuple(dict.fromkeys(ref.id for ref in refs[: len(parties)]))
        if len(ids) == 1 and len(topics) < 2:  # noqa: PLR2004
            return q.PositionOf(party=ids[0], topic=next(iter(refs[1:]), None), as_of=as_of)
        return q.Compare(parties=ids, topics=refs[len(parties) :], as_of=as_of)

    def position(party: Ref, topic: Ref | None = None) -> Question:
        return q.PositionOf(party=party.id, topic=topic, as_of=as_of)

    if len(parties) > 1 or len(topics) > 1:
        return made(comparison, *parties, *topics)
    if topics:
        return made(position, parties[0], topics[0])
    if reading.aims & {Aim.HISTORY, Aim.TIMELINE, Aim.SINCE}:
        return made(lambda party: q.HistoryOf(subject=party, as_of=as_of), parties[0])
    if reading.aims & {Aim.POSITION, Aim.STATUS, Aim.COMPARE, Aim.DEMANDED} or reading.stances:
        return made(position, parties[0])
    if Aim.DOCUMENTS in reading.aims:
        return made(lambda party: q.SourcesOf(subject=party, as_of=as_of), parties[0])
    return made(lambda party: q.PartyProfile(party=party.id, as_of=as_of), parties[0])


def _belongs_to_topic(reading: Reading) -> bool:
    """Whether the party named is part of what is asked about, and nothing is asked of it."""
    states = _are_states(reading)
    if _asks_who_holds(reading) and (reading.topics or not states):
        return True
    said = reading.stances or reading.aims & {Aim.POSITION, Aim.HISTORY}
    return bool(Aim.PERMITTED in reading.aims and reading.topics and not said and not states)


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
    asked = reading.rest or reading.stances or Aim.PERMITTED in reading.aims
    if said or _are_states(reading) or not asked:
        return False
    best = next(iter(reading.subjects_with_parties), None)
    return best is not None and best.covered >= COVERED_ALONE


def _of_a_stranger(reading: Reading) -> Misread | None:
    """A party is asked about that nobody knows: its name is among the words left over."""
    asked = Aim.POSITION in reading.aims and not reading.aims & {Aim.WHO, Aim.DEFINE}
    if not reading.strange or not reading.topics or not (asked or reading.opens_with_stranger):
        return None
    names = [word for word in reading.strange if word[:1].isupper()]
    if len(reading.linked.words) <= FEW_WORDS:
        names = names or [
            word for word in reading.strange if len(word) > SHORTEST_NAME or word.isdecimal()
        ]
    if not names:
        return None
    topic = reading.topics[0].refs[:1]
    return UnknownName(
        written=" ".join(names)[:ECHOED],
        sought="party",
        suggestions=tuple(q.WhoHolds(topics=(ref,)) for ref in topic),
    )


def holders(reading: Reading) -> Question | Misread | None:
    """Who wants a thing, or everything asked for at once."""
    stances = reading.broad_stances
    others = {Aim.TEXT, Aim.DEFINE, Aim.STATUS, Aim.WHY, Aim.PERMITTED, Aim.SAFEGUARD}
    asked = Aim.WHO in reading.aims or (stances and not reading.aims & others and not reading.rest)
    if not asked or (Aim.WHO not in reading.aims and not reading.topics):
        return None
    if not (reading.topics or stances or Aim.POSITION in reading.aims):
        return None
    topics = reading.topics or about(reading, parties=bool(reading.parties))
    if reading.parties and _are_states(reading):
        stances = ()  # "who stands with them" tells nothing of the topic
    if not topics:
        wanted = bool(reading.rest) and (bool(stances) or Aim.POSITION in reading.aims)
        return unknown_topic(reading, reading.rest) if wanted else None
    return made(
        lambda *refs: q.WhoHolds(topics=refs, stances=stances, as_of=reading.as_of), *topics
    )

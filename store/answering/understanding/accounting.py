"""Last stage: whether a question accounts for what was said, before it is answered.

A name that nobody knows, a number, a day to come: where the question made leaves out one of them,
its answer would be that to another question. What it would have told is offered instead.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from store.answering import questions as q
from store.answering.answers import AskBack, Declined, Missing, UnknownName, Unread
from store.answering.understanding.linking import TOPICS
from store.answering.understanding.making import ECHOED
from store.answering.understanding.speech import Aim
from store.answering.understanding.subjects import COVERED, NEAREST, question_about
from store.answering.understanding.texts import is_of_a_law, is_of_a_named_one, names_another
from store.record.evidence import Ref
from store.record.terms import Kind, PartyKind

if TYPE_CHECKING:
    from store.answering.answers import Misread
    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading

MANY = 3
"""Words that nothing accounts for, beside which one word that names a topic may be chance."""

MUCH, RARE = 8.0, 3.0
"""Weight of words that the answer does not hold: of two rare ones, and of one that tells."""

HALF = 0.5
"""Share of the words sought below which an answer explains less than it leaves out."""

_IN_THE_ROOM = {PartyKind.STATE, PartyKind.GROUP}
_OF_PARTIES = (q.PositionOf, q.WhoHolds, q.Compare, q.PartyProfile)
_OF_TOPICS = (q.SafeguardOn, q.ProvisionText, q.StatusOf)


def accounted(question: Question | Misread, reading: Reading) -> Question | Misread:
    """Return the question if it accounts for all that was said, else say what it does not."""
    if isinstance(question, AskBack | UnknownName | Missing | Declined):
        return question
    names = _strangers(question, reading)
    if names:
        return UnknownName(
            written=" ".join(names)[:ECHOED], sought="party", suggestions=(question,)
        )
    if any(left_out(question, reading) for left_out in _LEFT_OUT):
        return Declined(reason=Unread.UNCLEAR, suggestions=(_with_all_stances(question),))
    return _doubted(question, reading) or question


def _doubted(question: Question, reading: Reading) -> AskBack | None:
    """Ask back where the topic found holds none of the words that nothing accounts for."""
    ref = _topic_of(question)
    known = {form: 1.0 for form in _unaccounted(reading) if reading.lexicon.index.knows(form)}
    if ref is None or not known or reading.parties or _is_told(reading):
        return None
    found = [hit.ref for hit in reading.lexicon.search(known)]
    if not found or ref in found:
        return None
    others = [other for other in found if other.kind in TOPICS and other != ref]
    between = (ref, *others[:NEAREST])
    return AskBack(
        written="",  # nothing that was written is a name of these
        between=between,
        choices=tuple(question_about(other, reading) for other in between),
    )


def _is_told(reading: Reading) -> bool:
    """Whether the topic is named: by its number, by a name, or by one word of a short text."""
    named = any(" " in slot.written for slot in reading.topics)
    short = bool(reading.topics) and len(reading.rest) < MANY
    return bool(reading.linked.cited) or named or short


def _topic_of(question: Question) -> Ref | None:
    """Return the topic that a question shows."""
    return q.shown(question) if isinstance(question, q.SafeguardOn | q.ProvisionText) else None


def _unaccounted(reading: Reading) -> tuple[str, ...]:
    return tuple(reading.linked.words[place].form for place in reading.linked.rest)


def _strangers(question: Question, reading: Reading) -> tuple[str, ...]:
    """Return the names in a question about parties that nothing on record has."""
    if not isinstance(question, (*_OF_PARTIES, *_OF_TOPICS)):
        return ()
    if Aim.COMPARE in reading.aims and len(reading.parties) == 1 and reading.strange:
        return reading.strange
    if reading.is_all_capitalised:
        return ()
    if reading.parties:
        return _joined(reading)
    begun = reading.linked.words[0].written
    names = tuple(w for w in reading.strange if w[:1].isupper() and w != begun)
    return names or _people(reading)


def _joined(reading: Reading) -> tuple[str, ...]:
    """Return unknown names that are joined to a party's: "Canada and Atlantis"."""
    words, speech = reading.linked.words, reading.lexicon.speech
    joiners = speech.articles("joiners") | speech.articles("against")
    begins = {match.begin for match in reading.linked.of_kind(Kind.PARTY)}
    ends = {match.end for match in reading.linked.of_kind(Kind.PARTY)}
    return tuple(
        words[place].written
        for place in reading.linked.rest
        if words[place].written in reading.strange
        and words[place].written[:1].isupper()
        and (
            (place > 0 and words[place - 1].form in joiners and place - 1 in ends)
            or (place + 1 < len(words) and words[place + 1].form in joiners and place + 2 in begins)
        )
    )


def _people(reading: Reading) -> tuple[str, ...]:
    """Return names that no question to this store holds, as those of people in office."""
    parties = {p for m in reading.linked.of_kind(Kind.PARTY) for p in range(m.begin, m.end)}
    return tuple(
        reading.linked.words[cue.begin].written
        for cue in reading.cues
        if cue.label == Aim.OFF_TOPIC
        and cue.begin not in parties
        and cue.begin > 0
        and reading.linked.words[cue.begin].written[:1].isupper()
    )


def _is_counted(question: Question, reading: Reading) -> bool:
    """Whether a number is asked for that the answer would not tell."""
    if Aim.COUNT not in reading.aims:
        return False
    ends = {cue.end + step for cue in reading.cues if cue.label == Aim.COUNT for step in (0, 1)}
    if isinstance(question, q.PositionOf) and any(
        match.begin in ends for match in reading.linked.of_kind(Kind.PARTY)
    ):
        return True
    if isinstance(question, q.Curated) and reading.curated() is None:
        foreseen = {answer.id for _, _, answer in reading.lexicon.counted}
        return Aim.WHO not in reading.aims and question.answer not in foreseen
    of_several = Aim.WHO in reading.aims and isinstance(question, q.PositionOf | q.Compare)
    return of_several or isinstance(question, q.PartyProfile)


def _is_turned(question: Question, reading: Reading) -> bool:
    """Whether those are asked for who did not: "who does not oppose", "who did not vote"."""
    words, negations = reading.linked.words, reading.lexicon.speech.negations
    turned = {place for place, word in enumerate(words) if word.form in negations}
    if isinstance(question, q.WhoHolds) and question.stances:
        cues = reading.linked.stances
        return any(
            place in turned and all(place not in other.places for other in cues)
            for cue in cues
            for place in range(max(0, cue.begin - 2), cue.begin)
        )
    if isinstance(question, q.VoteOn):
        verbs = [cue.begin for cue in reading.cues if cue.label == Aim.VOTE]
        return Aim.WHO in reading.aims and any(begin - 1 in turned for begin in verbs)
    return False


def _with_all_stances(question: Question) -> Question:
    """Return the question that leaves nobody out."""
    return replace(question, stances=()) if isinstance(question, q.WhoHolds) else question


def _is_of_a_person(question: Question, reading: Reading) -> bool:
    """Whether a person of a party or an author is asked for: "who is the US ambassador"."""
    opens = any(cue.label == Aim.WHO and cue.begin == 0 for cue in reading.cues)
    if not opens or reading.stances or reading.aims & {Aim.POSITION, Aim.MEMBERS}:
        return False
    if isinstance(question, q.PartyProfile):
        party = reading.lexicon.snapshot.parties[question.party]
        return party.party_kind is PartyKind.STATE
    return False


def _is_of_more(question: Question, reading: Reading) -> bool:
    """Whether all who acted would be listed, and something more is said of them."""
    listed = isinstance(question, q.ActionsOn) and question.party is None
    return listed and any(not word[:1].isupper() for word in reading.rest)


def _is_half_read(question: Question, reading: Reading) -> bool:
    """Whether a stance was read and not whose, as where "which countries" is misspelt."""
    shown = isinstance(question, (q.SafeguardOn, q.ProvisionText))
    asked = reading.stances and not reading.aims & {Aim.PERMITTED, Aim.DEFINE, Aim.TEXT, Aim.WHY}
    return bool(shown and asked and reading.strange)


def _is_of_some(question: Question, reading: Reading) -> bool:
    """Whether "who" is answered with no party, or with all where only some are asked for."""
    opens = any(cue.label == Aim.WHO and cue.begin == 0 for cue in reading.cues)
    if isinstance(question, q.SafeguardOn):
        return opens and bool(reading.rest) and Aim.PERMITTED not in reading.aims
    return opens and isinstance(question, q.WhoHolds) and bool(reading.strange)


def _is_of_a_day(question: Question, reading: Reading) -> bool:
    """Whether a day is asked for that a list of votes does not tell."""
    return Aim.DEADLINE in reading.aims and isinstance(question, q.VotesTaken)


def _is_when_it_was(question: Question, reading: Reading) -> bool:
    """Whether a day is asked for, where the last position alone would be told."""
    opens = any(cue.label == Aim.SINCE and cue.begin == 0 for cue in reading.cues)
    return opens and isinstance(question, q.PositionOf) and Aim.HISTORY not in reading.aims


def _is_of_another_party(question: Question, reading: Reading) -> bool:
    """Whether a party is asked about another one: "what does Vell think of Orra's proposal"."""
    if not isinstance(question, q.PositionOf) or question.topic is None:
        return False
    asked = Ref(Kind.PARTY, question.party)
    named = reading.linked.of_kind(Kind.PARTY)
    begun = min((match.begin for match in named if asked in match.refs), default=None)
    parties = reading.lexicon.snapshot.parties
    return begun is not None and any(
        match.begin > begun
        and any(parties[ref.id].party_kind in _IN_THE_ROOM for ref in match.refs)
        and reading.linked.written(match.begin, match.end) in reading.other_parties
        for match in named
    )


def _is_to_come(question: Question, reading: Reading) -> bool:
    """Whether it is asked what parties will do: the record holds what they did."""
    day = reading.day()
    later = day is not None and day.first > reading.today
    return isinstance(question, q.ActionsOn) and (later or Aim.NEXT in reading.aims)


def _ref_of(question: Question) -> Ref | None:
    """Return the one record that a question shows, or whose status."""
    return question.topic if isinstance(question, q.StatusOf) else q.shown(question)


def _unheld(ref: Ref, reading: Reading) -> float:
    """Return the weight of the words that nothing accounts for and the record does not hold."""
    index = reading.lexicon.index
    left = (form for form in _unaccounted(reading) if not index.holds(ref, form))
    return sum(index.weight(form) for form in left)


def _covered(ref: Ref, reading: Reading) -> float:
    return next((hit.covered for hit in reading.subjects if hit.ref == ref), 0.0)


def _is_no_number(question: Question, reading: Reading) -> bool:
    """Whether "how many" would be answered with a text that has no number, or another one."""
    if Aim.COUNT not in reading.aims:
        return False
    if isinstance(question, q.Curated):
        acts = reading.aims & {Aim.SIGN, Aim.RATIFY}  # told by number, however they are counted
        return not acts and _counts_what_is_not_held(Ref(Kind.ANSWER, question.answer), reading)
    if isinstance(question, q.AgendaOf):
        return Aim.AGENDA not in reading.aims  # how long it was is told
    ref = _ref_of(question)
    if ref is None:
        return False
    record = reading.lexicon.snapshot.records.get(ref)
    told = any(any(map(str.isdigit, text)) for text in _prose(record))
    return not told or _unheld(ref, reading) > 0


def _counts_what_is_not_held(ref: Ref, reading: Reading) -> bool:
    """Whether what stands after "how many" is a word that the record does not hold."""
    words, small = reading.linked.words, reading.lexicon.speech.small
    for cue in reading.cues:
        if cue.label != Aim.COUNT:
            continue
        place = cue.end
        while place < len(words) and words[place].form in small:
            place += 1
        if place in reading.linked.rest:
            return not reading.lexicon.index.holds(ref, words[place].form)
    return False


def _prose(record: object) -> tuple[str, ...]:
    fields = ("definition", "summary", "asks_for")
    texts = (getattr(record, field, "") for field in fields)
    return tuple(text for text in texts if isinstance(text, str))


def _is_not_yet(question: Question, reading: Reading) -> bool:
    """Whether a day to come is named, with a number that the record does not hold."""
    ref = _ref_of(question)
    if ref is None:
        return False
    words, index = reading.linked.words, reading.lexicon.index
    return any(
        day.first > reading.today
        and any(w.is_number and not index.holds(ref, w.form) for w in words[day.begin : day.end])
        for day in reading.linked.days
    )


def _is_told_little(question: Question, reading: Reading) -> bool:
    """Whether the record found holds less of what was asked than it leaves out."""
    ref = _ref_of(question)
    if ref is None or not reading.linked.rest or reading.linked.cited:
        return False
    if isinstance(question, q.Curated):
        asked = not reading.parties
        least, much = HALF, RARE
    elif isinstance(question, q.Define):
        asked = Aim.DEFINE in reading.aims
        least, much = COVERED, RARE
    elif isinstance(question, q.SafeguardOn | q.ProvisionText):
        asked = Aim.PERMITTED in reading.aims
        least, much = HALF, MUCH
    else:
        return False
    return not asked and _covered(ref, reading) < least and _unheld(ref, reading) >= much


def _is_of_a_name(question: Question, reading: Reading) -> bool:
    """Whether a name that is no party's stands where one would: "what does Signal say about …"."""
    if not isinstance(question, q.SafeguardOn) or Aim.POSITION not in reading.aims:
        return False
    words, cues = reading.linked.words, reading.cues
    spans = {p for c in cues if c.label == Aim.POSITION for p in range(c.begin - 1, c.end + 1)}
    return any(
        place in spans and place > 0 and words[place].written[:1].isupper()
        for place in reading.linked.rest
    )


def _is_of_another_text(question: Question, reading: Reading) -> bool:
    """Whether it is asked of another text, of which only its name is known."""
    if isinstance(question, q.Define):
        return False
    if is_of_a_law(reading) or is_of_a_named_one(reading):
        return True
    acts = reading.aims & {Aim.COUNT, Aim.SIGN, Aim.RATIFY, Aim.RESERVE}
    return bool(acts) and names_another(reading)


_LEFT_OUT = (
    _is_of_another_text,
    _is_no_number,
    _is_not_yet,
    _is_told_little,
    _is_of_a_name,
    _is_counted,
    _is_to_come,
    _is_turned,
    _is_of_a_person,
    _is_of_a_day,
    _is_of_more,
    _is_half_read,
    _is_of_some,
    _is_when_it_was,
    _is_of_another_party,
)

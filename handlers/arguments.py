"""What stands after a command, read into a question or into what was wrong with it.

Every reader takes the words after the command and a :class:`Reading`, and returns a question, the
panel to choose from where something is missing, or what is unknown or ambiguous. Names are resolved
by the lexicon alone; nothing is guessed here. A date in ISO form as the last word is the day as of
which is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers import markup
from handlers.codes import code_of
from handlers.panels import Pick
from handlers.slots import (
    Slot,
    as_of_day,
    asked,
    before_end,
    beginning,
    listed,
    parted,
    slot_of,
    topic_or_party,
)
from store.answering import questions as q
from store.answering.answers import Declined, Misread, Unread
from store.answering.questions import Question
from store.record.terms import Kind, Stance

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from store.answering.lexicon import Lexicon
    from store.record.evidence import Ref

LONGEST = 300
"""Characters after a command that are read. No name or list of names is longer."""

COMPARED = 6
"""Parties that can stand side by side."""

AT_A_GLANCE = 7
"""Names that a matrix may be asked of: as many as fit into the button that turns its pages."""

Read = Question | Misread | Pick


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words are read with: the names there are, and today in the session's zone."""

    lexicon: Lexicon
    today: date


def clean(text: str) -> str:
    """Return the text on one line, without control characters, cut to a length."""
    return " ".join(markup.clean(text).split())[:LONGEST].strip()


def status(words: str, reading: Reading) -> Read:
    """``[provision|safeguard]``."""
    name, day = as_of_day(words)
    if not name:
        return q.StatusOf(as_of=day)
    return asked(
        lambda topic: q.StatusOf(topic=topic, as_of=day),
        slot_of(reading.lexicon.topic, name, "topic"),
    )


def article(words: str, reading: Reading) -> Read:
    """``N[(p)]``."""
    name, day = as_of_day(words)
    if not name:
        return Pick(("article",))
    return asked(
        lambda ref: q.ProvisionText(provision=ref.id, as_of=day),
        slot_of(reading.lexicon.provision, name, "provision"),
    )


def safeguards(words: str, reading: Reading) -> Read:
    """Nothing."""
    del reading
    return q.SafeguardList(as_of=as_of_day(words)[1])


def safeguard(words: str, reading: Reading) -> Read:
    """``NAME``."""
    name, day = as_of_day(words)
    if not name:
        return Pick(("safeguard",))
    return asked(
        lambda ref: q.SafeguardOn(safeguard=ref.id, as_of=day),
        slot_of(reading.lexicon.safeguard, name, "safeguard"),
    )


def position(words: str, reading: Reading) -> Read:
    """``PARTY [TOPIC]``; the party is the longest beginning that names one."""
    text, day = as_of_day(words)
    if not text:
        return Pick(("position",))
    lexicon = reading.lexicon
    name, rest = beginning(text, lexicon.party) or before_end(text, lexicon.topic)
    party = slot_of(lexicon.party, name, "party")
    if not rest:
        return asked(lambda ref: q.PositionOf(party=ref.id, as_of=day), party)
    return asked(
        lambda ref, topic: q.PositionOf(party=ref.id, topic=topic, as_of=day),
        party,
        slot_of(lexicon.topic, rest, "topic"),
    )


def who(words: str, reading: Reading) -> Read:
    """``STANCE TOPIC``; topics alone ask for any stance, several topics are parted by commas."""
    text, day = as_of_day(words)
    if not text:
        return Pick(("who",))
    lexicon = reading.lexicon
    begun = beginning(text, lexicon.stance)
    if begun is None:
        before, topic = before_end(text, lexicon.topic)
        if topic:
            stance = slot_of(lexicon.stance, before, "stance")
            return asked(_who(day), stance, slot_of(lexicon.topic, topic, "topic"))
        slots = [slot_of(lexicon.topic, name, "topic") for name in listed(text)]
        if not any(slot.found for slot in slots):
            slots = [slot_of(lexicon.stance, text, "stance")]
        return asked(lambda *topics: q.WhoHolds(topics=topics, as_of=day), *slots)
    name, rest = begun
    stance = slot_of(lexicon.stance, name, "stance")
    if not listed(rest):
        return Pick(("who", *stance.meanings) if len(stance.meanings) == 1 else ("who",))
    topics = [slot_of(lexicon.topic, topic, "topic") for topic in listed(rest)]
    return asked(_who(day), stance, *topics)


def compare(words: str, reading: Reading) -> Read:
    """``A, B[, ...] [: TOPIC[, ...]]``."""
    text, day = as_of_day(words)
    before, _, after = text.partition(":")
    names = listed(before)
    if len(names) == 1:
        names = parted(names[0], reading.lexicon.party)
    if len(names) > COMPARED:
        return Declined(reason=Unread.TOO_MANY)
    parties = [slot_of(reading.lexicon.party, name, "party") for name in names]
    if not parties:
        return Pick(("compare",))
    if len(parties) == 1 and len(parties[0].meanings) == 1:
        return Pick(("with", code_of(parties[0].meanings[0])))
    topics = [slot_of(reading.lexicon.topic, name, "topic") for name in listed(after)]

    def question(*refs: Ref) -> Question:
        chosen = tuple(dict.fromkeys(ref.id for ref in refs[: len(parties)]))
        if len(chosen) == 1:
            return q.PositionOf(party=chosen[0], as_of=day)
        return q.Compare(parties=chosen, topics=refs[len(parties) :], as_of=day)

    return asked(question, *parties, *topics)


def matrix(words: str, reading: Reading) -> Read:
    """``[TOPIC|PARTY, ...]``: topics and parties in any order, or all."""
    text, day = as_of_day(words)
    names = [name for part in text.split(":") for name in listed(part)]
    if len(names) > AT_A_GLANCE:
        return Declined(reason=Unread.TOO_MANY)

    def question(*refs: Ref) -> Question:
        chosen = tuple(dict.fromkeys(refs))
        parties = tuple(ref.id for ref in chosen if ref.kind is Kind.PARTY)
        topics = tuple(ref for ref in chosen if ref.kind is not Kind.PARTY)
        return q.MatrixOf(parties=parties, topics=topics, as_of=day)

    return asked(question, *(topic_or_party(name, reading.lexicon) for name in names))


def votes(words: str, reading: Reading) -> Read:
    """Nothing."""
    del reading
    return q.VotesTaken(as_of=as_of_day(words)[1])


def vote(words: str, reading: Reading) -> Read:
    """``TOPIC``: what was voted on, or the vote itself."""
    name, day = as_of_day(words)
    if not name:
        return Pick(("vote",))
    on_topic = slot_of(reading.lexicon.topic, name, "topic")
    slot = on_topic if on_topic.found else slot_of(reading.lexicon.vote, name, "vote")
    return asked(lambda ref: q.VoteOn(topic=ref, as_of=day), slot if slot.found else on_topic)


def today(words: str, reading: Reading) -> Read:
    """Nothing."""
    del words, reading
    return q.AgendaOf()


def upcoming(words: str, reading: Reading) -> Read:
    """Nothing."""
    del words, reading
    return q.NextUp()


def agenda(words: str, reading: Reading) -> Read:
    """``[DATE]``."""
    if not words:
        return q.AgendaOf()
    return asked(lambda day: q.AgendaOf(day=day), _day(words, reading))


def changes(words: str, reading: Reading) -> Read:
    """``[SINCE]``."""
    if not words:
        return q.ChangesSince()
    return asked(lambda day: q.ChangesSince(since=day), _day(words, reading))


def history(words: str, reading: Reading) -> Read:
    """``TOPIC|PARTY``."""
    name, day = as_of_day(words)
    if not name:
        return Pick(("history",))
    return asked(
        lambda ref: q.HistoryOf(subject=ref, as_of=day), topic_or_party(name, reading.lexicon)
    )


def glossary(words: str, reading: Reading) -> Read:
    """``[TERM]``."""
    if not words:
        return q.Define()
    return asked(lambda ref: q.Define(term=ref.id), slot_of(reading.lexicon.term, words, "term"))


def sources(words: str, reading: Reading) -> Read:
    """``[TOPIC]``, or a party."""
    name, day = as_of_day(words)
    if not name:
        return q.SourcesOf(as_of=day)
    return asked(
        lambda ref: q.SourcesOf(subject=ref, as_of=day), topic_or_party(name, reading.lexicon)
    )


def search(words: str, reading: Reading) -> Read:
    """``WORDS``."""
    del reading
    return q.Search(words=words) if words else Pick(("search",))


def timeline(words: str, reading: Reading) -> Read:
    """Nothing."""
    del reading
    return q.Timeline(as_of=as_of_day(words)[1])


def _who(day: date | None) -> Callable[..., Question]:
    def question(stance: Stance, *topics: Ref) -> Question:
        return q.WhoHolds(topics=topics, stances=(stance,), as_of=day)

    return question


def _day(words: str, reading: Reading) -> Slot:
    return slot_of(lambda text: reading.lexicon.day(text, reading.today), words, "date")

"""What stands after a command, read into a question or into what was wrong with it.

Every reader takes the words after the command and a :class:`Reading`, and returns a question, the
panel to choose from where something is missing, or what is unknown or ambiguous. Names are resolved
by the lexicon alone; nothing is guessed here. A date in ISO form as the last word is the day as of
which is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from handlers import markup
from handlers.codes import code_of
from handlers.panels import Pick
from store.answering import questions as q
from store.answering.answers import AskBack, Declined, Misread, UnknownName, Unread
from store.answering.questions import Question
from store.answering.resolution import Hit, NoSuch, Several
from store.record.evidence import Ref
from store.record.terms import Kind, Stance

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.answering.lexicon import Lexicon
    from store.answering.resolution import Resolution

LONGEST = 300
"""Characters after a command that are read. No name or list of names is longer."""

ECHOED = 60
"""Characters of a name that are shown back when it is not known."""

COMPARED = 6
"""Parties that can stand side by side."""

AT_A_GLANCE = 7
"""Names that a matrix may be asked of: as many as fit into the button that turns its pages."""

OFFERED = 8
"""Readings of an ambiguous name that are offered."""

Read = Question | Misread | Pick

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BETWEEN_NAMES = re.compile(r"\s*[,;،、，；]\s*")


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
    name, day = _as_of(words)
    if not name:
        return q.StatusOf(as_of=day)
    return _asked(
        lambda topic: q.StatusOf(topic=topic, as_of=day),
        _slot(reading.lexicon.topic, name, "topic"),
    )


def article(words: str, reading: Reading) -> Read:
    """``N[(p)]``."""
    name, day = _as_of(words)
    if not name:
        return Pick(("article",))
    return _asked(
        lambda ref: q.ProvisionText(provision=ref.id, as_of=day),
        _slot(reading.lexicon.provision, name, "provision"),
    )


def safeguards(words: str, reading: Reading) -> Read:
    """Nothing."""
    del reading
    return q.SafeguardList(as_of=_as_of(words)[1])


def safeguard(words: str, reading: Reading) -> Read:
    """``NAME``."""
    name, day = _as_of(words)
    if not name:
        return Pick(("safeguard",))
    return _asked(
        lambda ref: q.SafeguardOn(safeguard=ref.id, as_of=day),
        _slot(reading.lexicon.safeguard, name, "safeguard"),
    )


def position(words: str, reading: Reading) -> Read:
    """``PARTY [TOPIC]``; the party is the longest beginning that names one."""
    text, day = _as_of(words)
    if not text:
        return Pick(("position",))
    lexicon = reading.lexicon
    name, rest = _beginning(text, lexicon.party) or _before_end(text, lexicon.topic)
    party = _slot(lexicon.party, name, "party")
    if not rest:
        return _asked(lambda ref: q.PositionOf(party=ref.id, as_of=day), party)
    return _asked(
        lambda ref, topic: q.PositionOf(party=ref.id, topic=topic, as_of=day),
        party,
        _slot(lexicon.topic, rest, "topic"),
    )


def who(words: str, reading: Reading) -> Read:
    """``STANCE TOPIC``; topics alone ask for any stance, several topics are parted by commas."""
    text, day = _as_of(words)
    if not text:
        return Pick(("who",))
    lexicon = reading.lexicon
    begun = _beginning(text, lexicon.stance)
    if begun is None:
        before, topic = _before_end(text, lexicon.topic)
        if topic:
            stance = _slot(lexicon.stance, before, "stance")
            return _asked(_who(day), stance, _slot(lexicon.topic, topic, "topic"))
        slots = [_slot(lexicon.topic, name, "topic") for name in _names(text)]
        if not any(slot.found for slot in slots):
            slots = [_slot(lexicon.stance, text, "stance")]
        return _asked(lambda *topics: q.WhoHolds(topics=topics, as_of=day), *slots)
    name, rest = begun
    stance = _slot(lexicon.stance, name, "stance")
    if not _names(rest):
        return Pick(("who", *stance.meanings) if len(stance.meanings) == 1 else ("who",))
    topics = [_slot(lexicon.topic, topic, "topic") for topic in _names(rest)]
    return _asked(_who(day), stance, *topics)


def compare(words: str, reading: Reading) -> Read:
    """``A, B[, ...] [: TOPIC[, ...]]``."""
    text, day = _as_of(words)
    before, _, after = text.partition(":")
    names = _names(before)
    if len(names) == 1:
        names = _parted(names[0], reading.lexicon.party)
    if len(names) > COMPARED:
        return Declined(reason=Unread.TOO_MANY)
    parties = [_slot(reading.lexicon.party, name, "party") for name in names]
    if not parties:
        return Pick(("compare",))
    if len(parties) == 1 and len(parties[0].meanings) == 1:
        return Pick(("with", code_of(parties[0].meanings[0])))
    topics = [_slot(reading.lexicon.topic, name, "topic") for name in _names(after)]

    def question(*refs: Ref) -> Question:
        chosen = tuple(dict.fromkeys(ref.id for ref in refs[: len(parties)]))
        if len(chosen) == 1:
            return q.PositionOf(party=chosen[0], as_of=day)
        return q.Compare(parties=chosen, topics=refs[len(parties) :], as_of=day)

    return _asked(question, *parties, *topics)


def matrix(words: str, reading: Reading) -> Read:
    """``[TOPIC|PARTY, ...]``: topics and parties in any order, or all."""
    text, day = _as_of(words)
    names = [name for part in text.split(":") for name in _names(part)]
    if len(names) > AT_A_GLANCE:
        return Declined(reason=Unread.TOO_MANY)

    def question(*refs: Ref) -> Question:
        chosen = tuple(dict.fromkeys(refs))
        parties = tuple(ref.id for ref in chosen if ref.kind is Kind.PARTY)
        topics = tuple(ref for ref in chosen if ref.kind is not Kind.PARTY)
        return q.MatrixOf(parties=parties, topics=topics, as_of=day)

    return _asked(question, *(_topic_or_party(name, reading.lexicon) for name in names))


def votes(words: str, reading: Reading) -> Read:
    """Nothing."""
    del reading
    return q.VotesTaken(as_of=_as_of(words)[1])


def vote(words: str, reading: Reading) -> Read:
    """``TOPIC``: what was voted on, or the vote itself."""
    name, day = _as_of(words)
    if not name:
        return Pick(("vote",))
    on_topic = _slot(reading.lexicon.topic, name, "topic")
    slot = on_topic if on_topic.found else _slot(reading.lexicon.vote, name, "vote")
    return _asked(lambda ref: q.VoteOn(topic=ref, as_of=day), slot if slot.found else on_topic)


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
    return _asked(lambda day: q.AgendaOf(day=day), _day(words, reading))


def changes(words: str, reading: Reading) -> Read:
    """``[SINCE]``."""
    if not words:
        return q.ChangesSince()
    return _asked(lambda day: q.ChangesSince(since=day), _day(words, reading))


def history(words: str, reading: Reading) -> Read:
    """``TOPIC|PARTY``."""
    name, day = _as_of(words)
    if not name:
        return Pick(("history",))
    return _asked(
        lambda ref: q.HistoryOf(subject=ref, as_of=day), _topic_or_party(name, reading.lexicon)
    )


def glossary(words: str, reading: Reading) -> Read:
    """``[TERM]``."""
    if not words:
        return q.Define()
    return _asked(lambda ref: q.Define(term=ref.id), _slot(reading.lexicon.term, words, "term"))


def sources(words: str, reading: Reading) -> Read:
    """``[TOPIC]``, or a party."""
    name, day = _as_of(words)
    if not name:
        return q.SourcesOf(as_of=day)
    return _asked(
        lambda ref: q.SourcesOf(subject=ref, as_of=day), _topic_or_party(name, reading.lexicon)
    )


def search(words: str, reading: Reading) -> Read:
    """``WORDS``."""
    del reading
    return q.Search(words=words) if words else Pick(("search",))


def timeline(words: str, reading: Reading) -> Read:
    """Nothing."""
    del reading
    return q.Timeline(as_of=_as_of(words)[1])


def about_record(ref: Ref, as_of: date | None = None) -> Question | None:  # noqa: PLR0911
    """Return the question that shows a record, None for kinds that are not shown by themselves."""
    match ref.kind:
        case Kind.SAFEGUARD:
            return q.SafeguardOn(safeguard=ref.id, as_of=as_of)
        case Kind.PROVISION:
            return q.ProvisionText(provision=ref.id, as_of=as_of)
        case Kind.PARTY:
            return q.PartyProfile(party=ref.id, as_of=as_of)
        case Kind.VOTE:
            return q.VoteOn(topic=ref, as_of=as_of)
        case Kind.DOCUMENT:
            return q.DocumentsOn(document=ref.id, as_of=as_of)
        case Kind.GLOSSARY:
            return q.Define(term=ref.id, as_of=as_of)
        case Kind.ANSWER:
            return q.Curated(answer=ref.id, as_of=as_of)
        case Kind.SOURCE:
            return q.SourcesOf(subject=ref, as_of=as_of)
        case _:
            return None


@dataclass(frozen=True, slots=True)
class _Slot:
    """One name in a command and all that it may mean; nothing when the name is not known."""

    written: str
    sought: str
    meanings: tuple[Any, ...] = ()
    nearest: tuple[Any, ...] = ()
    existing: bool = False

    @property
    def found(self) -> bool:
        return bool(self.meanings)


def _slot(resolve: Callable[[str], Resolution], written: str, sought: str) -> _Slot:
    match resolve(written):
        case Hit(meaning):
            return _Slot(written, sought, (meaning,))
        case Several(meanings):
            return _Slot(written, sought, tuple(meanings))
        case NoSuch(nearest, existing):
            return _Slot(written, sought, (), tuple(nearest), existing)


def _asked(make: Callable[..., Question], *slots: _Slot) -> Read:
    """Return the question when every name means one thing; else say which one does not."""
    unknown = next((slot for slot in slots if not slot.found), None)
    if unknown is not None:
        near = [slot.nearest if slot is unknown else slot.meanings[:1] for slot in slots]
        return UnknownName(
            written=unknown.written[:ECHOED],
            sought=unknown.sought,
            existing=unknown.existing,
            nearest=tuple(ref for ref in unknown.nearest if isinstance(ref, Ref)),
            suggestions=tuple(make(*meanings) for meanings in product(*near)),
        )
    choices = tuple(make(*meanings) for meanings in product(*(slot.meanings for slot in slots)))
    if len(choices) == 1:
        return choices[0]
    several = next(slot for slot in slots if len(slot.meanings) > 1)
    return AskBack(
        written=several.written[:ECHOED],
        between=tuple(ref for ref in several.meanings if isinstance(ref, Ref)),
        choices=choices[:OFFERED],
    )


def _who(day: date | None) -> Callable[..., Question]:
    def question(stance: Stance, *topics: Ref) -> Question:
        return q.WhoHolds(topics=topics, stances=(stance,), as_of=day)

    return question


def _topic_or_party(name: str, lexicon: Lexicon) -> _Slot:
    topic, party = _slot(lexicon.topic, name, "topic"), _slot(lexicon.party, name, "party")
    if topic.found and party.found:
        return _Slot(name, "topic", (*topic.meanings, *party.meanings))
    if topic.found or party.found:
        return topic if topic.found else party
    nearest = (*topic.nearest, *party.nearest)
    return _Slot(name, "topic", (), nearest, topic.existing or party.existing)


def _day(words: str, reading: Reading) -> _Slot:
    return _slot(lambda text: reading.lexicon.day(text, reading.today), words, "date")


def _as_of(words: str) -> tuple[str, date | None]:
    before, _, last = words.rpartition(" ")
    if _ISO_DAY.fullmatch(last):
        try:
            return before.strip(), date.fromisoformat(last)
        except ValueError:
            return words, None
    return words, None


def _names(text: str) -> list[str]:
    return [name for name in _BETWEEN_NAMES.split(text.strip()) if name]


def _beginning(text: str, resolve: Callable[[str], Resolution]) -> tuple[str, str] | None:
    """Split after the longest beginning that is a name."""
    words = text.split()
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        if not isinstance(resolve(name), NoSuch):
            return name, " ".join(words[count:])
    return None


def _before_end(text: str, resolve: Callable[[str], Resolution]) -> tuple[str, str]:
    """Split before the longest end that is a name, leaving at least one word; else not at all."""
    words = text.split()
    for start in range(1, len(words)):
        name = " ".join(words[start:])
        if not isinstance(resolve(name), NoSuch):
            return " ".join(words[:start]), name
    return text, ""


def _parted(text: str, resolve: Callable[[str], Resolution]) -> list[str]:
    """Find the names in a row of names without commas, passing over words between them."""
    names: list[str] = []
    rest = text
    while rest:
        found = _beginning(rest, resolve)
        if found is None:
            rest = rest.partition(" ")[2]
        else:
            names.append(found[0])
            rest = found[1]
    return names or [text]

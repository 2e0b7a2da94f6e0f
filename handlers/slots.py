"""The names within what stands after a command: where each begins, and all that it may mean.

Names are resolved by the lexicon alone; nothing is guessed here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from store.answering.answers import AskBack, Misread, UnknownName
from store.answering.resolution import Hit, NoSuch, Several
from store.record.evidence import Ref

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.answering.lexicon import Lexicon
    from store.answering.questions import Question
    from store.answering.resolution import Resolution

ECHOED = 60
"""Characters of a name that are shown back when it is not known."""

OFFERED = 8
"""Readings of an ambiguous name that are offered."""

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BETWEEN_NAMES = re.compile(r"\s*[,;،、，；]\s*")


@dataclass(frozen=True, slots=True)
class Slot:
    """One name in a command and all that it may mean; nothing when the name is not known."""

    written: str
    sought: str
    meanings: tuple[Any, ...] = ()
    nearest: tuple[Any, ...] = ()
    existing: bool = False

    @property
    def found(self) -> bool:
        """Whether the name is known."""
        return bool(self.meanings)


def slot_of(resolve: Callable[[str], Resolution], written: str, sought: str) -> Slot:
    """Resolve what was written. ``sought`` says what was looked for, as in ``topic``."""
    match resolve(written):
        case Hit(meaning):
            return Slot(written, sought, (meaning,))
        case Several(meanings):
            return Slot(written, sought, tuple(meanings))
        case NoSuch(nearest, existing):
            return Slot(written, sought, (), tuple(nearest), existing)


def asked(make: Callable[..., Question], *slots: Slot) -> Question | Misread:
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


def topic_or_party(name: str, lexicon: Lexicon) -> Slot:
    """Resolve a name that may be that of a topic, of a party, or of one of each."""
    topic, party = slot_of(lexicon.topic, name, "topic"), slot_of(lexicon.party, name, "party")
    if topic.found and party.found:
        return Slot(name, "topic", (*topic.meanings, *party.meanings))
    if topic.found or party.found:
        return topic if topic.found else party
    nearest = (*topic.nearest, *party.nearest)
    return Slot(name, "topic", (), nearest, topic.existing or party.existing)


def as_of_day(words: str) -> tuple[str, date | None]:
    """Part the words from a day in ISO form at their end, if there is one."""
    before, _, last = words.rpartition(" ")
    if _ISO_DAY.fullmatch(last):
        try:
            return before.strip(), date.fromisoformat(last)
        except ValueError:
            return words, None
    return words, None


def listed(text: str) -> list[str]:
    """Part names at the commas between them, in any script."""
    return [name for name in _BETWEEN_NAMES.split(text.strip()) if name]


def beginning(text: str, resolve: Callable[[str], Resolution]) -> tuple[str, str] | None:
    """Split after the longest beginning that is a name."""
    words = text.split()
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        if not isinstance(resolve(name), NoSuch):
            return name, " ".join(words[count:])
    return None


def before_end(text: str, resolve: Callable[[str], Resolution]) -> tuple[str, str]:
    """Split before the longest end that is a name, leaving at least one word; else not at all."""
    words = text.split()
    for start in range(1, len(words)):
        name = " ".join(words[start:])
        if not isinstance(resolve(name), NoSuch):
            return " ".join(words[:start]), name
    return text, ""


def parted(text: str, resolve: Callable[[str], Resolution]) -> list[str]:
    """Find the names in a row of names without commas, passing over words between them."""
    names: list[str] = []
    rest = text
    while rest:
        found = beginning(rest, resolve)
        if found is None:
            rest = rest.partition(" ")[2]
        else:
            names.append(found[0])
            rest = found[1]
    return names or [text]

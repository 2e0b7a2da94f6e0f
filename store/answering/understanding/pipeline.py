"""From a text to a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.answering.answers import Declined, Misread, Unread
from store.answering.questions import (
    PartyProfile,
    PositionOf,
    ProvisionText,
    Question,
    SafeguardOn,
    Search,
    StatusOf,
)
from store.answering.resolution import Hit
from store.answering.understanding.normalising import clean, words_of
from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from store.answering.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Understood:
    """What was read, and the language it was written in (ISO 639-1), as far as that is known."""

    question: Question | Misread
    language: str | None


def understand(  # noqa: C901, PLR0911
    text: str,
    lexicon: Lexicon,
    *,
    now: datetime,
    language: str | None = None,
    previous: Question | None = None,
) -> Understood:
    """Read a text. ``language`` is the person's, ``previous`` what was asked last in the chat."""
    del now, previous
    words = words_of(text)
    if not words:
        return Understood(Declined(reason=Unread.EMPTY), language)
    found: dict[Kind, Ref] = {}
    for begin in range(len(words)):
        for end in range(len(words), begin, -1):
            span = " ".join(w.written for w in words[begin:end])
            for resolve in (lexicon.party, lexicon.topic):
                match resolve(span):
                    case Hit(Ref() as meaning):
                        found.setdefault(meaning.kind, meaning)
    party, safeguard = found.get(Kind.PARTY), found.get(Kind.SAFEGUARD)
    topic = found.get(Kind.PROVISION, safeguard)
    forms = {word.form for word in words}
    if party is not None:
        if topic is not None or "position" in forms:
            return Understood(PositionOf(party=party.id, topic=topic), language)
        return Understood(PartyProfile(party=party.id), language)
    if topic is None:
        return Understood(Search(words=clean(text)), language)
    if "status" in forms:
        return Understood(StatusOf(topic=topic), language)
    if topic.kind is Kind.SAFEGUARD:
        return Understood(SafeguardOn(safeguard=topic.id), language)
    return Understood(ProvisionText(provision=topic.id), language)

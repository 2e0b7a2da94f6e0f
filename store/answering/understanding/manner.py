"""Which sort of question a text is, told from how it is put, whatever its words are about.

A linear model over words, their neighbours and their parts, so that a misspelt word or one that no
lexicon has still tells something. Names of parties, articles and days are left out: what they are
says nothing, that they are there does. What was learned is kept in ``manners.learned``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from store.answering import questions as q
from store.answering.understanding.learned import Learned, buckets, parts_of
from store.record.terms import ActionKind, Kind

if TYPE_CHECKING:
    from store.answering.questions import Question
    from store.answering.understanding.linking import Linked

MANNERS = Path(__file__).parent.parent / "manners.learned"

WORDS = 45
"""Words of a text that are looked at."""

TOGETHER = 3
"""Neighbouring words that are looked at as one."""

PARTS = (3, 4, 5)
"""Letters of the parts of words that are looked at, the edges of a word counted."""

NOTHING = "nothing"
"""The manner of a text that no store can answer."""

_PARTY, _NUMBER, _DAY = "P", "N", "D"  # capitals: folded words have none


def manner_of(question: Question) -> str:
    """Return which sort of question it is."""
    kind = type(question).__name__
    match question:
        case q.HistoryOf(subject=subject):
            return f"{kind} {'party' if subject.kind is Kind.PARTY else 'topic'}"
        case q.VoteOn(parties=parties) if parties:
            return f"{kind} party"
        case q.ActionsOn(party=str()):
            return f"{kind} party"
        case q.ActionsOn(acts=acts):
            return f"{kind} {'signed' if ActionKind.SIGNATURE in acts else 'bound'}"
        case q.DocumentsOn(document=None) | q.StatusOf(topic=None) | q.ChangesSince(topic=None):
            return f"{kind} all"
        case _:
            return kind


def features(linked: Linked) -> frozenset[int]:
    """Return the buckets of what can be seen of how a text is put."""
    words = masked(linked)
    seen = {f"^{' '.join(words[:count])}" for count in (1, 2)} if words else set()
    for count in range(1, TOGETHER + 1):
        seen.update(" ".join(words[at : at + count]) for at in range(len(words) - count + 1))
    for word in dict.fromkeys(words):
        seen.update(parts_of(word, PARTS))
    return buckets(seen)


def masked(linked: Linked) -> list[str]:
    """Return the words of a text with a letter in place of each name, article and day."""
    forms = [word.form for word in linked.words[:WORDS]]
    spans = [(match.begin, match.end, _PARTY) for match in linked.of_kind(Kind.PARTY)]
    spans += [(cited.begin, cited.end, _NUMBER) for cited in linked.cited]
    spans += [(day.begin, day.end, _DAY) for day in linked.days]
    for begin, end, letter in spans:
        for place in range(begin, min(end, len(forms))):
            forms[place] = letter
    return [
        form
        for place, form in enumerate(forms)
        if not (form in (_PARTY, _NUMBER, _DAY) and place and forms[place - 1] == form)
    ]


@cache
def learned_manners() -> Learned[str]:
    """Return what was learned of the manners."""
    return Learned.read(MANNERS, str)

"""Last of all: the likeliest of all that a text may be asking, if it is likely enough.

The question that the rules make is one of them. How likely each is to be right, and how likely none
is, is a conditional logit (McFadden 1973) over their traits, learned from questions with known
answers: traits that speak for one speak against all others.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import repeat
from math import exp
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING

from store.answering.answers import AskBack, Declined, Misread, Missing, UnknownName, Unread
from store.answering.questions import ActionsOn, AgendaOf, HelpWanted, PartyProfile
from store.answering.understanding.candidates import Sight
from store.answering.understanding.events import FEW, event_numbered
from store.answering.understanding.making import agenda_of
from store.answering.understanding.manner import manner_of
from store.answering.understanding.traits import described

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading
    from store.answering.understanding.traits import Parts

WEIGHTS = Path(__file__).parent.parent / "weights.json"

LIKELY, KEPT = 0.45, 0.25
"""How likely a question must be to be answered; that of the rules where they settle it or where
there are but a few words to go by."""

BRIEF = 5
"""Words of a text that is brief: keywords mostly."""

PLAIN = 0.3
"""How much must speak for its manner, and most for it, that a settled question is not weighed."""

LONGEST = 45
"""Words of a text that is weighed as a whole; of a longer one the part that asks is weighed."""

_FINAL = {Unread.EMPTY, Unread.TOO_MANY}


def weighed(
    ruled: Question | Misread, reading: Reading, *, settled: bool = False
) -> Question | Misread:
    """Return the question that a text asks likeliest, or that it is not known.

    ``settled`` is what :func:`is_settled` says of what was ``ruled``.
    """
    sight = Sight.of(reading, ruled, settled=settled)
    options = list(described(sight))
    likely = chances([parts for _, parts in options], learned_weights(heard=bool(sight.heard)))
    asked = {question: chance for (question, _), chance in zip(options, likely, strict=True)}
    brief = len(reading.linked.words) <= BRIEF
    kept = KEPT if sight.heard else 0.0
    best = chosen(asked, ruled, settled=settled, brief=brief, kept=kept)
    if best is not None:
        return best
    if isinstance(ruled, Misread):
        return ruled
    return Declined(reason=Unread.UNCLEAR, suggestions=(ruled,))


def chosen(
    likely: Mapping[Question, float],
    ruled: Question | Misread,
    *,
    settled: bool,
    brief: bool = False,
    kept: float = KEPT,
) -> Question | None:
    """Return the question to be answered, None if none is likely enough.

    ``likely`` is how likely each is right, ``kept`` how likely that of the rules must be where they
    settle it and no other is likely: not at all where nothing was heard of the records. Where they
    settle it, their question is the more exact one of its kind; and a greeting is a greeting,
    however few have been learned from.
    """
    best = max(likely, key=likely.__getitem__)
    sure = likely[best] >= (KEPT if brief and best == ruled else LIKELY)
    if settled and not isinstance(ruled, Misread):
        if isinstance(ruled, HelpWanted):
            return ruled
        if _are_akin(best, ruled) if sure else likely.get(ruled, 0.0) >= kept:
            return ruled
    return best if sure else None


def _are_akin(one: Question, other: Question) -> bool:
    """Whether two questions ask for the same sort of thing."""
    of_party = [
        question.party
        for question in (one, other)
        if isinstance(question, ActionsOn | PartyProfile) and question.party is not None
    ]
    return type(one) is type(other) or (len(of_party) > 1 and of_party[0] == of_party[1])


def is_final(ruled: Question | Misread, reading: Reading, *, settled: bool) -> bool:
    """Whether what the rules have said is not weighed against anything.

    Nothing was asked; or what is asked for is not on record, or is no matter of this store: no
    other would do for it, however like it is.
    """
    if len(reading.linked.words) > LONGEST:
        return True
    match ruled:
        case Declined(reason=reason):
            return settled or reason in _FINAL
        case UnknownName(sought=sought, existing=existing):
            return settled or existing or sought == "party"
        case AskBack() | Missing():
            return False
        case question:
            return settled and is_plain(question, reading)


def is_plain(question: Question, reading: Reading) -> bool:
    """Whether a text is put as most people put the question that the rules make of it."""
    speaks = reading.manners.get(manner_of(question), 0.0)
    return speaks >= PLAIN and speaks >= max(reading.manners.values())


def is_settled(assembled: Question | Misread, ruled: Question | Misread, reading: Reading) -> bool:
    """Whether the rules leave nothing open.

    All words are accounted for; or a question was made that leaves out one that matters. ``ruled``
    is what became of what was ``assembled``.
    """
    if len(reading.linked.words) > LONGEST:
        return True
    if not isinstance(ruled, Misread):
        return not reading.rest or _is_numbered(ruled, reading)
    if not isinstance(assembled, Misread):
        return True
    return is_final(ruled, reading, settled=False)


def _is_numbered(question: Question, reading: Reading) -> bool:
    """Whether an entry of the calendar is shown that its number names."""
    event = event_numbered(reading) if isinstance(question, AgendaOf) else None
    return event is not None and question == agenda_of(event) and len(reading.rest) <= FEW


def chances(options: Sequence[Parts], weights: Mapping[str, float]) -> list[float]:
    """Return how likely each of the options is right, from 0 to 1; what is left is for none.

    ``weights`` tell how much each trait tells; without a name, where all begin.
    """
    told: dict[int, float] = {}  # by part, of which many options share the same
    for part in {id(part): part for parts in options for part in parts}.values():
        told[id(part)] = sum(map(mul, map(weights.get, part, repeat(0.0)), part.values()))
    scores = [weights[""] + sum(told[id(part)] for part in parts) for parts in options]
    most = max(0.0, *scores)  # that none is right scores nothing
    odds = [exp(score - most) for score in scores]
    total = sum(odds) + exp(-most)
    return [odd / total for odd in odds]


@cache
def learned_weights(*, heard: bool) -> Mapping[str, float]:
    """Return the weights that were learned.

    ``heard`` is whether there is something to go by that was heard of the records themselves.
    """
    weights: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights["heard" if heard else "unheard"]

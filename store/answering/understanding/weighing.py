"""Last of all: the likeliest candidate, if it is likely enough, else what the rules have said.

How likely a candidate is to be right is a logistic regression over its traits, learned from
questions with known answers. Where the rules account for every word their question stands, unless
nobody would put it so: the weights are for what they leave over.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import repeat
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

from store.answering.answers import Declined, Misread, UnknownName, Unread
from store.answering.questions import AgendaOf, ProvisionText
from store.answering.understanding.candidates import Sight
from store.answering.understanding.events import FEW, event_numbered
from store.answering.understanding.making import agenda_of
from store.answering.understanding.manner import features, learned_manners, manner_of
from store.answering.understanding.traits import described

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading
    from store.answering.understanding.traits import Traits

WEIGHTS = Path(__file__).parent.parent / "weights.json"

LIKELY, KEPT = 0.6, 0.35
"""How likely another candidate must be to be answered, and the question of the rules to stand."""

SURE, HARDLY = 0.8, 0.1
"""The same where the rules account for every word; an article that is cited stands as easily."""

ODD = -4.0
"""What speaks for the manner of a question, in logarithms of odds, below which it is odd."""

LONGEST = 45
"""Words of a text that is weighed as a whole; of a longer one the part that asks is weighed."""

_FINAL = {Unread.EMPTY, Unread.TOO_MANY}


def weighed(
    ruled: Question | Misread, reading: Reading, *, settled: bool = False
) -> Question | Misread:
    """Return the question that a text asks likeliest, or that it is not known.

    ``settled`` is what :func:`is_settled` says of what was ``ruled``.
    """
    options = list(described(Sight(reading, ruled)))
    likely = [likelihood(traits, learned_weights()) for _, traits in options]
    by_rule = next((at for at, (question, _) in enumerate(options) if question == ruled), None)
    cited = isinstance(ruled, ProvisionText) and bool(reading.linked.cited)
    best = chosen(likely, by_rule, settled=settled, kept=HARDLY if cited else KEPT)
    if best is not None:
        return options[best][0]
    if isinstance(ruled, Misread):
        return ruled
    return Declined(reason=Unread.UNCLEAR, suggestions=(ruled,))


def chosen(
    likely: Sequence[float], by_rule: int | None, *, settled: bool = False, kept: float = KEPT
) -> int | None:
    """Return the place of the candidate to be answered, None if none is likely enough.

    ``likely`` is how likely each is right, ``by_rule`` the place of the one that the rules made.
    """
    best = max(range(len(likely)), key=likely.__getitem__, default=None)
    if settled:
        if by_rule is not None and likely[by_rule] >= HARDLY:
            return by_rule
        return best if best is not None and likely[best] >= SURE else None
    if best is not None and best != by_rule and likely[best] >= LIKELY:
        return best
    return by_rule if by_rule is not None and likely[by_rule] >= kept else None


def is_settled(assembled: Question | Misread, ruled: Question | Misread, reading: Reading) -> bool:
    """Whether there is nothing to weigh.

    All words are accounted for; or a question was made that leaves out one that matters; or a party
    is asked about that is not on record. ``ruled`` is what became of what was ``assembled``.
    """
    if len(reading.linked.words) > LONGEST:
        return True
    if not isinstance(ruled, Misread):
        return not reading.rest or _is_numbered(ruled, reading)
    if not isinstance(assembled, Misread):
        return True
    match ruled:
        case Declined(reason=reason):
            return reason in _FINAL
        case UnknownName(sought=sought, existing=existing):
            return existing or sought == "party"
        case _:
            return False


def is_odd(question: Question, reading: Reading) -> bool:
    """Whether a text is put as nobody would put the question that the rules make of it."""
    if len(reading.linked.words) > LONGEST:
        return False
    told = learned_manners().told(features(reading))
    return told.get(manner_of(question), 0.0) < ODD


def _is_numbered(question: Question, reading: Reading) -> bool:
    """Whether an entry of the calendar is shown that its number names."""
    event = event_numbered(reading) if isinstance(question, AgendaOf) else None
    return event is not None and question == agenda_of(event) and len(reading.rest) <= FEW


def likelihood(traits: Traits, weights: Mapping[str, float]) -> float:
    """Return how likely a candidate is right, from 0 to 1.

    ``weights`` tell how much each trait tells; without a name, where all begin.
    """
    told = zip(map(weights.get, traits, repeat(0.0)), traits.values(), strict=True)
    total = weights[""] + sum(weight * value for weight, value in told)
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


@cache
def learned_weights() -> Mapping[str, float]:
    """Return the weights that were learned."""
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights

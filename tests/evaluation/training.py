"""Learns which question a text is likeliest asking: ``python -m tests.evaluation.training``.

First which records a text is about (``store/answering/heard/``) and how texts of each manner are
put (``store/answering/manners.learned``), by ridge regression (``ridge.py``); then how much each
trait of a candidate tells (``store/answering/weights.json``), by a conditional logit. What these
are learned from is what the two say of a question when it is left out itself. All is learned from
the tuned and the examined questions, the manners from the framings too; nothing from the held ones.

``--check`` says instead how well the weights learned from three quarters of the questions do on the
last quarter, at several bounds of how likely a question must be to be answered.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from store.answering.lexicon import Lexicon
from store.answering.understanding.candidates import Origin, Sight, candidates
from store.answering.understanding.heard import HEARD, heard_in
from store.answering.understanding.manner import MANNERS, NOTHING, features, manner_of
from store.answering.understanding.passage import passages
from store.answering.understanding.pipeline import read
from store.answering.understanding.stages import ruled
from store.answering.understanding.traits import described, merged
from store.answering.understanding.weighing import WEIGHTS
from store.record.evidence import Ref
from tests.evaluation.asking import NOW, Outcome, judged, questions
from tests.evaluation.framings import framings
from tests.evaluation.labels import records_wanted
from tests.evaluation.ridge import Ridge, ridge
from tests.negotiations import cybercrime

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from store.answering.answers import Misread
    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading
    from tests.evaluation.asking import Asked

    Numbers = npt.NDArray[np.float64]

PENALTY = 0.5
"""How dear large weights of traits are."""

FEWEST = 40
"""Candidates that must have a trait, and questions a manner, for it to be learned."""

FEWEST_ABOUT = 3
"""Questions that must have been asked about a record for it to be learned."""

STEPS = 100
FOLDS = 4
BOUNDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)


class Example(NamedTuple):
    """One question, what was read of it, and what the rules come to."""

    asked: Asked
    reading: Reading
    by_rule: Question | Misread
    settled: bool


class Options(NamedTuple):
    """The candidates of many questions: a row of traits each, whose it is, whether it is right."""

    rows: csr_matrix
    owner: npt.NDArray[np.int64]
    outcomes: list[Outcome]
    names: list[str]


def main() -> None:
    """Learn, and write what was learned or how well it does."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.training")
    parser.add_argument("--check", action="store_true", help="say how well it does, write nothing")
    check = parser.parse_args().check
    lexicon = Lexicon.of(cybercrime())
    examples = _examples(lexicon)
    random.Random(1).shuffle(examples)  # noqa: S311 - no secret
    about = _about(examples, lexicon)
    heard = [{Ref.parse(n): value for n, value in told.items()} for told in about.left_out]
    put = _put(examples, heard, lexicon)
    weights = {}
    for name, some in (("heard", heard), ("unheard", [{}] * len(examples))):
        sights = [
            Sight(example.reading, example.by_rule, example.settled, manners, held)
            for example, manners, held in zip(examples, put.left_out, some, strict=False)
        ]
        options = _options(examples, sights, lexicon)
        if check:
            _check(examples, options)
            return
        weights[name] = _rounded(_learned(options), options.names)
    about.write(HEARD / f"{lexicon.snapshot.negotiation.id}.learned")
    put.write(MANNERS)
    WEIGHTS.write_text(json.dumps(weights, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(
        f"{len(weights['heard'])} weights, {len(put.names)} manners, {len(about.names)} records "
        f"from {len(examples)} questions\n"
    )


def _examples(lexicon: Lexicon) -> list[Example]:
    found: list[Example] = []
    for asked in questions():
        if asked.part == "held":
            continue
        parts = passages(asked.text, lexicon.speech)
        reading = read(parts[0].text if parts else asked.text, lexicon, now=NOW)
        if reading.linked.words:
            found.append(Example(asked, reading, *ruled(reading)))
    return found


def _about(examples: Sequence[Example], lexicon: Lexicon) -> Ridge:
    return ridge(
        [heard_in(example.reading) for example in examples],
        [records_wanted(example.asked, lexicon.snapshot) for example in examples],
        fewest=FEWEST_ABOUT,
        dear=0.5,
    )


def _put(
    examples: Sequence[Example], heard: Sequence[Mapping[Ref, float]], lexicon: Lexicon
) -> Ridge:
    """Learn the manners of questions whose right answer is among the candidates."""
    shown: list[frozenset[int]] = [features(example.reading.linked) for example in examples]
    manners: list[frozenset[str]] = []
    for example, held in zip(examples, heard, strict=True):
        sight = Sight(example.reading, example.by_rule, example.settled, {NOTHING: 0.0}, held)
        right = {
            manner_of(question)
            for question, outcome in _outcomes(example, sight, lexicon).items()
            if outcome is Outcome.RIGHT
        }
        manners.append(frozenset(right if example.asked.answerable else {NOTHING}))
    for framed in framings(lexicon.snapshot):
        shown.append(features(read(framed.text, lexicon, now=NOW).linked))
        manners.append(frozenset(framed.manners))
    return ridge(shown, manners, fewest=FEWEST, dear=1.0)


def _outcomes(example: Example, sight: Sight, lexicon: Lexicon) -> Mapping[Question, Outcome]:
    """Judge every candidate. A list of all there is answers no question about one of them."""
    found = candidates(sight)
    outcomes = {question: _judged(example.asked, question, lexicon) for question in found}
    rights = [question for question, outcome in outcomes.items() if outcome is Outcome.RIGHT]
    whole = [question for question in rights if found[question] == {Origin.WHOLE}]
    wants_all = any(pattern.endswith(":*") or pattern == "*" for pattern in example.asked.any)
    if len(rights) > len(whole) and not wants_all:
        outcomes |= dict.fromkeys(whole, Outcome.WRONG)
    return outcomes


@cache
def _judged(asked: Asked, question: Question, lexicon: Lexicon) -> Outcome:
    return judged(asked, question, lexicon)


def _options(examples: Sequence[Example], sights: Sequence[Sight], lexicon: Lexicon) -> Options:
    places: dict[str, int] = {"": 0}
    columns: list[int] = []
    values: list[float] = []
    ends, owner, outcomes = [0], [], []
    for number, (example, sight) in enumerate(zip(examples, sights, strict=True)):
        judgements = _outcomes(example, sight, lexicon)
        for question, parts in described(sight):
            traits = merged(parts)
            columns.append(0)
            values.append(1.0)
            columns += [places.setdefault(name, len(places)) for name in traits]
            values += traits.values()
            ends.append(len(columns))
            owner.append(number)
            outcomes.append(judgements[question])
    rows = csr_matrix(
        (np.array(values), np.array(columns, np.int32), np.array(ends)),
        shape=(len(owner), len(places)),
    )
    often = np.diff(rows.tocsc().indptr) >= FEWEST
    names = [name for name, place in places.items() if often[place]]
    return Options(rows[:, often], np.array(owner), outcomes, names)


def _learned(options: Options) -> Numbers:
    """Fit a conditional logit; that none is right is one more choice, which scores nothing."""
    rows, columns = options.rows, options.rows.T.tocsr()
    owner = options.owner
    right = np.array([outcome is Outcome.RIGHT for outcome in options.outcomes])
    size = int(owner.max()) + 1
    known = np.bincount(owner, weights=right, minlength=size) > 0
    dear = np.full(rows.shape[1], PENALTY)
    dear[0] = 0.0

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = np.minimum(rows @ weights, 300.0)
        odds = np.exp(scores)
        every = np.bincount(owner, weights=odds, minlength=size) + 1.0
        of_right = np.bincount(owner, weights=odds * right, minlength=size)
        wanted = np.where(known, np.maximum(of_right, 1e-300), 1.0)
        slope = odds / every[owner] - np.where(right, odds / wanted[owner], 0.0)
        total = float(np.sum(np.log(every) - np.log(wanted)) + 0.5 * np.sum(dear * weights**2))
        return total, columns @ slope + dear * weights

    found = minimize(
        loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}
    )
    weights: Numbers = found.x
    return weights


def _rounded(weights: Numbers, names: Sequence[str]) -> dict[str, float]:
    return {
        name: round(float(weight), 3)
        for name, weight in sorted(zip(names, weights, strict=True))
        if abs(weight) >= 0.0005 or not name
    }


def _check(examples: Sequence[Example], options: Options) -> None:
    last = options.owner % FOLDS == FOLDS - 1
    first = np.flatnonzero(~last)
    outcomes = [options.outcomes[place] for place in first]
    among = Options(options.rows[first], options.owner[first], outcomes, options.names)
    odds = np.exp(options.rows @ _learned(among))
    every = np.bincount(options.owner, weights=odds) + 1.0
    for bound in BOUNDS:
        best: dict[int, int] = {}
        for place in np.flatnonzero(last).tolist():
            owner = int(options.owner[place])
            if owner not in best or odds[place] > odds[best[owner]]:
                best[owner] = place
        tally: Counter[tuple[bool, Outcome]] = Counter()
        for owner, place in best.items():
            sure = odds[place] / every[owner] >= bound
            outcome = options.outcomes[place] if sure else Outcome.DECLINED
            tally[examples[owner].asked.answerable, outcome] += 1
        told = ", ".join(f"{outcome} {tally[True, outcome]}" for outcome in Outcome)
        declined = tally[False, Outcome.DECLINED]
        sys.stdout.write(f"{bound}: {told}; unanswerable declined {declined}, ")
        sys.stdout.write(f"wrong {tally[False, Outcome.WRONG]}\n")


if __name__ == "__main__":
    main()

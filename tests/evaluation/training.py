"""Learns how much each trait of a candidate tells: ``python -m tests.evaluation.training``.

It writes ``store/answering/weights.json``: a logistic regression, made by Newton's method with a
penalty on large weights, over the candidates for the tuned and examined questions. Of the held
questions nothing is learned. ``--check`` says instead how well what was learned from four fifths
of the questions does on the last fifth, five times over.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from store.answering.answers import Misread
from store.answering.lexicon import Lexicon
from store.answering.understanding.candidates import Sight
from store.answering.understanding.passage import passages
from store.answering.understanding.pipeline import read
from store.answering.understanding.stages import ruled
from store.answering.understanding.traits import described
from store.answering.understanding.weighing import WEIGHTS, chosen, likelihood
from tests.evaluation.asking import NOW, Asked, Outcome, judged, questions
from tests.negotiations import cybercrime

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from store.answering.understanding.traits import Traits

    Numbers = npt.NDArray[np.float64]

PENALTY = 3.0
"""How dear large weights are: the inverse of the regression's usual C."""

OF_OTHERS = 2.5
"""How much more a question counts that was written by somebody who did not know the engine."""

FEWEST = 4
"""Candidates that must have a trait for it to be learned."""

STEPS = 12
FOLDS = 5

BY_RULE = "from rule"
"""The trait of the candidate that the rules made."""


class Example(NamedTuple):
    """The candidates for one question, with whether each is right, and declined after all."""

    asked: Asked
    traits: tuple[Traits, ...]
    outcomes: tuple[Outcome, ...]
    by_rule: Outcome


def main() -> None:
    """Learn, and write the weights or how well they do."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.training")
    parser.add_argument("--check", action="store_true", help="cross-validate, write nothing")
    options = parser.parse_args()
    examples = list(_examples())
    if options.check:
        _check(examples)
        return
    weights = learned(examples)
    kept = {name: round(weight, 3) for name, weight in sorted(weights.items())}
    WEIGHTS.write_text(json.dumps(kept, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(kept)} weights from {len(examples)} questions\n")


def _examples() -> list[Example]:
    lexicon = Lexicon.of(cybercrime())
    found = []
    for asked in questions():
        if asked.part == "held":
            continue
        parts = passages(asked.text, lexicon.speech)
        reading = read(parts[0].text if parts else asked.text, lexicon, now=NOW)
        if not reading.linked.words:
            continue
        by_rule, settled = ruled(reading)
        if settled:
            continue
        options = list(described(Sight(reading, by_rule)))
        found.append(
            Example(
                asked,
                tuple(traits for _, traits in options),
                tuple(judged(asked, question, lexicon) for question, _ in options),
                Outcome.DECLINED
                if isinstance(by_rule, Misread)
                else judged(asked, by_rule, lexicon),
            )
        )
    return found


def learned(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weight of each trait, and under no name where all begin."""
    rows = [
        (traits, outcome is Outcome.RIGHT, OF_OTHERS if example.asked.part == "examined" else 1.0)
        for example in examples
        for traits, outcome in zip(example.traits, example.outcomes, strict=True)
    ]
    counted = Counter(name for traits, _, _ in rows for name in traits)
    names = ["", *sorted(name for name, count in counted.items() if count >= FEWEST)]
    place = {name: number for number, name in enumerate(names)}
    values = np.zeros((len(rows), len(names)))
    values[:, 0] = 1.0
    for number, (traits, _, _) in enumerate(rows):
        for name, value in traits.items():
            if name in place:
                values[number, place[name]] = value
    right = np.array([float(is_right) for _, is_right, _ in rows])
    counts = np.array([count for _, _, count in rows])
    return dict(zip(names, _fitted(values, right, counts).tolist(), strict=True))


def _fitted(values: Numbers, right: Numbers, counts: Numbers) -> Numbers:
    weights = np.zeros(values.shape[1])
    dear = PENALTY * np.eye(values.shape[1])
    dear[0, 0] = 1e-6
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-values @ weights))
        slope = values.T @ (counts * (right - likely)) - dear @ weights
        bend = (values * (counts * likely * (1 - likely))[:, None]).T @ values + dear
        weights += np.linalg.solve(bend, slope)
    return weights


def _check(examples: Sequence[Example]) -> None:
    order = list(examples)
    random.Random(1).shuffle(order)  # noqa: S311 - no secret
    for part in ("tuned", "examined"):
        tally: Counter[tuple[str, bool, Outcome]] = Counter()
        for fold in range(FOLDS):
            weights = learned([one for n, one in enumerate(order) if n % FOLDS != fold])
            for example in (one for n, one in enumerate(order) if n % FOLDS == fold):
                if example.asked.part == part:
                    known = example.asked.answerable
                    tally["rules", known, example.by_rule] += 1
                    tally["weights", known, _chosen(example, weights)] += 1
        for way in ("rules", "weights"):
            told = ", ".join(
                f"{'known' if known else 'unknowable'} {outcome} {tally[way, known, outcome]}"
                for known in (True, False)
                for outcome in Outcome
            )
            sys.stdout.write(f"{part:9} {way:8} {told}\n")


def _chosen(example: Example, weights: dict[str, float]) -> Outcome:
    by_rule = next((n for n, traits in enumerate(example.traits) if BY_RULE in traits), None)
    best = chosen([likelihood(traits, weights) for traits in example.traits], by_rule)
    return Outcome.DECLINED if best is None else example.outcomes[best]


if __name__ == "__main__":
    main()

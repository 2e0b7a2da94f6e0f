"""Learns which question a text is likeliest asking: ``python -m tests.evaluation.training``.

First how texts of each manner are put (``store/answering/manners.json``): a logistic regression a
manner over hashed features, by Nesterov's accelerated gradient, from the tuned and examined
questions and the framings. Then how much each trait of a candidate tells
(``store/answering/weights.json``): a logistic regression by Newton's method, from the questions;
what is told of the manner of each comes from a model that has not seen it. Both have a penalty on
large weights. Of the held questions nothing is learned. ``--check`` says instead how well what was
learned from three quarters of the questions does on the last quarter, four times over.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from array import array
from base64 import b64encode
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from store.answering.answers import Misread
from store.answering.lexicon import Lexicon
from store.answering.understanding.candidates import Origin, Sight, candidates
from store.answering.understanding.manner import (
    BUCKETS,
    MANNERS,
    NOTHING,
    Manners,
    features,
    manner_of,
)
from store.answering.understanding.passage import passages
from store.answering.understanding.pipeline import read
from store.answering.understanding.stages import ruled
from store.answering.understanding.traits import described
from store.answering.understanding.weighing import WEIGHTS, chosen, likelihood
from tests.evaluation.asking import NOW, Asked, Outcome, judged, questions
from tests.evaluation.framings import framings
from tests.negotiations import cybercrime

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    from store.answering.questions import Question
    from store.answering.understanding.traits import Traits

    Numbers = npt.NDArray[np.float64]
    Singles = npt.NDArray[np.float32]

PENALTY = 3.0
"""How dear large weights of traits are: the inverse of the regression's usual C."""

DEAR = 0.15
"""How dear large weights of features are."""

OF_OTHERS, FRAMED = 2.5, 0.7
"""How much a question counts that somebody else wrote, and a framing; one of our own counts 1."""

FEWEST = 40
"""Candidates that must have a trait for it to be learned."""

OTHERS = 12
"""Candidates of a question that are not right and that weights are learned from, at most."""

STEPS = 10
SLOW_STEPS = 60
FOLDS = 4

BY_RULE = "from rule"
"""The trait of the candidate that the rules made."""


class Example(NamedTuple):
    """One question: how it is put, its candidates, which are right, what the rules come to."""

    asked: Asked
    sight: Sight
    buckets: frozenset[int]
    candidates: Mapping[Question, Outcome]
    by_rule: Outcome
    settled: bool

    @property
    def weight(self) -> float:
        """How much it counts."""
        return OF_OTHERS if self.asked.part == "examined" else 1.0


def main() -> None:
    """Learn, and write what was learned or how well it does."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.training")
    parser.add_argument("--check", action="store_true", help="cross-validate, write nothing")
    options = parser.parse_args()
    lexicon = Lexicon.of(cybercrime())
    examples = list(_examples(lexicon))
    random.Random(1).shuffle(examples)  # noqa: S311 - no secret
    framed = list(_framed(lexicon))
    unseen = [_manners([e for n, e in enumerate(examples) if n % FOLDS != fold], framed)
              for fold in range(FOLDS)]  # fmt: skip
    described_ = [list(described(e.sight, unseen[n % FOLDS])) for n, e in enumerate(examples)]
    if options.check:
        _check(examples, described_)
        return
    manners = _manners(examples, framed)
    MANNERS.write_text(json.dumps(_kept(manners), indent=0) + "\n", encoding="utf-8")
    weights = learned(examples, described_)
    kept = {name: round(weight, 3) for name, weight in sorted(weights.items())}
    WEIGHTS.write_text(json.dumps(kept, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(
        f"{len(kept)} weights, {len(manners.names)} manners "
        f"from {len(examples)} questions and {len(framed)} framings\n"
    )


def _examples(lexicon: Lexicon) -> Iterator[Example]:
    for asked in questions():
        if asked.part == "held":
            continue
        parts = passages(asked.text, lexicon.speech)
        reading = read(parts[0].text if parts else asked.text, lexicon, now=NOW)
        if not reading.linked.words:
            continue
        by_rule, settled = ruled(reading)
        sight = Sight(reading, by_rule)
        found = candidates(sight)
        outcomes = {question: judged(asked, question, lexicon) for question in found}
        whole = {
            question
            for question, origins in found.items()
            if origins == {Origin.WHOLE} and outcomes[question] is Outcome.RIGHT
        }
        if not _asks_for_all(asked) and any(
            outcome is Outcome.RIGHT and question not in whole
            for question, outcome in outcomes.items()
        ):
            outcomes |= dict.fromkeys(whole, Outcome.WRONG)  # a list of all is no answer to one
        yield Example(
            asked,
            sight,
            features(reading),
            outcomes,
            Outcome.DECLINED if isinstance(by_rule, Misread) else judged(asked, by_rule, lexicon),
            settled,
        )


def _asks_for_all(asked: Asked) -> bool:
    return any(pattern.endswith(":*") or pattern == "*" for pattern in asked.any)


def _framed(lexicon: Lexicon) -> Iterator[tuple[frozenset[int], tuple[str, ...]]]:
    for framed in framings(lexicon.snapshot):
        yield features(read(framed.text, lexicon, now=NOW)), framed.manners


def _manners(
    examples: Sequence[Example], framed: Sequence[tuple[frozenset[int], tuple[str, ...]]]
) -> Manners:
    rows: list[tuple[frozenset[int], set[str], float]] = []
    for example in examples:
        right = {
            manner_of(question)
            for question, outcome in example.candidates.items()
            if outcome is Outcome.RIGHT
        }
        if right or not example.asked.answerable:
            rows.append((example.buckets, right or {NOTHING}, example.weight))
    rows += [(buckets, set(manners), FRAMED) for buckets, manners in framed]
    counted = Counter(manner for _, manners, _ in rows for manner in manners)
    names = tuple(sorted(name for name, count in counted.items() if count >= FEWEST))
    seen = np.zeros((len(rows), BUCKETS), np.float32)
    for number, (buckets, _, _) in enumerate(rows):
        if buckets:
            seen[number, list(buckets)] = 1 / np.sqrt(len(buckets))
    right_ = np.array([[name in manners for name in names] for _, manners, _ in rows], np.float32)
    counts = np.array([count for _, _, count in rows], np.float32)[:, None]
    weights, start = _fitted_slowly(seen, right_, counts)
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-6) / 127
    return Manners(
        names,
        tuple(round(float(value), 3) for value in start),
        tuple(round(float(value), 6) for value in scale),
        array("b", np.rint(weights / scale).astype(np.int8).tobytes()),
    )


def _fitted_slowly(seen: Singles, right: Singles, counts: Singles) -> tuple[Singles, Singles]:
    """Fit one regression a column of ``right``; return the weights and where each begins."""
    towards = np.ones((seen.shape[1], 1), np.float32)
    steepest = 1.0
    for _ in range(STEPS):  # the largest eigenvalue, by the power method
        towards = seen.T @ (counts * (seen @ towards))
        steepest = float(np.linalg.norm(towards))
        towards /= steepest
    bound = 0.25 * 1.1 * steepest + DEAR
    weights = np.zeros((seen.shape[1], right.shape[1]), np.float32)
    start = np.full(right.shape[1], -3.0, np.float32)
    ahead, ahead_start, pace = weights, start, 1.0
    for _ in range(SLOW_STEPS):
        wrong = counts * (1 / (1 + np.exp(-(seen @ ahead + ahead_start))) - right)
        after = ahead - (seen.T @ wrong + DEAR * ahead) / bound
        after_start = ahead_start - wrong.sum(axis=0) / (0.25 * float(counts.sum()))
        pace_after = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        push = (pace - 1) / pace_after
        ahead = after + push * (after - weights)
        ahead_start = after_start + push * (after_start - start)
        weights, start, pace = after, after_start, pace_after
    return weights, start


def _kept(manners: Manners) -> dict[str, object]:
    return {
        "names": manners.names,
        "start": manners.start,
        "scale": manners.scale,
        "weights": b64encode(manners.weights.tobytes()).decode(),
    }


def learned(
    examples: Sequence[Example], options: Sequence[list[tuple[Question, Traits]]]
) -> dict[str, float]:
    """Return the weight of each trait, and under no name where all begin."""
    dice = random.Random(2)  # noqa: S311 - no secret
    rows: list[tuple[Traits, bool, float]] = []
    for example, described_ in zip(examples, options, strict=True):
        if example.settled:
            continue
        right = [t for question, t in described_ if _is_right(example, question)]
        others = [t for question, t in described_ if not _is_right(example, question)]
        some = others if len(others) <= OTHERS else dice.sample(others, OTHERS)
        share = len(others) / (len(some) or 1)
        rows += [(traits, True, example.weight) for traits in right]
        rows += [(traits, False, example.weight * share) for traits in some]
    counted = Counter(name for traits, _, _ in rows for name in traits)
    names = ["", *sorted(name for name, count in counted.items() if count >= FEWEST)]
    place = {name: number for number, name in enumerate(names)}
    values = np.zeros((len(rows), len(names)))
    values[:, 0] = 1.0
    for number, (traits, _, _) in enumerate(rows):
        for name, value in traits.items():
            if name in place:
                values[number, place[name]] = value
    right_ = np.array([float(is_right) for _, is_right, _ in rows])
    counts = np.array([count for _, _, count in rows])
    return dict(zip(names, _fitted(values, right_, counts).tolist(), strict=True))


def _is_right(example: Example, question: Question) -> bool:
    return example.candidates[question] is Outcome.RIGHT


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


def _check(examples: Sequence[Example], options: Sequence[list[tuple[Question, Traits]]]) -> None:
    tally: Counter[tuple[str, str, bool, Outcome]] = Counter()
    for fold in range(FOLDS):
        within = [n for n in range(len(examples)) if n % FOLDS != fold]
        weights = learned([examples[n] for n in within], [options[n] for n in within])
        for n in range(fold, len(examples), FOLDS):
            example, part = examples[n], examples[n].asked.part
            known = example.asked.answerable
            tally[part, "rules", known, example.by_rule] += 1
            tally[part, "weights", known, _chosen(example, options[n], weights)] += 1
    for part in ("tuned", "examined"):
        for way in ("rules", "weights"):
            told = ", ".join(
                f"{'known' if known else 'unknowable'} {outcome} {tally[part, way, known, outcome]}"
                for known in (True, False)
                for outcome in Outcome
            )
            sys.stdout.write(f"{part:9} {way:8} {told}\n")


def _chosen(
    example: Example, options: list[tuple[Question, Traits]], weights: dict[str, float]
) -> Outcome:
    if example.settled:
        return example.by_rule
    by_rule = next((n for n, (_, traits) in enumerate(options) if BY_RULE in traits), None)
    best = chosen([likelihood(traits, weights) for _, traits in options], by_rule)
    return Outcome.DECLINED if best is None else example.candidates[options[best][0]]


if __name__ == "__main__":
    main()

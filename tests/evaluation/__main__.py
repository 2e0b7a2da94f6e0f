"""Prints how well the engine answers, beside two baselines: ``python -m tests.evaluation``."""

from __future__ import annotations

import argparse
import gc
import sys
from statistics import median
from typing import TYPE_CHECKING

from store.answering.lexicon import Lexicon
from tests.evaluation.asking import PARTS, Outcome, ask, questions
from tests.evaluation.baselines import bm25, judge, token_set
from tests.negotiations import cybercrime

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.evaluation.asking import Judged

WIDTH = 30


def main() -> None:
    """Ask, judge and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("--failures", action="store_true", help="show those of the tuned part")
    options = parser.parse_args()
    snapshot = cybercrime()
    lexicon = Lexicon.of(snapshot)
    asked = questions()
    for question in asked[:20]:
        ask(question, lexicon)
    gc.collect()
    gc.freeze()  # as in the running bot, where the snapshot is not looked through again and again
    engine = [ask(question, lexicon) for question in asked]
    _say(f"{len(asked)} questions on {snapshot.negotiation.short_name}\n")
    _table("Engine", engine)
    few = [question for question in asked if question.part != "examined"]  # it would take minutes
    _table("Baseline: BM25", judge(few, bm25(snapshot)), brief=True)
    _table("Baseline: token_set_ratio", judge(few, token_set(snapshot)), brief=True)
    if options.failures:
        for one in engine:
            if one.asked.part == "tuned" and _is_failure(one):
                _say(f"{one.outcome:9} {one.asked.kind:10} {one.asked.text!r} -> {one.told}")


def _is_failure(one: Judged) -> bool:
    good = Outcome.RIGHT if one.asked.answerable else Outcome.DECLINED
    return one.outcome is not good


def _table(title: str, judged: Sequence[Judged], *, brief: bool = False) -> None:
    _say(
        f"{title:{WIDTH}}   asked  right  wrong  declined   unknowable  declined    p50 ms  p99 ms"
    )
    for part in PARTS:
        counted = [one for one in judged if one.asked.part == part]
        if counted:
            _line(part, counted)
    if not brief:
        for part in PARTS[1:]:
            counted = [one for one in judged if one.asked.part == part]
            _by(f"{part}, language", counted, lambda one: one.asked.language)
            _by(f"{part}, kind", counted, lambda one: one.asked.kind)
            _by(f"{part}, style", counted, lambda one: one.asked.style)
    _say("")


def _by(name: str, judged: Sequence[Judged], key: Callable[[Judged], str]) -> None:
    for value in sorted({key(one) for one in judged}):
        _line(f"{name} {value}", [one for one in judged if key(one) == value])


def _line(label: str, judged: Sequence[Judged]) -> None:
    good = [one for one in judged if one.asked.answerable]
    other = [one for one in judged if not one.asked.answerable]
    wrong = sum(one.outcome is Outcome.WRONG for one in judged)
    times = sorted(one.took * 1000 for one in judged)
    _say(
        f"{label:{WIDTH}}  {len(good):6} {_share(good, Outcome.RIGHT)} "
        f"{100 * wrong / len(judged):5.1f}% {_share(good, Outcome.DECLINED)}    "
        f"{len(other):10}  {_share(other, Outcome.DECLINED)}   "
        f"{median(times):7.2f} {times[int(len(times) * 0.99)]:7.2f}"
    )


def _share(judged: Sequence[Judged], outcome: Outcome) -> str:
    if not judged:
        return "      -"
    count = sum(one.outcome is outcome for one in judged)
    return f"{100 * count / len(judged):6.1f}%"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()

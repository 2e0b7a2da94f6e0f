"""Questions as data, asked of the engine, and what became of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from store.answering import engine
from store.answering.answers import AskBack, Capabilities, Declined, Found, Missing, UnknownName
from store.answering.understanding.pipeline import understand

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.answering.answers import Answer
    from store.answering.lexicon import Lexicon
    from store.answering.questions import Question

FOLDER = Path(__file__).parent / "questions"

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""When the questions are asked: the day of the built-in pack's edition."""

PARTS = ("tuned", "examined", "held")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with what a right answer to it is."""

    part: str
    text: str
    language: str
    style: str
    kinds: tuple[str, ...]
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the store knows an answer."""
        return bool(self.kinds)

    @property
    def kind(self) -> str:
        """The kind of answer that is expected."""
        return self.kinds[0] if self.kinds else "none"


class Outcome(StrEnum):
    """What became of a question."""

    RIGHT = "right"
    WRONG = "wrong"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, what became of it, and how long it took (seconds)."""

    asked: Asked
    outcome: Outcome
    took: float
    told: str = ""


def questions() -> tuple[Asked, ...]:
    """Read all questions."""
    return tuple(asked for part in PARTS for asked in _read(part))


def _read(part: str) -> Iterable[Asked]:
    for line in (FOLDER / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Asked(
            part=part,
            text=row["text"],
            language=row["language"],
            style=row["style"],
            kinds=tuple(row["kinds"]),
            any=tuple(row.get("any", ())),
            all=tuple(row.get("all", ())),
        )


def ask(asked: Asked, lexicon: Lexicon) -> Judged:
    """Put one question to the engine and judge the answer."""
    begun = perf_counter()
    answer = _answer(asked.text, lexicon)
    took = perf_counter() - begun
    return Judged(asked, _judged(asked, answer), took, _told(answer))


def _answer(text: str, lexicon: Lexicon) -> Answer:
    understood = understand(text, lexicon, now=NOW)
    match understood.question:
        case AskBack() | UnknownName() | Missing() | Declined() as misread:
            return misread
        case question:
            return engine.answer(question, lexicon.snapshot, now=NOW)


def judged(asked: Asked, question: Question, lexicon: Lexicon) -> Outcome:
    """Judge what a question gets that was made of a text."""
    return _judged(asked, engine.answer(question, lexicon.snapshot, now=NOW))


def _judged(asked: Asked, answer: Answer) -> Outcome:
    if isinstance(answer, Capabilities) and "help" in asked.kinds:
        return Outcome.RIGHT
    if not isinstance(answer, Found):
        return Outcome.DECLINED
    if answer.subject.value not in asked.kinds:
        return Outcome.WRONG
    return outcome_of(asked, [str(claim.record.ref) for claim in answer.claims()])


def outcome_of(asked: Asked, records: Sequence[str]) -> Outcome:
    """Judge an answer that rests on some records (``kind:id``)."""
    if not asked.answerable:
        return Outcome.WRONG
    if asked.all:
        right = all(_holds(records, pattern) for pattern in asked.all)
    else:
        right = any(_holds(records, pattern) for pattern in asked.any)
    return Outcome.RIGHT if right else Outcome.WRONG


def _holds(records: Sequence[str], pattern: str) -> bool:
    return any(fnmatchcase(record, pattern) for record in records)


def _told(answer: Answer) -> str:
    if isinstance(answer, Found):
        first = next(iter(answer.claims()))
        return f"{answer.subject.value} {first.record.ref} ({type(answer.question).__name__})"
    return type(answer).__name__

"""``rapporteur ask``: questions from the command line, answered as in the chat."""

from __future__ import annotations

import gc
import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.clock import clock_of
from bot.curated import curated
from bot.faults import FAILED, GOOD, Failed
from handlers.exports.answer_json import answer_json
from handlers.texts import Texts
from store.answering import engine
from store.answering.answers import AskBack, Declined, Missing, UnknownName
from store.answering.lexicon import Lexicon
from store.answering.understanding.pipeline import understand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from bot.settings import Settings
    from handlers.exports.answer_json import AnswerJson
    from store.answering.answers import Answer
    from store.record.moments import Clock
    from store.record.snapshot import Snapshot


class Unreadable(ValueError):  # noqa: N818 - what the line is
    """A line of questions is none. The message says why."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One question as it was asked. ``as_of`` None is the day that the clock shows."""

    text: str
    language: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """Where questions are answered: what is curated, the names in it, the clock."""

    snapshot: Snapshot
    lexicon: Lexicon
    clock: Clock

    @classmethod
    def of(cls, settings: Settings) -> Desk:
        """Open the desk on what the settings name."""
        snapshot = curated(settings)
        return cls(snapshot, Lexicon.of(snapshot), clock_of(settings))

    def answer(self, inquiry: Inquiry) -> AnswerJson:
        """Answer one question. A day in its text counts before the one it was asked with."""
        now = self.clock.now()
        understood = understand(
            inquiry.text, self.lexicon, now=now, language=inquiry.language, previous=None
        )
        answer: Answer
        match understood.question:
            case AskBack() | UnknownName() | Missing() | Declined() as misread:
                answer = misread
            case question:
                if question.as_of is None:
                    question = replace(question, as_of=inquiry.as_of)
                answer = engine.answer(question, self.snapshot, now=now)
        return answer_json(answer, Texts.of(understood.language), self.snapshot)


def ask(settings: Settings, inquiry: Inquiry, *, as_json: bool) -> int:
    """Print the answer to one question."""
    answer = Desk.of(settings).answer(inquiry)
    sys.stdout.write((_line(answer) if as_json else answer["text"]) + "\n")
    return GOOD


def ask_all(settings: Settings, file: str, inquiry: Inquiry) -> int:
    """Print one JSON line for each line of a file (``-``: standard input), in order.

    ``inquiry`` holds what lines that are plain text do not say. A line that cannot be read gets a
    line ``{"error": …}``, and the exit code says so at the end.
    """
    code = GOOD
    with _opened(file) as lines:
        desk = Desk.of(settings)
        gc.freeze()
        gc.enable()
        for line in lines:
            try:
                answer = _line(desk.answer(_read(line, inquiry)))
            except Unreadable as fault:
                answer = json.dumps({"error": str(fault)})
                code = FAILED
            sys.stdout.write(answer + "\n")
            sys.stdout.flush()
    return code


def _read(line: str, asked: Inquiry) -> Inquiry:
    """Read one line: a JSON object if it begins like one, else a question in plain text."""
    text = line.rstrip("\r\n").removeprefix("\ufeff")
    if not text.lstrip().startswith("{"):
        return replace(asked, text=text)
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("the line begins like a JSON object and is none") from None
    unknown = sorted(set(fields) - {"text", "lang", "as_of"})
    if unknown:
        raise Unreadable('only "text", "lang" and "as_of" are known')
    words, language, day = fields.get("text"), fields.get("lang"), fields.get("as_of")
    if not isinstance(words, str):
        raise Unreadable('"text" must be a string')
    if not isinstance(language, str | None):
        raise Unreadable('"lang" must be a language code')
    return Inquiry(words, language or asked.language, _day(day) or asked.as_of)


def _day(written: object) -> date | None:
    if written is None:
        return None
    try:
        return date.fromisoformat(written)  # type: ignore[arg-type]  # anything else is refused
    except (TypeError, ValueError):
        raise Unreadable('"as_of" must be a date: YYYY-MM-DD') from None


def _line(answer: AnswerJson) -> str:
    return json.dumps(answer, ensure_ascii=False)


@contextmanager
def _opened(file: str) -> Iterator[TextIO]:
    # Only a line feed ends a line: other separators are part of what somebody wrote.
    if file == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]
        yield sys.stdin
        return
    try:
        opened = open(file, encoding="utf-8", errors="replace", newline="\n")  # noqa: PTH123, SIM115
    except OSError as error:
        raise Failed(f"{file} cannot be read: {error.strerror}") from None
    with opened:
        yield opened

"""The fictional pack's names, and texts read by them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from store.answering.lexicon import Lexicon
from store.answering.understanding import pipeline
from tests.negotiations import lanternfish

if TYPE_CHECKING:
    from store.answering.answers import Misread
    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading

NOW = datetime(2031, 4, 8, 1, tzinfo=UTC)  # 8 April, 13:00 in Auckland


@cache
def lexicon() -> Lexicon:
    """Index the pack once."""
    return Lexicon.of(lanternfish())


def understood(text: str, previous: Question | None = None) -> Question | Misread:
    """Read a text in the session."""
    return pipeline.understand(text, lexicon(), now=NOW, previous=previous).question


def read(text: str, language: str | None = None) -> Reading:
    """Take a text apart."""
    return pipeline.read(text, lexicon(), now=NOW, language=language)

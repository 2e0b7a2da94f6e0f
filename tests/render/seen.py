"""What a reader sees of an answer, in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.markup import parse_html
from handlers.render.answers import reply, whole
from handlers.texts import Texts
from tests.answering.lantern_treaty import AFTER, asked

if TYPE_CHECKING:
    from datetime import datetime

    from store.answering.answers import Answer
    from store.answering.questions import Question
    from store.record.snapshot import Snapshot

ENGLISH = Texts.of("en")


def seen(answer: Answer, snapshot: Snapshot) -> str:
    """Return what a reader sees of the whole answer, in English."""
    html = whole(answer, ENGLISH, snapshot).reply.html
    return parse_html(html)[0]


def told(question: Question, snapshot: Snapshot, now: datetime = AFTER) -> str:
    return seen(asked(question, snapshot, now), snapshot)


def first_line(question: Question, snapshot: Snapshot) -> str:
    return told(question, snapshot).split("\n", 1)[0]


def labels(answer: Answer, snapshot: Snapshot) -> list[str]:
    return [button.label for row in reply(answer, ENGLISH, snapshot).rows for button in row]

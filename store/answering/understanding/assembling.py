"""Fourth stage: from what a text asks for to the one question that the store is asked.

The rules stand in order of how surely they tell; the first that fits makes the question. A name
that may mean several records is asked back, one that means none is told, nothing is guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Declined, Unread
from store.answering.understanding import parties, topics
from store.answering.understanding.subjects import best_guess

if TYPE_CHECKING:
    from store.answering.answers import Misread
    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading

MOST_PARTIES = 6
MOST_TOPICS = 4

RULES = (
    topics.curated_text,
    topics.calendar_entry,
    topics.terms,
    parties.votes,
    topics.papers,
    parties.treaty_acts,
    topics.when,
    topics.changes,
    topics.sources,
    parties.members,
    topics.agenda,
    parties.of_parties,
    parties.holders,
    topics.history,
    topics.documents,
    topics.of_topics,
    topics.permitted,
    topics.of_the_whole,
)
"""In order of how surely they tell."""


def assemble(reading: Reading) -> Question | Misread:
    """Return the question, or what must be said instead of an answer."""
    if len(reading.parties) > MOST_PARTIES or len(reading.topics) > MOST_TOPICS:
        return Declined(reason=Unread.TOO_MANY)
    for rule in RULES:
        question = rule(reading)
        if question is not None:
            return question
    return best_guess(reading)

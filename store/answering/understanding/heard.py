"""Which records a text is likely about, told from questions that were asked about them before.

The wordings of a record (``phrasings.py``) are how its curators think it is asked for; this is how
people have asked. What was learned of a negotiation is kept in ``heard/<id>.learned``, named as its
pack is; a negotiation of which nothing was learned does without, and so does a record that is new.
"""

from __future__ import annotations

import itertools
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from store.answering.understanding.learned import Learned, buckets, parts_of
from store.record.evidence import Ref

if TYPE_CHECKING:
    from store.answering.understanding.classifying import Reading

HEARD = Path(__file__).parent.parent / "heard"

WORDS = 120
"""Words of a text that are looked at."""

PARTS = (4, 5)
"""Letters of the parts of words that are looked at, the edges of a word counted."""

SHORT = 3
"""Letters of a word that has no parts."""


def heard_in(reading: Reading) -> frozenset[int]:
    """Return the buckets of what a text shows of its subject: its words, in twos, and their parts.

    Here all words count, of articles and days too: they tell what it is about.
    """
    forms = [word.form for word in reading.linked.words[:WORDS]]
    shown = {*forms, *(f"{one} {next_}" for one, next_ in itertools.pairwise(forms))}
    for form in dict.fromkeys(forms):
        if len(form) > SHORT:
            shown.update(parts_of(form, PARTS))
    return buckets(shown)


def subjects_heard(reading: Reading) -> dict[Ref, float]:
    """Return how much of what was heard before speaks for each record, if anything was heard."""
    learned = learned_subjects(reading.lexicon.snapshot.negotiation.id)
    if learned is None:
        return {}
    return told(learned, heard_in(reading))


def told(learned: Learned, shown: frozenset[int]) -> dict[Ref, float]:
    """Return how much speaks for each record."""
    return dict(zip(_refs(learned.names), learned.told(shown).values(), strict=True))


@lru_cache(maxsize=2)
def _refs(names: tuple[str, ...]) -> tuple[Ref, ...]:
    return tuple(map(Ref.parse, names))


@lru_cache(maxsize=2)
def learned_subjects(negotiation: str) -> Learned | None:
    """Return what was learned of the records of a negotiation, None if nothing was."""
    path = HEARD / f"{negotiation}.learned"
    named = negotiation.replace("-", "").isalnum()  # and so leads to no other folder
    return Learned.read(path) if named and path.is_file() else None

"""Which records a text is likely about, told from questions that were asked about them before.

The wordings of a record (``phrasings.py``) are how its curators think it is asked for; this is how
people have asked. What was learned of a negotiation is kept in ``heard/<id>.learned``, named as its
pack is; a negotiation of which nothing was learned does without, and so does a record that is new.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from store.answering.understanding.learned import Learned, buckets, parts_of
from store.record.evidence import Ref

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    shown = {*forms, *(f"{one} {next_}" for one, next_ in pairwise(forms))}
    for form in dict.fromkeys(forms):
        if len(form) > SHORT:
            shown.update(parts_of(form, PARTS))
    return buckets(shown)


def subjects_heard(reading: Reading) -> Mapping[Ref, float]:
    """Return how much of what was heard before speaks for each record, if anything was heard."""
    learned = learned_subjects(reading.lexicon.snapshot.negotiation.id)
    return {} if learned is None else learned.told(heard_in(reading))


@lru_cache(maxsize=2)
def learned_subjects(negotiation: str) -> Learned[Ref] | None:
    """Return what was learned of the records of a negotiation, None if nothing was."""
    path = HEARD / f"{negotiation}.learned"
    named = negotiation.replace("-", "").isalnum()  # and so leads to no other folder
    return Learned.read(path, Ref.parse) if named and path.is_file() else None

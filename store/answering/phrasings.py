"""The ways in which people ask for each record, and which of them a text is like.

Beside BM25 over all that a record says (``retrieval``) this compares a text with each wording: by
the cosine of their words, weighed by rarity (inverse document frequency over records), and by how
many of the record's wordings hold the words.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from store.answering.retrieval import rarities
from store.answering.understanding.normalising import forms_of
from store.answering.understanding.speech import speech
from store.answering.understanding.stemming import stem, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from store.record.evidence import Ref
    from store.record.records import Record

CENTRE = 0.5
"""How much the words that all wordings of a record share count beside those of the nearest one."""

OFTEN = 2.0
"""Wordings that must hold a word until it is as good as in all of them, on a scale of e."""

UNHEARD = 0.6
"""How rare a word is taken to be that no wording holds, of the rarest there can be."""

KEPT = 40
"""Records that are looked at further."""


class Near(NamedTuple):
    """A record some wording of which is like a text.

    ``likeness`` is the cosine of the text and the nearest wording, ``centre`` the share of the text
    that stands in the record's wordings at all, both from 0 to 1; ``score`` is both together.
    ``shared`` counts the words that name a subject in both, ``told`` those of the wording.
    """

    ref: Ref
    score: float
    likeness: float
    centre: float
    wording: str
    shared: int
    told: int


@dataclass(frozen=True, slots=True)
class Phrasings:
    """An index of all wordings of all records."""

    refs: tuple[Ref, ...]
    wordings: tuple[str, ...]
    owner: array[int]  # of each wording, the place of its record
    length: array[float]  # of each wording, as a vector
    told: array[int]  # of each wording, its words that name a subject
    postings: Mapping[str, array[int]]  # wordings by stem
    rarity: Mapping[str, float]
    rarest: float

    @classmethod
    def of(cls, records: Iterable[Record], language: str) -> Phrasings:
        """Index the names, titles and aliases of records; ``language`` is that of the first two."""
        words = speech()
        refs: list[Ref] = []
        wordings: list[str] = []
        told_by: list[tuple[str, ...]] = []
        length, told, owner = array("f"), array("H"), array("I")
        holding: Counter[str] = Counter()
        for place, record in enumerate(records):
            refs.append(record.ref)
            held: set[str] = set()
            for text, code in _wordings(record):
                forms = dict.fromkeys(f for f in forms_of(text) if f not in words.small)
                if forms:
                    terms = tuple(stem(form, code or language) for form in forms)
                    held.update(terms)
                    wordings.append(text)
                    told_by.append(terms)
                    told.append(sum(form not in words.talk for form in forms))
                    owner.append(place)
            holding.update(held)
        total = len(refs)
        rarity = rarities(holding, total)
        postings: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, terms in enumerate(told_by):
            length.append(sqrt(sum(rarity[term] ** 2 for term in terms)))
            for term in dict.fromkeys(terms):
                postings[term].append(number)
        return cls(
            refs=tuple(refs),
            wordings=tuple(wordings),
            owner=owner,
            length=length,
            told=told,
            postings=dict(postings),
            rarity=rarity,
            rarest=UNHEARD * log(1 + (total + 0.5) / 0.5),
        )

    def nearest(self, forms: Sequence[str]) -> list[Near]:
        """Return the records that some words are like, best first; ``forms`` are folded."""
        words = speech()
        products: defaultdict[int, float] = defaultdict(float)
        shared: Counter[int] = Counter()
        centres: defaultdict[int, float] = defaultdict(float)
        square = 0.0
        for form in dict.fromkeys(form for form in forms if form not in words.small):
            known = [term for term in stems(form) if term in self.postings]
            weight = max((self.rarity[term] for term in known), default=self.rarest)
            square += weight * weight
            names = form not in words.talk
            often: Counter[int] = Counter()
            for number, other in self._held(known).items():
                products[number] += weight * other
                often[self.owner[number]] += 1
                if names:
                    shared[number] += 1
            for place, count in often.items():
                centres[place] += weight * weight * (1 - exp(-count / OFTEN))
        size = sqrt(square) or 1.0
        liked: dict[int, tuple[float, int]] = {}
        for number, product in products.items():
            likeness = product / (size * self.length[number])
            place = self.owner[number]
            if place not in liked or likeness > liked[place][0]:
                liked[place] = (likeness, number)
        found = [
            Near(
                self.refs[place],
                likeness + CENTRE * centres[place] / (square or 1.0),
                likeness,
                centres[place] / (square or 1.0),
                self.wordings[number],
                shared[number],
                self.told[number],
            )
            for place, (likeness, number) in liked.items()
        ]
        found.sort(key=lambda near: (-near.score, near.ref))
        return found[:KEPT]

    def _held(self, terms: Sequence[str]) -> dict[int, float]:
        """Return the wordings that hold a stem of one word, with the weight of the rarest."""
        held: dict[int, float] = {}
        for term in sorted(terms, key=self.rarity.__getitem__):
            held.update(dict.fromkeys(self.postings[term], self.rarity[term]))
        return held


def _wordings(record: Record) -> Iterator[tuple[str, str]]:
    """Yield each wording with its language, which is empty for that of the negotiation."""
    for field in ("title", "term", "motion"):
        text = getattr(record, field, None)
        if text:
            yield text, ""
    yield from ((text, code) for code, text in getattr(record, "names", ()))
    yield from ((alias.text, alias.language) for alias in getattr(record, "aliases", ()))

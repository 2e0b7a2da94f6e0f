"""Ranked search over curated text: Okapi BM25 in which a word of a name weighs more than prose.

The index is a dictionary of short lists. Lists are cut to the records in which a word weighs most,
so that a search takes as long in a store of a hundred thousand positions as in a small one.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log
from typing import TYPE_CHECKING, NamedTuple

from store.answering.understanding.normalising import forms_of
from store.answering.understanding.speech import speech
from store.answering.understanding.stemming import stem, stems
from store.record.records import (
    CuratedAnswer,
    Document,
    Event,
    GlossaryEntry,
    Party,
    Position,
    Provision,
    Safeguard,
    Source,
    StatusChange,
    TreatyAction,
    Vote,
)
from store.record.terms import AnswerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from store.record.evidence import Ref
    from store.record.records import Record
    from store.record.snapshot import Snapshot

NAME, ALIAS, PROSE = 4.0, 2.0, 1.0
"""How much a word weighs in a name, in another way to write it, and in the text."""

SATURATION, LENGTH = 5.0, 0.35
"""BM25's k1 and b. Names are short and prose is long by nature, so that length matters little."""

SYNONYM = 0.75
"""How much a word counts that can stand for the one sought."""

UNKNOWN = 3.0
"""In how many records a word that none holds is taken to be: it tells much, but not all."""

LONGEST = 400
"""Records kept for a word: those in which it weighs most."""

_NOWHERE = (array("I"), array("f"))

FEWEST_FOUND = 0.34
"""Share of the weight of the words sought that a record must hold to be shown."""


class Found(NamedTuple):
    """A record with its score, and the share of the words sought, by weight, that it holds."""

    ref: Ref
    score: float
    covered: float


@dataclass(frozen=True)
class Index:
    """An inverted index of records."""

    refs: tuple[Ref, ...]
    postings: Mapping[str, tuple[array[int], array[float]]]  # records by stem, with its impact
    rarity: Mapping[str, float]
    rarest: float
    forms: frozenset[str]  # all words as they stand in the texts
    naming: Mapping[str, array[int]]  # records by each stem in their names

    @classmethod
    def of(cls, records: Iterable[Record], language: str) -> Index:
        """Index the records; ``language`` is that of their prose."""
        # There are many words, so that nothing larger than what is kept is made on the way.
        refs: list[Ref] = []
        held: list[tuple[tuple[str, ...], array[float]]] = []
        forms: set[str] = set()
        naming: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        for record in records:
            counted = _weighed(record, language, forms)
            for term, heaviest in counted.items():
                if heaviest > PROSE:
                    naming[term].append(len(refs))
            if counted:
                refs.append(record.ref)
                held.append((tuple(counted), array("f", counted.values())))
        holding = Counter(term for terms, _ in held for term in terms)
        total = len(refs)
        rarity = rarities(holding, total)
        mean = sum(sum(weights) for _, weights in held) / (total or 1)
        postings: defaultdict[str, tuple[array[int], array[float]]] = defaultdict(
            lambda: (array("I"), array("f"))
        )
        for place, (terms, weights) in enumerate(held):
            stretch = SATURATION * (1 - LENGTH + LENGTH * sum(weights) / (mean or 1))
            for term, weight in zip(terms, weights, strict=True):
                places, impacts = postings[term]
                places.append(place)
                impacts.append(rarity[term] * weight * (SATURATION + 1) / (weight + stretch))
        return cls(
            refs=tuple(refs),
            postings={term: _cut(*entries) for term, entries in postings.items()},
            rarity=rarity,
            rarest=log(1 + (total + 0.5) / UNKNOWN),
            forms=frozenset(forms),
            naming=dict(naming),
        )

    def names(self, ref: Ref, form: str) -> bool:
        """Whether a word, or one that can stand for it, is in a record's names or often in it."""
        others = speech().synonyms.get(form, ())
        place = self.places.get(ref, -1)
        for term in (term for one in (form, *others) for term in stems(one)):
            places = self.naming.get(term, _NOWHERE[0])
            at = bisect_left(places, place)
            if at < len(places) and places[at] == place:
                return True
        return False

    @cached_property
    def places(self) -> Mapping[Ref, int]:
        """Where each record stands in the lists."""
        return {ref: place for place, ref in enumerate(self.refs)}

    def holds(self, ref: Ref, form: str) -> bool:
        """Whether a record holds a word, or one that can stand for it, anywhere."""
        sought, others = self.places.get(ref), speech().synonyms.get(form, ())
        terms = {term for one in (form, *others) for term in stems(one)}
        return any(sought in self.postings.get(term, _NOWHERE)[0] for term in terms)

    def knows(self, form: str) -> bool:
        """Whether any record holds the word, or one that can stand for it, as a stem."""
        others = speech().synonyms.get(form, ())
        return any(term in self.postings for one in (form, *others) for term in stems(one))

    def weight(self, form: str) -> float:
        """Return how much a word tells: the most where no record holds it."""
        others = speech().synonyms.get(form, ())
        for one in (form, *others):
            known = [self.rarity[term] for term in stems(one) if term in self.rarity]
            if known:
                return min(known)
        return self.rarest

    def _impacts(self, form: str) -> dict[int, float]:
        best: dict[int, float] = {}
        for term in stems(form):
            for place, impact in zip(*self.postings.get(term, _NOWHERE), strict=True):
                if impact > best.get(place, 0.0):
                    best[place] = impact
        return best

    def search(self, words: Mapping[str, float]) -> list[Found]:
        """Return the records that hold any of the words, best first; ties as they were indexed.

        ``words`` are folded, each with how much it counts (1 in full).
        """
        scores: defaultdict[int, float] = defaultdict(float)
        covered: defaultdict[int, float] = defaultdict(float)
        total = 0.0
        for form, factor in words.items():
            weight = factor * self.weight(form)
            total += weight
            best = self._impacts(form)
            for other in speech().synonyms.get(form, ()):
                for place, impact in self._impacts(other).items():
                    if impact * SYNONYM > best.get(place, 0.0):
                        best[place] = impact * SYNONYM
            for place, impact in best.items():
                scores[place] += factor * impact
                covered[place] += weight
        ranked = sorted(scores, key=lambda place: (-scores[place], place))
        return [Found(self.refs[p], scores[p], covered[p] / (total or 1)) for p in ranked]


def rarities(holding: Mapping[str, int], total: int) -> dict[str, float]:
    """Return how much each word tells: BM25's inverse document frequency.

    ``holding`` is how many of ``total`` records hold it.
    """
    return {term: log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in holding.items()}


def _cut(places: array[int], impacts: array[float]) -> tuple[array[int], array[float]]:
    """Return the records in which a word weighs most, the heaviest first where some are cut."""
    if len(places) <= LONGEST:
        return places, impacts
    order = sorted(range(len(places)), key=lambda at: (-impacts[at], places[at]))[:LONGEST]
    return array("I", (places[at] for at in order)), array("f", (impacts[at] for at in order))


def ranked(snapshot: Snapshot, words: str) -> tuple[Ref, ...]:
    """Return the claims that hold enough of the words, best first."""
    passed = speech().passed_over
    forms = [form for form in forms_of(words) if form not in passed] or list(forms_of(words))
    found = index_of(snapshot).search(dict.fromkeys(forms, 1.0))
    return tuple(hit.ref for hit in found if hit.covered >= FEWEST_FOUND)


@lru_cache(maxsize=2)
def index_of(snapshot: Snapshot) -> Index:
    """Return the index of all claims of a snapshot, made when it is first asked for."""
    claims = (r for r in snapshot.records.values() if not isinstance(r, Source | Party))
    return Index.of(claims, snapshot.negotiation.language)


def _weighed(record: Record, language: str, forms: set[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for weight, code, text in _texts(record):
        for form in forms_of(text):
            if form in speech().small:
                continue
            forms.add(form)
            term = stem(form, code or language)
            counted[term] += weight  # type: ignore[assignment]  # weights are no whole numbers
    return counted


def _texts(record: Record) -> Iterator[tuple[float, str, str]]:
    """Yield each text with its weight and language (empty: any)."""
    for alias in getattr(record, "aliases", ()):
        yield ALIAS, alias.language, alias.text
    for code, text in getattr(record, "names", ()):
        yield NAME, code, text
    for weight, text in _own_texts(record):
        if text:
            yield weight, "", text


def _own_texts(record: Record) -> Iterator[tuple[float, str | None]]:
    match record:
        case Safeguard():
            yield NAME, record.title
            yield from ((PROSE, t) for t in (record.asks_for, record.why_it_matters))
            yield from ((PROSE, t) for t in (record.at_session_start, record.outcome))
        case Provision():
            yield NAME, record.title
            yield PROSE, record.summary
        case GlossaryEntry():
            yield NAME, record.term
            yield PROSE, record.definition
        case CuratedAnswer(answer_kind=AnswerKind.DISPUTE):
            yield ALIAS, record.title
            yield PROSE, record.text
        case CuratedAnswer():
            yield NAME, record.title
            yield PROSE, record.text
        case Document():
            yield NAME, record.title
            yield NAME, record.symbol
            yield PROSE, record.summary
        case Vote():
            yield NAME, record.motion
            yield ALIAS, record.body
            yield from ((PROSE, t) for t in (record.outcome, record.meaning_of_yes))
            yield PROSE, record.consequence
        case Event():
            yield NAME, record.title
            yield from ((PROSE, t) for t in (record.place, record.outcome))
        case Position() | StatusChange() | TreatyAction():
            yield PROSE, record.summary
        case _:
            return

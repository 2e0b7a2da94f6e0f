"""How long a question takes from the text to the answer, in a small store and in a large one.

A baseline, BM25 by a library over the same records, is measured in the same run: what is told as a
ratio to it holds on any machine.
"""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice, product
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import bm25s  # type: ignore[import-untyped]

from store.answering import engine
from store.answering.answers import AskBack, Declined, Missing, UnknownName
from store.answering.lexicon import Lexicon
from store.answering.understanding.normalising import forms_of
from store.answering.understanding.pipeline import understand
from store.record.moments import Dated
from store.record.records import Party, Position, Safeguard, Source
from store.record.snapshot import Snapshot
from store.record.terms import PartyKind, Stance
from tests.benchmarks.result import Figure, Result
from tests.negotiations import cybercrime, evidence, lanternfish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from store.record.records import Record

DURING = datetime(2024, 8, 6, 14, tzinfo=UTC)  # the session of the built-in pack
DURING_LARGE = datetime(2031, 4, 10, 1, tzinfo=UTC)
POSITIONS = 100_000
PARTIES, TOPICS = 1_000, 500
DAYS = 1_400  # from the first to the last position
ASKED = 1_500

_TEMPLATES = (
    "what does {party} say about {topic}?",
    "position of {party} on {topic}",
    "who supports {topic}",
    "who opposes {topic}",
    "compare {party} and {other} on {topic}",
    "status of {topic}",
    "{topic}",
    "what about {topic} and the police",
    "what does {misspelt} want",
    "quelle est la position de {party} sur {topic} ?",
    "¿qué dice {party} sobre {topic}?",
    "what changed since yesterday",
    "when is the next meeting",
    "write me a poem about {party}",
)
_SYLLABLES = ("ka", "lo", "mir", "ten", "vash", "dor", "pel", "sun", "gri", "bo")


def run() -> Result:
    """Measure."""
    small, large = cybercrime(), generated()
    begun = perf_counter()
    built_in = Lexicon.of(small).ready()
    built = perf_counter() - begun
    begun = perf_counter()
    big = Lexicon.of(large).ready()
    built_big = perf_counter() - begun
    gc.collect()
    gc.freeze()  # the figures tell of the answering, not of the collector going through the stores
    own = _times(built_in, _questions(small), DURING)
    many = _times(big, _questions(large), DURING_LARGE)
    base = _baseline(small, _questions(small))
    return Result(
        "Answering, from the text to the answer",
        (
            Figure("built-in pack, median", _at(own, 0.5), "ms", 3.0),
            Figure("built-in pack, 99 of 100", _at(own, 0.99), "ms", 10.0),
            Figure(
                "100,000 positions, median, times the built-in's", _ratio(many, own, 0.5), "x", 3.0
            ),
            Figure("100,000 positions, median", _at(many, 0.5), "ms", 9.0),
            Figure("100,000 positions, 99 of 100", _at(many, 0.99), "ms", 30.0),
            Figure("baseline: BM25 by bm25s over the same records, median", _at(base, 0.5), "ms"),
            Figure("built-in pack, median, times the baseline's", _ratio(own, base, 0.5), "x"),
            Figure("making the lexicon of the built-in pack", built, "s", 1.0),
            Figure("making the lexicon of 100,000 positions", built_big, "s"),
        ),
    )


def _times(lexicon: Lexicon, texts: Sequence[str], now: datetime) -> list[float]:
    """Return the processor's time for each text (ms), sorted."""
    for text in texts[:50]:
        _answer(lexicon, text, now)
    return _measured(lambda text: _answer(lexicon, text, now), texts)


def _measured(answer: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    took = []
    for text in texts:
        begun = process_time()
        answer(text)
        took.append((process_time() - begun) * 1000)
    return sorted(took)


def _answer(lexicon: Lexicon, text: str, now: datetime) -> object:
    understood = understand(text, lexicon, now=now)
    match understood.question:
        case AskBack() | UnknownName() | Missing() | Declined() as misread:
            return misread
        case question:
            return engine.answer(question, lexicon.snapshot, now=now)


def _at(times: Sequence[float], share: float) -> float:
    return median(times) if share == 0.5 else times[int(len(times) * share)]


def _ratio(times: Sequence[float], others: Sequence[float], share: float) -> float:
    return _at(times, share) / _at(others, share)


def _baseline(snapshot: Snapshot, texts: Sequence[str]) -> list[float]:
    claims = [r for r in snapshot.records.values() if not isinstance(r, Source | Party)]
    index = bm25s.BM25()
    index.index([list(forms_of(repr(claim))) for claim in claims], show_progress=False)
    return _measured(
        lambda text: index.retrieve([list(forms_of(text)) or ["-"]], k=5, show_progress=False),
        texts,
    )


def _questions(snapshot: Snapshot) -> list[str]:
    parties = [p.name for p in snapshot.parties.values() if p.id in snapshot.positions_of]
    topics = [s.title for s in snapshot.safeguards.values()] + [
        f"article {p.number}" for p in snapshot.provisions.values() if p.number[:1].isdigit()
    ]
    every = zip(cycle(_TEMPLATES), cycle(parties), cycle(parties[3:]), cycle(topics))
    return [
        template.format(party=party, other=other, topic=topic, misspelt=party[:2] + party[3:])
        for template, party, other, topic in islice(every, ASKED)
    ]


def generated() -> Snapshot:
    """Return the fictional negotiation with a great many parties, safeguards and positions."""
    base = lanternfish()
    return Snapshot.of(base.negotiation, [*base.records.values(), *_many(base)])


def _many(base: Snapshot) -> Iterator[Record]:
    names = [f"{a}{b}{c}".capitalize() for a, b, c in product(_SYLLABLES, repeat=3)]
    words = [f"{a}{b}" for a, b in product(_SYLLABLES, repeat=2)]
    model = next(iter(base.safeguards.values()))
    for number, name in enumerate(names[:PARTIES]):
        yield Party(id=f"p{number}", name=name, party_kind=PartyKind.STATE)
    for number in range(TOPICS):
        title = f"Safeguard on {words[number % 100]} {words[(number * 7 + number // 100) % 100]}"
        yield _safeguard(model, number, title)
    last = date(2031, 4, 9)
    for number in range(POSITIONS):
        party, topic = number % PARTIES, (number * 7 + number // PARTIES) % TOPICS
        yield Position(
            id=f"n{number}",
            party=f"p{party}",
            safeguard=f"s{topic}",
            provisions=(),
            cited_as=None,
            stance=list(Stance)[(party + topic) % len(Stance)],
            summary=f"Said thing {number} of {words[topic % 100]} and {words[party % 100]}.",
            dated=Dated.on(last - timedelta(days=number % DAYS)),
            occasion=None,
            evidence=evidence(),
        )


def _safeguard(model: Safeguard, number: int, title: str) -> Safeguard:
    return replace(
        model, id=f"s{number}", title=title, provisions=(), aliases=(), names=(), demanded=False
    )

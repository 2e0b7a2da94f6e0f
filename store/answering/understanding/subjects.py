"""What a text is about where its words name no record: the nearest, if it is near enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering import questions as q
from store.answering.answers import AskBack, Declined, Unread
from store.answering.understanding.classifying import Slot
from store.answering.understanding.linking import TOPICS
from store.answering.understanding.normalising import forms_of
from store.answering.understanding.speech import Aim
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.answering.answers import Misread
    from store.answering.questions import Question
    from store.answering.retrieval import Found
    from store.answering.understanding.classifying import Reading
    from store.record.evidence import Ref
    from store.record.records import CuratedAnswer, Event

OWN_WORDS = 0.75
"""Share of a text that a curated text's own title or alias must be to be its answer."""

COVERED = 0.62
"""Share of the words sought, by weight, that a subject must hold to be the answer."""

COVERED_CURATED = 0.8

FAINT = 5.0
"""Score below which nothing is near."""

AHEAD = 1.18
"""How many times better than the next one the best must be to be answered with at once."""

NEAREST = 3


def curated(reading: Reading, *, sure: bool = True) -> CuratedAnswer | None:
    """Return the curated text foreseen for the question: word for word only, if sure."""
    found = reading.curated()
    if found is not None and found[1] >= OWN_WORDS:
        return found[0]
    if sure:
        return None
    best = next(iter(reading.subjects), None)
    if best is None or best.ref.kind is not Kind.ANSWER or best.covered < COVERED_CURATED:
        return None
    return reading.lexicon.snapshot.answers.get(best.ref.id)


def about(reading: Reading) -> tuple[Slot, ...]:
    """Return the topic that the words left over mean, beside a party or a stance."""
    hits = [hit for hit in reading.subjects if hit.ref.kind in TOPICS]
    named = reading.linked.of_kind(*TOPICS)
    if not reading.rest and not named:
        return ()
    slots = _likely(hits, reading)
    if slots:
        return slots
    weak = [m for m in named if m.refs]
    if weak and not reading.rest:
        match = weak[0]
        return (Slot(reading.linked.written(match.begin, match.end), match.refs),)
    return ()


def _likely(hits: list[Found], reading: Reading) -> tuple[Slot, ...]:
    if not hits or hits[0].covered < COVERED or hits[0].score < FAINT:
        return ()
    best = hits[0]
    near = tuple(hit.ref for hit in hits if hit.score * AHEAD > best.score)
    written = " ".join(reading.rest)
    if len(near) > NEAREST:
        return ()
    return (Slot(written, _without_parents(near, reading)),)


def _without_parents(refs: tuple[Ref, ...], reading: Reading) -> tuple[Ref, ...]:
    """Of a safeguard and its own provisions, keep the safeguard."""
    first = refs[0]
    safeguard = reading.lexicon.snapshot.safeguards.get(first.id)
    if first.kind is Kind.SAFEGUARD and safeguard is not None:
        own = set(safeguard.provisions)
        return tuple(r for r in refs if r.kind is not Kind.PROVISION or r.id not in own)
    return refs


def voted_on(reading: Reading) -> tuple[Slot, ...]:
    """Return the vote that the words mean, or the topic that was voted on."""
    days = {day.first for day in reading.linked.days}
    hits = [h for h in reading.subjects if h.ref.kind is Kind.VOTE or h.ref.kind in TOPICS]
    votes = reading.lexicon.snapshot.votes
    if days:
        dated = [h for h in hits if h.ref.kind is Kind.VOTE and votes[h.ref.id].dated.first in days]
        if dated and reading.rest:
            return (Slot(" ".join(reading.rest), (dated[0].ref,)),)
    if not reading.rest:
        return ()
    hits = [hit for hit in hits if hit.covered >= COVERED and hit.score >= FAINT]
    if not hits:
        return ()
    near = tuple(h.ref for h in hits if h.score * AHEAD > hits[0].score)[:NEAREST]
    return (Slot(" ".join(reading.rest), near, sought="vote"),)


def event_meant(reading: Reading) -> Event | None:
    """Return the entry of the calendar that the words mean: "the third session"."""
    hits = [hit for hit in reading.subjects if hit.ref.kind is Kind.EVENT]
    if not hits or hits[0].covered < COVERED_CURATED or hits[0].score < FAINT:
        return None
    if not reading.rest and not _is_whole_title(hits[0], reading):
        return None
    near = [hit for hit in hits if hit.score * AHEAD > hits[0].score]
    return reading.lexicon.snapshot.events.get(hits[0].ref.id) if len(near) == 1 else None


def _is_whole_title(hit: Found, reading: Reading) -> bool:
    event = reading.lexicon.snapshot.events[hit.ref.id]
    forms = {word.form for word in reading.linked.words}
    return set(forms_of(event.title)) <= forms


def best_guess(reading: Reading, otherwise: Misread | None = None) -> Question | Misread:
    """Return the question about what the text is likeliest about, or a decline with the nearest."""
    hits = _without_dates(reading)
    suggestions = tuple(question_about(hit.ref, reading) for hit in hits[:NEAREST])
    decline = otherwise or Declined(reason=Unread.UNCLEAR, suggestions=suggestions)
    if not hits or hits[0].score < FAINT:
        off_topic = Declined(reason=Unread.OFF_TOPIC) if reading.strange else decline
        return otherwise or off_topic
    best = hits[0]
    if best.covered < COVERED or (reading.strange and best.covered < COVERED_CURATED):
        return decline
    near = [hit for hit in hits if hit.score * AHEAD > best.score]
    kinds = {hit.ref.kind for hit in near}
    if len(near) == 1 or len(kinds) > 1:
        return question_about(_preferred(near, reading), reading)
    if len(near) <= NEAREST and kinds <= {Kind.SAFEGUARD, Kind.PROVISION}:
        return AskBack(
            written=" ".join(reading.rest)[:60],
            between=tuple(hit.ref for hit in near),
            choices=tuple(question_about(hit.ref, reading) for hit in near),
        )
    return question_about(best.ref, reading)


def _without_dates(reading: Reading) -> list[Found]:
    return [hit for hit in reading.subjects if hit.ref.kind is not Kind.EVENT]


def _preferred(near: list[Found], reading: Reading) -> Ref:
    """Of records of several kinds that are as near, choose the kind that answers best."""
    order = [Kind.ANSWER, Kind.SAFEGUARD, Kind.GLOSSARY, Kind.PROVISION, Kind.DOCUMENT, Kind.VOTE]
    if Aim.DEFINE in reading.aims:
        order.insert(0, Kind.GLOSSARY)
    refs: Iterable[Ref] = [hit.ref for hit in near]
    return min(refs, key=lambda ref: order.index(ref.kind) if ref.kind in order else len(order))


def question_about(ref: Ref, reading: Reading) -> Question:  # noqa: PLR0911
    """Return the question that shows a record."""
    as_of = reading.as_of
    match ref.kind:
        case Kind.SAFEGUARD if Aim.STATUS in reading.aims:
            return q.StatusOf(topic=ref, as_of=as_of)
        case Kind.SAFEGUARD:
            return q.SafeguardOn(safeguard=ref.id, as_of=as_of)
        case Kind.PROVISION:
            return q.ProvisionText(provision=ref.id, as_of=as_of)
        case Kind.GLOSSARY:
            return q.Define(term=ref.id, as_of=as_of)
        case Kind.DOCUMENT:
            return q.DocumentsOn(document=ref.id, as_of=as_of)
        case Kind.VOTE:
            return q.VoteOn(topic=ref, as_of=as_of)
        case Kind.EVENT:
            return q.NextUp()
        case _:
            return q.Curated(answer=ref.id, as_of=as_of)

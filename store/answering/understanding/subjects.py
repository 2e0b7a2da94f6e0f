"""What a text is about where its words name no record: the nearest, if it is near enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering import questions as q
from store.answering.answers import AskBack, Declined, Unread
from store.answering.understanding.linking import TOPICS
from store.answering.understanding.slots import Slot
from store.answering.understanding.speech import Aim
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.answering.answers import Misread
    from store.answering.questions import Question
    from store.answering.retrieval import Found
    from store.answering.understanding.classifying import Reading
    from store.record.evidence import Ref

COVERED = 0.62
"""Share of the words sought, by weight, that a subject must hold to be the answer."""

COVERED_ALONE = 0.5
"""The same where nothing else is near and every word is one that the record holds."""

COVERED_PERMITTED = 0.34
"""The same where it is asked what may be done: the words are those of every day."""

COVERED_DEED = 0.33
"""The same where the deed itself is in the subject's names."""

COVERED_CURATED = 0.8

RULED = 0.6
"""Share of a term's score that another record must have to be shown in its place."""

COVERED_FAR = 0.3
"""The same where the subject leaves all others far behind."""

FAR = 1.8
"""How many times better than the next one a subject is that leaves it far behind."""

STRONG = 15.0
"""Score that a subject has which several of its own words name."""

FAINT = 5.0
"""Score below which nothing is near."""

AHEAD = 1.18
"""How many times better than the next one the best must be to be answered with at once."""

AHEAD_PERMITTED = 1.1
"""The same where it is asked what may be done: the deed has been weighed already."""

NEAREST = 3

SAME = 0.05
"""Share of the words by which subjects may differ that hold as many of them."""

_TOLD = {Aim.SINCE, Aim.COUNT, Aim.STATUS, Aim.DEADLINE}


def nearest_safeguard(reading: Reading) -> Question | Misread | None:
    """Return the question about the safeguard that the words are nearest to, or ask which."""
    hits = [hit for hit in reading.subjects if hit.ref.kind is Kind.SAFEGUARD]
    first = next(iter(reading.subjects), None)
    if not hits or first is None or hits[0].score < FAINT or _is_of_term(first, hits[0]):
        return None
    done = reading.deed is not None and reading.lexicon.index.names(hits[0].ref, reading.deed)
    least = COVERED if reading.strange and not done else COVERED_PERMITTED
    if hits[0].covered < (COVERED_DEED if done else least):
        return None
    if any(
        hit.ref.kind is Kind.ANSWER and hit.covered >= COVERED_CURATED
        for hit in reading.subjects
        if hit.score * AHEAD > first.score
    ):
        return None
    if first.ref.kind is Kind.PROVISION and first.score > hits[0].score * AHEAD_PERMITTED:
        provision = reading.lexicon.snapshot.provisions[first.ref.id]
        hits = [hit for hit in hits if hit.ref.id in provision.safeguards]
        if not hits:
            return question_about(first.ref, reading)
    near = [hit for hit in hits if hit.score * AHEAD_PERMITTED > hits[0].score][:NEAREST]
    if len(near) > 1 and reading.deed is not None:
        near = _done(reading.deed, near, reading)
    if len(near) == 1:
        return question_about(near[0].ref, reading)
    return AskBack(
        written="",  # nothing that was written is a name of these
        between=tuple(hit.ref for hit in near),
        choices=tuple(question_about(hit.ref, reading) for hit in near),
    )


def _is_of_term(first: Found, safeguard: Found) -> bool:
    """Whether a term leaves the safeguard far behind."""
    return first.ref.kind is Kind.GLOSSARY and first.score > safeguard.score * FAR


def _done(deed: str, near: list[Found], reading: Reading) -> list[Found]:
    """Of subjects that are as near, keep the one that is about the deed most of all."""
    refs = {hit.ref for hit in near}
    scores = {h.ref: h.score for h in reading.lexicon.search({deed: 1.0}) if h.ref in refs}
    best = max(scores.values(), default=0.0)
    kept = [hit for hit in near if scores.get(hit.ref, 0.0) * AHEAD > best > 0]
    return kept if len(kept) == 1 else near


def about(reading: Reading, *, parties: bool = False) -> tuple[Slot, ...]:
    """Return the topic that the words left over mean, beside a party or a stance.

    ``parties`` says that the words of parties' names belong to the topic, too.
    """
    found = reading.subjects_with_parties if parties else reading.subjects
    hits = [hit for hit in found if hit.ref.kind in TOPICS]
    asked = {ref for slot in reading.parties for ref in slot.refs}
    named = [m for m in reading.linked.of_kind(*TOPICS) if asked.isdisjoint(reading.whole(m).refs)]
    if (
        not (reading.rest or parties or reading.other_parties)
        and not named
        and not _speaks_of_whole(reading)
        and not _is_all_said(hits)
    ):
        return ()
    slots = () if _is_outdone(hits, found) else _likely(hits, reading)
    if slots:
        said = [ref for match in named for ref in match.refs if ref in slots[0].refs]
        return (Slot(slots[0].written, (said[0],)),) if said else slots
    if (
        not (reading.rest or reading.other_parties)
        and _speaks_of_whole(reading)
        and reading.lexicon.whole is not None
    ):
        return (Slot("", (reading.lexicon.whole,)),)
    weak = [m for m in named if m.refs]
    if weak and not reading.rest:
        match = weak[0]
        return (Slot(reading.linked.written(match.begin, match.end), match.refs),)
    return ()


def _speaks_of_whole(reading: Reading) -> bool:
    """Whether a stance on the text as a whole is asked for."""
    whole = reading.lexicon.speech.whole
    asked = reading.stances or reading.parties or reading.aims & {Aim.POSITION, Aim.WHO}
    return bool(asked) and any(word.form in whole for word in reading.linked.words)


def _likely(hits: list[Found], reading: Reading) -> tuple[Slot, ...]:
    least = COVERED if reading.strange else COVERED_ALONE
    if not hits or hits[0].score < FAINT:
        return ()
    if hits[0].covered < least:
        return _far_ahead(hits, reading)
    best = hits[0]
    near = tuple(hit.ref for hit in hits if hit.score * AHEAD > best.score)
    if len(near) > NEAREST:
        return ()
    near = _without_parents(near, reading)
    if len(near) > 1 and best.covered < COVERED:
        return ()
    return (Slot(" ".join(reading.rest), near),)


def _is_outdone(hits: list[Found], found: list[Found]) -> bool:
    """Whether what is said is far nearer to something that nobody takes a position on."""
    first = next(iter(found), None)
    if not hits or first is None or first.ref.kind is not Kind.ANSWER:
        return False
    return first.score > hits[0].score * FAR and first.covered >= hits[0].covered


def _is_all_said(hits: list[Found]) -> bool:
    """Whether a topic holds what is said, though in words of every day."""
    return bool(hits) and hits[0].covered >= COVERED_CURATED and hits[0].score > FAINT * 2


def _far_ahead(hits: list[Found], reading: Reading) -> tuple[Slot, ...]:
    """Return the topic that leaves all others behind, though much else is said beside it."""
    best = hits[0]
    other = max((h.score for h in hits[1:] if not _is_kin(best.ref, h.ref, reading)), default=0.0)
    if best.covered < COVERED_FAR or best.score < max(STRONG, FAR * other):
        return ()
    return (Slot(" ".join(reading.rest), (best.ref,)),)


def _is_kin(one: Ref, other: Ref, reading: Reading) -> bool:
    """Whether one is a safeguard and the other a provision that it is about."""
    provisions = reading.lexicon.snapshot.provisions
    return any(
        provision.kind is Kind.PROVISION and safeguard.id in provisions[provision.id].safeguards
        for provision, safeguard in ((one, other), (other, one))
    )


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
    close = [h for h in hits if h.score * AHEAD > hits[0].score]
    held = max(h.covered for h in close)
    near = tuple(h.ref for h in close if h.covered > held - SAME)[:NEAREST]
    return (Slot(" ".join(reading.rest), _numbered_so(near, reading), sought="vote"),)


def _numbered_so(refs: tuple[Ref, ...], reading: Reading) -> tuple[Ref, ...]:
    """Of votes that are as near, keep those with the numbers that are written: "74/247"."""
    index = reading.lexicon.index
    numbers = [word.form for word in reading.linked.words if word.is_number]
    kept = tuple(ref for ref in refs if all(index.names(ref, number) for number in numbers))
    return kept or refs


def best_guess(
    reading: Reading, otherwise: Misread | None = None, words: list[Found] | None = None
) -> Question | Misread:
    """Return the question about what the text is likeliest about, or a decline with the nearest."""
    found = reading.subjects if words is None else words
    hits = [hit for hit in found if hit.ref.kind is not Kind.EVENT]
    suggestions = tuple(question_about(hit.ref, reading) for hit in hits[:NEAREST])
    if not hits or hits[0].score < FAINT:
        reason = Unread.OFF_TOPIC if reading.strange else Unread.UNCLEAR
        return otherwise or Declined(reason=reason, suggestions=suggestions)
    best = hits[0]
    if best.ref.kind is Kind.GLOSSARY and not reading.aims & {Aim.DEFINE, Aim.COMPARE}:
        best = _told(hits, reading)
        hits = [best, *(hit for hit in hits if hit.score <= best.score and hit is not best)]
    near = [hit for hit in hits if hit.score * AHEAD > best.score]
    if best.covered < _least(reading, alone=len(near) == 1):
        return otherwise or Declined(reason=Unread.UNCLEAR, suggestions=suggestions)
    if not _is_named(best, reading):
        return otherwise or Declined(reason=Unread.UNCLEAR, suggestions=suggestions)
    kinds = {hit.ref.kind for hit in near}
    if len(near) == 1 or len(kinds) > 1 or kinds == {Kind.ANSWER}:
        return question_about(_preferred(near, reading), reading)
    if len(near) <= NEAREST and kinds <= {Kind.SAFEGUARD, Kind.PROVISION}:
        return AskBack(
            written="",  # nothing that was written is a name of these
            between=tuple(hit.ref for hit in near),
            choices=tuple(question_about(hit.ref, reading) for hit in near),
        )
    return question_about(best.ref, reading)


def _told(hits: list[Found], reading: Reading) -> Found:
    """Return what tells of a term more than its meaning, where not the meaning is asked for.

    That is the provision that rules on it, or the curated text on when, how many and whether.
    """
    kinds: set[Kind] = set()
    least = _least(reading, alone=True)
    if reading.aims & {Aim.PERMITTED, Aim.TEXT}:
        kinds.add(Kind.PROVISION)
    if reading.aims & _TOLD or len(reading.sought) == 1:
        kinds.add(Kind.ANSWER)
    return next(
        (
            hit
            for hit in hits
            if hit.ref.kind in kinds
            and hit.score > RULED * hits[0].score
            and hit.covered >= (COVERED_CURATED if hit.ref.kind is Kind.ANSWER else least)
        ),
        hits[0],
    )


def _is_named(best: Found, reading: Reading) -> bool:
    """Whether a word of the text stands in the record's names: one in its prose is chance."""
    if best.ref.kind is Kind.GLOSSARY and Aim.DEFINE not in reading.aims:
        return len(reading.sought) > 1 or best.ref in reading.terms()
    index = reading.lexicon.index
    held = sum(index.names(best.ref, form) for form in reading.sought)
    return held >= (2 if best.ref.kind in {Kind.VOTE, Kind.DOCUMENT} else 1)


def _least(reading: Reading, *, alone: bool) -> float:
    """Return the share of the words sought that the best must hold: less where it stands alone."""
    if reading.strange:
        return COVERED
    return COVERED_ALONE if alone else COVERED


def _preferred(near: list[Found], reading: Reading) -> Ref:
    """Of records of several kinds that are as near, choose the kind that answers best."""
    if reading.aims & {Aim.STATUS, Aim.VOTE}:
        votes = [hit.ref for hit in near if hit.ref.kind is Kind.VOTE]
        if votes:
            return votes[0]
    order = [Kind.ANSWER, Kind.SAFEGUARD, Kind.GLOSSARY, Kind.PROVISION, Kind.DOCUMENT, Kind.VOTE]
    if Aim.DEFINE in reading.aims:
        order.insert(0, Kind.GLOSSARY)
    refs: Iterable[Ref] = [hit.ref for hit in near]
    return min(refs, key=lambda ref: order.index(ref.kind) if ref.kind in order else len(order))


def question_about(ref: Ref, reading: Reading) -> Question:
    """Return the question that shows a record."""
    if ref.kind is Kind.SAFEGUARD and Aim.STATUS in reading.aims:
        return q.StatusOf(topic=ref, as_of=reading.as_of)
    return q.about(ref, reading.as_of) or q.NextUp()

"""Where parties stand on topics, at a glance: one cell for each pair that is on record."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from store.answering.answers import Found, Heading, Section, Subject
from store.answering.kinds.holders import place_of
from store.answering.kinds.stance import best, split, theme
from store.answering.kinds.topic import paragraphs_of
from store.answering.questions import Compare, MatrixOf, WhoHolds
from store.record.evidence import Ref
from store.record.snapshot import topics_of
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.answering.answers import NotOnRecord
    from store.answering.inquiry import Inquiry
    from store.answering.questions import Question
    from store.record.records import Position

    Cells = dict[tuple[str, Ref], list[Position]]


def matrix(question: MatrixOf, inquiry: Inquiry) -> Found | NotOnRecord:
    """Answer with a section for each party and topic that is on record by the day, by party.

    What comes later than the clock is left out: a glance has no room to say so. The subjects are
    the parties and then the topics, rows and columns of the matrix: as asked for, else those that
    spoke on most first.
    """
    snapshot = inquiry.snapshot
    positions = inquiry.moment.by(snapshot.positions.values())
    asked = set(question.parties)
    cells: Cells = {}
    for position in positions:
        if not asked or position.party in asked:
            for ref in topics_of(position):
                cells.setdefault((position.party, ref), []).append(position)
    columns = _columns(question, cells, inquiry)
    spoken = Counter(party for party, topic in cells if topic in set(columns))
    rows = tuple(dict.fromkeys(question.parties)) or tuple(
        sorted(spoken, key=lambda id_: (-spoken[id_], place_of(id_, inquiry)))
    )
    sections = tuple(
        Section(Heading.CURRENT, (inquiry.cite(shown),), (Ref(Kind.PARTY, party), topic))
        for party in rows
        for topic in columns
        if (shown := best(split(cells.get((party, topic), []))[0])) is not None
    )
    parties = tuple(Ref(Kind.PARTY, party) for party in rows)
    silent = tuple(ref for ref in parties if ref.id not in spoken)
    empty = tuple(topic for topic in columns if all(topic != ref for _, ref in cells))
    found = inquiry.found(
        Subject.COMPARISON,
        sections,
        subjects=(*parties, *columns),
        missing=(*silent, *empty),
        candidates=_next_steps(question, columns),
        known=[p for p in snapshot.positions.values() if not asked or p.party in asked],
    )
    # What sources disagree on is told with the position itself, to which the matrix points.
    return replace(found, disputes=()) if isinstance(found, Found) else found


def _columns(
    question: MatrixOf, cells: Iterable[tuple[str, Ref]], inquiry: Inquiry
) -> tuple[Ref, ...]:
    """Return the topics asked for, articles with their paragraphs; else those demanded first."""
    spoken = Counter(topic for _, topic in cells)
    snapshot = inquiry.snapshot
    if question.topics:
        wanted = dict.fromkeys(
            ref
            for topic in question.topics
            for ref in (topic, *(p for p in paragraphs_of(topic, snapshot) if p in spoken))
        )
        return tuple(wanted)
    themes = {ref for p in snapshot.positions.values() for ref in theme(p)} & set(spoken)
    if not question.parties:
        safeguards = {ref for ref in themes if ref.kind is Kind.SAFEGUARD}
        themes = safeguards or themes
    order = {ref: place for place, ref in enumerate(snapshot.records)}

    def rank(ref: Ref) -> tuple[bool, int, int]:
        safeguard = snapshot.safeguards.get(ref.id) if ref.kind is Kind.SAFEGUARD else None
        demanded = safeguard is not None and safeguard.demanded
        return (not demanded, -spoken[ref], order[ref])

    return tuple(sorted(themes, key=rank))


def _next_steps(question: MatrixOf, columns: Sequence[Ref]) -> Iterator[Question]:
    if len(question.parties) > 1:
        yield Compare(parties=question.parties, topics=question.topics)
    for topic in columns[:3]:
        yield WhoHolds(topics=(topic,))
    if question.parties or question.topics:
        yield MatrixOf()

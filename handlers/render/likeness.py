"""Claims that say the same of several parties or topics: told once, with all of their names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from store.answering.answers import Heading, Subject
from store.record.records import Position, StatusChange

if TYPE_CHECKING:
    from store.answering.answers import Cited, Found, Section
    from store.record.records import Claim

_ELSEWHERE = {Heading.ON_PARAGRAPHS, Heading.OTHERS}


def alike(section: Section, found: Found) -> tuple[tuple[Cited, ...], ...]:
    """Group a section's claims that differ in their party or topic alone, in their order.

    Only where names stand at the head of a claim: who holds a stance, the paragraphs of an article,
    and what became of many provisions on one day.
    """
    groups: list[list[Cited]] = []
    places: dict[Claim, int] = {}
    for cited in section.claims:
        said = _said(cited.record, section, found)
        if said is not None and said in places:
            groups[places[said]].append(cited)
            continue
        if said is not None:
            places[said] = len(groups)
        groups.append([cited])
    return tuple(map(tuple, groups))


def _said(record: Claim, section: Section, found: Found) -> Claim | None:
    """Return the claim without what names it, None where it is told by itself."""
    if isinstance(record, Position) and found.subject is Subject.WHO:
        return replace(record, id="", party="")
    together = section.heading in _ELSEWHERE or found.subject is Subject.CHANGES
    if isinstance(record, StatusChange) and together:
        return replace(record, id="", topic=section.claims[0].record.ref)
    return None

"""Negotiations to test with: a fictional one, the built-in one, and records made to measure."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.packs.location import BUILT_IN
from store.packs.reading import read_pack
from store.record.evidence import Evidence
from store.record.moments import Dated
from store.record.records import Event, Party, Position, Provision, Safeguard, Source, Vote
from store.record.terms import Confidence, EventKind, KnownBy, PartyKind, Stance

if TYPE_CHECKING:
    from store.record.snapshot import Snapshot

LANTERNFISH = Path(__file__).parent / "packs" / "lanternfish"


@cache
def lanternfish() -> Snapshot:
    """Return the fictional convention on lamp fishing: session 31 March to 11 April 2031."""
    return read_pack(LANTERNFISH).snapshot()


@cache
def cybercrime() -> Snapshot:
    """Return the built-in pack: the session of 29 July to 9 August 2024."""
    return read_pack(BUILT_IN).snapshot()


def evidence(**fields: Any) -> Evidence:
    """Return good evidence from one source of the fictional pack, changed as asked."""
    given: dict[str, Any] = {
        "sources": ("report-4",),
        "confidence": Confidence.HIGH,
        "known_by": KnownBy.RECORD,
        "last_confirmed": date(2031, 12, 1),
    }
    return Evidence(**(given | fields))


def source(**fields: Any) -> Source:
    """Return a source, changed as asked."""
    given: dict[str, Any] = {
        "id": "new-source",
        "title": "A new page",
        "publisher": "Harbour News",
        "url": "https://harbournews.example/new",
        "dated": Dated.on(date(2031, 4, 8)),
        "genre": "press",
    }
    return Source(**(given | fields))


def party(**fields: Any) -> Party:
    """Return a state, changed as asked."""
    given: dict[str, Any] = {"id": "marrow", "name": "Marrow", "party_kind": PartyKind.STATE}
    return Party(**(given | fields))


def safeguard(**fields: Any) -> Safeguard:
    """Return a safeguard, changed as asked."""
    given: dict[str, Any] = {
        "id": "quiet-waters",
        "title": "Quiet waters",
        "asks_for": "No engines near the lamps.",
        "why_it_matters": "Noise drives the fish off.",
        "at_session_start": "Not in the draft.",
        "outcome": "Not included.",
        "draft_numbers": None,
        "demanded": False,
        "provisions": (),
        "evidence": evidence(),
    }
    return Safeguard(**(given | fields))


def provision(**fields: Any) -> Provision:
    """Return an article, changed as asked."""
    given: dict[str, Any] = {
        "id": "article-9",
        "number": "9",
        "title": "Quiet",
        "chapter": "II. Fishing",
        "summary": "Engines stay away from lamps.",
        "evidence": evidence(),
    }
    return Provision(**(given | fields))


def position(**fields: Any) -> Position:
    """Return a position of Vell on dark hours, changed as asked."""
    given: dict[str, Any] = {
        "id": "vell.dark-hours.2031-04-08",
        "party": "vell",
        "safeguard": "dark-hours",
        "provisions": (),
        "cited_as": None,
        "stance": Stance.SUPPORTS,
        "summary": "Wants them kept after all.",
        "dated": Dated.on(date(2031, 4, 8)),
        "occasion": None,
        "evidence": evidence(sources=("vell-statement",), known_by=KnownBy.SUBMISSION),
    }
    return Position(**(given | fields))


def vote(**fields: Any) -> Vote:
    """Return a counted vote without topics or ballots, changed as asked."""
    given: dict[str, Any] = {
        "id": "vote-9",
        "body": "Lanternfish conference",
        "motion": "Delete article 9.",
        "moved_by": None,
        "dated": Dated.on(date(2031, 4, 9)),
        "recorded": True,
        "yes": 20,
        "no": 21,
        "abstain": 9,
        "outcome": "rejected",
        "meaning_of_yes": "delete article 9",
        "consequence": None,
        "topics": (),
        "evidence": evidence(known_by=KnownBy.VOTE),
    }
    return Vote(**(given | fields))


def event(**fields: Any) -> Event:
    """Return a milestone on one day, changed as asked."""
    given: dict[str, Any] = {
        "id": "lamp-day",
        "event_kind": EventKind.MILESTONE,
        "title": "Day of the lamps",
        "dated": Dated.on(date(2031, 6, 1)),
        "evidence": evidence(),
    }
    return Event(**(given | fields))

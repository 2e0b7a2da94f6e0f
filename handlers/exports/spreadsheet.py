"""Everything curated as one table of comma-separated values, for people with a spreadsheet.

A row is a record, or one party's ballot in a vote. Cells that a spreadsheet would take for a
formula begin with an apostrophe.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any, assert_never

from store.record.evidence import Ref
from store.record.records import (
    CuratedAnswer,
    Document,
    Event,
    GlossaryEntry,
    Membership,
    Party,
    Position,
    Provision,
    Safeguard,
    Source,
    StatusChange,
    TreatyAction,
    Vote,
)
from store.record.snapshot import topics_of
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.record.evidence import Evidence
    from store.record.records import Record
    from store.record.snapshot import Snapshot

COLUMNS = (
    "type",
    "id",
    "date",
    "until",
    "party",
    "topics",
    "stance",
    "status",
    "title",
    "summary",
    "outcome",
    "yes",
    "no",
    "abstain",
    "ballot",
    "meaning_of_yes",
    "place",
    "publisher",
    "address",
    "sources",
    "confidence",
    "known_by",
    "last_confirmed",
    "doubts",
    "unchecked",
    "retracted",
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_Cells = dict[str, Any]


def spreadsheet(snapshot: Snapshot) -> str:
    """Return the table, its first row the names of the columns."""
    written = StringIO(newline="")
    table = csv.DictWriter(written, COLUMNS, restval="")
    table.writeheader()
    for record in snapshot.records.values():
        for cells in _rows(record, snapshot):
            table.writerow({column: safe_cell(value) for column, value in cells.items()})
    return written.getvalue()


def safe_cell(value: object) -> str:
    """Return the value as a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _rows(record: Record, snapshot: Snapshot) -> Iterator[_Cells]:
    named = {"type": record.kind.value, "id": record.id}
    claimed = {} if isinstance(record, Source | Party) else _known(record.evidence, snapshot)
    yield named | _cells(record, snapshot) | claimed
    if isinstance(record, Vote):
        for ballot in record.ballots:
            cells = {"date": record.dated, "party": ballot.party, "ballot": ballot.ballot.value}
            yield {
                "type": "ballot",
                "id": record.id,
                **cells,
                **_known(ballot.evidence, snapshot),
            }


def _cells(record: Record, snapshot: Snapshot) -> _Cells:  # noqa: C901, PLR0911, PLR0912 - one for each kind
    match record:
        case Source():
            return {
                "date": record.dated,
                "title": record.title,
                "summary": record.note,
                "publisher": record.publisher,
                "address": record.url,
            }
        case Party():
            cells = {"title": record.name, "summary": record.note}
            return cells | {"sources": _sources(record.sources, snapshot)}
        case Safeguard():
            return {
                "title": record.title,
                "topics": _topics(Ref(Kind.PROVISION, id_) for id_ in record.provisions),
                "summary": f"{record.asks_for} {record.why_it_matters}",
                "outcome": record.outcome,
            }
        case Provision():
            return {
                "title": f"{record.number} {record.title}",
                "topics": _topics(Ref(Kind.SAFEGUARD, id_) for id_ in record.safeguards),
                "summary": record.summary,
            }
        case StatusChange():
            return {
                "date": record.dated,
                "topics": _topics([record.topic]),
                "status": record.status.value,
                "summary": record.summary,
            }
        case Position():
            return {
                "date": record.dated,
                "party": record.party,
                "topics": _topics(topics_of(record)),
                "stance": record.stance.value,
                "title": record.occasion,
                "summary": record.summary,
            }
        case Vote():
            return {
                "date": record.dated,
                "party": record.moved_by,
                "topics": _topics(record.topics),
                "title": record.motion,
                "summary": record.consequence,
                "outcome": record.outcome,
                "yes": record.yes,
                "no": record.no,
                "abstain": record.abstain,
                "meaning_of_yes": record.meaning_of_yes,
                "place": record.body,
            }
        case Event():
            zone = snapshot.negotiation.zone
            starts, ends = record.starts_at, record.ends_at
            return {
                "date": starts.astimezone(zone).isoformat() if starts else record.dated.first,
                "until": ends.astimezone(zone).isoformat() if ends else record.dated.last,
                "topics": _topics(record.topics),
                "status": "cancelled" if record.cancelled is not None else "",
                "title": record.title,
                "summary": record.cancelled,
                "outcome": record.outcome,
                "place": record.place,
            }
        case Document():
            return {
                "date": record.dated,
                "topics": _topics(record.topics),
                "title": " ".join(part for part in (record.symbol, record.title) if part),
                "summary": record.summary,
                "address": record.url,
            }
        case GlossaryEntry():
            return {"title": record.term, "summary": record.definition}
        case CuratedAnswer():
            return {
                "date": record.dated,
                "topics": _topics(record.about),
                "title": record.title,
                "summary": record.text,
            }
        case Membership():
            return {
                "date": record.since,
                "until": record.until,
                "party": record.party,
                "topics": _topics([Ref(Kind.PARTY, record.group)]),
            }
        case TreatyAction():
            return {
                "date": record.dated,
                "party": record.party,
                "title": record.act.value,
                "summary": record.summary,
            }
        case _:
            assert_never(record)


def _known(evidence: Evidence, snapshot: Snapshot) -> _Cells:
    retracted = evidence.retracted
    return {
        "sources": _sources(evidence.sources, snapshot),
        "confidence": evidence.confidence.value,
        "known_by": evidence.known_by.value,
        "last_confirmed": evidence.last_confirmed,
        "doubts": " ".join(evidence.doubts),
        "unchecked": "yes" if evidence.unchecked else "",
        "retracted": "" if retracted is None else f"{retracted.retracted_on} {retracted.reason}",
    }


def _sources(ids: Iterable[str], snapshot: Snapshot) -> str:
    sources = (snapshot.sources[id_] for id_ in ids)
    return "; ".join(
        ", ".join(part for part in (source.title, source.publisher, source.url) if part)
        for source in sources
    )


def _topics(refs: Iterable[Ref]) -> str:
    return " ".join(str(ref) for ref in refs)

"""Everything curated as JSON: each record with all that is known of it, for other programs.

Names, dates and words are those of the data pack. Dates are reduced ISO 8601, instants UTC.
Sources, parties and topics are named by id and stand in the same file.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any

from store.record.evidence import Ref
from store.record.moments import Dated
from store.record.terms import Kind

if TYPE_CHECKING:
    from store.record.records import Record
    from store.record.snapshot import Snapshot


def dataset(snapshot: Snapshot) -> str:
    """Return one JSON object: ``negotiation``, and ``records`` by kind in the store's order."""
    records: dict[str, list[Any]] = {kind.value: [] for kind in Kind}
    for record in snapshot.records.values():
        records[record.kind.value].append(record_json(record))
    whole = {"negotiation": _plain(snapshot.negotiation), "records": records}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def record_json(record: Record) -> dict[str, Any]:
    """Return one record, with its kind as ``type``."""
    return {"type": record.kind.value, **_plain(record)}


def _plain(value: Any) -> Any:  # noqa: ANN401, PLR0911 - whatever a record may hold, as JSON
    match value:
        case Ref():
            return {"type": value.kind.value, "id": value.id}
        case Dated():
            return str(value)
        case Enum():
            return value.value
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return int(value.total_seconds())
        case tuple() | list():
            return [_plain(item) for item in value]
        case _ if is_dataclass(value):
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value

from __future__ import annotations

import json
from typing import Any

import pytest

from handlers.exports.dataset import dataset
from store.record.snapshot import Snapshot
from store.record.terms import Kind
from tests.conversation.lanternfish import lanternfish
from tests.tables.lanterns import NEGOTIATION, RECORDS

LANTERNS = Snapshot.of(NEGOTIATION, RECORDS)


def whole(snapshot: Snapshot) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(dataset(snapshot))
    return found


def record(snapshot: Snapshot, kind: Kind, id_: str) -> dict[str, Any]:
    return next(r for r in whole(snapshot)["records"][kind.value] if r["id"] == id_)


@pytest.mark.parametrize("snapshot", [LANTERNS, lanternfish()], ids=["lanterns", "lanternfish"])
def test_every_record_is_there_by_kind_in_the_order_of_the_store(snapshot: Snapshot) -> None:
    found = whole(snapshot)["records"]

    assert {kind: [record["id"] for record in found[kind]] for kind in found} == {
        kind.value: [ref.id for ref in snapshot.records if ref.kind is kind] for kind in Kind
    }


def test_a_claim_has_its_evidence_and_its_retraction() -> None:
    found = record(lanternfish(), Kind.POSITION, "vell.observer-access.2031-04-01")

    assert found["evidence"] == {
        "sources": ["harbour-news"],
        "confidence": "low",
        "known_by": "observer",
        "last_confirmed": "2031-12-01",
        "doubts": [],
        "unchecked": True,
        "retracted": {
            "retracted_on": "2031-05-02",
            "reason": "The newspaper took it back: it had meant North Vell.",
        },
    }


def test_dates_are_as_precise_as_they_are_known_and_instants_are_utc() -> None:
    assert record(lanternfish(), Kind.SOURCE, "draft-2")["dated"] == "2031-01"
    meeting = record(lanternfish(), Kind.EVENT, "meeting-1")
    assert (meeting["dated"], meeting["starts_at"]) == ("2031-03-31", "2031-03-30T21:00:00+00:00")


def test_topics_are_named_by_kind_and_id() -> None:
    assert record(lanternfish(), Kind.DOCUMENT, "second-draft")["topics"] == [
        {"type": "provision", "id": "article-3"}
    ]


def test_the_negotiation_is_told_with_its_rules_for_alerts() -> None:
    found = whole(LANTERNS)["negotiation"]

    assert (found["id"], found["starts_on"]) == ("lanterns", "2031-05-05")
    assert found["alerts"]["brief_at"] == "07:15:00"
    assert found["alerts"]["meeting_lead"] == 20 * 60
    assert found["alerts"]["rest_days"] == []


def test_letters_of_every_script_are_written_as_they_are() -> None:
    assert "阿瓦" in dataset(LANTERNS)

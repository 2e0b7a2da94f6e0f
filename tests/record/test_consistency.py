from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar

import pytest

from store.record.consistency import Finding, Rule, Severity, check
from store.record.evidence import Alias, Evidence, Ref, Retraction
from store.record.moments import Dated
from store.record.records import (
    CuratedAnswer,
    Event,
    GlossaryEntry,
    Membership,
    Party,
    Position,
    Provision,
    Record,
    Safeguard,
    Source,
    StatusChange,
    Version,
    Vote,
)
from store.record.references import names_in
from store.record.snapshot import Negotiation, Snapshot
from store.record.terms import Confidence, EventKind, Kind, KnownBy, PartyKind, Stance, Status
from tests.tables import lanterns

R = TypeVar("R", bound=Record)

KNOWN = Evidence(
    sources=("report",),
    confidence=Confidence.HIGH,
    known_by=KnownBy.RECORD,
    last_confirmed=date(2031, 6, 1),
)
WITHDRAWN = replace(KNOWN, retracted=Retraction(date(2031, 7, 1), "Misheard."))
REPORT = Source(
    id="report", title="Report", publisher="Committee", url=None, dated=None, genre="official"
)
AHWA = Party(id="ahwa", name="Ahwa", party_kind=PartyKind.STATE)
REEF = Party(id="reef", name="Reef Group", party_kind=PartyKind.GROUP)
DIM = Safeguard(
    id="dim-light",
    title="Dim light",
    asks_for="Dim lanterns.",
    why_it_matters="Turtles.",
    at_session_start="Open.",
    outcome="Open.",
    draft_numbers=None,
    demanded=True,
    provisions=("article-4",),
    evidence=KNOWN,
)
LIGHT = Provision(
    id="article-4", number="4", title="Light", chapter=None, summary="Light.", evidence=KNOWN
)
WANTS = Position(
    id="ahwa.1",
    party="ahwa",
    safeguard="dim-light",
    provisions=("article-4",),
    cited_as=None,
    stance=Stance.SUPPORTS,
    summary="Ahwa said that lanterns must never be brighter than five lumens.",
    dated=Dated.parse("2031-05-06"),
    occasion=None,
    evidence=KNOWN,
)
VOTE = Vote(
    id="light-vote",
    body="Committee",
    motion="To delete article 4",
    moved_by=None,
    dated=Dated.parse("2031-05-08"),
    recorded=True,
    yes=1,
    no=2,
    abstain=0,
    outcome="Rejected.",
    meaning_of_yes="To delete.",
    consequence=None,
    topics=(LIGHT.ref,),
    evidence=KNOWN,
)
SESSION = Event(
    id="session",
    event_kind=EventKind.SESSION,
    title="Session",
    dated=Dated.parse("2031-05-05/2031-05-16"),
    evidence=KNOWN,
)
MEETING = Event(
    id="meeting-1",
    event_kind=EventKind.MEETING,
    title="First meeting",
    dated=Dated.parse("2031-05-06"),
    starts_at=datetime(2031, 5, 5, 22, tzinfo=UTC),
    ends_at=datetime(2031, 5, 6, 1, tzinfo=UTC),
    evidence=KNOWN,
)
SOUND: tuple[Record, ...] = (REPORT, AHWA, REEF, DIM, LIGHT, WANTS, VOTE, SESSION, MEETING)
NEGOTIATION: Negotiation = lanterns.NEGOTIATION  # in Fiji, twelve hours ahead


def findings(*changed: Record) -> tuple[Finding, ...]:
    """What is found in the sound records with these in the place of their namesakes, or added."""
    records = {record.ref: record for record in (*SOUND, *changed)}
    return check(Snapshot.of(NEGOTIATION, records.values()))


def found(*changed: Record) -> list[tuple[Severity, Rule, tuple[str, ...]]]:
    return [
        (finding.severity, finding.rule, tuple(ref.id for ref in finding.about))
        for finding in findings(*changed)
    ]


def test_a_sound_record_gives_no_finding() -> None:
    assert findings() == ()


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (replace(AHWA, sources=("none",)), "sources"),
        (replace(DIM, provisions=("none",)), "provisions"),
        (replace(LIGHT, parent="none"), "parent"),
        (replace(LIGHT, safeguards=("none",)), "safeguards"),
        (replace(WANTS, party="none"), "party"),
        (replace(WANTS, safeguard="none"), "safeguard"),
        (replace(WANTS, provisions=("none",)), "provisions"),
        (replace(WANTS, evidence=replace(KNOWN, sources=("none",))), "sources"),
        (replace(VOTE, moved_by="none"), "moved_by"),
        (replace(VOTE, topics=(Ref(Kind.SAFEGUARD, "none"),)), "topics"),
        (replace(SESSION, topics=(Ref(Kind.PROVISION, "none"),)), "topics"),
        (
            StatusChange(
                id="s",
                topic=Ref(Kind.PROVISION, "none"),
                status=Status.OPEN,
                dated=Dated.parse("2031"),
                summary="Open.",
                evidence=KNOWN,
            ),
            "topic",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value.ref),
)
def test_a_name_that_leads_nowhere_is_an_error(record: Record, field: str) -> None:
    [finding] = findings(record)

    assert (finding.severity, finding.rule, finding.about) == (
        Severity.ERROR,
        Rule.DANGLING,
        (record.ref,),
    )
    assert finding.words.startswith(f"{field} names ")


def test_even_a_retracted_record_must_not_lead_nowhere() -> None:
    assert found(replace(WANTS, party="none", evidence=WITHDRAWN)) == [
        (Severity.ERROR, Rule.DANGLING, ("ahwa.1",))
    ]


def test_a_version_of_a_dispute_needs_a_source() -> None:
    [dispute] = [r for r in lanterns.RECORDS if r.id == "how-many-lumens"]
    assert isinstance(dispute, CuratedAnswer)
    unsourced = replace(
        dispute,
        about=(),
        versions=(Version(says="Ten.", sources=("report",)), Version(says="Five.", sources=())),
        evidence=KNOWN,
    )

    [finding] = findings(unsourced)
    assert (finding.rule, finding.words) == (
        Rule.UNSOURCED,
        "version 2 of the dispute has no source",
    )


def test_only_a_group_has_members() -> None:
    member = Membership(
        id="m", party="reef", group="ahwa", since=None, until=None, open_ended=True, evidence=KNOWN
    )

    assert found(member) == [(Severity.WARNING, Rule.NO_GROUP, ("m",))]


def test_a_paragraph_has_no_paragraphs() -> None:
    paragraph = replace(LIGHT, id="article-4-1", number="4(1)", parent="article-4")
    deeper = replace(LIGHT, id="article-4-1-a", number="4(1)(a)", parent="article-4-1")

    assert found(paragraph, deeper) == [(Severity.ERROR, Rule.CIRCLE, ("article-4-1-a",))]


def test_a_provision_is_no_part_of_itself() -> None:
    assert found(replace(LIGHT, parent="article-4")) == [
        (Severity.ERROR, Rule.CIRCLE, ("article-4",))
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (Severity.ERROR, Rule.DUPLICATE)),
        ({"summary": WANTS.summary.upper() + " "}, (Severity.ERROR, Rule.DUPLICATE)),
        (
            {"summary": WANTS.summary.replace("five", "5")},
            (Severity.WARNING, Rule.DUPLICATE),
        ),
        ({"stance": Stance.OPPOSES}, (Severity.WARNING, Rule.CONFLICT)),
        ({"summary": "It would sign tomorrow."}, None),
        ({"dated": Dated.parse("2031-05-07")}, None),
        ({"party": "reef"}, None),
        ({"provisions": ()}, None),
        ({"evidence": WITHDRAWN}, None),
    ],
    ids=["same", "case", "nearly", "stance", "other-words", "day", "party", "topics", "retracted"],
)
def test_two_positions_of_one_party_on_one_topic_and_day_are_compared(
    changes: dict[str, object], expected: tuple[Severity, Rule] | None
) -> None:
    second = replace(WANTS, id="ahwa.2", **changes)  # type: ignore[arg-type]  # each of its field

    assert found(second) == ([(*expected, ("ahwa.1", "ahwa.2"))] if expected else [])


def test_ballots_cannot_outnumber_the_total() -> None:
    [light_vote] = [r for r in lanterns.RECORDS if r.id == "light-vote"]
    assert isinstance(light_vote, Vote)
    ballot = replace(light_vote.ballots[1], evidence=KNOWN)  # a yes
    ballots = (replace(ballot, party="ahwa"), replace(ballot, party="reef"))

    assert [finding.words for finding in findings(replace(VOTE, ballots=ballots))] == [
        "2 ballots say yes, the total says 1"
    ]
    assert findings(replace(VOTE, yes=2, ballots=ballots)) == ()


def test_a_party_has_one_ballot_in_a_vote() -> None:
    [light_vote] = [r for r in lanterns.RECORDS if r.id == "light-vote"]
    assert isinstance(light_vote, Vote)
    ballot = replace(light_vote.ballots[1], evidence=KNOWN)

    assert [f.words for f in findings(replace(VOTE, yes=2, ballots=(ballot, ballot)))] == [
        "ahwa has 2 ballots"
    ]


def test_what_was_not_counted_has_no_totals() -> None:
    assert found(replace(VOTE, recorded=False)) == [
        (Severity.ERROR, Rule.MISCOUNT, ("light-vote",))
    ]


def test_two_meetings_at_once_are_pointed_out() -> None:
    second = replace(
        MEETING,
        id="meeting-2",
        starts_at=datetime(2031, 5, 6, 0, 59, tzinfo=UTC),
        ends_at=datetime(2031, 5, 6, 3, tzinfo=UTC),
    )

    assert found(second) == [(Severity.WARNING, Rule.OVERLAP, ("meeting-1", "meeting-2"))]


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_at": datetime(2031, 5, 6, 1, tzinfo=UTC)},
        {"starts_at": datetime(2031, 5, 6, 0, tzinfo=UTC), "cancelled": "Storm."},
        {"starts_at": datetime(2031, 5, 6, 0, tzinfo=UTC), "event_kind": EventKind.INFORMALS},
        {"starts_at": datetime(2031, 5, 6, 0, tzinfo=UTC), "evidence": WITHDRAWN},
    ],
    ids=["after", "cancelled", "informals", "retracted"],
)
def test_these_do_not_clash_with_a_meeting(changes: dict[str, object]) -> None:
    second = replace(MEETING, id="meeting-2", ends_at=datetime(2031, 5, 6, 3, tzinfo=UTC))

    assert found(replace(second, **changes)) == []  # type: ignore[arg-type]  # each of its field


def test_hours_and_days_must_agree_in_the_zone_of_the_session() -> None:
    assert found(replace(MEETING, dated=Dated.parse("2031-05-05"))) == [
        (Severity.ERROR, Rule.WRONG_DAY, ("meeting-1",))
    ]


def test_a_meeting_belongs_to_a_session() -> None:
    late = Event(
        id="late",
        event_kind=EventKind.MEETING,
        title="Late meeting",
        dated=Dated.parse("2031-05-17"),
        evidence=KNOWN,
    )

    assert found(late) == [(Severity.WARNING, Rule.OUTSIDE_SESSION, ("late",))]


@pytest.mark.parametrize(
    "written", ["Reef Group", "reef  group", "RÉEF GROUP"], ids=["same", "small", "accent"]
)
def test_an_alias_that_is_another_partys_name_is_pointed_out(written: str) -> None:
    assert found(replace(AHWA, aliases=(Alias(written),))) == [
        (Severity.WARNING, Rule.SHARED_NAME, ("ahwa", "reef"))
    ]


def test_an_alias_that_is_an_articles_number_is_pointed_out() -> None:
    assert found(replace(DIM, aliases=(Alias("Article 4"),))) == [
        (Severity.WARNING, Rule.SHARED_NAME, ("dim-light", "article-4"))
    ]


def test_an_alias_that_several_list_is_a_choice_and_no_fault() -> None:
    shared = (Alias("the lantern people"),)

    assert found(replace(AHWA, aliases=shared), replace(REEF, aliases=shared)) == []


def test_a_party_and_a_term_may_have_one_name() -> None:
    term = GlossaryEntry(
        id="t", term="Reef", definition="A reef.", aliases=(Alias("Ahwa"),), evidence=KNOWN
    )

    assert found(term) == []


def test_errors_come_before_warnings() -> None:
    second = replace(MEETING, id="meeting-2")

    assert [f.severity for f in findings(second, replace(VOTE, recorded=False))] == [
        Severity.ERROR,
        Severity.WARNING,
    ]


def test_a_finding_is_one_line() -> None:
    [finding] = findings(replace(VOTE, recorded=False))

    assert str(finding) == "error: vote:light-vote: has totals, and yet no vote was counted"


def test_a_record_of_every_kind_names_what_it_rests_on() -> None:
    named = {
        record.kind: {ref.kind for _, ref in names_in(record)} for record in lanterns.RECORDS[::-1]
    }

    assert named == {
        Kind.SOURCE: set(),
        Kind.PARTY: {Kind.SOURCE},
        Kind.MEMBERSHIP: {Kind.PARTY, Kind.SOURCE},
        Kind.ACTION: {Kind.PARTY, Kind.SOURCE},
        Kind.SAFEGUARD: {Kind.PROVISION, Kind.SOURCE},
        Kind.PROVISION: {Kind.PROVISION, Kind.SOURCE},
        Kind.STATUS: {Kind.PROVISION, Kind.SOURCE},
        Kind.POSITION: {Kind.PARTY, Kind.SAFEGUARD, Kind.PROVISION, Kind.SOURCE},
        Kind.VOTE: {Kind.PARTY, Kind.PROVISION, Kind.SAFEGUARD, Kind.SOURCE},
        Kind.EVENT: {Kind.SAFEGUARD, Kind.PROVISION, Kind.SOURCE},
        Kind.DOCUMENT: {Kind.PROVISION, Kind.SOURCE},
        Kind.GLOSSARY: {Kind.SOURCE},
        Kind.ANSWER: {Kind.VOTE, Kind.SAFEGUARD, Kind.PARTY, Kind.SOURCE},
    }

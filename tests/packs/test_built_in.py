"""The pack that comes with the bot: the record of the cybercrime negotiation."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from handlers.render.answers import whole
from handlers.texts import Texts
from store.answering.answers import Found, Heading, NotOnRecord
from store.answering.engine import answer
from store.answering.questions import ChangesSince, PositionOf, Question, StatusOf, VoteOn
from store.record.consistency import Severity, check
from store.record.evidence import Ref
from store.record.records import Party, Position, Source, StatusChange, Vote
from store.record.references import names_in
from store.record.terms import (
    AnswerKind,
    Ballot,
    Confidence,
    Kind,
    KnownBy,
    PartyKind,
    Stance,
    Status,
)
from tests.negotiations import cybercrime

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def found(question: Question) -> Found:
    said = answer(question, cybercrime(), now=NOW)
    assert isinstance(said, Found)
    return said


def current(topic: Ref, as_of: date) -> list[StatusChange]:
    return [
        cited.record
        for section in found(StatusOf(topic=topic, as_of=as_of)).sections
        if section.heading is Heading.CURRENT
        for cited in section.claims
        if isinstance(cited.record, StatusChange)
    ]


def test_nothing_in_it_contradicts_itself() -> None:
    findings = check(cybercrime())

    assert [str(finding) for finding in findings if finding.severity is Severity.ERROR] == []


def test_it_holds_as_many_records_as_were_found() -> None:
    counts = Counter(ref.kind for ref in cybercrime().records)

    assert counts == {
        Kind.SOURCE: 322,  # 130 and 240 in two lists, 48 of them in both
        Kind.PARTY: 175,
        Kind.MEMBERSHIP: 136,  # 118 of the lists, the 12 of the Moscow declaration, 6 told in notes
        Kind.ACTION: 78,  # 74 signatures, 3 ratifications, the reservations of one party
        Kind.SAFEGUARD: 29,
        Kind.PROVISION: 88,  # title, preamble, 68 articles, 18 paragraphs
        Kind.STATUS: 230,
        Kind.POSITION: 536,  # 531 rows: 3 without a statement left out, 8 of two statements split
        Kind.VOTE: 13,
        Kind.EVENT: 74,  # 11 sessions, 18 meetings, informals, deadlines and milestones
        Kind.DOCUMENT: 31,  # 29, and the two statements of the Coalition
        Kind.GLOSSARY: 72,
        Kind.ANSWER: 68,
    }


def test_every_article_is_there() -> None:
    numbers = {p.number for p in cybercrime().provisions.values() if p.parent is None}

    assert numbers == {"title", "preamble", *map(str, range(1, 69))}


def test_what_the_coalition_asks_for_is_marked_as_demanded() -> None:
    snapshot = cybercrime()
    asked = {
        position.safeguard
        for position in snapshot.positions_of["foc"]
        if position.dated.first == date(2024, 7, 26)
    }

    demanded = {s.id for s in snapshot.safeguards.values() if s.demanded}
    # That it does not reject the treaty as a whole is no demand for a safeguard.
    assert asked - {"treaty-adoption"} == demanded
    assert len(demanded) == 14


def test_every_source_is_one_that_something_rests_on() -> None:
    snapshot = cybercrime()
    named = {
        ref.id
        for r in snapshot.records.values()
        for _, ref in names_in(r)
        if ref.kind is Kind.SOURCE
    }

    assert set(snapshot.sources) - named == set()


def test_a_machine_made_report_alone_makes_no_better_than_machine_knowledge() -> None:
    snapshot = cybercrime()
    machine = {s.id for s in snapshot.sources.values() if s.genre == "ai_meeting_report"}

    alone = [
        record
        for record in snapshot.records.values()
        if isinstance(record, Position | StatusChange)
        and set(record.evidence.sources) <= machine
        and record.evidence.known_by is not KnownBy.MACHINE
    ]

    assert machine
    assert alone == []


def test_low_confidence_is_always_explained_or_marked() -> None:
    low = [
        record
        for record in cybercrime().records.values()
        if not isinstance(record, Source | Party) and record.evidence.confidence is Confidence.LOW
    ]

    assert low
    assert [r.ref for r in low if not r.evidence.doubts and not r.evidence.unchecked] == []


@pytest.mark.parametrize(
    ("provision", "day", "status"),
    [
        ("article-6", date(2024, 7, 30), Status.OPEN),
        ("article-6", date(2024, 8, 6), Status.CHAIR_PROPOSAL),
        ("article-6", date(2024, 8, 9), Status.ADOPTED),
        ("article-22", date(2024, 8, 1), Status.AGREED_AD_REFERENDUM),
        ("article-24", date(2024, 7, 30), Status.OPEN),
        ("article-24", date(2024, 8, 5), Status.CHAIR_PROPOSAL),
    ],
)
def test_the_status_of_an_article_is_that_of_the_day(
    provision: str, day: date, status: Status
) -> None:
    assert [change.status for change in current(Ref(Kind.PROVISION, provision), day)] == [status]


def test_what_the_committee_approved_the_assembly_adopted() -> None:
    topic = Ref(Kind.PROVISION, "article-24")

    august = current(topic, date(2024, 8, 9))
    december = current(topic, date(2024, 12, 24))

    assert august[0].dated.first == date(2024, 8, 8)
    assert december[0].dated.first == date(2024, 12, 24)


def test_before_it_was_decided_nothing_tells_how() -> None:
    said = found(StatusOf(topic=Ref(Kind.PROVISION, "article-6-2"), as_of=date(2024, 8, 7)))

    told = [c.record for section in said.sections for c in section.claims]
    assert told
    assert not any(isinstance(record, Vote) for record in told)


def test_the_tally_of_8_august_is_told_with_its_doubts() -> None:
    said = found(VoteOn(topic=Ref(Kind.PROVISION, "article-6-2")))
    votes = [
        c.record for section in said.sections for c in section.claims if isinstance(c.record, Vote)
    ]

    (vote,) = votes
    assert (vote.yes, vote.no, vote.abstain) == (23, 102, 26)
    assert vote.evidence.doubts
    assert vote.evidence.unchecked
    assert {b.party for b in vote.ballots if b.ballot is Ballot.NOT_RECORDED} == {"iran"}
    assert Ref(Kind.VOTE, "article-6-2") in cybercrime().disputes_about


def test_that_nothing_was_found_is_no_position() -> None:
    said = answer(
        PositionOf(party="canada", topic=Ref(Kind.SAFEGUARD, "refusal-grounds")),
        cybercrime(),
        now=NOW,
    )

    assert isinstance(said, Found | NotOnRecord)
    assert not any(
        position.safeguard == "refusal-grounds" for position in cybercrime().positions_of["canada"]
    )


def test_members_of_the_coalition_are_said_with_unknown_dates() -> None:
    members = {m.party: m for m in cybercrime().members_of["foc"]}

    assert str(members["latvia"].since) == "2012-12-07"
    assert members["denmark"].since is None
    assert members["chile"].evidence.unchecked


@pytest.mark.parametrize(
    ("former", "provision"),
    [("5", "article-6"), ("13", "article-14"), ("15", "article-16"), ("17", "article-4")],
)
def test_articles_are_known_by_their_numbers_in_earlier_drafts(former: str, provision: str) -> None:
    numbers = {number for _, number in cybercrime().provisions[provision].former_numbers}

    assert former in numbers


def test_every_dispute_has_two_sides_and_a_place_where_it_is_shown() -> None:
    disputes = [a for a in cybercrime().answers.values() if a.answer_kind is AnswerKind.DISPUTE]

    assert len(disputes) == 25
    assert all(len(dispute.versions) > 1 and dispute.about for dispute in disputes)


def test_every_group_safeguard_and_term_has_a_name_in_french_and_spanish() -> None:
    snapshot = cybercrime()
    groups = [p for p in snapshot.parties.values() if p.party_kind is PartyKind.GROUP]
    names = {record.ref: record.names for record in groups}
    names |= {record.ref: record.names for record in snapshot.safeguards.values()}
    names |= {record.ref: record.names for record in snapshot.glossary.values()}

    lacking = [ref for ref, given in names.items() if {code for code, _ in given} != {"fr", "es"}]

    assert lacking == [Ref(Kind.PARTY, "brics")]  # the same in all languages


def test_iran_seeks_to_delete_the_paragraph_on_suppression() -> None:
    stances = {
        position.stance
        for position in cybercrime().positions_on[Ref(Kind.PROVISION, "article-6-2")]
        if position.party == "iran"
    }

    assert stances == {Stance.SEEKS_DELETION}


def test_what_became_of_all_articles_on_one_day_is_told_once_and_before_what_is_vague() -> None:
    snapshot = cybercrime()
    said = found(ChangesSince(as_of=date(2024, 8, 9)))

    text = whole(said, Texts.of("en"), snapshot).reply.text

    approved = "Approved by the Ad Hoc Committee as part of the whole text, by consensus."
    assert text.count(approved) == 1
    assert text.index(approved) < text.index("Urged governments to reject the adopted Convention.")

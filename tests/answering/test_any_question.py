"""What holds for every answer to every question, of ids known and unknown, on any day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from store.answering.answers import Capabilities, Found, Heading, UnknownName
from store.answering.engine import answer
from store.answering.moment import dated_of
from store.answering.questions import (
    ActionsOn,
    AgendaOf,
    ChangesSince,
    Compare,
    Curated,
    Define,
    DocumentsOn,
    HelpWanted,
    HistoryOf,
    MatrixOf,
    MembersOf,
    NextUp,
    Overview,
    PartyProfile,
    PositionOf,
    ProvisionText,
    SafeguardList,
    SafeguardOn,
    Search,
    SourcesOf,
    StatusOf,
    Timeline,
    VoteOn,
    VotesTaken,
    WhoHolds,
)
from store.record.evidence import Ref
from store.record.records import Event, Safeguard
from store.record.terms import ActionKind, EventKind, Kind, Stance
from tests.answering.lantern_treaty import NEGOTIATION, SHADES, stocked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.answering.questions import Question

STORE = stocked()

days = st.none() | st.dates(date(2029, 12, 1), date(2031, 4, 1))
EPOCH = datetime(2029, 12, 1, tzinfo=UTC)
instants = st.integers(0, 480 * 24).map(lambda hours: EPOCH + timedelta(hours=hours))
unknown = st.builds(Ref, st.sampled_from(Kind), st.text(max_size=5))
refs = st.sampled_from(sorted(STORE.records)) | unknown
topics = (
    st.sampled_from(sorted(r for r in STORE.records if r.kind in {Kind.SAFEGUARD, Kind.PROVISION}))
    | refs
)


def ids(kind: Kind) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(r.id for r in STORE.records if r.kind is kind)) | st.text(
        max_size=3
    )


parties = ids(Kind.PARTY)
as_of = {"as_of": days}
questions: st.SearchStrategy[Question] = st.one_of(
    st.builds(StatusOf, topic=st.none() | topics, **as_of),
    st.builds(PositionOf, party=parties, topic=st.none() | topics, **as_of),
    st.builds(
        WhoHolds,
        topics=st.lists(topics, max_size=3).map(tuple),
        stances=st.lists(st.sampled_from(Stance), max_size=3).map(tuple),
        **as_of,
    ),
    st.builds(
        Compare,
        parties=st.lists(parties, max_size=7).map(tuple),
        topics=st.lists(topics, max_size=2).map(tuple),
        **as_of,
    ),
    st.builds(
        MatrixOf,
        parties=st.lists(parties, max_size=3).map(tuple),
        topics=st.lists(topics, max_size=3).map(tuple),
        **as_of,
    ),
    st.builds(VotesTaken, **as_of),
    st.builds(
        VoteOn,
        topic=st.none() | topics | ids(Kind.VOTE).map(lambda id_: Ref(Kind.VOTE, id_)),
        parties=st.lists(parties, max_size=2).map(tuple),
        **as_of,
    ),
    st.builds(AgendaOf, day=days, until=days, topic=st.none() | topics, **as_of),
    st.builds(NextUp, topic=st.none() | topics, **as_of),
    st.builds(Timeline, **as_of),
    st.builds(ChangesSince, since=days, topic=st.none() | topics, **as_of),
    st.builds(HistoryOf, subject=refs | topics, **as_of),
    st.builds(Define, term=st.none() | ids(Kind.GLOSSARY), **as_of),
    st.builds(ProvisionText, provision=ids(Kind.PROVISION), **as_of),
    st.builds(SafeguardOn, safeguard=ids(Kind.SAFEGUARD), **as_of),
    st.builds(SafeguardList, demanded_only=st.booleans(), **as_of),
    st.builds(PartyProfile, party=parties, **as_of),
    st.builds(MembersOf, group=parties, **as_of),
    st.builds(
        ActionsOn,
        acts=st.lists(st.sampled_from(ActionKind), max_size=2).map(tuple),
        party=st.none() | parties,
        **as_of,
    ),
    st.builds(
        DocumentsOn,
        document=st.none() | ids(Kind.DOCUMENT),
        topic=st.none() | topics,
        **as_of,
    ),
    st.builds(SourcesOf, subject=st.none() | refs, **as_of),
    st.builds(Curated, answer=ids(Kind.ANSWER), **as_of),
    st.builds(Overview, **as_of),
    st.builds(Search, words=st.text(max_size=10) | st.just("shaded lanterns"), **as_of),
    st.builds(HelpWanted, **as_of),
)


def scheduled(record: object) -> bool:
    return isinstance(record, Event) and record.event_kind is not EventKind.MILESTONE


def found(question: Question, now: datetime) -> Iterator[Found]:
    made = answer(question, STORE, now=now)
    if isinstance(made, Found):
        yield made


@settings(max_examples=100, deadline=None)
@given(questions, instants)
def test_every_claim_is_of_a_record_in_the_store_and_has_a_source_in_the_store(
    question: Question, now: datetime
) -> None:
    for made in found(question, now):
        for claim in made.claims():
            assert claim.record.ref in STORE.records
            assert claim.citations
            assert all(STORE.sources[source.id] is source for source in claim.citations)


@settings(max_examples=100, deadline=None)
@given(questions, days.filter(bool), instants)
def test_nothing_that_came_about_after_a_day_that_was_named_is_told(
    question: Question, day: date, now: datetime
) -> None:
    for made in found(replace(question, as_of=day), now):
        for claim in made.claims():
            dated = dated_of(claim.record)
            assert scheduled(claim.record) or dated is None or dated.first <= day


@settings(max_examples=100, deadline=None)
@given(questions, instants)
def test_no_outcome_is_told_before_it_came_about(question: Question, now: datetime) -> None:
    for made in found(question, now):
        for claim in made.claims():
            if isinstance(claim.record, Safeguard):
                assert not claim.record.outcome or made.as_of >= NEGOTIATION.ends_on
            if isinstance(claim.record, Event) and claim.record.outcome is not None:
                assert claim.record.dated.last <= made.as_of


@settings(max_examples=100, deadline=None)
@given(questions, instants)
def test_every_question_that_is_suggested_has_an_answer(question: Question, now: datetime) -> None:
    made = answer(question, STORE, now=now)

    for suggestion in getattr(made, "suggestions", ()):
        assert isinstance(answer(suggestion, STORE, now=now), Found | Capabilities), suggestion


@settings(max_examples=100, deadline=None)
@given(questions, instants)
def test_what_is_later_than_the_clock_stands_under_its_own_heading(
    question: Question, now: datetime
) -> None:
    for made in found(question, now):
        for section in made.sections:
            for claim in section.claims if section.heading is not Heading.LATER else ():
                dated = dated_of(claim.record)
                assert scheduled(claim.record) or dated is None or dated.first <= made.as_of


@settings(max_examples=50, deadline=None)
@given(unknown, instants)
def test_an_unknown_id_is_an_unknown_name(ref: Ref, now: datetime) -> None:
    assume(ref not in STORE.records)

    for question in (
        StatusOf(topic=ref),
        PositionOf(party=ref.id, topic=SHADES),
        Compare(parties=("aldoria", ref.id)),
        VoteOn(topic=ref),
        HistoryOf(subject=ref),
        SourcesOf(subject=ref),
        Curated(answer="\n" + ref.id),
    ):
        if not (isinstance(question, PositionOf | Compare) and ref.id in STORE.parties):
            assert isinstance(answer(question, STORE, now=now), UnknownName)

"""Votes and ballots."""

from __future__ import annotations

from datetime import date

from store.answering.answers import Heading, Notice
from store.answering.questions import VoteOn, VotesTaken
from store.record.evidence import Ref
from store.record.records import Vote
from store.record.terms import Ballot, Kind
from tests.answering.lantern_treaty import (
    ARTICLE,
    PARAGRAPH,
    REHEARSAL,
    SHADES,
    ballot,
    dispute,
    evidence,
    found,
    holding,
    not_on_record,
    source,
    under,
    vote,
)

BRIN = Ref(Kind.PARTY, "brin")
DELETION = vote("deletion", [PARAGRAPH], "2030-03-14", ballot("aldoria", Ballot.YES))


def test_a_vote_comes_with_its_counts_and_its_ballots() -> None:
    made = found(VoteOn(topic=PARAGRAPH), holding(DELETION))

    claim = made.sections[0].claims[0]
    assert isinstance(claim.record, Vote)
    assert (claim.record.yes, claim.record.no, claim.record.abstain) == (2, 5, 1)
    assert [b.party for b in claim.ballots] == ["aldoria"]


def test_the_ballot_of_a_party_that_was_named_stands_alone() -> None:
    taken = vote(
        "v", [PARAGRAPH], "2030-03-14", ballot("aldoria", Ballot.YES), ballot("brin", Ballot.NO)
    )

    made = found(VoteOn(topic=PARAGRAPH, parties=("brin",)), holding(taken))

    assert [b.ballot for b in made.sections[0].claims[0].ballots] == [Ballot.NO]
    assert made.missing == ()


def test_how_a_party_voted_is_not_on_record_where_the_vote_alone_is() -> None:
    made = not_on_record(VoteOn(topic=PARAGRAPH, parties=("brin",)), holding(DELETION))

    assert made.missing == (BRIN,)
    assert made.suggestions[0] == VoteOn(topic=PARAGRAPH)


def test_a_party_without_a_ballot_is_missing_beside_one_with_a_ballot() -> None:
    made = found(VoteOn(topic=PARAGRAPH, parties=("aldoria", "brin")), holding(DELETION))

    assert under(made, Heading.ANSWER) == ["deletion"]
    assert made.missing == (BRIN,)


def test_a_ballot_brings_its_own_source() -> None:
    press = ballot("aldoria", Ballot.YES, sources=("press",))
    store = holding(source("press"), vote("v", [PARAGRAPH], "2030-03-14", press))

    claim = found(VoteOn(topic=PARAGRAPH), store).sections[0].claims[0]

    assert [s.id for s in claim.citations] == ["minutes", "press"]


def test_a_vote_on_a_paragraph_is_none_on_the_article() -> None:
    made = found(VoteOn(topic=ARTICLE), holding(DELETION))

    assert under(made, Heading.ANSWER) == []
    assert under(made, Heading.ON_PARAGRAPHS) == ["deletion"]
    assert made.missing == (ARTICLE,)


def test_a_vote_on_a_provision_is_shown_for_its_safeguard_as_one_on_the_provision() -> None:
    made = found(VoteOn(topic=SHADES), holding(DELETION))

    assert under(made, Heading.PROVISIONS) == ["deletion"]
    assert made.missing == (SHADES,)


def test_one_vote_can_be_asked_for_by_its_id() -> None:
    store = holding(DELETION, vote("other", [PARAGRAPH], "2030-03-13"))

    made = found(VoteOn(topic=DELETION.ref), store)

    assert under(made, Heading.ANSWER) == ["deletion"]


def test_before_the_vote_it_is_not_on_record_and_in_a_rehearsal_it_is_later() -> None:
    store = holding(DELETION)

    made = not_on_record(VoteOn(topic=PARAGRAPH, as_of=date(2030, 3, 13)), store)
    rehearsed = found(VoteOn(topic=PARAGRAPH), store, REHEARSAL)

    assert made.first_known == date(2030, 3, 14)
    assert under(rehearsed, Heading.LATER) == ["deletion"]
    assert rehearsed.notices == (Notice.LATER_THAN_CLOCK,)


def test_all_votes_come_newest_first() -> None:
    store = holding(vote("first", [ARTICLE], "2030-03-10"), DELETION)

    assert under(found(VotesTaken(), store), Heading.ANSWER) == ["deletion", "first"]


def test_what_sources_contradict_each_other_about_is_told_with_the_vote() -> None:
    store = holding(DELETION, dispute("tally", DELETION.ref), dispute("weather", ARTICLE))

    made = found(VoteOn(topic=PARAGRAPH), store)

    assert [claim.record.id for claim in made.disputes] == ["tally"]


def test_a_dispute_that_no_source_knew_of_yet_is_not_told() -> None:
    late = evidence(sources=("late",))
    store = holding(source("late", "2031"), DELETION, dispute("tally", DELETION.ref, evidence=late))

    assert found(VoteOn(topic=PARAGRAPH, as_of=date(2030, 3, 20)), store).disputes == ()

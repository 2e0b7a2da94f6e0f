"""Parties side by side."""

from __future__ import annotations

from store.answering.answers import Declined, Heading, Missing, Unread
from store.answering.questions import Compare
from store.record.evidence import Ref
from store.record.terms import Confidence, Kind, Stance
from tests.answering.lantern_treaty import (
    ARTICLE,
    BEACONS,
    PARAGRAPH,
    SHADES,
    asked,
    evidence,
    found,
    holding,
    not_on_record,
    party,
    position,
    said,
)

ALDORIA, BRIN = Ref(Kind.PARTY, "aldoria"), Ref(Kind.PARTY, "brin")
BOTH = ("aldoria", "brin")


def test_each_cell_has_the_latest_and_best_known_position() -> None:
    poor = evidence(confidence=Confidence.LOW)
    store = holding(
        position("aldoria", [SHADES], Stance.OPPOSES, "2030-03-01"),
        position("aldoria", [SHADES], Stance.FLEXIBLE, "2030-03-05", evidence=poor),
        mine := position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05"),
        theirs := position("brin", [SHADES], Stance.OPPOSES, "2030-03-05"),
    )

    made = found(Compare(parties=BOTH, topics=(SHADES,)), store)

    assert [s.about for s in made.sections] == [(ALDORIA, SHADES), (BRIN, SHADES)]
    assert [[c.record.id for c in s.claims] for s in made.sections] == [[mine.id], [theirs.id]]


def test_a_party_without_a_position_has_an_empty_cell_and_is_missing() -> None:
    store = holding(position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05"))

    made = found(Compare(parties=BOTH, topics=(SHADES,)), store)

    assert made.sections[1].claims == ()
    assert made.missing == (BRIN,)


def test_without_topics_those_most_shared_come_first() -> None:
    store = holding(
        position("aldoria", [BEACONS], Stance.SUPPORTS, "2030-03-09"),
        position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05"),
        position("brin", [SHADES], Stance.OPPOSES, "2030-03-05"),
    )

    made = found(Compare(parties=BOTH), store)

    assert [s.about for s in made.sections] == [
        (ALDORIA, SHADES),
        (BRIN, SHADES),
        (ALDORIA, BEACONS),
        (BRIN, BEACONS),
    ]


def test_a_position_on_a_paragraph_is_shown_as_that() -> None:
    below = position("aldoria", [PARAGRAPH], Stance.SUPPORTS, "2030-03-05")

    made = found(Compare(parties=BOTH, topics=(ARTICLE,)), holding(below))

    assert made.sections[0].heading is Heading.ON_PARAGRAPHS
    assert made.sections[0].about == (ALDORIA, ARTICLE, PARAGRAPH)


def test_a_groups_position_fills_no_cell_of_a_member() -> None:
    theirs = position("reef-league", [SHADES], Stance.SUPPORTS, "2030-03-05")

    made = found(Compare(parties=("aldoria", "reef-league"), topics=(SHADES,)), holding(theirs))

    assert said(made) == {theirs.id}
    assert made.missing == (ALDORIA,)


def test_nothing_on_any_of_them_is_not_on_record() -> None:
    assert not_on_record(Compare(parties=BOTH), holding()).missing == (ALDORIA, BRIN)


def test_more_parties_than_can_be_read_side_by_side_are_declined() -> None:
    many = tuple(f"state-{n}" for n in range(7))

    made = asked(Compare(parties=many), holding(*map(party, many)))

    assert isinstance(made, Declined)
    assert made.reason is Unread.TOO_MANY


def test_without_parties_they_are_asked_for() -> None:
    assert asked(Compare(parties=()), holding()) == Missing(sought="party")

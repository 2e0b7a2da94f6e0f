"""All that is on record about a topic or a party."""

from __future__ import annotations

from datetime import date

import pytest

from store.answering.answers import Heading
from store.answering.questions import HistoryOf
from store.record.evidence import Ref
from store.record.terms import ActionKind, Ballot, EventKind, Kind, Stance, Status
from tests.answering.lantern_treaty import (
    ARTICLE,
    PARAGRAPH,
    REHEARSAL,
    action,
    ballot,
    document,
    entry,
    found,
    holding,
    membership,
    not_on_record,
    position,
    retracted,
    said,
    status,
    under,
    vote,
)

ALDORIA = Ref(Kind.PARTY, "aldoria")


def test_everything_about_a_topic_comes_in_the_order_in_which_it_happened() -> None:
    store = holding(
        vote("v", [PARAGRAPH], "2030-03-14"),
        document("draft", "2030-02-01", PARAGRAPH),
        spoken := position("brin", [PARAGRAPH], Stance.OPPOSES, "2030-03-05"),
        moved := status(PARAGRAPH, "2030-03-07", Status.OPEN),
        entry("informals", EventKind.INFORMALS, "2030-03-06", topics=(PARAGRAPH,)),
    )

    made = found(HistoryOf(subject=PARAGRAPH), store)

    assert under(made, Heading.ANSWER) == ["draft", spoken.id, "informals", moved.id, "v"]


@pytest.mark.parametrize(
    ("summary", "told"),
    [
        ("Paragraph 2 kept by vote.", True),
        ("Paragraphs 1 and 2 were merged.", True),
        ("Le par. 2 est maintenu.", True),
        ("El párrafo 2 se mantiene.", True),
        ("Article 3(2) was reopened.", True),
        ("Paragraph 22 was reopened.", False),
        ("Two of 2 proposals fell.", False),
        ("The title was changed.", False),
    ],
)
def test_what_the_articles_record_says_of_the_paragraph_belongs_to_its_history(
    summary: str, told: bool
) -> None:
    own = status(PARAGRAPH, "2030-03-04", Status.OPEN)
    above = status(ARTICLE, "2030-03-08", Status.UNDER_NEGOTIATION, summary)

    made = found(HistoryOf(subject=PARAGRAPH), holding(own, above))

    assert under(made, Heading.ON_WHOLE_ARTICLE) == ([above.id] if told else [])


def test_a_retracted_record_stays_in_the_history_marked_with_the_reason() -> None:
    back = position(
        "brin", [PARAGRAPH], Stance.OPPOSES, "2030-03-05", evidence=retracted("2030-03-12")
    )

    claim = next(found(HistoryOf(subject=PARAGRAPH), holding(back)).claims())

    assert claim.evidence.retracted is not None


def test_a_party_has_its_positions_ballots_memberships_and_acts() -> None:
    store = holding(
        joined := membership("aldoria", "reef-league", "2029"),
        spoken := position("aldoria", [PARAGRAPH], Stance.OPPOSES, "2030-03-05"),
        vote(
            "v", [ARTICLE], "2030-03-14", ballot("aldoria", Ballot.NO), ballot("brin", Ballot.YES)
        ),
        signed := action("aldoria", ActionKind.SIGNATURE, "2030-04-01"),
    )

    made = found(HistoryOf(subject=ALDORIA), store)

    assert under(made, Heading.ANSWER) == [joined.id, spoken.id, "v", signed.id]
    assert [b.party for c in made.claims() for b in c.ballots] == ["aldoria"]


def test_history_ends_with_the_day_asked_about() -> None:
    early = status(PARAGRAPH, "2030-03-04", Status.OPEN)
    store = holding(early, status(PARAGRAPH, "2030-03-14", Status.ADOPTED))

    made = found(HistoryOf(subject=PARAGRAPH, as_of=date(2030, 3, 13)), store)

    assert said(made) == {early.id}
    assert said(found(HistoryOf(subject=PARAGRAPH), store, REHEARSAL)) != {early.id}


def test_a_party_without_records_has_no_history() -> None:
    assert not_on_record(HistoryOf(subject=ALDORIA), holding()).missing == (ALDORIA,)

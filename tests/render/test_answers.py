"""What a reader is shown: the answer first, how it is known, and never more than is on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.sandbox.markup import parse_html
from handlers.render.answers import whole
from store.answering.questions import (
    AgendaOf,
    Compare,
    HistoryOf,
    PositionOf,
    SafeguardOn,
    StatusOf,
    VoteOn,
    WhoHolds,
)
from store.record.records import Version
from store.record.terms import Ballot, Confidence, EventKind, KnownBy, Stance, Status
from tests.answering.lantern_treaty import (
    ARTICLE,
    PARAGRAPH,
    REHEARSAL,
    SHADES,
    asked,
    ballot,
    dispute,
    entry,
    evidence,
    holding,
    meeting,
    membership,
    position,
    retracted,
    source,
    status,
    stocked,
    vote,
)
from tests.render.seen import ENGLISH, first_line, told


def test_the_first_line_is_the_answer() -> None:
    store = holding(
        status(ARTICLE, "2030-03-14", Status.ADOPTED),
        position("aldoria", [SHADES], Stance.SEEKS_STRONGER, "2030-03-05"),
    )

    assert first_line(StatusOf(topic=ARTICLE), store) == "Article 3: Adopted"
    assert first_line(PositionOf(party="aldoria", topic=SHADES), store) == (
        "Aldoria – Shades: seeks stronger text"
    )


def test_a_claim_tells_its_date_where_it_was_said_and_how_it_is_known() -> None:
    said = position(
        "aldoria",
        [SHADES],
        Stance.SUPPORTS,
        "2030-03-05",
        summary="Wants shades.",
        occasion="3rd meeting",
        evidence=evidence(known_by=KnownBy.OBSERVER, confidence=Confidence.MEDIUM),
    )

    assert (
        "Supports, 5 March 2030 [1]\n"
        "Wants shades.\n"
        "3rd meeting · reported by an observer · medium confidence"
    ) in told(PositionOf(party="aldoria", topic=SHADES), holding(said))


def test_sources_are_listed_once_with_publisher_and_date_and_when_last_confirmed() -> None:
    store = holding(
        source("leaflet", None),
        position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05"),
        position(
            "brin",
            [SHADES],
            Stance.OPPOSES,
            "2030-03-05",
            evidence=evidence(sources=("minutes", "leaflet")),
        ),
    )

    assert told(WhoHolds(topics=(SHADES,)), store).endswith(
        "Sources\n"
        "1. Source minutes – Secretariat, 4 March 2030\n"
        "2. Source leaflet – Secretariat, undated\n\n"
        "All of this: official record, high confidence. Last confirmed 1 June 2030."
    )


def test_a_source_is_a_link_and_one_without_an_address_is_none() -> None:
    store = holding(
        replace(source("talk"), url=None),
        position(
            "aldoria",
            [SHADES],
            Stance.SUPPORTS,
            "2030-03-05",
            evidence=evidence(sources=("minutes", "talk")),
        ),
    )

    html = whole(asked(PositionOf(party="aldoria", topic=SHADES), store), ENGLISH, store).reply.html

    assert '<a href="https://example.org/minutes">[1]</a>[2]' in html
    assert "2. Source talk – Secretariat" in html


def test_doubts_are_told_and_what_is_unchecked_is_marked() -> None:
    doubtful = position(
        "aldoria",
        [SHADES],
        Stance.SUPPORTS,
        "2030-03-05",
        evidence=evidence(doubts=("The microphone was off.",), unchecked=True),
    )

    answer = told(PositionOf(party="aldoria", topic=SHADES), holding(doubtful))

    assert "⚠ The microphone was off." in answer
    assert "⚠ Not yet checked against a source in every detail." in answer


def test_claims_that_were_confirmed_on_different_days_tell_each_its_own() -> None:
    store = holding(
        position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05"),
        position(
            "brin",
            [SHADES],
            Stance.OPPOSES,
            "2030-03-05",
            evidence=evidence(last_confirmed=date(2030, 5, 2)),
        ),
    )

    answer = told(WhoHolds(topics=(SHADES,)), store)

    assert "last confirmed 1 June 2030" in answer
    assert "last confirmed 2 May 2030" in answer
    assert "Last confirmed" not in answer


def test_a_missing_position_of_ones_own_is_said_plainly_beside_that_of_the_group() -> None:
    store = holding(
        membership("aldoria", "reef-league", "2029"),
        position("reef-league", [SHADES], Stance.SUPPORTS, "2030-03-05"),
    )

    answer = told(PositionOf(party="aldoria", topic=SHADES), store)

    assert "A position of its own is not on record here. That is not a position." in answer
    assert (
        "As a member of Reef-League (member since 2029 (day not known); "
        "not a statement of its own by Aldoria)"
    ) in answer


def test_a_vote_is_a_card() -> None:
    cast = vote(
        "v",
        [PARAGRAPH],
        "2030-03-14",
        ballot("aldoria", Ballot.NO),
        ballot("brin", Ballot.NO),
        ballot("corvia", Ballot.ABSENT),
        moved_by="the Chair",
        consequence="The paragraph stayed.",
    )

    assert (
        "Vote on article 3(2): rejected\n"
        "Yes 2 · No 5 · Abstained 1\n"
        "A yes meant: delete it\n\n"
        "Delete the paragraph\n"
        "Committee, 14 March 2030 [1]\n"
        "Moved by: the Chair\n"
        "Consequence: The paragraph stayed.\n"
        "No: Aldoria, Brin\n"
        "Absent: Corvia\n"
    ) in told(VoteOn(topic=PARAGRAPH), holding(cast))


@pytest.mark.parametrize(
    ("values", "line"),
    [
        (
            {"yes": None, "no": None, "abstain": None},
            "By recorded vote; the tally is not on record here.",
        ),
        ({"abstain": None}, "Yes 2 · No 5 · Abstained not on record"),
        ({"yes": 0}, "Yes 0 · No 5 · Abstained 1"),
        (
            {"evidence": evidence(known_by=KnownBy.OBSERVER)},
            "Yes 2 · No 5 · Abstained 1 (as reported)",
        ),
        (
            {"recorded": False, "yes": None, "no": None, "abstain": None},
            "Decided without a counted vote.",
        ),
    ],
)
def test_a_tally_says_what_is_not_known_of_it(values: dict[str, object], line: str) -> None:
    store = holding(vote("v", [PARAGRAPH], "2030-03-14", **values))

    assert line in told(VoteOn(topic=PARAGRAPH), store).split("\n")


def test_who_asks_how_a_party_voted_is_told_so_first() -> None:
    store = holding(vote("v", [PARAGRAPH], "2030-03-14", ballot("brin", Ballot.YES)))

    answer = told(VoteOn(topic=PARAGRAPH, parties=("brin", "aldoria")), store)

    assert answer.startswith(
        "Vote on article 3(2): rejected\n"
        "Brin: Yes\n"
        "Aldoria: no ballot on record. That does not mean absence.\n"
    )


def test_sources_that_disagree_are_shown_with_the_reading_of_the_curators() -> None:
    cast = vote("v", [PARAGRAPH], "2030-03-14")
    store = holding(
        source("gazette"),
        cast,
        dispute(
            "tally",
            cast.ref,
            title="The tally",
            text="The minutes count.",
            versions=(
                Version(says="2 to 5.", sources=("minutes",)),
                Version(says="3 to 5.", sources=("gazette",)),
            ),
            evidence=evidence(sources=("minutes", "gazette")),
        ),
    )

    shown = whole(asked(VoteOn(topic=PARAGRAPH), store), ENGLISH, store).reply
    text, entities = parse_html(shown.html)

    assert "expandable_blockquote" in {entity.type for entity in entities}
    assert (
        "Sources disagree: The tally\n• 2 to 5. [1]\n• 3 to 5. [2]\n"
        "The curators’ reading: The minutes count."
    ) in text


def test_what_lies_after_the_date_on_the_clock_is_said_to() -> None:
    store = holding(status(ARTICLE, "2030-03-14", Status.ADOPTED))

    answer = told(StatusOf(topic=ARTICLE), store, REHEARSAL)

    assert answer.startswith("Article 3\nNo status of its own is on record by 4 March 2030.")
    assert "Later, after 4 March 2030, the date on the clock\n" in answer


def test_a_day_that_was_asked_about_is_named() -> None:
    store = holding(status(ARTICLE, "2030-03-04", Status.OPEN))

    answer = told(StatusOf(topic=ARTICLE, as_of=date(2030, 3, 5)), store)

    assert answer.startswith("Article 3: Open\nAs of 5 March 2030\n")


def test_a_retracted_claim_is_struck_through_and_says_why() -> None:
    wrong = position(
        "aldoria", [SHADES], Stance.OPPOSES, "2030-03-05", evidence=retracted("2030-05-01")
    )
    store = holding(wrong)

    shown = whole(asked(HistoryOf(subject=SHADES), store), ENGLISH, store).reply
    text, entities = parse_html(shown.html)

    assert "Retracted on 1 May 2030: misheard" in text
    assert "strikethrough" in {entity.type for entity in entities}


def test_an_event_tells_its_times_and_what_happened_only_when_it_is_over() -> None:
    now = REHEARSAL.replace(hour=16)
    store = holding(meeting("m", REHEARSAL.replace(hour=15), REHEARSAL.replace(hour=18)))

    before, after = (told(AgendaOf(), store, at) for at in (now, REHEARSAL.replace(hour=19)))

    assert "Monday, 4 March 2030, 10:00–13:00 New York time" in before
    assert "Something was settled." not in before
    assert "What happened: Something was settled." in after


def test_a_cancelled_event_says_why() -> None:
    store = holding(entry("e", EventKind.MILESTONE, "2030-03-04", cancelled="No quorum."))

    assert "Cancelled: No quorum." in told(AgendaOf(day=date(2030, 3, 4)), store)


def test_a_comparison_says_who_has_nothing_on_record() -> None:
    store = holding(position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05"))

    answer = told(Compare(parties=("aldoria", "brin"), topics=(SHADES,)), store)

    assert answer.startswith("Aldoria and Brin, side by side\n\nShades\nAldoria\nSupports, 5 March")
    assert "Brin: not on record" in answer


def test_who_holds_a_stance_is_named_before_the_details() -> None:
    store = holding(
        position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05"),
        position("brin", [SHADES], Stance.SUPPORTS, "2030-03-06"),
    )

    answer = told(WhoHolds(topics=(SHADES,), stances=(Stance.SUPPORTS,)), store)

    assert answer.startswith("Shades – Supports\n2 parties on record: Aldoria and Brin\n")


def test_the_outcome_of_a_safeguard_is_not_told_before_the_session_ends() -> None:
    store = stocked()

    assert "Outcome" in told(SafeguardOn(safeguard="shades"), store)
    assert "Outcome" not in told(SafeguardOn(safeguard="shades", as_of=date(2030, 3, 6)), store)


def test_dates_known_to_the_month_say_so() -> None:
    store = holding(position("brin", [SHADES], Stance.OPPOSES, "2030-03"))

    assert "Opposes, March 2030 (day not known)" in told(
        PositionOf(party="brin", topic=SHADES), store
    )

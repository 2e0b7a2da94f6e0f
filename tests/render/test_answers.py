"""What a reader is shown: the answer first, how it is known, and never more than is on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.sandbox.markup import parse_html
from handlers.render.answers import reply, whole
from handlers.reply import Act, Ask
from handlers.texts import Texts
from store.answering.answers import AskBack, Declined, Missing, UnknownName, Unread
from store.answering.questions import (
    AgendaOf,
    Compare,
    HelpWanted,
    HistoryOf,
    PartyProfile,
    PositionOf,
    SafeguardOn,
    SourcesOf,
    StatusOf,
    VoteOn,
    WhoHolds,
)
from store.record.evidence import Ref
from store.record.records import Version
from store.record.terms import Ballot, Confidence, EventKind, Kind, KnownBy, Stance, Status
from tests.answering.lantern_treaty import (
    AFTER,
    ARTICLE,
    BEACONS,
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
    party,
    position,
    retracted,
    source,
    status,
    stocked,
    vote,
)

if TYPE_CHECKING:
    from datetime import datetime

    from store.answering.answers import Answer
    from store.answering.questions import Question
    from store.record.snapshot import Snapshot

ENGLISH = Texts.of("en")


def seen(answer: Answer, snapshot: Snapshot) -> str:
    """Return what a reader sees of the whole answer, in English."""
    html = whole(answer, ENGLISH, snapshot).reply.html
    return parse_html(html)[0]


def told(question: Question, snapshot: Snapshot, now: datetime = AFTER) -> str:
    return seen(asked(question, snapshot, now), snapshot)


def first_line(question: Question, snapshot: Snapshot) -> str:
    return told(question, snapshot).split("\n", 1)[0]


def labels(answer: Answer, snapshot: Snapshot) -> list[str]:
    return [button.label for row in reply(answer, ENGLISH, snapshot).rows for button in row]


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


# Where there is no answer.


def test_what_is_not_on_record_is_said_with_what_is_missing_and_two_offers() -> None:
    store = holding()
    answer = asked(PositionOf(party="brin", topic=SHADES), store)

    shown = reply(answer, ENGLISH, store)
    buttons = [button for row in shown.rows for button in row]

    assert parse_html(shown.html)[0].startswith(
        "The store does not know.\nWhat is the position of Brin on “Shades”?\n"
        "Nothing is on record here by 1 July 2030 about: Brin; Shades\n"
        "That is not a position: it only means that none was found."
    )
    missing = (Ref(Kind.PARTY, "brin"), SHADES)
    assert [(button.label, button.press) for button in buttons[-2:]] == [
        ("Tell me when this is known", Act("know", refs=missing)),
        ("Send to the coordinators", Act("send", "asked", missing)),
    ]


def test_a_decline_cites_nothing() -> None:
    store = stocked()

    assert (
        whole(asked(PositionOf(party="brin", topic=BEACONS), store), ENGLISH, store).sources == ()
    )


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            UnknownName(written="Brinn<", sought="party", nearest=(Ref(Kind.PARTY, "brin"),)),
            "No party named “Brinn<” is on record here.\nThe nearest names: Brin.",
        ),
        (
            UnknownName(written="Niger", sought="party", existing=True),
            "“Niger” is a known name, but nothing about it is on record here.",
        ),
        (Missing(sought="topic"), "On which article or safeguard?"),
    ],
)
def test_a_name_that_is_not_known_is_said_to_be_so(answer: Answer, said: str) -> None:
    assert seen(answer, holding()) == said


def test_near_names_are_offered_as_buttons() -> None:
    answer = UnknownName(written="Brinn", sought="party", nearest=(Ref(Kind.PARTY, "brin"),))

    assert labels(answer, holding()) == ["Who is Brin?", "Send to the coordinators"]


def test_a_name_that_may_mean_two_is_asked_back_with_a_button_for_each() -> None:
    two = (Ref(Kind.PARTY, "aldoria"), Ref(Kind.PARTY, "brin"))
    answer = AskBack(
        written="the isle",
        between=two,
        choices=tuple(PositionOf(party=ref.id, topic=SHADES) for ref in two),
    )

    assert seen(answer, holding()) == ("Which one do you mean?\n“the isle” may be Aldoria or Brin.")
    assert labels(answer, holding()) == ["Aldoria", "Brin"]


def test_a_long_text_is_not_echoed_at_length() -> None:
    answer = UnknownName(written="x" * 4096, sought="topic")

    assert len(seen(answer, holding())) < 200


def test_a_decline_says_what_can_be_asked() -> None:
    answer = Declined(reason=Unread.OPINION, suggestions=(StatusOf(topic=ARTICLE),))

    assert seen(answer, holding()).endswith(
        "What can be answered:\n• What is the status of article 3?"
    )
    assert labels(answer, holding()) == ["Status: Article 3"]


def test_help_names_examples_and_commands() -> None:
    store = stocked()

    answer = told(HelpWanted(), store)

    assert "What was the vote on article 3(2)?" in answer
    assert "/position PARTY [TOPIC]" in answer


# Buttons and pages.


def test_suggestions_are_at_most_three_rows_of_at_most_two() -> None:
    store = stocked()

    rows = reply(asked(PartyProfile(party="brin"), store), ENGLISH, store).rows

    assert 0 < len(rows) <= 3
    assert all(1 <= len(row) <= 2 for row in rows)


def crowded() -> Snapshot:
    """Return a store in which fifty parties have spoken at length, each to its own source."""
    return holding(
        *(party(f"land-{n}") for n in range(50)),
        *(source(f"page-{n}") for n in range(50)),
        *(
            position(
                f"land-{n}",
                [SHADES],
                Stance.SUPPORTS,
                "2030-03-05",
                summary="A long speech. " * 20,
                evidence=evidence(sources=(f"page-{n}",)),
            )
            for n in range(50)
        ),
    )


def test_a_long_answer_has_pages_with_buttons_that_turn_them() -> None:
    store = crowded()
    question = WhoHolds(topics=(SHADES,))

    shown = reply(asked(question, store), ENGLISH, store, page=1)

    assert [(button.label, button.press) for button in shown.rows[0]] == [
        ("‹", Ask(question, 0)),
        (f"2/{last(store) + 1}", Ask(question, 1)),
        ("›", Ask(question, 2)),
    ]


def last(store: Snapshot) -> int:
    """Return the number of the last page, from 0."""
    button = reply(asked(WhoHolds(topics=(SHADES,)), store), ENGLISH, store).rows[0][0]
    return int(button.label.split("/")[1]) - 1


def test_each_page_is_one_message_and_lists_the_sources_cited_on_it() -> None:
    store = crowded()
    answer = asked(WhoHolds(topics=(SHADES,)), store)

    for page in range(last(store) + 1):
        text = parse_html(reply(answer, ENGLISH, store, page=page).html)[0]
        assert len(text) < 3800
        assert text.count("\nA long speech.") == text.count("– Secretariat") > 0


def test_the_pages_together_show_every_claim_once() -> None:
    store = crowded()
    answer = asked(WhoHolds(topics=(SHADES,)), store)

    pages = [reply(answer, ENGLISH, store, page=page).html for page in range(last(store) + 1)]

    assert sum(page.count("<b>Land-") for page in pages) == 50


def test_a_page_beyond_the_last_is_the_last() -> None:
    store = crowded()
    answer = asked(WhoHolds(topics=(SHADES,)), store)

    assert reply(answer, ENGLISH, store, page=999) == reply(
        answer, ENGLISH, store, page=last(store)
    )


def test_a_list_of_sources_says_what_each_carries() -> None:
    store = holding(position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05"))

    answer = told(SourcesOf(subject=Ref(Kind.PARTY, "aldoria")), store)

    assert answer.startswith("Sources on Aldoria, with what they carry\n")
    assert "• Position: Aldoria – Shades: Supports [1]" in answer


def test_a_summary_from_elsewhere_cannot_become_markup() -> None:
    hostile = position(
        "aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05", summary="<b>*_`\u202e😀</a>&lt;"
    )

    assert "<b>*_`😀</a>&lt;" in told(PositionOf(party="aldoria", topic=SHADES), holding(hostile))


def test_a_session_is_written_with_its_first_and_last_day() -> None:
    store = holding(entry("s", EventKind.SESSION, "2030-03-04/2030-03-15"))

    assert "4 March – 15 March 2030" in told(AgendaOf(day=date(2030, 3, 5)), store)

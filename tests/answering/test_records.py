"""Single records and lists of them: terms, texts, parties, acts, documents, sources."""

from __future__ import annotations

from datetime import date

from store.answering.answers import Capabilities, Declined, Heading, Notice, Subject, UnknownName
from store.answering.questions import (
    ActionsOn,
    Curated,
    Define,
    DocumentsOn,
    HelpWanted,
    MembersOf,
    Overview,
    PartyProfile,
    ProvisionText,
    SafeguardList,
    SafeguardOn,
    Search,
    SourcesOf,
    StatusOf,
)
from store.record.evidence import Ref
from store.record.moments import Dated
from store.record.terms import ActionKind, Kind, Stance, Status
from tests.answering.lantern_treaty import (
    ARTICLE,
    REHEARSAL,
    SHADES,
    action,
    asked,
    curated,
    document,
    evidence,
    found,
    holding,
    membership,
    not_on_record,
    position,
    said,
    source,
    status,
    stocked,
    term,
    under,
)

ALDORIA = Ref(Kind.PARTY, "aldoria")


def test_a_term_is_defined_and_without_one_all_are_listed() -> None:
    store = holding(term("shade"), term("glow"))

    assert said(found(Define(term="shade"), store)) == {"shade"}
    assert said(found(Define(), store)) == {"shade", "glow"}


def test_a_provision_comes_with_its_status_paragraphs_and_safeguards() -> None:
    moved = status(ARTICLE, "2030-03-04", Status.OPEN)

    made = found(ProvisionText(provision="article-3"), holding(moved))

    assert under(made, Heading.ANSWER) == ["article-3"]
    assert under(made, Heading.STATUS) == [moved.id]
    assert under(made, Heading.ON_PARAGRAPHS) == ["article-3-2"]
    assert under(made, Heading.SAFEGUARDS) == ["shades"]


def test_a_paragraph_shows_the_article_that_it_belongs_to() -> None:
    made = found(ProvisionText(provision="article-3-2"), holding())

    assert under(made, Heading.ON_WHOLE_ARTICLE) == ["article-3"]


def test_a_safeguard_comes_with_the_provisions_in_which_it_stands() -> None:
    made = found(SafeguardOn(safeguard="shades"), holding())

    assert under(made, Heading.ANSWER) == ["shades"]
    assert under(made, Heading.PROVISIONS) == ["article-3-2"]


def test_safeguards_that_the_statement_asks_for_come_first() -> None:
    made = found(SafeguardList(), holding())

    assert under(made, Heading.DEMANDED) == ["shades"]
    assert under(made, Heading.OTHERS) == ["beacons"]
    assert said(found(SafeguardList(demanded_only=True), holding())) == {"shades"}


def test_members_that_have_left_are_told_apart_and_unknown_dates_are_said() -> None:
    store = holding(
        here := membership("aldoria", "reef-league", None),
        gone := membership("brin", "reef-league", "2029", "2030-02"),
    )

    made = found(MembersOf(group="reef-league"), store)

    assert under(made, Heading.MEMBERS) == [here.id]
    assert under(made, Heading.EARLIER) == [gone.id]
    assert Notice.MEMBERSHIP_UNDATED in made.notices


def test_a_state_has_no_members() -> None:
    made = asked(MembersOf(group="aldoria"), holding())

    assert made == UnknownName(written="aldoria", sought="group", existing=True, nearest=(ALDORIA,))


def test_a_party_comes_with_its_groups_positions_and_acts() -> None:
    store = holding(
        joined := membership("aldoria", "reef-league", "2029"),
        spoken := position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05"),
        signed := action("aldoria", ActionKind.SIGNATURE, "2030-04-01"),
    )

    made = found(PartyProfile(party="aldoria"), store)

    assert under(made, Heading.MEMBERSHIPS) == [joined.id]
    assert under(made, Heading.POSITIONS) == [spoken.id]
    assert under(made, Heading.ACTIONS) == [signed.id]


def test_acts_are_told_by_kind_and_not_before_their_day() -> None:
    store = holding(
        signed := action("aldoria", ActionKind.SIGNATURE, "2030-04-01"),
        ratified := action("brin", ActionKind.RATIFICATION, "2030-05-01"),
    )

    assert said(found(ActionsOn(), store)) == {signed.id, ratified.id}
    assert said(found(ActionsOn(acts=(ActionKind.SIGNATURE,)), store)) == {signed.id}
    assert said(found(ActionsOn(as_of=date(2030, 4, 1)), store)) == {signed.id}


def test_whether_a_party_signed_is_not_on_record_where_no_record_says_so() -> None:
    store = holding(action("aldoria", ActionKind.SIGNATURE, "2030-04-01"))

    made = not_on_record(ActionsOn(acts=(ActionKind.SIGNATURE,), party="brin"), store)

    assert made.missing == (Ref(Kind.PARTY, "brin"),)


def test_documents_come_newest_first_and_undated_ones_last() -> None:
    store = holding(
        document("undated", None), document("old", "2029"), document("new", "2030-03-01", ARTICLE)
    )

    assert under(found(DocumentsOn(), store), Heading.ANSWER) == ["new", "old", "undated"]
    assert said(found(DocumentsOn(topic=ARTICLE), store)) == {"new"}


def test_sources_are_shown_with_claims_that_each_bring_a_new_one() -> None:
    press = evidence(sources=("press",))
    store = holding(
        source("press"),
        repeated := position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05"),
        reported := position("brin", [SHADES], Stance.OPPOSES, "2030-03-06", evidence=press),
    )

    made = found(SourcesOf(subject=SHADES), store)

    assert said(made) == {"shades", reported.id}
    assert {s.id for c in made.claims() for s in c.citations} == {"minutes", "press"}
    assert repeated.id not in said(made)


def test_one_source_is_shown_with_what_rests_on_it() -> None:
    press = evidence(sources=("press",))
    store = holding(
        source("press"),
        reported := position("brin", [SHADES], Stance.OPPOSES, "2030-03-06", evidence=press),
    )

    assert said(found(SourcesOf(subject=Ref(Kind.SOURCE, "press")), store)) == {reported.id}


def test_of_a_series_the_text_that_held_on_the_day_is_told() -> None:
    store = holding(
        curated("early", series="state", dated=Dated.parse("2030-03-01")),
        curated("late", series="state", dated=Dated.parse("2030-03-15")),
    )

    assert said(found(Curated(answer="early"), store)) == {"late"}
    assert said(found(Curated(answer="late", as_of=date(2030, 3, 14)), store)) == {"early"}


def test_the_overview_rests_on_what_was_on_record_by_the_day() -> None:
    made = found(Overview(as_of=date(2030, 3, 5)), stocked())

    assert under(made, Heading.ANSWER) == ["state-early"]
    assert under(made, Heading.CURRENT) == ["session"]
    assert under(made, Heading.VOTES) == []


def test_search_is_about_what_the_best_match_is() -> None:
    store = holding(term("luminance"))

    assert found(Search(words="luminance"), store).subject is Subject.DEFINITION
    not_on_record(Search(words="zzzz"), store)
    assert isinstance(asked(Search(words="  "), store), Declined)


def test_help_shows_questions_that_this_store_answers() -> None:
    made = asked(HelpWanted(), stocked(), REHEARSAL)

    assert isinstance(made, Capabilities)
    assert made.suggestions


def test_a_button_made_of_an_older_store_names_what_is_unknown() -> None:
    gone = Ref(Kind.PROVISION, "article-99")

    assert asked(StatusOf(topic=gone), holding()) == UnknownName(
        written="article-99", sought="topic"
    )
    assert asked(ProvisionText(provision="article-99"), holding()) == UnknownName(
        written="article-99", sought="provision"
    )
    assert asked(StatusOf(topic=ALDORIA), holding()) == UnknownName(
        written="aldoria", sought="topic"
    )

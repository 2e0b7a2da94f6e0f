"""What a party wants: its own words, then its groups', then its ballots; nothing inferred."""

from __future__ import annotations

from datetime import date

from store.answering.answers import Heading, Notice
from store.answering.questions import PositionOf
from store.record.evidence import Ref
from store.record.terms import Ballot, Kind, Stance
from tests.answering.lantern_treaty import (
    ARTICLE,
    BEACONS,
    OTHER,
    PARAGRAPH,
    REHEARSAL,
    SHADES,
    ballot,
    found,
    holding,
    membership,
    not_on_record,
    position,
    retracted,
    said,
    under,
    vote,
)

ALDORIA = Ref(Kind.PARTY, "aldoria")
ON_SHADES = PositionOf(party="aldoria", topic=SHADES)


def test_the_latest_position_is_current_and_a_changed_one_is_said_to_be_superseded() -> None:
    early = position("aldoria", [SHADES], Stance.OPPOSES, "2030-03-05")
    late = position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-09")

    made = found(ON_SHADES, holding(late, early))

    assert under(made, Heading.CURRENT) == [late.id]
    assert under(made, Heading.EARLIER) == [early.id]
    assert Notice.SUPERSEDED in made.notices


def test_a_repeated_stance_is_no_change() -> None:
    store = holding(
        position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05"),
        position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-09"),
    )

    assert Notice.SUPERSEDED not in found(ON_SHADES, store).notices


def test_positions_of_one_day_stand_together() -> None:
    one = position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05")
    other = position("aldoria", [SHADES, PARAGRAPH], Stance.CONDITIONAL, "2030-03-05")

    assert set(under(found(ON_SHADES, holding(one, other)), Heading.CURRENT)) == {one.id, other.id}


def test_a_position_of_an_unknown_day_is_not_superseded_by_one_that_may_be_earlier() -> None:
    vague = position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03")
    exact = position("aldoria", [SHADES], Stance.OPPOSES, "2030-03-05")

    made = found(ON_SHADES, holding(vague, exact))

    assert set(under(made, Heading.CURRENT)) == {vague.id, exact.id}


def test_a_date_whose_period_holds_the_day_asked_about_counts_and_is_said_to_be_imprecise() -> None:
    vague = position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03")
    question = PositionOf(party="aldoria", topic=SHADES, as_of=date(2030, 3, 6))

    made = found(question, holding(vague))

    assert said(made) == {vague.id}
    assert Notice.DATE_IMPRECISE in made.notices


def test_as_of_an_earlier_day_later_positions_are_unknown_and_the_first_day_is_named() -> None:
    store = holding(position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-09"))

    made = not_on_record(PositionOf(party="aldoria", topic=SHADES, as_of=date(2030, 3, 6)), store)

    assert made.first_known == date(2030, 3, 9)
    assert PositionOf(party="aldoria", topic=SHADES, as_of=date(2030, 3, 9)) in made.suggestions


def test_in_a_rehearsal_what_is_recorded_later_is_told_as_later() -> None:
    ahead = position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-09")

    made = found(ON_SHADES, holding(ahead), REHEARSAL)

    assert under(made, Heading.LATER) == [ahead.id]
    assert Notice.LATER_THAN_CLOCK in made.notices


def test_in_a_rehearsal_what_is_on_record_hides_what_is_later() -> None:
    early = position("aldoria", [SHADES], Stance.OPPOSES, "2030-03-01")
    ahead = position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-09")

    assert said(found(ON_SHADES, holding(early, ahead), REHEARSAL)) == {early.id}


def test_what_was_said_after_the_session_is_no_position_in_it() -> None:
    store = holding(position("aldoria", [SHADES], Stance.SUPPORTS, "2030-05-01"))

    assert Notice.AFTER_SESSION in found(ON_SHADES, store).notices


def test_a_group_speaks_for_itself_and_its_members_own_position_stays_missing() -> None:
    member = membership("aldoria", "reef-league", "2029")
    theirs = position("reef-league", [SHADES], Stance.SUPPORTS, "2030-03-05")

    made = found(ON_SHADES, holding(member, theirs))

    assert under(made, Heading.CURRENT) == []
    assert under(made, Heading.AS_GROUP) == [theirs.id, member.id]
    assert made.sections[0].about == (Ref(Kind.PARTY, "reef-league"), member.ref)
    assert made.missing == (ALDORIA, SHADES)
    assert Notice.NO_INFERENCE in made.notices


def test_a_group_does_not_speak_for_who_was_no_member_on_that_day() -> None:
    theirs = position("reef-league", [SHADES], Stance.SUPPORTS, "2030-03-05")

    not_yet = holding(membership("aldoria", "reef-league", "2030-04"), theirs)
    no_more = holding(membership("aldoria", "reef-league", "2029", "2030-02"), theirs)

    assert not_on_record(ON_SHADES, not_yet).missing == (ALDORIA, SHADES)
    assert not_on_record(ON_SHADES, no_more).missing == (ALDORIA, SHADES)


def test_a_membership_of_unknown_dates_is_shown_and_said_to_be_that() -> None:
    store = holding(
        membership("aldoria", "reef-league", None),
        position("reef-league", [SHADES], Stance.SUPPORTS, "2030-03-05"),
    )

    assert Notice.MEMBERSHIP_UNDATED in found(ON_SHADES, store).notices


def test_a_party_at_odds_with_its_group_is_said_to_be() -> None:
    ground = (
        membership("aldoria", "reef-league", "2029"),
        position("reef-league", [SHADES], Stance.SUPPORTS, "2030-03-05"),
    )
    against = holding(*ground, position("aldoria", [SHADES], Stance.SEEKS_WEAKER, "2030-03-06"))
    alongside = holding(*ground, position("aldoria", [SHADES], Stance.SEEKS_STRONGER, "2030-03-06"))

    assert Notice.GROUP_DIFFERS in found(ON_SHADES, against).notices
    assert Notice.GROUP_DIFFERS not in found(ON_SHADES, alongside).notices


def test_a_ballot_is_shown_as_a_ballot_and_is_no_position() -> None:
    taken = vote(
        "v", [PARAGRAPH], "2030-03-14", ballot("aldoria", Ballot.YES), ballot("brin", Ballot.NO)
    )

    made = found(PositionOf(party="aldoria", topic=PARAGRAPH), holding(taken))

    assert under(made, Heading.BALLOTS) == ["v"]
    assert [b.party for b in made.sections[0].claims[0].ballots] == ["aldoria"]
    assert Notice.NO_INFERENCE in made.notices
    assert made.missing == (ALDORIA, PARAGRAPH)


def test_a_position_on_an_article_is_none_on_its_paragraph() -> None:
    on_article = position("aldoria", [ARTICLE], Stance.SUPPORTS, "2030-03-05")

    made = found(PositionOf(party="aldoria", topic=PARAGRAPH), holding(on_article))

    assert under(made, Heading.CURRENT) == []
    assert under(made, Heading.ON_WHOLE_ARTICLE) == [on_article.id]
    assert made.missing == (ALDORIA, PARAGRAPH)


def test_a_position_on_a_paragraph_is_none_on_its_article() -> None:
    on_paragraph = position("aldoria", [PARAGRAPH], Stance.SUPPORTS, "2030-03-05")

    made = found(PositionOf(party="aldoria", topic=ARTICLE), holding(on_paragraph))

    assert under(made, Heading.CURRENT) == []
    assert under(made, Heading.ON_PARAGRAPHS) == [on_paragraph.id]
    assert made.missing == (ALDORIA, ARTICLE)


def test_a_position_on_a_provision_is_none_on_the_safeguard_that_stands_there() -> None:
    store = holding(position("aldoria", [PARAGRAPH], Stance.SUPPORTS, "2030-03-05"))

    made = not_on_record(ON_SHADES, store)

    assert made.suggestions[0] == PositionOf(party="aldoria", topic=PARAGRAPH)


def test_silence_is_no_stance() -> None:
    store = holding(
        position("brin", [SHADES], Stance.SUPPORTS, "2030-03-05"),
        vote("v", [SHADES], "2030-03-14", ballot("brin", Ballot.NO)),
    )

    assert not_on_record(ON_SHADES, store).missing == (ALDORIA, SHADES)


def test_a_retracted_position_counts_until_the_day_of_its_retraction() -> None:
    taken_back = position(
        "aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05", evidence=retracted("2030-03-10")
    )
    store = holding(taken_back)

    before = found(PositionOf(party="aldoria", topic=SHADES, as_of=date(2030, 3, 9)), store)

    assert said(before) == {taken_back.id}
    assert next(before.claims()).evidence.retracted is None
    not_on_record(PositionOf(party="aldoria", topic=SHADES, as_of=date(2030, 3, 10)), store)


def test_without_a_topic_the_latest_on_each_topic_is_current() -> None:
    store = holding(
        old := position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05"),
        new := position("aldoria", [SHADES], Stance.OPPOSES, "2030-03-09"),
        other := position("aldoria", [BEACONS], Stance.FLEXIBLE, "2030-03-01"),
        bare := position("aldoria", [OTHER], Stance.RESERVES, "2030-03-02"),
    )

    made = found(PositionOf(party="aldoria"), store)

    assert under(made, Heading.CURRENT) == [new.id, bare.id, other.id]
    assert under(made, Heading.EARLIER) == [old.id]
    assert Notice.SUPERSEDED in made.notices

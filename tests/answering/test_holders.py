"""Who holds a stance."""

from __future__ import annotations

from datetime import date

from store.answering.answers import Heading, Missing, Notice
from store.answering.questions import WhoHolds
from store.record.evidence import Ref
from store.record.terms import Ballot, Kind, Stance
from tests.answering.lantern_treaty import (
    ARTICLE,
    BEACONS,
    PARAGRAPH,
    REHEARSAL,
    SHADES,
    asked,
    ballot,
    found,
    holding,
    membership,
    not_on_record,
    position,
    said,
    under,
    vote,
)

WHO_SUPPORTS = WhoHolds(topics=(SHADES,), stances=(Stance.SUPPORTS,))


def test_those_who_hold_the_stance_now_are_named() -> None:
    store = holding(
        mine := position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05"),
        position("brin", [SHADES], Stance.OPPOSES, "2030-03-05"),
    )

    made = found(WHO_SUPPORTS, store)

    assert said(made) == {mine.id}
    assert made.subjects == (SHADES,)


def test_without_a_stance_all_are_named_by_stance_and_states_before_groups() -> None:
    store = holding(
        theirs := position("reef-league", [SHADES], Stance.SUPPORTS, "2030-03-01"),
        against := position("brin", [SHADES], Stance.OPPOSES, "2030-03-05"),
        mine := position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05"),
    )

    made = found(WhoHolds(topics=(SHADES,)), store)

    assert [[c.record.id for c in s.claims] for s in made.sections] == [
        [mine.id, theirs.id],
        [against.id],
    ]


def test_who_has_changed_its_mind_is_named_as_having_held_it() -> None:
    store = holding(
        once := position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05"),
        now := position("aldoria", [SHADES], Stance.OPPOSES, "2030-03-09"),
    )

    made = found(WHO_SUPPORTS, store)

    assert under(made, Heading.CURRENT) == []
    assert under(made, Heading.EARLIER) == [once.id]
    assert under(made, Heading.OTHERS) == [now.id]
    assert Notice.SUPERSEDED in made.notices
    assert made.missing == (SHADES,)


def test_a_groups_members_do_not_hold_what_the_group_holds() -> None:
    store = holding(
        membership("aldoria", "reef-league", "2029"),
        theirs := position("reef-league", [SHADES], Stance.SUPPORTS, "2030-03-05"),
    )

    assert said(found(WHO_SUPPORTS, store)) == {theirs.id}


def test_who_voted_for_deletion_is_no_holder_of_that_stance() -> None:
    question = WhoHolds(topics=(PARAGRAPH,), stances=(Stance.SEEKS_DELETION,))
    taken = vote("v", [PARAGRAPH], "2030-03-14", ballot("aldoria", Ballot.YES))

    made = found(question, holding(taken))

    assert under(made, Heading.CURRENT) == []
    assert under(made, Heading.BALLOTS) == ["v"]
    assert Notice.NO_INFERENCE in made.notices
    assert made.missing == (PARAGRAPH,)


def test_a_vote_on_another_wording_is_not_shown() -> None:
    question = WhoHolds(topics=(SHADES,), stances=(Stance.SEEKS_DELETION,))
    taken = vote("v", [PARAGRAPH], "2030-03-14", ballot("aldoria", Ballot.YES))

    assert not_on_record(question, holding(taken)).missing == (SHADES,)


def test_a_stance_on_the_article_is_none_on_its_paragraph() -> None:
    on_article = position("aldoria", [ARTICLE], Stance.OPPOSES, "2030-03-05")
    on_paragraph = position("brin", [PARAGRAPH], Stance.OPPOSES, "2030-03-05")
    store = holding(on_article, on_paragraph)

    below = found(WhoHolds(topics=(PARAGRAPH,), stances=(Stance.OPPOSES,)), store)
    above = found(WhoHolds(topics=(ARTICLE,), stances=(Stance.OPPOSES,)), store)

    assert under(below, Heading.CURRENT) == [on_paragraph.id]
    assert under(below, Heading.ON_WHOLE_ARTICLE) == [on_article.id]
    assert under(above, Heading.CURRENT) == [on_article.id]
    assert under(above, Heading.ON_PARAGRAPHS) == [on_paragraph.id]


def test_of_several_topics_every_one_has_to_be_held() -> None:
    store = holding(
        one := position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05"),
        two := position("aldoria", [BEACONS], Stance.SUPPORTS, "2030-03-06"),
        position("brin", [SHADES], Stance.SUPPORTS, "2030-03-05"),
        position("brin", [BEACONS], Stance.OPPOSES, "2030-03-05"),
        position("corvia", [SHADES], Stance.SUPPORTS, "2030-03-05"),
    )

    made = found(WhoHolds(topics=(SHADES, BEACONS), stances=(Stance.SUPPORTS,)), store)

    assert said(made) == {one.id, two.id}
    assert made.sections[0].about == (Ref(Kind.PARTY, "aldoria"),)


def test_nobody_on_record_is_said_with_what_is_nearest() -> None:
    store = holding(position("brin", [SHADES], Stance.OPPOSES, "2030-03-05"))

    made = not_on_record(WHO_SUPPORTS, store)

    assert made.suggestions[0] == WhoHolds(topics=(SHADES,))


def test_in_a_rehearsal_those_who_come_to_hold_it_are_told_as_later() -> None:
    ahead = position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-09")

    made = found(WHO_SUPPORTS, holding(ahead), REHEARSAL)

    assert under(made, Heading.LATER) == [ahead.id]
    not_on_record(
        WhoHolds(topics=(SHADES,), stances=(Stance.SUPPORTS,), as_of=date(2030, 3, 4)),
        holding(ahead),
        REHEARSAL,
    )


def test_without_a_topic_it_is_asked_for() -> None:
    assert asked(WhoHolds(topics=()), holding()) == Missing(sought="topic")

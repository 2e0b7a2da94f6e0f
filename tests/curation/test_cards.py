from __future__ import annotations

from datetime import timedelta

from store.curation.cards import cards_of, keep_cards, unseen
from tests.curation.desk import ANA, BO, NOW, OWNER, Desk, article_is, vell_says


def left(at: Desk, *, minutes: int = 5) -> tuple[int, ...]:
    with at.database.reading() as db:
        return unseen(db, before=NOW + timedelta(minutes=minutes))


def test_a_change_of_which_nobody_has_a_card_was_left_over(here: Desk) -> None:
    here.submitted(vell_says())
    here.submitted(article_is())
    with here.database.writing() as db:
        keep_cards(db, 1, {BO: 11, OWNER: 12})

    assert left(here) == (2,)


def test_what_was_submitted_just_now_is_not_left_over(here: Desk) -> None:
    here.submitted(vell_says())

    assert left(here, minutes=0) == ()


def test_what_was_decided_needs_no_card(here: Desk) -> None:
    here.reject(here.submitted(vell_says()))

    assert left(here) == ()


def test_the_latest_card_in_a_chat_counts(here: Desk) -> None:
    here.submitted(vell_says(), author=ANA)
    with here.database.writing() as db:
        keep_cards(db, 1, {BO: 11, OWNER: 12})
        keep_cards(db, 1, {BO: 13})
        keep_cards(db, 1, {})

    with here.database.reading() as db:
        assert cards_of(db, 1) == {BO: 13, OWNER: 12}

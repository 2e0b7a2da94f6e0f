"""Questions that go on from the last one."""

from __future__ import annotations

from datetime import date

import pytest

from store.answering import questions as q
from store.record.evidence import Ref
from store.record.terms import Kind, Stance
from tests.understanding.reading import understood

DARK_HOURS = Ref(Kind.SAFEGUARD, "dark-hours")
ARTICLE_3, ARTICLE_4 = Ref(Kind.PROVISION, "article-3"), Ref(Kind.PROVISION, "article-4")
VELL = q.PositionOf(party="vell", topic=DARK_HOURS)


@pytest.mark.parametrize(
    "text", ["and Tiderra?", "et Tiderra ?", "¿y Tiderra?", "what about Tiderra"]
)
def test_the_same_of_another_party(text: str) -> None:
    assert understood(text, VELL) == q.PositionOf(party="tiderra", topic=DARK_HOURS)


def test_the_same_on_another_topic() -> None:
    assert understood("and on article 4?", VELL) == q.PositionOf(party="vell", topic=ARTICLE_4)
    assert understood("et l'article 4 ?", q.StatusOf(topic=ARTICLE_3)) == q.StatusOf(
        topic=ARTICLE_4
    )


def test_the_same_on_another_day() -> None:
    asked = understood("what about yesterday", q.StatusOf(topic=ARTICLE_3))

    assert asked == q.StatusOf(topic=ARTICLE_3, as_of=date(2031, 4, 7))
    assert understood("and tomorrow?", q.AgendaOf()) == q.AgendaOf(day=date(2031, 4, 9))


def test_another_party_joins_a_comparison() -> None:
    asked = understood("and Korveth?", q.Compare(parties=("vell", "tiderra"), topics=(ARTICLE_3,)))

    assert asked == q.Compare(parties=("vell", "tiderra", "korveth"), topics=(ARTICLE_3,))


@pytest.mark.parametrize(
    "text", ["source?", "where do you have that from?", "la source ?", "¿fuente?"]
)
def test_where_it_is_known_from(text: str) -> None:
    asked = understood(text, VELL)

    assert asked == q.SourcesOf(subject=Ref(Kind.POSITION, "vell.dark-hours.2031-04-03"))


@pytest.mark.parametrize("text", ["since when?", "depuis quand ?", "¿desde cuándo?"])
def test_since_when(text: str) -> None:
    assert understood(text, q.StatusOf(topic=ARTICLE_3)) == q.HistoryOf(subject=ARTICLE_3)


def test_why() -> None:
    assert understood("why?", q.StatusOf(topic=DARK_HOURS)) == q.SafeguardOn(safeguard="dark-hours")


def test_who_else_and_the_vote() -> None:
    asked = understood("who opposes it?", VELL)

    assert isinstance(asked, q.WhoHolds)
    assert (asked.topics, asked.stances[0]) == ((DARK_HOURS,), Stance.OPPOSES)
    assert understood("was there a vote?", q.StatusOf(topic=ARTICLE_3)) == q.VoteOn(topic=ARTICLE_3)


def test_a_question_that_stands_by_itself_is_left_alone() -> None:
    assert understood("status of article 4", VELL) == q.StatusOf(topic=ARTICLE_4)


def test_without_a_last_question_nothing_is_made_up() -> None:
    assert not isinstance(understood("why?"), q.SafeguardOn | q.HistoryOf)

"""What a reader is shown where there is no answer: what is missing, and what can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.sandbox.markup import parse_html
from handlers.render.answers import reply, whole
from handlers.reply import Act
from store.answering.answers import AskBack, Declined, Missing, UnknownName, Unread
from store.answering.questions import HelpWanted, PositionOf, StatusOf
from store.record.evidence import Ref
from store.record.terms import Kind
from tests.answering.lantern_treaty import (
    ARTICLE,
    BEACONS,
    SHADES,
    asked,
    holding,
    stocked,
)
from tests.render.seen import ENGLISH, labels, seen, told

if TYPE_CHECKING:
    from store.answering.answers import Answer


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

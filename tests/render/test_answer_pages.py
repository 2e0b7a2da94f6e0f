"""Long answers turn pages; each is one message that lists its sources, with few buttons."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.sandbox.markup import parse_html
from handlers.render.answers import reply
from handlers.reply import Ask
from store.answering.questions import (
    AgendaOf,
    PartyProfile,
    PositionOf,
    SourcesOf,
    WhoHolds,
)
from store.record.evidence import Ref
from store.record.terms import EventKind, Kind, Stance
from tests.answering.lantern_treaty import (
    SHADES,
    asked,
    entry,
    evidence,
    holding,
    party,
    position,
    source,
    stocked,
)
from tests.render.seen import ENGLISH, told

if TYPE_CHECKING:
    from store.record.snapshot import Snapshot


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

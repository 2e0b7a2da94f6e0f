"""Panels, as data."""

from __future__ import annotations

import pytest

from handlers import callbacks
from handlers.codes import Codes
from handlers.panels import FEW, LINES, Pick, View, panel
from handlers.reply import Act, Ask, Reply
from handlers.texts import Texts
from store.packs.location import BUILT_IN
from store.packs.reading import read_pack
from store.record.snapshot import Snapshot
from tests.conversation.lanternfish import lanternfish


def view_of(snapshot: Snapshot) -> View:
    return View(Texts.of("en"), snapshot, Codes(snapshot))


@pytest.fixture(scope="module")
def built_in() -> View:
    pack = read_pack(BUILT_IN)
    return view_of(Snapshot.of(pack.negotiation, pack.records))


LANTERNS = view_of(lanternfish())


def every_page(view: View, *begin: tuple[str, ...]) -> dict[Pick, Reply]:
    """Walk through all panels that can be reached by pressing."""
    seen: dict[Pick, Reply] = {}
    waiting = [Pick(path) for path in begin]
    while waiting:
        pick = waiting.pop()
        if pick in seen:
            continue
        drawn = panel(pick, view)
        assert drawn is not None, pick
        seen[pick] = drawn
        presses = (button.press for row in drawn.rows for button in row)
        acts = (press for press in presses if isinstance(press, Act) and press.verb == "pick")
        waiting += [found for act in acts if (found := Pick.of(act.argument)) is not None]
    return seen


BEGINNINGS = [
    ("article",),
    ("safeguard",),
    ("position",),
    ("who",),
    ("vote",),
    ("history",),
    ("search",),
    ("export",),
]


def test_every_button_of_every_panel_fits(built_in: View) -> None:
    for view in (LANTERNS, built_in):
        for drawn in every_page(view, *BEGINNINGS, ("compare",)).values():
            for row in drawn.rows:
                for button in row:
                    assert isinstance(button.press, Ask | Act)
                    assert callbacks.write(button.press, view.codes, "en") is not None
                    assert 0 < len(button.label) <= 60


def test_no_page_of_a_panel_is_long(built_in: View) -> None:
    for drawn in every_page(built_in, *BEGINNINGS).values():
        assert len(drawn.rows) <= LINES + 2


def test_all_parties_with_positions_can_be_reached(built_in: View) -> None:
    pressed = {
        button.press.question
        for drawn in every_page(built_in, ("position",)).values()
        for row in drawn.rows
        for button in row
        if isinstance(button.press, Ask)
    }

    assert len(pressed) == len(built_in.snapshot.positions_of) > FEW


def test_all_articles_can_be_reached(built_in: View) -> None:
    pressed = {
        button.press.question
        for drawn in every_page(built_in, ("article",)).values()
        for row in drawn.rows
        for button in row
        if isinstance(button.press, Ask)
    }

    articles = [p for p in built_in.snapshot.provisions.values() if p.parent is None]
    assert len(pressed) == len(articles) > 60


def test_nobody_is_compared_with_themselves() -> None:
    for pick, drawn in every_page(LANTERNS, ("compare",)).items():
        if pick.path[0] == "with":
            for row in drawn.rows:
                for button in row:
                    if isinstance(button.press, Ask):
                        parties = getattr(button.press.question, "parties", ())
                        assert len(set(parties)) == 2


def test_a_page_after_the_last_is_the_last() -> None:
    last = panel(Pick(("article",), 999), LANTERNS)

    assert last is not None
    assert last.rows


@pytest.mark.parametrize(
    "argument",
    [
        "",
        "nowhere",
        "who/loves",
        "position/ghost",
        "with/AAAAAA",
        "article/x",
        "article/999",
        "a~b",
    ],
)
def test_a_panel_that_is_not_there_is_none(argument: str) -> None:
    pick = Pick.of(argument)

    assert pick is None or panel(pick, LANTERNS) is None


def test_a_panel_says_what_to_write_instead() -> None:
    drawn = panel(Pick(("position",)), LANTERNS)

    assert drawn is not None
    assert "/position PARTY [TOPIC]" in drawn.text

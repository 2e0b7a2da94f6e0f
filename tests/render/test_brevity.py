"""Short answers: told once, folded, without naming again what the reader has before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handlers.render.answers import reply, whole
from handlers.reply import Act, Ask
from handlers.texts import Texts
from store.answering.answers import UnknownName
from store.answering.questions import (
    AgendaOf,
    ChangesSince,
    Compare,
    MatrixOf,
    PositionOf,
    StatusOf,
    WhoHolds,
)
from store.record.evidence import Ref
from store.record.terms import Kind, Stance, Status
from tests.answering.lantern_treaty import (
    ARTICLE,
    PARAGRAPH,
    SHADES,
    asked,
    evidence,
    found,
    holding,
    position,
    provision,
    source,
    status,
    stocked,
)

if TYPE_CHECKING:
    from store.answering.questions import Question
    from store.record.snapshot import Snapshot

ENGLISH = Texts.of("en")


def text(question: Question, store: Snapshot) -> str:
    return whole(asked(question, store), ENGLISH, store).reply.text


def labels(question: Question, store: Snapshot) -> list[str]:
    shown = reply(asked(question, store), ENGLISH, store)
    return [button.label for row in shown.rows for button in row]


def test_what_several_parties_said_alike_is_told_once() -> None:
    store = holding(
        position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05", summary="Voted for them."),
        position("brin", [SHADES], Stance.SUPPORTS, "2030-03-05", summary="Voted for them."),
        position("corvia", [SHADES], Stance.SUPPORTS, "2030-03-05", summary="Spoke for them."),
    )

    answer = text(WhoHolds(topics=(SHADES,), stances=(Stance.SUPPORTS,)), store)

    assert "Aldoria and Brin, 5 March 2030 [1]\nVoted for them." in answer
    assert answer.count("Voted for them.") == 1
    assert "Corvia, 5 March 2030 [1]\nSpoke for them." in answer


def test_what_was_said_on_another_day_or_is_known_otherwise_is_not_alike() -> None:
    store = holding(
        position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05", summary="Voted for them."),
        position("brin", [SHADES], Stance.SUPPORTS, "2030-03-06", summary="Voted for them."),
        position(
            "corvia",
            [SHADES],
            Stance.SUPPORTS,
            "2030-03-05",
            summary="Voted for them.",
            evidence=evidence(doubts=("Heard from afar.",)),
        ),
    )

    answer = text(WhoHolds(topics=(SHADES,)), store)

    assert answer.count("Voted for them.") == 3


def test_paragraphs_of_which_the_same_is_told_stand_together() -> None:
    other = provision("article-3-4", "3(4)", parent="article-3")
    store = holding(
        other,
        status(PARAGRAPH, "2030-03-14", Status.ADOPTED, summary="With the rest."),
        status(other.ref, "2030-03-14", Status.ADOPTED, summary="With the rest."),
    )

    answer = text(StatusOf(topic=ARTICLE), store)

    assert "Article 3(2) and Article 3(4): Adopted, 14 March 2030 [1]\nWith the rest." in answer


def test_many_sources_are_folded() -> None:
    pages = [source(f"page-{number}") for number in range(3)]
    said = position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05")
    many = position(
        "aldoria",
        [SHADES],
        Stance.SUPPORTS,
        "2030-03-05",
        evidence=evidence(sources=tuple(page.id for page in pages)),
    )
    question = PositionOf(party="aldoria", topic=SHADES)

    def html(store: Snapshot) -> str:
        return whole(asked(question, store), ENGLISH, store).reply.html

    assert "<blockquote expandable><b>Sources</b>\n1. " in html(holding(*pages, many))
    assert "blockquote" not in html(holding(said))


def test_buttons_leave_out_what_the_answer_names() -> None:
    store = stocked()

    assert {"Who wants what", "History", "Text"} <= set(labels(StatusOf(topic=ARTICLE), store))
    assert "Shades" in labels(Compare(parties=("aldoria", "brin")), store)


def test_no_two_buttons_below_an_answer_have_the_same_label() -> None:
    store = stocked()

    for question in (
        StatusOf(topic=ARTICLE),
        PositionOf(party="aldoria", topic=SHADES),
        WhoHolds(topics=(SHADES, ARTICLE)),
        Compare(parties=("aldoria", "brin"), topics=(SHADES,)),
        MatrixOf(),
    ):
        shown = labels(question, store)
        assert len(set(shown)) == len(shown)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (AgendaOf(), "Nothing is on the calendar here for 1 July 2030."),
        (ChangesSince(), "No change is on record here since 30 June 2030."),
    ],
)
def test_an_empty_calendar_or_list_of_changes_is_said_to_be_empty(
    question: Question, said: str
) -> None:
    assert text(question, holding()).startswith(said)


@pytest.mark.parametrize(
    ("sought", "press"),
    [("party", Act("pick", "position")), ("provision", Act("pick", "article"))],
)
def test_a_name_that_nothing_is_like_leads_to_the_list(sought: str, press: Act) -> None:
    shown = reply(UnknownName(written="xyz", sought=sought), ENGLISH, holding())

    assert press in [button.press for row in shown.rows for button in row]


def test_the_nearest_names_are_offered_in_place_of_the_list() -> None:
    near = UnknownName(written="Brinn", sought="party", nearest=(Ref(Kind.PARTY, "brin"),))
    shown = reply(near, ENGLISH, holding())

    presses = [button.press for row in shown.rows for button in row]
    assert any(isinstance(press, Ask) for press in presses)
    assert Act("pick", "position") not in presses


def test_articles_in_a_row_are_named_by_the_first_and_the_last() -> None:
    articles = [provision(f"article-{n}", str(n)) for n in (11, 12, 13, 14, 20)]
    refs = [PARAGRAPH, *(article.ref for article in articles)]

    named = ENGLISH.provisions(refs, holding(*articles))

    assert named == ["article 3(2)", "articles 11–14", "article 20"]


def test_a_matrix_has_a_sign_for_each_stance_and_none_for_silence() -> None:
    store = holding(
        position("aldoria", [SHADES], Stance.SEEKS_DELETION, "2030-03-05"),
        position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-02"),
        position("brin", [ARTICLE], Stance.SUPPORTS, "2030-03-05"),
    )

    answer = text(MatrixOf(topics=(SHADES, ARTICLE)), store)

    assert "Aldoria       × ·" in answer
    assert "Brin          · +" in answer
    assert "· not on record, which is no position" in answer
    assert "Aldoria A 5 March 2030 [1]" in answer


def test_a_matrix_claims_the_latest_position_alone() -> None:
    store = holding(
        position("aldoria", [SHADES], Stance.OPPOSES, "2030-03-02"),
        position("aldoria", [SHADES], Stance.SUPPORTS, "2030-03-05"),
    )

    stances = [c.record.stance for c in found(MatrixOf(), store).claims()]  # type: ignore[union-attr]

    assert stances == [Stance.SUPPORTS]


def test_what_stands_beside_the_answer_is_folded_and_the_answer_is_not() -> None:
    store = holding(
        status(ARTICLE, "2030-03-14", Status.ADOPTED, summary="With the rest."),
        status(ARTICLE, "2030-03-04", Status.OPEN, summary="Opened for debate."),
    )

    shown = whole(asked(StatusOf(topic=ARTICLE), store), ENGLISH, store).reply

    folded = [block for block in shown.blocks if block.startswith("<blockquote expandable>")]
    assert len(folded) == 1
    assert "Opened for debate." in folded[0]
    assert "With the rest." not in folded[0]


def test_a_groups_position_is_never_folded() -> None:
    store = stocked()

    shown = whole(asked(PositionOf(party="brin", topic=SHADES), store), ENGLISH, store).reply

    group = [block for block in shown.blocks if "As a member of" in block]
    assert group
    assert not any("<blockquote" in block for block in group)


def test_nothing_is_folded_on_a_page_that_the_reader_turned_to() -> None:
    words = "Spoke at length of lanterns, of lamps and of the sea at night. " * 12
    store = holding(
        status(ARTICLE, "2030-03-14", Status.ADOPTED),
        *(
            status(ARTICLE, f"2030-03-{day:02}", Status.OPEN, summary=f"{day}: {words}")
            for day in range(1, 11)
        ),
    )
    answer = asked(StatusOf(topic=ARTICLE), store)

    def folded(page: int) -> bool:
        blocks = reply(answer, ENGLISH, store, page=page).blocks
        return any("<blockquote" in block for block in blocks)

    assert folded(0)
    assert not folded(1)

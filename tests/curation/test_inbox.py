from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.curation import inbox
from tests.curation.desk import ANA, NOW, STRANGER, Desk

if TYPE_CHECKING:
    from store.curation.inbox import Inquiry


def send_in(at: Desk, text: str, *, chat_id: int = 1, language: str = "en") -> Inquiry | None:
    with at.database.writing() as db:
        return inbox.send_in(db, text, chat_id=chat_id, language=language, now=NOW)


def waiting(at: Desk) -> list[tuple[str, int]]:
    with at.database.reading() as db:
        return [(one.text, one.times) for one in inbox.inquiries(db)]


def answer(at: Desk, number: int, *, actor: int = ANA) -> Inquiry | None:
    with at.database.writing() as db:
        return inbox.answer(db, number, "At noon.", actor=actor, rules=at.rules, now=NOW)


def untold(at: Desk) -> list[tuple[str | None, int]]:
    with at.database.reading() as db:
        return [(one.answer, asker.chat_id) for one, asker in inbox.untold(db)]


def test_a_question_that_was_sent_in_waits_for_an_answer(at: Desk) -> None:
    send_in(at, "When do they vote on lamps?")

    assert waiting(at) == [("When do they vote on lamps?", 1)]


def test_questions_that_are_nearly_the_same_are_one(at: Desk) -> None:
    send_in(at, "When do they vote on lamps?", chat_id=1)
    send_in(at, "when do they vote on the lamps", chat_id=2)
    send_in(at, "Who is the chair?", chat_id=3)

    assert waiting(at) == [("When do they vote on lamps?", 2), ("Who is the chair?", 1)]


def test_pressing_twice_counts_once(at: Desk) -> None:
    send_in(at, "When do they vote on lamps?")
    send_in(at, "When do they vote on lamps?")

    assert waiting(at) == [("When do they vote on lamps?", 1)]


def test_an_answer_goes_to_everyone_who_asked_and_then_nobody_is_remembered(at: Desk) -> None:
    send_in(at, "When do they vote on lamps?", chat_id=1)
    send_in(at, "When do they vote on lamps", chat_id=2)

    assert answer(at, 1) is not None
    assert untold(at) == [("At noon.", 1), ("At noon.", 2)]

    with at.database.writing() as db:
        told = [inbox.told(db, asker) for _, asker in inbox.untold(db)]
        again = inbox.told(db, inbox.Asker(1, 1, 0, "en"))
    assert (told, again) == ([True, True], False)
    assert untold(at) == []
    assert at.count("asker") == 0


def test_a_question_is_answered_once(at: Desk) -> None:
    send_in(at, "When do they vote on lamps?")

    assert answer(at, 1) is not None
    assert answer(at, 1) is None
    assert waiting(at) == []


def test_a_stranger_answers_and_closes_nothing(here: Desk) -> None:
    send_in(here, "When do they vote on lamps?")

    assert answer(here, 1, actor=STRANGER) is None
    with here.database.writing() as db:
        assert inbox.close(db, 1, actor=STRANGER, rules=here.rules, now=NOW) is None
    assert len(waiting(here)) == 1


def test_a_question_that_is_closed_goes_without_an_answer(here: Desk) -> None:
    send_in(here, "When do they vote on lamps?")
    with here.database.writing() as db:
        assert inbox.close(db, 1, actor=ANA, rules=here.rules, now=NOW) is not None

    assert waiting(here) == []
    assert untold(here) == []
    assert here.count("asker") == 0


def test_forgetting_a_chat_forgets_that_it_asked(here: Desk) -> None:
    send_in(here, "When do they vote on lamps?", chat_id=1)
    send_in(here, "When do they vote on lamps?", chat_id=2)
    send_in(here, "Is my own harbour named?", chat_id=1)
    with here.database.writing() as db:
        assert inbox.forget(db, 1) == 2

    assert waiting(here) == [("When do they vote on lamps?", 2)]
    assert here.count("asker") == 1


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01"])
def test_nothing_is_no_question(here: Desk, text: str) -> None:
    assert send_in(here, text) is None


def test_a_question_is_kept_without_what_turns_its_direction_and_cut(here: Desk) -> None:
    kept = send_in(here, "lamp\u202es" + "!" * 2000)

    assert kept is not None
    assert kept.text.startswith("lamp s!")
    assert len(kept.text) == 1000

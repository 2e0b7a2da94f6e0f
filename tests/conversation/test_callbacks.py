"""Whole questions in 64 bytes."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import callbacks
from handlers.codes import Codes
from handlers.reply import Act, Ask
from store.answering import questions as q
from store.record.evidence import Ref
from store.record.terms import ActionKind, Kind, Stance
from tests.conversation.lanternfish import lanternfish

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.answering.questions import Question

SNAPSHOT = lanternfish()
CODES = Codes(SNAPSHOT)
KINDS: tuple[type[Question], ...] = get_args(q.Question)

topics = st.sampled_from(
    [Ref(Kind.SAFEGUARD, id_) for id_ in SNAPSHOT.safeguards]
    + [Ref(Kind.PROVISION, id_) for id_ in SNAPSHOT.provisions]
)
parties = st.sampled_from(list(SNAPSHOT.parties))
days = st.none() | st.dates()
VALUES: dict[tuple[str, str], st.SearchStrategy[object]] = {
    ("WhoHolds", "topics"): st.lists(topics, max_size=4).map(tuple),
    ("MatrixOf", "topics"): st.lists(topics, max_size=3).map(tuple),
    ("Compare", "topics"): st.lists(topics, max_size=2).map(tuple),
    ("VoteOn", "topic"): st.none()
    | topics
    | st.sampled_from([Ref(Kind.VOTE, id_) for id_ in SNAPSHOT.votes]),
    ("", "as_of"): days,
    ("", "day"): days,
    ("", "until"): days,
    ("", "since"): days,
    ("", "topic"): st.none() | topics,
    ("PartyProfile", "party"): parties,
    ("PositionOf", "party"): parties,
    ("ActionsOn", "party"): st.none() | parties,
    ("", "parties"): st.lists(parties, max_size=4).map(tuple),
    ("", "stances"): st.lists(st.sampled_from(Stance), max_size=9).map(tuple),
    ("", "acts"): st.lists(st.sampled_from(ActionKind), max_size=3).map(tuple),
    ("HistoryOf", "subject"): topics | parties.map(lambda id_: Ref(Kind.PARTY, id_)),
    ("SourcesOf", "subject"): st.none()
    | topics
    | st.sampled_from([Ref(Kind.SOURCE, id_) for id_ in SNAPSHOT.sources]),
    ("", "term"): st.none() | st.sampled_from(list(SNAPSHOT.glossary)),
    ("", "provision"): st.sampled_from(list(SNAPSHOT.provisions)),
    ("", "safeguard"): st.sampled_from(list(SNAPSHOT.safeguards)),
    ("", "demanded_only"): st.booleans(),
    ("", "group"): parties,
    ("", "document"): st.none() | st.sampled_from(list(SNAPSHOT.documents)),
    ("", "answer"): st.sampled_from(list(SNAPSHOT.answers)),
}


def _questions(kind: type[Question]) -> st.SearchStrategy[Question]:
    values = {
        field.name: VALUES[
            kind.__name__ if (kind.__name__, field.name) in VALUES else "", field.name
        ]
        for field in fields(kind)
    }
    make: Callable[..., Question] = kind
    return st.builds(make, **values)


def test_every_sort_of_question_has_a_letter() -> None:
    assert {kind for kind, _ in callbacks.FORMS.values()} == set(KINDS)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not q.Search])
@settings(max_examples=100, deadline=None)
@given(data=st.data(), page=st.integers(0, 99), language=st.sampled_from([None, "en", "fr"]))
def test_a_button_brings_its_question_back(
    kind: type[Question], data: st.DataObject, page: int, language: str | None
) -> None:
    press = Ask(data.draw(_questions(kind)), page)

    written = callbacks.write(press, CODES, language)

    assert written is not None
    assert len(written.encode()) <= callbacks.LIMIT
    assert callbacks.read(written, CODES) == (press, language)


def test_what_somebody_wrote_never_goes_into_a_button() -> None:
    assert callbacks.write(Ask(q.Search(words="lanterns")), CODES) is None


def test_a_question_too_long_for_a_button_has_none() -> None:
    everybody = q.Compare(parties=tuple(SNAPSHOT.parties) * 3)

    assert callbacks.write(Ask(everybody), CODES) is None


def test_a_record_that_is_not_in_the_store_has_no_button() -> None:
    assert callbacks.write(Ask(q.PartyProfile(party="nowhere")), CODES) is None


def test_a_deed_keeps_its_records_and_its_argument() -> None:
    act = Act("know", "a:b c", (Ref(Kind.PARTY, next(iter(SNAPSHOT.parties))),))
    data = callbacks.write(act, CODES)

    assert data is not None
    assert callbacks.read(data, CODES) == (act, None)


@settings(max_examples=100, deadline=None)
@given(
    data=st.text(max_size=64) | st.from_regex(r"[12][A-Za-z][0-9a-z]?(\.[A-Za-z0-9_-]{0,12}){0,4}")
)
def test_foreign_data_mean_nothing_or_just_what_they_would_be_written_for(data: str) -> None:
    pressed = callbacks.read(data, CODES)

    assert pressed is None or callbacks.write(pressed.press, CODES, pressed.language) == data


@pytest.mark.parametrize(
    "data",
    ["", "1", "1P", "3S", "1Z", "1S..AAAAAA", "1Pzzz", "1S.zzzzzzzz", "1A", "1S...", "1L..n", "!x"],
)
def test_forged_data_mean_nothing(data: str) -> None:
    assert callbacks.read(data, CODES) is None


def test_a_party_does_not_pass_for_a_topic() -> None:
    party = CODES.code(Ref(Kind.PARTY, next(iter(SNAPSHOT.parties))))

    assert callbacks.read(f"1S..{party}", CODES) is None


def test_days_from_the_first_to_the_last_can_be_asked_about() -> None:
    for day in (date.min, date.max):
        data = callbacks.write(Ask(q.AgendaOf(day=day)), CODES)

        assert data is not None
        assert callbacks.read(data, CODES) == (Ask(q.AgendaOf(day=day)), None)

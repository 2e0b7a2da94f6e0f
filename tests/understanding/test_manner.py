"""Which sort of question a text is, told from how it is put."""

from __future__ import annotations

import pytest

from store.answering import questions as q
from store.answering.understanding.manner import features, learned_manners, manner_of, masked
from store.record.evidence import Ref
from store.record.terms import Kind
from tests.understanding.reading import read


def test_names_articles_and_days_are_seen_as_such_and_not_as_words() -> None:
    assert masked(read("what did Vell say of article 3 yesterday").linked) == [
        "what", "did", "P", "say", "of", "N", "D",
    ]  # fmt: skip


def test_the_same_said_of_another_party_is_put_alike() -> None:
    assert features(read("what did Vell say").linked) == features(
        read("what did Tiderra say").linked
    )


@pytest.mark.parametrize(
    ("text", "manner", "other"),
    [
        ("waht dose Vell sya on lamps", "PositionOf", "StatusOf"),
        ("wich goverments r agianst lamps", "WhoHolds", "Define"),
        ("dónde puedo descargar el informe", "DocumentsOn", "WhoHolds"),
        ("c koi la difference entre Vell et Tiderra", "Compare", "VotesTaken"),
    ],
)
def test_a_manner_is_told_however_it_is_spelt(text: str, manner: str, other: str) -> None:
    told = learned_manners().told(features(read(text).linked))

    assert told[manner] > told[other]


def test_the_history_of_a_party_is_another_manner_than_that_of_a_topic() -> None:
    of_party = q.HistoryOf(subject=Ref(Kind.PARTY, "vell"))
    of_topic = q.HistoryOf(subject=Ref(Kind.SAFEGUARD, "dark-hours"))

    assert manner_of(of_party) != manner_of(of_topic)


def test_a_text_without_words_speaks_for_nothing_in_particular() -> None:
    learned = learned_manners()

    assert tuple(learned.told(frozenset()).values()) == learned.start

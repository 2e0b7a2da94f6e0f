"""Parties that are named beside the one that is asked about."""

from __future__ import annotations

from functools import cache

import pytest

from store.answering import questions as q
from store.answering.lexicon import Lexicon
from store.answering.understanding.pipeline import understand
from store.record.evidence import Alias, Ref
from store.record.snapshot import Snapshot
from store.record.terms import Kind, PartyKind
from tests.negotiations import lanternfish, party
from tests.understanding.reading import NOW, understood

DARK_HOURS = Ref(Kind.SAFEGUARD, "dark-hours")


@pytest.mark.parametrize(
    "text",
    [
        "Via the Abyssal Group, what did Tiderra want on the dark hours?",
        "As a member of the Abyssal Group, what does Tiderra say on the dark hours?",
        "Au sein du Groupe abyssal, que voulait Tiderra sur les heures sombres ?",
    ],
)
def test_a_member_is_not_compared_with_its_own_group(text: str) -> None:
    assert understood(text) == q.PositionOf(party="tiderra", topic=DARK_HOURS)


def test_a_member_and_its_group_are_compared_where_they_are_set_side_by_side() -> None:
    asked = understood("What do Tiderra and the Abyssal Group want on the dark hours?")

    assert asked == q.Compare(parties=("tiderra", "abyssal-group"), topics=(DARK_HOURS,))


@pytest.mark.parametrize(
    "text",
    [
        "Did Vell support the lamp keepers on the dark hours?",
        "lamp keepers: did Vell speak for them on the dark hours",
    ],
)
def test_words_for_anybody_of_a_sort_are_no_party_to_compare_with(text: str) -> None:
    assert _with_keepers(text) == q.PositionOf(party="vell", topic=DARK_HOURS)


def test_words_for_anybody_of_a_sort_are_a_party_where_they_stand_alone() -> None:
    asked = _with_keepers("What do the lamp keepers want on the dark hours?")

    assert asked == q.PositionOf(party="keepers", topic=DARK_HOURS)


def test_where_somebody_comes_from_is_not_asked_beside_who_it_is() -> None:
    asked = _with_keepers("What does the Vellish organisation Lampworks want on the dark hours?")

    assert asked == q.PositionOf(party="lampworks", topic=DARK_HOURS)


def _with_keepers(text: str) -> object:
    return understand(text, _lexicon(), now=NOW).question


@cache
def _lexicon() -> Lexicon:
    keepers = party(
        id="keepers",
        name="Joint letter of 1031",
        party_kind=PartyKind.CIVIL_SOCIETY,
        aliases=(Alias("lamp keepers"),),
    )
    firm = party(id="lampworks", name="Lampworks", party_kind=PartyKind.INDUSTRY)
    vell = party(id="vell", name="Vell", aliases=(Alias("Vellish"),))
    records = {record.ref: record for record in lanternfish().records.values()}
    records |= {record.ref: record for record in (keepers, firm, vell)}
    return Lexicon.of(Snapshot.of(lanternfish().negotiation, list(records.values())))

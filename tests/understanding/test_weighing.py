"""The likeliest of the questions that a text may be asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering import questions as q
from store.answering.answers import Declined, UnknownName, Unread
from store.answering.understanding.assembling import assemble
from store.answering.understanding.candidates import Origin, Sight, candidates
from store.answering.understanding.traits import described, merged
from store.answering.understanding.weighing import (
    chances,
    chosen,
    is_final,
    is_settled,
    learned_weights,
    weighed,
)
from store.record.evidence import Ref
from store.record.terms import Kind
from tests.understanding.reading import read

if TYPE_CHECKING:
    from store.answering.questions import Question

DARK = Ref(Kind.SAFEGUARD, "dark-hours")
SAFEGUARD = q.SafeguardOn(safeguard="dark-hours")


def test_what_accounts_for_every_word_is_settled() -> None:
    reading = read("what does Vell want on the dark hours?")
    question = assemble(reading)

    assert is_settled(question, question, reading)


def test_a_question_refused_for_what_it_leaves_out_is_settled() -> None:
    reading = read("what does Vell want on the dark hours?")
    refusal = Declined(reason=Unread.UNCLEAR)

    assert is_settled(q.PartyProfile(party="vell"), refusal, reading)


def test_a_stranger_is_not_weighed_against_those_on_record() -> None:
    stranger = UnknownName(written="Atlantis", sought="party")

    assert is_final(stranger, read("Atlantis on the dark hours"), settled=False)


def test_a_party_is_tried_with_the_topics_that_the_text_is_like() -> None:
    reading = read("would Vell ever put up with a lamp curfew")

    found = candidates(Sight.of(reading, Declined(reason=Unread.UNCLEAR)))

    assert Origin.TOPIC in found[q.PositionOf(party="vell", topic=DARK)]


def test_a_party_whose_group_is_on_record_is_no_party_without_a_record() -> None:
    article = Ref(Kind.PROVISION, "article-3-2")
    reading = read("korveth on article 3(2)")
    options = dict(described(Sight.of(reading, Declined(reason=Unread.UNCLEAR))))
    traits = merged(options[q.PositionOf(party="korveth", topic=article)])

    assert "PositionOf on record of a group" in traits


def test_all_that_a_party_wants_is_no_answer_where_one_thing_is_asked_for() -> None:
    everything = q.PositionOf(party="vell")
    reading = read("vell on the lamps at night")

    assert everything in candidates(Sight.of(reading, Declined(reason=Unread.UNCLEAR)))
    assert everything not in candidates(Sight.of(reading, q.PositionOf(party="vell", topic=DARK)))


def test_what_the_rules_offer_is_a_candidate() -> None:
    offered = q.MatrixOf(topics=(DARK,))
    reading = read("somebody or other on lamps")

    found = candidates(Sight.of(reading, Declined(reason=Unread.UNCLEAR, suggestions=(offered,))))

    assert found[offered] == frozenset({Origin.OFFERED})


def test_a_candidate_that_the_text_is_like_is_likelier_than_one_it_is_not() -> None:
    reading = read("tell me of the curfew for lamps at night then")
    options = dict(described(Sight.of(reading, Declined(reason=Unread.UNCLEAR))))
    likely = chances(list(options.values()), learned_weights(heard=False))
    told = dict(zip(options, likely, strict=True))

    assert told[q.SafeguardOn(safeguard="dark-hours")] > told[q.Define(term="lamp-boat")]


def test_what_speaks_for_one_question_speaks_against_the_others() -> None:
    weights = {"": -1.0, "asked": 2.0, "named": 1.0}

    alone = chances([({"asked": 1.0},)], weights)
    beside = chances([({"asked": 1.0},), ({"asked": 1.0}, {"named": 1.0})], weights)

    assert beside[1] > beside[0]
    assert beside[0] < alone[0]
    assert sum(beside) < 1


def test_a_doubtful_question_is_not_answered() -> None:
    likely: dict[Question, float] = {SAFEGUARD: 0.4, q.VotesTaken(): 0.2}

    assert chosen(likely, Declined(reason=Unread.UNCLEAR), settled=False) is None


def test_a_few_words_are_taken_as_the_rules_take_them() -> None:
    likely: dict[Question, float] = {SAFEGUARD: 0.4, q.VotesTaken(): 0.2}

    assert chosen(likely, SAFEGUARD, settled=False, brief=True) == SAFEGUARD
    assert chosen(likely, q.VotesTaken(), settled=False, brief=True) is None


def test_the_rules_are_more_exact_about_what_they_account_for() -> None:
    of_vell, exact = q.PartyProfile(party="vell"), q.ActionsOn(party="vell")

    akin: dict[Question, float] = {of_vell: 0.9, exact: 0.05}
    other: dict[Question, float] = {SAFEGUARD: 0.9, exact: 0.05}

    assert chosen(akin, exact, settled=True) == exact
    assert chosen(other, exact, settled=True) == SAFEGUARD


def test_a_greeting_is_one_however_unlikely() -> None:
    assert chosen({SAFEGUARD: 0.9}, q.HelpWanted(), settled=True) == q.HelpWanted()


def test_no_weight_is_so_large_that_it_cannot_be_reckoned_with() -> None:
    assert chances([({"asked": 1e6},)], {"": 0.0, "asked": 1.0}) == [1.0]
    assert chances([({"asked": -1e6},)], {"": 0.0, "asked": 1.0})[0] < 0.001


def test_what_is_like_nothing_stays_declined() -> None:
    refusal = Declined(reason=Unread.OFF_TOPIC)

    assert weighed(refusal, read("the price of tea in the harbour pub")) == refusal

"""The likeliest of the questions that a text may be asking."""

from __future__ import annotations

from store.answering import questions as q
from store.answering.answers import Declined, UnknownName, Unread
from store.answering.understanding.assembling import assemble
from store.answering.understanding.candidates import Origin, Sight, candidates
from store.answering.understanding.traits import described
from store.answering.understanding.weighing import (
    chosen,
    is_odd,
    is_settled,
    learned_weights,
    likelihood,
    weighed,
)
from store.record.evidence import Ref
from store.record.terms import Kind
from tests.understanding.reading import read

DARK = Ref(Kind.SAFEGUARD, "dark-hours")


def test_what_accounts_for_every_word_is_not_weighed() -> None:
    reading = read("what does Vell want on the dark hours?")
    question = assemble(reading)

    assert is_settled(question, question, reading)


def test_a_question_refused_for_what_it_leaves_out_gets_no_other_in_its_place() -> None:
    reading = read("what does Vell want on the dark hours?")
    refusal = Declined(reason=Unread.UNCLEAR)

    assert is_settled(q.PartyProfile(party="vell"), refusal, reading)


def test_a_stranger_is_not_weighed_against_those_on_record() -> None:
    stranger = UnknownName(written="Atlantis", sought="party")

    assert is_settled(stranger, stranger, read("Atlantis on the dark hours"))


def test_a_party_is_tried_with_the_topics_that_the_text_is_like() -> None:
    reading = read("would Vell ever put up with a lamp curfew")

    found = candidates(Sight(reading, Declined(reason=Unread.UNCLEAR)))

    assert Origin.TOPIC in found[q.PositionOf(party="vell", topic=DARK)]


def test_a_party_whose_group_is_on_record_is_no_party_without_a_record() -> None:
    article = Ref(Kind.PROVISION, "article-3-2")
    reading = read("korveth on article 3(2)")
    traits = dict(described(Sight(reading, Declined(reason=Unread.UNCLEAR))))

    assert "PositionOf on record of a group" in traits[q.PositionOf(party="korveth", topic=article)]


def test_all_that_a_party_wants_is_no_answer_where_one_thing_is_asked_for() -> None:
    everything = q.PositionOf(party="vell")
    reading = read("vell on the lamps at night")

    assert everything in candidates(Sight(reading, Declined(reason=Unread.UNCLEAR)))
    assert everything not in candidates(Sight(reading, q.PositionOf(party="vell", topic=DARK)))


def test_what_the_rules_offer_is_a_candidate() -> None:
    offered = q.MatrixOf(topics=(DARK,))
    reading = read("somebody or other on lamps")

    found = candidates(Sight(reading, Declined(reason=Unread.UNCLEAR, suggestions=(offered,))))

    assert found[offered] == frozenset({Origin.OFFERED})


def test_a_candidate_that_the_text_is_like_is_likelier_than_one_it_is_not() -> None:
    reading = read("tell me of the curfew for lamps at night then")
    likely = {
        question: likelihood(traits, learned_weights())
        for question, traits in described(Sight(reading, Declined(reason=Unread.UNCLEAR)))
    }

    assert likely[q.SafeguardOn(safeguard="dark-hours")] > likely[q.Define(term="lamp-boat")]


def test_a_question_that_nobody_would_put_so_is_odd() -> None:
    reading = read("where can I download what Vell sent in writing")

    assert is_odd(q.VotesTaken(), reading)
    assert not is_odd(q.DocumentsOn(document="chart"), reading)


def test_a_doubtful_question_of_the_rules_stands_where_they_account_for_every_word() -> None:
    assert chosen([0.3, 0.2], by_rule=1) is None
    assert chosen([0.3, 0.2], by_rule=1, settled=True) == 1


def test_an_unlikely_question_of_the_rules_gives_way_to_a_sure_one() -> None:
    assert chosen([0.9, 0.05], by_rule=1, settled=True) == 0
    assert chosen([0.7, 0.05], by_rule=1, settled=True) is None


def test_what_is_like_nothing_stays_declined() -> None:
    refusal = Declined(reason=Unread.OFF_TOPIC)

    assert weighed(refusal, read("the price of tea in the harbour pub")) == refusal

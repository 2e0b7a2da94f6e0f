"""Fourth stage: the one question that is asked, in each language."""

from __future__ import annotations

from datetime import date

import pytest

from store.answering import questions as q
from store.answering.answers import AskBack, UnknownName
from store.answering.lexicon import Lexicon
from store.answering.understanding.pipeline import understand
from store.record.evidence import Ref
from store.record.snapshot import Snapshot
from store.record.terms import ActionKind, Kind, Stance
from tests.negotiations import cybercrime, lanternfish, party
from tests.understanding.reading import NOW, understood

ARTICLE_3 = Ref(Kind.PROVISION, "article-3")
DARK_HOURS_PARAGRAPH = Ref(Kind.PROVISION, "article-3-2")
DARK_HOURS = Ref(Kind.SAFEGUARD, "dark-hours")
OBSERVERS = Ref(Kind.SAFEGUARD, "observer-access")
AGAINST = (Stance.OPPOSES, Stance.SEEKS_DELETION)


@pytest.mark.parametrize(
    "text",
    [
        "where does article 3 stand?",
        "status art. 3",
        "où en est l'article 3 ?",
        "¿en qué quedó el artículo 3?",
        "what happened to article 3",
    ],
)
def test_where_a_thing_stands(text: str) -> None:
    assert understood(text) == q.StatusOf(topic=ARTICLE_3)


@pytest.mark.parametrize(
    "text",
    [
        "what does Vell say about the dark hours?",
        "pos Vell dark hours",
        "Vell on the lamp curfew",
        "que veut Vell sur les heures sombres ?",
        "¿qué opina Vell de las horas oscuras?",
        "does Vell support the dark hours rule",
    ],
)
def test_what_a_party_wants(text: str) -> None:
    asked = understood(text)

    assert isinstance(asked, q.PositionOf)
    assert (asked.party, asked.topic) == ("vell", DARK_HOURS)


@pytest.mark.parametrize(
    "text", ["who is against 3(2)?", "qui est contre le 3.2 ?", "¿quién se opone al 3(2)?"]
)
def test_who_holds_a_stance(text: str) -> None:
    assert understood(text) == q.WhoHolds(topics=(DARK_HOURS_PARAGRAPH,), stances=AGAINST)


def test_who_holds_one_on_several_topics_at_once() -> None:
    asked = understood("who supports both the dark hours and access for observers?")

    assert isinstance(asked, q.WhoHolds)
    assert asked.topics == (DARK_HOURS, OBSERVERS)


@pytest.mark.parametrize(
    "text",
    [
        "compare Vell and Tiderra on articles 3 and 4",
        "Vell vs Tiderra: articles 3, 4",
        "comparez Vell et Tiderra sur les articles 3 et 4",
    ],
)
def test_several_parties_and_topics_stand_side_by_side(text: str) -> None:
    asked = understood(text)

    assert asked == q.Compare(
        parties=("vell", "tiderra"), topics=(ARTICLE_3, Ref(Kind.PROVISION, "article-4"))
    )


@pytest.mark.parametrize(
    "text",
    [
        "who voted against 3(2)?",
        "vote 3.2",
        "qui a voté contre le 3(2) ?",
        "¿quién votó contra el 3.2?",
        "what did a yes mean in the vote on 3(2)?",
    ],
)
def test_a_vote_is_no_stance(text: str) -> None:
    assert understood(text) == q.VoteOn(topic=DARK_HOURS_PARAGRAPH)


def test_how_one_party_voted() -> None:
    asked = understood("how did Vell vote on 3(2)?")

    assert asked == q.VoteOn(topic=DARK_HOURS_PARAGRAPH, parties=("vell",))


def test_a_party_that_only_moved_it_is_not_asked_how_it_voted() -> None:
    asked = understood("Vell wanted 3(2) deleted, was there a vote and how did it end?")

    assert asked == q.VoteOn(topic=DARK_HOURS_PARAGRAPH)


def test_all_votes() -> None:
    assert understood("which votes were taken?") == q.VotesTaken()


@pytest.mark.parametrize(
    "text", ["what is a lamp boat?", "bateau-lampe, c'est quoi ?", "define lamp boat"]
)
def test_what_a_term_means(text: str) -> None:
    assert understood(text) == q.Define(term="lamp-boat")


@pytest.mark.parametrize(
    "text", ["what does article 3 say?", "que dit l'article 3 ?", "artículo 3"]
)
def test_what_an_article_says(text: str) -> None:
    assert understood(text) == q.ProvisionText(provision="article-3")


def test_what_changed() -> None:
    assert understood("what changed?") == q.ChangesSince()
    assert understood("quoi de neuf depuis le 3 avril ?") == q.ChangesSince(since=date(2031, 4, 3))


def test_what_is_on() -> None:
    assert understood("what is on today?") == q.AgendaOf()
    assert understood("agenda 9 April") == q.AgendaOf(day=date(2031, 4, 9))
    assert understood("¿qué hay mañana?") == q.AgendaOf(day=date(2031, 4, 9))
    assert understood("when is the next meeting?") == q.NextUp()


@pytest.mark.parametrize(
    "text",
    [
        "what is the deadline for signature?",
        "quelle est la date limite de signature ?",
        "¿cuál es la fecha límite para la firma?",
    ],
)
def test_the_deadline_of_a_treaty_act_is_an_entry_of_the_calendar(text: str) -> None:
    assert understood(text) == q.AgendaOf(day=date(2032, 8, 31), until=date(2032, 8, 31))


def test_an_event_is_found_by_its_number_in_any_language() -> None:
    first = q.AgendaOf(day=date(2030, 2, 4), until=date(2030, 2, 8))

    assert understood("when was the first session?") == first
    assert understood("quand a eu lieu la première session ?") == first
    assert understood("¿cuándo fue la primera sesión?") == first


@pytest.mark.parametrize(
    "text", ["session no. four", "session IV", "la 4eme session, c'était où ?", "4ª ronda: cuándo"]
)
def test_an_event_is_found_by_its_number_however_it_is_written(text: str) -> None:
    assert understood(text) == q.AgendaOf(day=date(2031, 3, 31), until=date(2031, 4, 11))


def test_a_number_that_names_an_event_outweighs_a_few_unknown_words() -> None:
    fourth = q.AgendaOf(day=date(2031, 3, 31), until=date(2031, 4, 11))

    assert understood("was the fourth session in Wellington or Auckland?") == fourth


def test_an_event_is_found_by_words_that_are_not_all_of_its_title() -> None:
    weekend = q.AgendaOf(day=date(2031, 4, 5), until=date(2031, 4, 6))

    assert understood("when were the informal weekend talks?") == weekend


def test_the_number_of_a_day_numbers_no_meeting() -> None:
    assert understood("which meeting on 2 April?") == q.AgendaOf(day=date(2031, 4, 2))


def test_who_signed() -> None:
    assert understood("has Tiderra ratified?") == q.ActionsOn(
        acts=(ActionKind.RATIFICATION,), party="tiderra"
    )


def test_members_of_a_group() -> None:
    assert understood("who is a member of the Abyssal Group?") == q.MembersOf(group="abyssal-group")


def test_the_history_of_a_thing() -> None:
    assert understood("history of article 3") == q.HistoryOf(subject=ARTICLE_3)


def test_where_a_thing_is_known_from() -> None:
    assert understood("what is the source for article 3?") == q.SourcesOf(subject=ARTICLE_3)


def test_a_question_that_the_curators_foresaw() -> None:
    assert understood("how do they decide?") == q.Curated(answer="decision-rule")
    assert understood("comment décide-t-on ?") == q.Curated(answer="decision-rule")


def test_the_day_that_is_named_is_the_day_as_of_which_is_answered() -> None:
    asked = understood("where did article 3 stand on 1 April?")

    assert asked == q.StatusOf(topic=ARTICLE_3, as_of=date(2031, 4, 1))


def test_a_name_that_two_parties_are_as_near_to_is_asked_back() -> None:
    alike = [party(id=name.lower(), name=name) for name in ("Marland", "Morland")]
    store = Snapshot.of(lanternfish().negotiation, [*lanternfish().records.values(), *alike])

    asked = understand("what does Mrland say about the dark hours?", Lexicon.of(store), now=NOW)

    assert isinstance(asked.question, AskBack)
    assert {ref.id for ref in asked.question.between} == {"marland", "morland"}
    assert {type(choice) for choice in asked.question.choices} == {q.PositionOf}


def test_a_party_that_nobody_knows_is_told() -> None:
    asked = understood("what does Wakanda say about the dark hours?")

    assert isinstance(asked, UnknownName)
    assert (asked.written, asked.sought, asked.existing) == ("Wakanda", "party", False)


def test_a_country_that_is_not_on_record_is_known_to_exist() -> None:
    asked = understood("what does Niger say about the dark hours?")

    assert isinstance(asked, UnknownName)
    assert asked.existing


def test_a_topic_that_is_not_on_record_is_told_and_no_other_is_answered() -> None:
    asked = understood("what does Vell say about volcanoes?")

    assert isinstance(asked, UnknownName)
    assert (asked.written, asked.sought) == ("volcanoes", "topic")


def test_an_article_that_is_not_there_is_told_with_the_nearest() -> None:
    asked = understood("what does article 99 say?")

    assert isinstance(asked, UnknownName)
    assert asked.nearest[0] == Ref(Kind.PROVISION, "article-5")


@pytest.mark.parametrize(
    "text",
    [
        "Dis-moi vite : que réclamait Vell sur les heures sombres, du coup ?",
        "Vell rechignait sur les heures sombres ?",
        "Vell et les heures sombres : pour ou contre ?",
        "kel avis de Vell sur les heures sombres svp",
    ],
)
def test_french_is_read_as_it_is_spoken(text: str) -> None:
    assert understood(text) == q.PositionOf(party="vell", topic=DARK_HOURS)


def test_positions_on_ratifying_are_compared_where_two_parties_stand_side_by_side() -> None:
    asked = understood("Vell vs Tiderra: ratification and dark hours")

    assert asked == q.Compare(parties=("vell", "tiderra"), topics=(DARK_HOURS,))


def test_a_topic_far_ahead_of_all_others_is_meant_though_much_is_said_beside_it() -> None:
    text = "Berlin, pinailleuse, disait-elle que le texte bouclé pouvait servir à réprimer ?"
    asked = understand(text, Lexicon.of(cybercrime()), now=NOW).question

    assert isinstance(asked, q.PositionOf)
    assert asked.topic == Ref(Kind.SAFEGUARD, "anti-repression-clause")


def test_what_must_be_done_is_told_by_the_provision_and_not_by_the_meaning_of_a_term() -> None:
    text = "Une société peut-elle être tenue responsable ?"
    asked = understand(text, Lexicon.of(cybercrime()), now=NOW).question

    assert asked == q.ProvisionText(provision="article-18")


@pytest.mark.parametrize(
    "text", ["C'est déjà en vigueur ?", "Quand est-ce que ça entre en vigueur ?"]
)
def test_when_and_whether_is_told_by_the_curated_text_and_not_by_the_meaning(text: str) -> None:
    asked = understand(text, Lexicon.of(cybercrime()), now=NOW).question

    assert asked == q.Curated(answer="entry-into-force")


def test_a_party_holds_nothing_on_what_only_a_curated_text_tells() -> None:
    asked = understand("L'Algérie présidait-elle ?", Lexicon.of(cybercrime()), now=NOW).question

    assert isinstance(asked, UnknownName)


@pytest.mark.parametrize(
    "text", ["list of signatories", "liste des signataires", "lista de firmantes"]
)
def test_those_who_signed_are_listed_where_nothing_else_is_said(text: str) -> None:
    assert understood(text) == q.ActionsOn(acts=(ActionKind.SIGNATURE,))

"""Which of the ways to ask for a record a text is like."""

from __future__ import annotations

from store.answering.phrasings import Phrasings
from store.answering.understanding.normalising import forms_of
from store.record.evidence import Alias, Ref
from store.record.records import GlossaryEntry
from store.record.terms import Kind
from tests.negotiations import evidence


def term(id_: str, *asked: str, french: str = "") -> GlossaryEntry:
    aliases = tuple(Alias(text) for text in asked)
    if french:
        aliases = (*aliases, Alias(french, "fr"))
    return GlossaryEntry(
        id=id_, term=id_, definition="A thing.", aliases=aliases, evidence=evidence()
    )


def index(*terms: GlossaryEntry) -> Phrasings:
    return Phrasings.of(terms, "en")


LAMP = term("lamp", "what shines over the deck at night", french="ce qui brille sur le pont")
NET = term("net", "what the catch is hauled in with")


def test_the_record_with_the_nearest_wording_comes_first() -> None:
    found = index(LAMP, NET).nearest(forms_of("hauling in the catch"))

    assert found[0].ref == Ref(Kind.GLOSSARY, "net")


def test_the_nearest_wording_is_told_with_the_words_that_both_have() -> None:
    [best, *_] = index(LAMP, NET).nearest(forms_of("which one shines at night"))

    assert (best.wording, best.shared) == ("what shines over the deck at night", 1)


def test_a_wording_is_read_by_the_endings_of_its_own_language() -> None:
    found = index(LAMP, NET).nearest(forms_of("ils brillaient sur les ponts"))

    assert found[0].ref == Ref(Kind.GLOSSARY, "lamp")


def test_the_very_wording_is_as_like_as_can_be() -> None:
    [best, *_] = index(LAMP, NET).nearest(forms_of("what the catch is hauled in with"))

    assert best.likeness > 0.999


def test_a_word_that_no_wording_holds_makes_a_text_less_like() -> None:
    plain, strange = (
        index(LAMP, NET).nearest(forms_of(text))[0].likeness
        for text in ("hauled catch", "hauled catch xylophone")
    )

    assert strange < plain


def test_nothing_is_like_small_words() -> None:
    assert index(LAMP, NET).nearest(forms_of("what is it")) == []

"""Which records a text is about, told from questions that were asked before."""

from __future__ import annotations

import pytest

from store.answering.lexicon import Lexicon
from store.answering.understanding import pipeline
from store.answering.understanding.heard import learned_subjects, subjects_heard
from store.record.evidence import Ref
from tests.evaluation.asking import NOW
from tests.negotiations import cybercrime
from tests.understanding.reading import read


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("can a country walk away once it is in", "provision:article-67"),
        ("un país que ya entró, ¿se puede salir?", "provision:article-67"),
        ("un pays peut-il s'en retirer ?", "provision:article-67"),
    ],
)
def test_a_text_is_about_what_others_have_asked_so(text: str, about: str) -> None:
    heard = subjects_heard(pipeline.read(text, Lexicon.of(cybercrime()), now=NOW))
    provisions = {ref: value for ref, value in heard.items() if ref.kind == "provision"}

    assert max(provisions, key=provisions.__getitem__) == Ref.parse(about)


def test_of_a_negotiation_that_nobody_has_asked_about_nothing_was_heard() -> None:
    assert subjects_heard(read("what does Vell want on the dark hours?")) == {}


def test_a_name_that_is_no_file_has_nothing_learned_of_it() -> None:
    assert learned_subjects("../weights") is None

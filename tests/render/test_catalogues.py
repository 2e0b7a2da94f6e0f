"""The catalogues are complete, and say no more and no less than the code does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handlers.catalogues import best_language, languages
from handlers.labels import TABLES
from handlers.render.declines import REASONS, UNKNOWN, WANTED
from handlers.texts import Texts
from store.answering.answers import Unread
from tests.render.catalogue_files import (
    TRANSLATED,
    catalogue_file,
    entries,
    messages_in_code,
    places,
    tags,
    template,
)

if TYPE_CHECKING:
    from enum import StrEnum


def test_english_french_and_spanish_are_there() -> None:
    assert {"en", "fr", "es"} <= set(languages())


def test_the_template_holds_exactly_the_messages_of_the_code() -> None:
    assert set(entries(template())) == messages_in_code()


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_holds_exactly_the_messages_of_the_code(language: str) -> None:
    assert set(entries(catalogue_file(language))) == messages_in_code()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str) -> None:
    missing = [
        key
        for key, (_, translated) in entries(catalogue_file(language)).items()
        if not all(form.strip() for form in translated)
    ]

    assert missing == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_marked_as_doubtful(language: str) -> None:
    assert [message.id for message in catalogue_file(language) if message.fuzzy] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_named_places(language: str) -> None:
    for english, translated in entries(catalogue_file(language)).values():
        for form in translated:
            assert places(form) == places(english[-1]), english


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_markup(language: str) -> None:
    for english, translated in entries(catalogue_file(language)).values():
        for form in translated:
            assert tags(form) == tags(english[-1]), english


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("list_", TABLES, ids=lambda list_: list_.__name__)
def test_every_word_of_a_closed_list_has_a_label_of_its_own(
    list_: type[StrEnum], language: str
) -> None:
    texts = Texts.of(language)

    labels = [texts.label(TABLES[list_][word], date="2030") for word in list_]

    assert all(labels)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("reason", Unread)
def test_every_reason_to_decline_has_a_sentence(reason: Unread) -> None:
    assert Texts.of("en").sentence(REASONS[reason])


def test_what_can_be_unknown_can_also_be_asked_for() -> None:
    assert UNKNOWN.keys() == WANTED.keys()


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("es_419", "es"),
        ("FR-ca-x-variant", "fr"),
        ("tlh", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_a_language_falls_back_to_its_family_and_then_to_english(
    wanted: str | None, given: str
) -> None:
    assert best_language(wanted) == given

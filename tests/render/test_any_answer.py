"""What holds for every answer in every language: valid, within a message, citing what it claims."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.entities import units
from bot.sandbox.markup import parse_html
from handlers.catalogues import languages
from handlers.exports.answer_json import answer_json
from handlers.render.answers import reply
from handlers.render.questions import button_label, question_label
from handlers.reply import MESSAGE_LIMIT
from handlers.texts import Texts
from store.answering.answers import (
    AskBack,
    Capabilities,
    Declined,
    Found,
    Missing,
    NotOnRecord,
    Subject,
    UnknownName,
    Unread,
)
from store.answering.engine import answer
from store.answering.questions import PositionOf, Question, Search, StatusOf
from store.record.evidence import Evidence, Ref
from store.record.snapshot import Snapshot
from store.record.terms import Kind
from tests.answering.lantern_treaty import ARTICLE, SHADES, asked, stocked
from tests.answering.test_any_question import STORE, instants, questions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.answering.answers import Answer
    from store.record.records import Record

TEXTS = {language: Texts.of(language) for language in languages()}
NOW = datetime(2030, 7, 1, 12, tzinfo=UTC)
HOSTILE = "<b>x</i> &amp; *_[`](tg://x) \u202e\u2066\x00\ud800 مصر 😀</blockquote>" + "y" * 120


def hostile(record: Record) -> Record:
    """Return the record with every text that people read made hostile."""
    changed: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in {"id", "party", "group", "url", "parent", "safeguard", "number"}:
            continue
        if isinstance(value, str) and type(value) is str:
            changed[field.name] = HOSTILE
        elif isinstance(value, Evidence):
            changed[field.name] = replace(value, doubts=(HOSTILE,))
    return replace(record, **changed)


HOSTILE_STORE = Snapshot.of(STORE.negotiation, [hostile(r) for r in STORE.records.values()])

misread: list[Answer] = [
    AskBack(written=HOSTILE, between=(ARTICLE, SHADES), choices=(StatusOf(topic=ARTICLE),)),
    UnknownName(written=HOSTILE, sought="party", nearest=(Ref(Kind.PARTY, "brin"),)),
    UnknownName(written=HOSTILE, sought="something new"),
    UnknownName(written=HOSTILE, sought="party", existing=True),
    Missing(sought="date"),
    Missing(sought="something new", suggestions=(StatusOf(),)),
    Capabilities(),
    Capabilities(suggestions=(StatusOf(),)),
    NotOnRecord(subject=Subject.UNKNOWN, question=Search(words=HOSTILE), as_of=NOW.date()),
    NotOnRecord(
        subject=Subject.POSITION,
        question=PositionOf(party="gone", topic=Ref(Kind.SAFEGUARD, "gone")),
        as_of=NOW.date(),
        missing=(Ref(Kind.PARTY, "gone"),),
        first_known=NOW.date(),
    ),
    *(Declined(reason=reason, suggestions=(StatusOf(),)) for reason in Unread),
]


def check_messages(made: Answer, store: Snapshot, languages: Iterable[str] = TEXTS) -> None:
    for language in languages:
        first = reply(made, TEXTS[language], store)
        pages = [first, *(reply(made, TEXTS[language], store, page=page) for page in range(1, 4))]
        for page in pages:
            assert page.blocks
            for block in page.blocks:
                assert parse_html(block)[0].strip()
            for message in page.pages():
                assert units(parse_html(message)[0]) <= MESSAGE_LIMIT
            assert all(button.label.strip() for row in page.rows for button in row)


@pytest.mark.parametrize("store", [STORE, HOSTILE_STORE], ids=["plain", "hostile"])
@pytest.mark.parametrize("made", misread, ids=lambda made: type(made).__name__)
def test_every_kind_of_decline_can_be_shown_in_every_language(
    made: Answer, store: Snapshot
) -> None:
    check_messages(made, store)


@settings(max_examples=60, deadline=None)
@given(questions, instants)
def test_every_answer_can_be_shown_in_every_language(question: Question, now: datetime) -> None:
    check_messages(answer(question, STORE, now=now), STORE)


@settings(max_examples=60, deadline=None)
@given(questions, instants, st.sampled_from(list(TEXTS)))
def test_no_text_from_elsewhere_can_break_a_message(
    question: Question, now: datetime, language: str
) -> None:
    check_messages(answer(question, HOSTILE_STORE, now=now), HOSTILE_STORE, [language])


@settings(max_examples=60, deadline=None)
@given(questions, instants, st.sampled_from(list(TEXTS)))
def test_every_answer_is_json_that_cites_what_it_claims_and_nothing_else(
    question: Question, now: datetime, language: str
) -> None:
    made = answer(question, STORE, now=now)

    written = answer_json(made, TEXTS[language], STORE)

    assert written["language"] == language
    assert written["answered"] is isinstance(made, Found)
    assert bool(written["records"]) is written["answered"]
    assert bool(written["sources"]) is written["answered"]
    assert written["text"] == parse_html(written["html"])[0]
    if isinstance(made, Found):
        cited = {source.title for claim in made.claims() for source in claim.citations}
        assert cited <= {source["title"] for source in written["sources"]}


@settings(max_examples=60, deadline=None)
@given(questions)
def test_every_question_can_be_put_into_words(question: Question) -> None:
    for texts in TEXTS.values():
        assert question_label(question, texts, STORE).strip()
        assert 0 < len(button_label(question, texts, STORE)) <= 48


def test_no_two_sorts_of_question_are_worded_alike() -> None:
    made = [asked_simply(kind) for kind in get_args(Question)]

    worded = [question_label(question, TEXTS["en"], stocked()) for question in made]

    assert len(set(worded)) == len(worded)


def asked_simply(kind: type[Question]) -> Question:
    """Return a question of that sort about the first thing that it can be about."""
    known: dict[str, Any] = {
        "topic": ARTICLE,
        "topics": (ARTICLE,),
        "parties": ("brin", "corvia"),
        "party": "brin",
        "group": "reef-league",
        "subject": ARTICLE,
        "term": "shade",
        "provision": "article-3",
        "safeguard": "shades",
        "document": "draft",
        "answer": "state-late",
        "words": "lanterns",
    }
    names = {field.name for field in fields(kind)}
    return kind(**{name: value for name, value in known.items() if name in names})


def test_the_json_has_the_fields_of_the_contract() -> None:
    store = stocked()

    written = answer_json(asked(StatusOf(topic=ARTICLE), store), TEXTS["en"], store)

    assert list(written) == [
        "text",
        "html",
        "answered",
        "kind",
        "language",
        "as_of",
        "records",
        "sources",
        "suggestions",
    ]
    assert written["kind"] == "status"
    assert written["as_of"] == "2030-07-01"
    assert {"type": "status", "id": "article-3.adopted.2030-03-14"} in written["records"]
    assert written["sources"] == [
        {
            "title": "Source minutes",
            "publisher": "Secretariat",
            "url": "https://example.org/minutes",
            "date": "2030-03-04",
        }
    ]


def test_the_json_suggests_whole_questions_in_the_language() -> None:
    store = stocked()
    made = Declined(reason=Unread.UNCLEAR, suggestions=(StatusOf(topic=ARTICLE),))

    assert answer_json(made, TEXTS["fr"], store)["suggestions"] == ["Où en est l’article 3\u00a0?"]


def test_help_is_no_answer_from_the_store() -> None:
    written = answer_json(Capabilities(), TEXTS["en"], stocked())

    assert (written["kind"], written["answered"], written["records"]) == ("help", False, [])

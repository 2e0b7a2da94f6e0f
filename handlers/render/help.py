"""What can be asked, with examples that this very store answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handlers.catalogues import languages
from handlers.grammar import written
from handlers.markup import Html
from handlers.render.questions import question_label
from handlers.sentences import phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handlers.sentences import Phrase
    from handlers.texts import Texts
    from store.answering.answers import Capabilities
    from store.record.snapshot import Snapshot

ASKABLE: Final[Mapping[str, Phrase]] = {
    "status": phrase("askable", "where the text, an article or a safeguard stands"),
    "position": phrase("askable", "what a party said it wants"),
    "who": phrase("askable", "who supports something, opposes it or seeks its deletion"),
    "compare": phrase("askable", "what parties want, side by side"),
    "article": phrase("askable", "what an article says"),
    "safeguard": phrase("askable", "what a safeguard asks for, and what became of it"),
    "vote": phrase("askable", "a vote: its counts, its outcome, what a yes meant"),
    "agenda": phrase("askable", "what is on the calendar, today or on another day"),
    "changes": phrase("askable", "what changed since a day"),
    "history": phrase("askable", "all that is on record about a topic or party"),
    "glossary": phrase("askable", "what a term means"),
    "sources": phrase("askable", "which sources there are"),
}
"""What can be asked, by the command that asks it."""


def capabilities(answer: Capabilities, texts: Texts, snapshot: Snapshot) -> tuple[Html, ...]:
    """Return the help text."""
    head = texts(
        "<b>{name}</b>\nAsk in your own words, in any of these languages: {languages}. "
        "Every answer names its sources and their dates. Where nothing is on record, "
        "the answer says so.",
        name=snapshot.negotiation.short_name,
        languages=texts.listing(
            [texts.locale.languages.get(code, code) for code in languages()], either=True
        ),
    )
    lines = (
        Html("• {} – {}").format(texts.sentence(what), written(command))
        for command, what in ASKABLE.items()
    )
    blocks = [head]
    if answer.suggestions:
        items = (
            Html("• {}").format(texts.value(question_label(question, texts, snapshot)))
            for question in answer.suggestions
        )
        blocks.append(Html("\n").join([texts("<b>For example</b>"), *items]))
    blocks.append(Html("\n").join([texts("<b>What can be asked</b>"), *lines]))
    blocks.append(texts("/help lists all commands."))
    return tuple(blocks)

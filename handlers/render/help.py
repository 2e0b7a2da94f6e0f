"""What can be asked, with examples that this very store answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from handlers.grammar import written
from handlers.render.questions import question_label
from handlers.sentences import phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handlers.sentences import Phrase
    from handlers.texts import Texts
    from store.answering.answers import Capabilities
    from store.record.snapshot import Snapshot

COMMANDS: Final[Mapping[str, Phrase]] = {
    "status": phrase("command", "where the text, an article or a safeguard stands"),
    "article": phrase("command", "what an article or paragraph says"),
    "safeguards": phrase("command", "the safeguards asked for"),
    "safeguard": phrase("command", "one safeguard: what it asks for and what became of it"),
    "position": phrase("command", "what a party said it wants"),
    "who": phrase("command", "who supports, opposes, seeks deletion …"),
    "compare": phrase("command", "positions side by side"),
    "votes": phrase("command", "all votes and decisions"),
    "vote": phrase("command", "one vote: counts, outcome, what a yes meant"),
    "today": phrase("command", "today’s agenda"),
    "next": phrase("command", "what comes next"),
    "agenda": phrase("command", "the agenda of a day"),
    "timeline": phrase("command", "the whole process"),
    "changes": phrase("command", "what changed lately"),
    "history": phrase("command", "all on a topic or party, oldest first"),
    "glossary": phrase("command", "what a term means"),
    "sources": phrase("command", "which sources there are"),
    "search": phrase("command", "search all that is on record"),
    "language": phrase("command", "the language of the answers"),
    "about": phrase("command", "what this is, and how far to trust it"),
    "privacy": phrase("command", "what is kept about you"),
    "help": phrase("command", "this list"),
}
"""What people are told of each command, in the order of the help text."""


def capabilities(answer: Capabilities, texts: Texts, snapshot: Snapshot) -> tuple[Markup, ...]:
    """Return the help text."""
    head = texts(
        "<b>{name}</b>\nAsk in your own words, in English, French or Spanish, or use a command. "
        "Every answer names its sources and their dates. Where nothing is on record, "
        "the answer says so.",
        name=snapshot.negotiation.short_name,
    )
    lines = (
        Markup("{} – {}").format(written(command), texts.label(what))
        for command, what in COMMANDS.items()
    )
    blocks = [head]
    if answer.suggestions:
        items = (
            Markup("• {}").format(texts.value(question_label(question, texts, snapshot)))
            for question in answer.suggestions
        )
        blocks.append(Markup("\n").join([texts("<b>For example</b>"), *items]))
    blocks.append(Markup("\n").join([texts("<b>Commands</b>"), *lines]))
    return tuple(blocks)

"""What may stand after each command, as people are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

GRAMMAR: Mapping[str, str] = {
    "status": "[ARTICLE|SAFEGUARD]",
    "article": "N[(P)]",
    "safeguard": "NAME",
    "position": "PARTY [TOPIC]",
    "who": "STANCE TOPIC",
    "compare": "A, B[, …] [: TOPIC]",
    "matrix": "[TOPIC|PARTY, …]",
    "vote": "TOPIC",
    "agenda": "[DATE]",
    "changes": "[SINCE]",
    "history": "TOPIC|PARTY",
    "glossary": "[TERM]",
    "sources": "[TOPIC]",
    "search": "WORDS",
    "export": "[csv|json|ics]",
    "subscribe": "[KIND|TOPIC|PARTY|all]",
    "unsubscribe": "[KIND|TOPIC|PARTY|all]",
    "timezone": "ZONE",
    "quiet": "HH:MM-HH:MM|off",
    "language": "CODE",
    "pause": "[DAYS]",
    "feedback": "TEXT",
}


def written(command: str) -> str:
    """Return a command as it is typed: ``/position PARTY [TOPIC]``."""
    return f"/{command} {GRAMMAR.get(command, '')}".rstrip()

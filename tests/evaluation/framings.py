"""Questions made of framings: ways to ask for a thing, with slots in place of what is asked for.

``framings/<language>.tsv`` holds a framing a line: the letters of its sort, a tab, the framing.
Each slot is filled with a name or wording of a record of the built-in pack, so that how a thing is
asked for is learned apart from what is asked for.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.record.records import Record
    from store.record.snapshot import Snapshot

FOLDER = Path(__file__).parent / "framings"

LONGEST = 5
"""Words of a wording that stands in a slot."""

SORTS = {
    "SS": ("StatusOf",),
    "PO": ("PositionOf",),
    "WH": ("WhoHolds",),
    "CO": ("Compare",),
    "PT": ("ProvisionText",),
    "SA": ("SafeguardOn",),
    "VO": ("VoteOn",),
    "EV": ("AgendaOf",),
    "CH": ("ChangesSince all",),
    "HI": ("HistoryOf topic",),
    "DE": ("Define",),
    "DO": ("DocumentsOn",),
    "PA": ("PartyProfile",),
    "AC": ("ActionsOn signed", "ActionsOn bound"),
    "OV": ("Overview", "Curated"),
    "SL": ("SafeguardList",),
    "ME": ("MembersOf",),
    "HE": ("HelpWanted",),
    "NO": ("nothing",),
}
"""The manners (:func:`store.answering.understanding.manner.manner_of`) of each sort."""

OF_A_PARTY = {
    "VO": ("VoteOn party", "VoteOn"),
    "HI": ("HistoryOf party",),
    "AC": ("ActionsOn party",),
}
"""Those of a framing that asks for a party, where they are others."""

_SLOT = re.compile(r"\{(\w+?)2?\}")
_SAID: dict[str, dict[str, tuple[str, ...]]] = {
    "day": {
        "en": ("yesterday", "8 August", "last week", "August 2024", "the 5th of August"),
        "es": ("ayer", "el 8 de agosto", "la semana pasada", "agosto de 2024"),
        "fr": ("hier", "le 8 août", "la semaine dernière", "août 2024"),
    },
    "treaty": {
        "en": ("the treaty", "the convention", "the cybercrime convention", "it"),
        "es": ("el tratado", "la convención", "la convención de ciberdelincuencia"),
        "fr": ("le traité", "la convention", "la convention cybercriminalité"),
    },
    "article": {
        "en": ("article 24", "art. 6.2", "art 14", "article 40"),
        "es": ("el artículo 24", "art. 6.2", "el art 14", "artículo 40"),
        "fr": ("l'article 24", "art. 6.2", "l'art 14", "article 40"),
    },
}


class Framed(NamedTuple):
    """A framing with its slots filled, and the manners that are right."""

    text: str
    language: str
    manners: tuple[str, ...]


def framings(snapshot: Snapshot) -> Iterator[Framed]:
    """Yield all framings; always filled in the same way."""
    dice = random.Random(7)  # noqa: S311 - no secret
    for path in sorted(FOLDER.glob("*.tsv")):
        language = path.stem
        said: dict[str, Sequence[str]] = {
            "topic": _names(snapshot.safeguards.values(), language),
            "party": _names(snapshot.parties.values(), language),
            "vote": _names(snapshot.votes.values(), language),
            "event": _names(snapshot.events.values(), language),
            "document": _names(snapshot.documents.values(), language),
            "term": _names(snapshot.glossary.values(), language),
            **{slot: words[language] for slot, words in _SAID.items()},
        }
        for line in path.read_text(encoding="utf-8").splitlines():
            sort, _, framing = line.partition("\t")
            text = _SLOT.sub(lambda slot: dice.choice(said[slot[1]]), framing)  # noqa: B023
            asks_party = "{party}" in framing and sort in OF_A_PARTY
            yield Framed(text, language, OF_A_PARTY[sort] if asks_party else SORTS[sort])


def _names(records: Iterable[Record], language: str) -> list[str]:
    """Return short names and wordings of records in a language."""
    names: list[str] = []
    for record in records:
        names += [text for code, text in getattr(record, "names", ()) if code == language]
        names += [
            alias.text
            for alias in getattr(record, "aliases", ())
            if alias.language in {language, ""}
        ]
    return [name for name in names if len(name.split()) <= LONGEST]

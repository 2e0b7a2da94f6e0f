"""All names in a snapshot, resolved: what stands after a command, and what a text mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from store.answering.resolution import Hit, NoSuch, Resolution, resolved
from store.answering.understanding.naming import Name, Names
from store.answering.understanding.normalising import forms_of, words_of
from store.record.terms import Kind, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.record.records import Record
    from store.record.snapshot import Snapshot

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Lexicon:
    """The names in one snapshot. Made once for each, which takes a moment; then it is quick."""

    snapshot: Snapshot

    @classmethod
    def of(cls, snapshot: Snapshot) -> Lexicon:
        """Index the names of the snapshot."""
        lexicon = cls(snapshot)
        lexicon._names  # noqa: B018
        return lexicon

    def topic(self, text: str) -> Resolution:
        """Return the provision or safeguard that a text names."""
        return self._resolve(text, Kind.PROVISION, Kind.SAFEGUARD)

    def provision(self, text: str) -> Resolution:
        """Return the provision that a text names."""
        return self._resolve(text, Kind.PROVISION)

    def safeguard(self, text: str) -> Resolution:
        """Return the safeguard that a text names."""
        return self._resolve(text, Kind.SAFEGUARD)

    def party(self, text: str) -> Resolution:
        """Return the party that a text names."""
        return self._resolve(text, Kind.PARTY)

    def vote(self, text: str) -> Resolution:
        """Return the vote that a text names."""
        return self._resolve(text, Kind.VOTE)

    def term(self, text: str) -> Resolution:
        """Return the glossary entry that a text names."""
        return self._resolve(text, Kind.GLOSSARY)

    def stance(self, text: str) -> Resolution:
        """Return the stance that a text names."""
        found = next((s for s in Stance if forms_of(s) == forms_of(text)), None)
        return NoSuch() if found is None else Hit(found)

    def day(self, text: str, today: date) -> Resolution:
        """Return the day that a text names."""
        del today
        try:
            return Hit(date.fromisoformat(text)) if _ISO.fullmatch(text) else NoSuch()
        except ValueError:
            return NoSuch()

    @cached_property
    def _names(self) -> Names:
        return Names(
            (text, name) for r in self.snapshot.records.values() for text, name in _naming(r)
        )

    def _resolve(self, text: str, *kinds: Kind) -> Resolution:
        words = words_of(text)
        marks = {"article", "art", "articulo"}
        bare = tuple(w for w in words if w.form not in marks) or words
        refs = [
            ref
            for row in (words, bare)
            for match in self._names.within(row)
            if (match.begin, match.end) == (0, len(row))
            for ref in match.refs
            if ref.kind in kinds
        ]
        return resolved(tuple(refs)) or NoSuch()


def _naming(record: Record) -> Iterator[tuple[str, Name]]:
    ref = record.ref
    yield record.id, Name(ref, own=True)
    for field in ("number", "title", "name", "term", "motion"):
        text = getattr(record, field, None)
        if isinstance(text, str):
            yield text, Name(ref, own=True)
    for alias in getattr(record, "aliases", ()):
        yield alias.text, Name(ref, alias.language, alias.caps_only)
    for language, text in getattr(record, "names", ()):
        yield text, Name(ref, language, own=True)
    for code in ("iso2", "iso3"):
        text = getattr(record, code, None)
        if text:
            yield text, Name(ref, caps_only=True)

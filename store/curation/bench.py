"""Records made from what a coordinator gave: with ids that can be read, and with their sources."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from store.record.addresses import host_of, same_page
from store.record.evidence import Evidence, Ref
from store.record.limits import ID, TITLE
from store.record.records import Record, Source
from store.record.terms import Confidence, Kind, KnownBy

if TYPE_CHECKING:
    from datetime import date

    from store.curation.forms import Citation
    from store.record.snapshot import Snapshot

OWN_NOTES = "coordinators-notes"
"""The id of the source of what the coordinators themselves say, such as a meeting's hours."""

_PART = 24  # characters that one part of an id may take
_GENRE = "web"  # of a source of which nothing else is known


class Bench:
    """Where the records of one change are made. Sources that it needs are made with them."""

    def __init__(self, snapshot: Snapshot, today: date) -> None:
        self.snapshot = snapshot
        self.today = today
        self.made: dict[Ref, Record] = {}
        self._by_page = {
            same_page(source.url): source for source in snapshot.sources.values() if source.url
        }

    def free_id(self, kind: Kind, *parts: str) -> str:
        """Return an id of these parts that no record of the kind has."""
        wanted = ".".join(slug(part)[:_PART].strip("-.") or "x" for part in parts)[: ID - 3]
        id_, number = wanted, 1
        while Ref(kind, id_) in self.snapshot.records or Ref(kind, id_) in self.made:
            number += 1
            id_ = f"{wanted}-{number}"
        return id_

    def put(self, record: Record) -> None:
        """Add a record to the change, over one of the same name that was made before."""
        self.made[record.ref] = record

    def source(self, citation: Citation) -> Source:
        """Return the source with that address: a known one, or a new one."""
        page = same_page(citation.url)
        known = self._by_page.get(page)
        if known is None:
            known = self._by_page[page] = self._new_source(citation)
            self.put(known)
        return known

    def evidence(self, citation: Citation | None) -> Evidence:
        """Return how a claim found there is known: as others from that source are, if not said."""
        source = self.source(citation) if citation is not None else self._own_notes()
        known_by, confidence = self._usual(source)
        if citation is not None:
            known_by = citation.known_by or known_by
            confidence = citation.confidence or confidence
        return Evidence(
            sources=(source.id,),
            confidence=confidence,
            known_by=known_by,
            last_confirmed=self.today,
        )

    def _usual(self, source: Source) -> tuple[KnownBy, Confidence]:
        alike = [source.id]
        if source.ref in self.made:
            alike = [
                s.id for s in self.snapshot.sources.values() if s.publisher == source.publisher
            ]
        found = Counter(
            (claim.evidence.known_by, claim.evidence.confidence)
            for id_ in alike
            for claim in self.snapshot.claims_citing.get(id_, ())
        )
        if not found:
            return KnownBy.OBSERVER, Confidence.MEDIUM
        return found.most_common(1)[0][0]

    def _new_source(self, citation: Citation) -> Source:
        host = host_of(citation.url)
        neighbour = next(
            (s for s in self.snapshot.sources.values() if s.url and host_of(s.url) == host), None
        )
        path = citation.url.partition("://")[2]
        return Source(
            # Of the address alone: who enters the same page at the same time makes the same source.
            id=self.free_id(Kind.SOURCE, host, path.partition("/")[2] or "page"),
            title=citation.title or path[:TITLE],
            publisher=citation.publisher or (neighbour.publisher if neighbour else host),
            url=citation.url,
            dated=citation.dated,
            genre=neighbour.genre if neighbour else _GENRE,
        )

    def _own_notes(self) -> Source:
        ref = Ref(Kind.SOURCE, OWN_NOTES)
        known = self.snapshot.records.get(ref) or self.made.get(ref)
        if isinstance(known, Source):
            return known
        notes = Source(
            id=OWN_NOTES,
            title="Notes of the coordinators",
            publisher="Coordinators of this bot",
            url=None,
            dated=None,
            genre="coordinators",
            note="What coordinators on site entered themselves.",
        )
        self.put(notes)
        return notes


def slug(text: str) -> str:
    """Return a text in small ASCII letters, digits, full stops and hyphens, for an id."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9.]+", "-", plain).strip("-.")

"""What every block of an answer is written with, and the lines that all claims share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers.labels import CONFIDENCES, WAYS_OF_KNOWING
from handlers.markup import Html
from handlers.render.footnotes import Footnotes
from store.record.snapshot import topics_of
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from handlers.texts import Texts
    from store.answering.answers import Cited, Found, Section
    from store.record.evidence import Evidence, Ref
    from store.record.records import Position, Source
    from store.record.snapshot import Snapshot
    from store.record.terms import Confidence, KnownBy


@dataclass(frozen=True, slots=True)
class Pen:
    """The words, the names and the footnotes of one message.

    ``confirmed`` is the day on which all that is told was last confirmed, and ``known_by`` how all
    of it is known; None where claims differ in it: then each tells its own.
    """

    texts: Texts
    snapshot: Snapshot
    confirmed: date | None = None
    known_by: tuple[KnownBy, Confidence] | None = None
    notes: Footnotes = field(default_factory=Footnotes)

    def name(self, ref: Ref) -> str:
        """Name a record as at the start of a line."""
        return self.texts.name(ref, self.snapshot)

    def within(self, ref: Ref) -> str:
        """Name a record as within a sentence."""
        return self.texts.name_within(ref, self.snapshot)

    def party(self, id_: str) -> str:
        """Name a party by its id."""
        return self.texts.party(id_, self.snapshot)

    def names(self, refs: Iterable[Ref]) -> Html:
        """Name several records: "A, B and C"."""
        return self.texts.listing([self.name(ref) for ref in refs])

    def topic_of(self, position: Position) -> Html:
        """Name what a position is about: the safeguard with the provisions, or these alone."""
        refs = topics_of(position)
        if position.safeguard is None or len(refs) == 1:
            return self.names(refs)
        numbers = self.texts.listing(self.texts.provisions(refs[1:], self.snapshot))
        return self.texts.framed("{topic} ({articles})", topic=self.name(refs[0]), articles=numbers)

    def marks(self, cited: Cited) -> Html:
        """Return the footnote marks of a claim."""
        return self.notes.marks(cited.citations)

    def known(self, ids: Iterable[str]) -> list[Source]:
        """Return the sources with these ids that the snapshot holds."""
        sources = self.snapshot.sources
        return [sources[id_] for id_ in ids if id_ in sources]

    # Lines below a claim.

    def basis(self, evidence: Evidence, *first: str | None) -> Html | None:
        """Return how a claim is known, in one line; ``first`` are further particulars."""
        texts = self.texts
        parts: list[str] = [part for part in first if part]
        if self.known_by is None:
            parts.append(texts.label(WAYS_OF_KNOWING[evidence.known_by]))
            parts.append(texts.label(CONFIDENCES[evidence.confidence]))
        if self.confirmed is None:
            day = texts.day(evidence.last_confirmed)
            parts.append(texts.plain("last confirmed {date}", date=day))
        if not parts:
            return None
        return Html("<i>{}</i>").format(Html(" · ").join(texts.value(part) for part in parts))

    def doubts(self, evidence: Evidence) -> list[Html]:
        """Return what a reader must be told of a claim, a line each."""
        lines = [Html("⚠ <i>{}</i>").format(Html.escape(doubt)) for doubt in evidence.doubts]
        if evidence.unchecked:
            unchecked = self.texts("Not yet checked against a source in every detail.")
            lines.append(Html("⚠ <i>{}</i>").format(unchecked))
        return lines

    def block(
        self,
        lines: Iterable[Html | str | None],
        evidence: Evidence,
        *particulars: str | None,
        tight: bool = False,
    ) -> Html:
        """Return a claim: what it says, how it is known, and its doubts; struck if retracted.

        In a ``tight`` one, an entry of a list, how it is known follows on the same line.
        """
        said = Html("\n").join(Html.escape(line) for line in lines if line)
        retracted = evidence.retracted
        basis = self.basis(evidence, *particulars)
        if tight and basis is not None:
            said, basis = Html("{} · {}").format(said, basis), None
        below = [basis, *self.doubts(evidence)]
        if retracted is not None:
            said = Html("<s>{}</s>").format(said)
            day = self.texts.day(retracted.retracted_on)
            why = self.texts("Retracted on {date}: {reason}", date=day, reason=retracted.reason)
            below.insert(0, why)
        return Html("\n").join(line for line in (said, *below) if line is not None)


@dataclass(frozen=True, slots=True)
class Writer(Pen):
    """What an answer is written with."""

    found: Found = field(kw_only=True)

    def scope(self, section: Section) -> set[Ref]:
        """Return the records that a reader of the section knows it to be about."""
        return {*self.found.subjects, *section.about}


def parties_in(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """Return those of the records that are parties."""
    return tuple(ref for ref in refs if ref.kind is Kind.PARTY)


def topics_in(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """Return those of the records that are safeguards or provisions."""
    return tuple(ref for ref in refs if ref.kind in {Kind.SAFEGUARD, Kind.PROVISION})

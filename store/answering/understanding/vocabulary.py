"""The names and words that texts are searched for: of one snapshot, and of the languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from store.answering.phrasings import Phrasings
from store.answering.retrieval import Index
from store.answering.understanding.almanac import Today
from store.answering.understanding.naming import Mender, Names
from store.answering.understanding.normalising import forms_of, words_of
from store.answering.understanding.numbering import Numbers
from store.answering.understanding.sounding import Sounds
from store.answering.understanding.speech import Aim, Speech, speech
from store.answering.understanding.spelling import (
    about_the_whole,
    named,
    parts_of_names,
    words_of_one_language,
)
from store.record.records import (
    CuratedAnswer,
    Document,
    Event,
    GlossaryEntry,
    Provision,
    Safeguard,
    Vote,
)
from store.record.terms import AnswerKind, Kind, PartyKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from typing import Self

    from store.answering.understanding.speech import Tongue
    from store.record.evidence import Ref
    from store.record.records import Record
    from store.record.snapshot import Snapshot

_SEARCHED = Safeguard | Provision | GlossaryEntry | CuratedAnswer | Document | Event | Vote


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The names in one snapshot. Made once for each, which takes a moment; then it is quick.

    The indexes are made when they are first needed: a question in plain names does without.
    """

    snapshot: Snapshot
    speech: Speech
    names: Names
    numbers: Numbers
    mender: Mender
    parts: Mapping[str, tuple[Ref, ...]]  # parties by each word of their names
    whole: Ref | None  # the safeguard that is about the text as a whole, if one is
    telling: Mapping[str, str]  # words that stand in names of one language only, with its code

    @classmethod
    def of(cls, snapshot: Snapshot) -> Self:
        """Index the names of the snapshot."""
        words = speech()
        names = Names(named(snapshot, words))
        return cls(
            snapshot=snapshot,
            speech=words,
            names=names,
            numbers=Numbers(snapshot.provisions.values()),
            mender=Mender(names.vocabulary | words.known),
            parts=parts_of_names(snapshot.parties.values(), words),
            whole=about_the_whole(snapshot.safeguards.values(), words),
            telling=words_of_one_language(names.each(), snapshot.negotiation.language),
        )

    @cached_property
    def sounds(self) -> Sounds:
        """How the words sound that are known; only what is misspelt needs it."""
        words, names = self.speech, self.names
        return Sounds(words.tongues, lambda t: _heard(t, words, names), words.stances.beginnings)

    @cached_property
    def index(self) -> Index:
        """What can be the subject of a question, without positions and statuses."""
        return Index.of(self._subjects(), self.snapshot.negotiation.language)

    @cached_property
    def own_names(self) -> frozenset[str]:
        """The words in the name of the text that is negotiated."""
        about = self.snapshot.negotiation
        return frozenset((*forms_of(about.name), *forms_of(about.short_name)))

    @cached_property
    def common_names(self) -> frozenset[tuple[str, ...]]:
        """The names of parties that are words for anybody of their sort: "researchers", "NGOs"."""
        passed = self.speech.passed_over
        return frozenset(
            tuple(word.form for word in words)
            for party in self.snapshot.parties.values()
            if party.party_kind not in {PartyKind.STATE, PartyKind.GROUP}
            for words in (words_of(alias.text) for alias in party.aliases)
            if all(w.written[:1].islower() or w.form in passed for w in words)
        )

    @cached_property
    def phrasings(self) -> Phrasings:
        """The ways in which people ask for each of the same."""
        return Phrasings.of(self._subjects(), self.snapshot.negotiation.language)

    def _subjects(self) -> Iterator[Record]:
        for record in self.snapshot.records.values():
            if isinstance(record, CuratedAnswer) and record.answer_kind is AnswerKind.DISPUTE:
                continue
            if isinstance(record, _SEARCHED):
                yield record

    @cached_property
    def counted(self) -> tuple[tuple[str, frozenset[str], CuratedAnswer], ...]:
        """Wordings by which people ask how many, with what they ask and the curated text."""
        found: list[tuple[str, frozenset[str], CuratedAnswer]] = []
        for answer in self.snapshot.answers.values():
            for text in (answer.title, *(alias.text for alias in answer.aliases)):
                aims = frozenset(cue.label for cue in self.speech.aims.within(words_of(text)))
                if Aim.COUNT in aims:
                    found.append((text, aims, answer))
        return tuple(found)

    def today(self, day: date) -> Today:
        """Return what days without a year are read by."""
        about = self.snapshot.negotiation
        return Today(day, about.starts_on, about.ends_on)

    def is_word(self, form: str) -> bool:
        """Whether a folded word is one that stands in a name or in the languages' files."""
        return (
            form in self.names.vocabulary
            or form in self.speech.known
            or self.speech.aims.begins(form)
            or self.speech.stances.begins(form)
        )

    def names_party(self, form: str) -> bool:
        """Whether a word stands in the name of a party."""
        return form in self.parts or any(
            name.ref is None or name.ref.kind is Kind.PARTY for name in self.names.exactly((form,))
        )

    def listed_form(self, form: str) -> str | None:
        """Return the form of a party's name that is listed, of one with another ending."""
        for tongue in self.speech.tongues:
            for ending, listed in tongue.endings:
                if len(form) > len(ending) + 2 and form.endswith(ending):
                    other = form.removesuffix(ending) + listed
                    names = self.names.exactly((other,))
                    if any(
                        n.ref is not None and n.ref.kind is Kind.PARTY and not n.caps_only
                        for n in names
                    ):  # "code" is no form of a country's code
                        return other
        return None


def _heard(tongue: Tongue, speech: Speech, names: Names) -> frozenset[str]:
    """Return the words of a language, and those of names, which are of any."""
    return speech.words_of[tongue.code] | tongue.small | names.spoken_in(tongue.code)

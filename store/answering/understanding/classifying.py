"""Third stage: what is asked for, and of what: the aims, parties, topics and days of a text.

It decides nothing yet. Where a name may mean several records it keeps them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from store.answering.understanding.almanac import Role
from store.answering.understanding.bystanders import Named, asked_of, groups_of
from store.answering.understanding.hearing import NO_CHANCE, Hearing, inside
from store.answering.understanding.linking import TOPICS
from store.answering.understanding.manner import features, learned_manners
from store.answering.understanding.slots import Placed, Slot, each_once
from store.answering.understanding.speech import Aim
from store.record.records import CuratedAnswer
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from store.answering.phrasings import Near
    from store.answering.retrieval import Found
    from store.answering.understanding.almanac import Day
    from store.answering.understanding.naming import Match
    from store.record.evidence import Ref

_OWN_ANSWERS = {
    Aim.POSITION,
    Aim.WHO,
    Aim.VOTE,
    Aim.SOURCE,
    Aim.CHANGES,
    Aim.HISTORY,
    Aim.COMPARE,
    Aim.DOCUMENTS,
    Aim.OFF_TOPIC,
}

HINT = 0.45
"""How much a word counts in the search for a subject that serves something else already."""


TOGETHER = 3
"""Words that stand between two things at most which are named one beside the other."""

OUTDONE = 1.8
"""How many times better all words must name a topic for one that one of them names to give way."""

LAST = 1.15
"""How much likelier the last of several topics named in passing is the one that is meant."""

DEED = 1.3
"""How much the word counts that says what may be done."""


@dataclass(frozen=True)
class Reading(Hearing):
    """What a text asks, taken apart."""

    @cached_property
    def parties(self) -> tuple[Slot, ...]:
        """The parties that are asked about, in order; unknown ones that the world knows among them.

        Of several that are not named one beside the other, it is the one that is said to want
        something.
        """
        slots: list[Placed] = []
        named: list[Named] = []
        for match in self.linked.matches:
            slot = self._party_slot(match)
            if slot is not None:
                slots.append(Placed(match.begin, match.end, slot))
                own = any(name.own for name in match.names)
                named.append(Named(match.begin, match.end, slot.refs, own))
        wanted = self.stances or Aim.POSITION in self.aims
        if Aim.COMPARE not in self.aims and (wanted or Aim.MEMBERS not in self.aims):
            asked = asked_of(named, self.linked, self.lexicon)
            slots = [one for one in slots if not one.slot.refs or asked & {*one.slot.refs}]
        found = each_once(placed.slot for placed in slots)
        together = Aim.COMPARE in self.aims or self._are_listed(slots)
        together = together or (Aim.MEMBERS in self.aims and not wanted)
        if len(found) < 2 or together:  # noqa: PLR2004
            return found
        verbs = {cue.begin for cue in self.cues if cue.label in {Aim.POSITION, Aim.SIGN, Aim.VOTE}}
        verbs |= {cue.begin for cue in self.linked.stances}
        doing = [placed.slot for placed in slots if placed.end in verbs]
        return each_once(doing[:1]) or found[:1]

    def _party_slot(self, match: Match) -> Slot | None:
        if self.is_idle(match):
            return None
        refs = tuple(ref for ref in match.refs if ref.kind is Kind.PARTY)
        written = self.linked.written(match.begin, match.end)
        if not match.refs:
            if self.is_everyday(match):
                return None  # "la prochaine réunion" is no island
            akin = self.lexicon.akin(self.linked, match.begin, match.end)
            return Slot(written, (), akin, existing=True, sought="party")
        if refs and any(name.ref is None for name in match.names):
            return Slot(written, (), refs, sought="party")
        if refs and not self.is_topic_rather(match) and not (match.faint and self._is_bare):
            return Slot(written, refs, sought="party")
        return None

    @cached_property
    def manners(self) -> Mapping[str, float]:
        """How much the way the text is put speaks for each manner."""
        return learned_manners().told(features(self.linked))

    @cached_property
    def _is_bare(self) -> bool:
        """Whether there is nothing else in the text that this store could be asked for."""
        known = any(self.lexicon.index.knows(self.linked.words[p].form) for p in self.linked.rest)
        told = self.linked.aims or self.linked.stances or self.linked.cited
        return not (known or told or self.firm)

    @cached_property
    def topics(self) -> tuple[Slot, ...]:
        """The provisions and safeguards that are named, in order; cited ones that are not there."""
        slots: list[Placed] = []
        parties = {ref for slot in self.parties for ref in slot.refs}
        for match in self.firm:
            if not parties.intersection(self.whole(match).refs):
                written = self.linked.written(match.begin, match.end)
                slot = Slot(written, self._spoken_of(self._likeliest(match)))
                slots.append(Placed(match.begin, match.end, slot))
        for cited in self.linked.cited:
            if not cited.certain and (slots or self.aims & {Aim.COUNT}):
                continue
            slot = self._cited_slot(cited.key, cited.written)
            if (other := self._of_another_text(cited.end)) is not None:
                slot = Slot(f"{cited.written} {other}", (), sought="provision")
            slots.append(Placed(cited.begin, cited.end, slot))
        slots.sort(key=lambda placed: placed.begin)
        found = each_once(placed.slot for placed in slots)
        if len(found) == 1 and found[0].sought == "topic":
            return (self._outdone(found[0]),)
        return found if len(found) < 2 or self._are_listed(slots) else self._one_of(found)  # noqa: PLR2004

    def _outdone(self, slot: Slot) -> Slot:
        """Put what all words mean in the place of what one of them does: "vote threshold"."""
        best = next((hit for hit in self.subjects if hit.ref.kind in TOPICS), None)
        if " " in slot.written or best is None or best.ref in slot.refs:
            return slot
        own = next((hit for hit in self.subjects if hit.ref in slot.refs), None)
        if own is None or Aim.PERMITTED in self.aims:
            return slot
        outdone = best.score > OUTDONE * own.score and best.covered > own.covered
        if outdone:
            return Slot(" ".join(self.sought), (best.ref,))
        rivals = [hit for hit in self.subjects if hit.ref.kind is Kind.SAFEGUARD]
        held = max(rivals, key=lambda hit: hit.covered, default=own)
        if held.covered > OUTDONE * own.covered and held.score * LAST > own.score:
            return Slot(slot.written, (*slot.refs, held.ref))
        return slot

    def _of_another_text(self, end: int) -> str | None:
        """Return the text that an article is said to be of, where it is none that is known."""
        of, rest = self._small_words_of_texts, set(self.linked.rest)
        place = end
        while place < len(self.linked.words) and self.linked.words[place].form in of:
            place += 1
        if place == end or place not in rest:
            return None
        word = self.linked.words[place]
        if word.form in self.lexicon.own_names:
            return None
        known = self.lexicon.index.knows(word.form) and not word.written[:1].isupper()
        return None if known else word.written

    @cached_property
    def _small_words_of_texts(self) -> frozenset[str]:
        """Words between an article and what its text is on: "of the convention on"."""
        return self.lexicon.speech.small | self.lexicon.speech.whole

    def _are_listed(self, slots: list[Placed]) -> bool:
        """Whether things are named one beside the other: "privacy and data protection"."""
        speech = self.lexicon.speech
        joiners = speech.articles("joiners") | speech.articles("against")
        for one, other in pairwise(slots):
            between = self.linked.words[one.end : other.begin]
            gaps = "".join(w.gap for w in self.linked.words[one.end : other.begin + 1])
            joined = not between or "," in gaps or any(w.form in joiners for w in between)
            said = any(w.form not in speech.passed_over | joiners for w in between)
            if not joined or said or len(between) > TOGETHER:
                return False
        return True

    def _one_of(self, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        """Choose the one topic that is meant where several are named in passing."""
        cited = tuple(slot for slot in slots if slot.sought == "provision")
        if cited:
            return cited
        scores = {hit.ref: hit.score for hit in self.subjects}

        def likely(slot: Slot) -> tuple[int, float]:
            score = max((scores.get(ref, 0.0) for ref in slot.refs), default=0.0)
            return len(slot.written.split()), score * (LAST if slot is slots[-1] else 1)

        return (max(slots, key=likely),)

    def _cited_slot(self, key: tuple[str, ...], written: str) -> Slot:
        numbers = self.lexicon.numbers
        if self._speaks_of_drafts and numbers.formerly(key):
            return Slot(written, numbers.formerly(key), sought="provision")
        ref = numbers.of(key)
        if ref is not None:
            return Slot(written, (ref,), sought="provision")
        return Slot(written, (), numbers.nearest(key), sought="provision")

    @cached_property
    def _speaks_of_drafts(self) -> bool:
        forms = [word.form for word in self.linked.words]
        former = self.lexicon.speech.articles("former")
        return any(form in former for form in forms)

    def _spoken_of(self, refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
        """Where a position is asked for, put a safeguard in the place of a part nobody spoke of."""
        snapshot = self.lexicon.snapshot
        asked = self.aims & {Aim.WHO, Aim.POSITION, Aim.COMPARE} or self.stances or self.parties
        if len(refs) != 1 or not asked or snapshot.positions_on.get(refs[0]):
            return refs
        about = [s.ref for s in snapshot.safeguards.values() if refs[0].id in s.provisions]
        spoken = [ref for ref in about if snapshot.positions_on.get(ref)]
        return tuple(spoken) if len(spoken) == 1 else refs

    def _likeliest(self, match: Match) -> tuple[Ref, ...]:
        """Return what a name means: its own record before one that only has it as an alias."""
        refs = tuple(dict.fromkeys(n.ref for n in match.names if n.ref is not None))
        if len(refs) == 1:
            return refs
        if self.aims & {Aim.WHO, Aim.POSITION, Aim.COMPARE} or self.stances:
            spoken_of = self.lexicon.snapshot.positions_on
            spoken = tuple(ref for ref in refs if spoken_of.get(ref))
            if len(spoken) == 1:
                return spoken
        for names in (
            [n for n in match.names if n.own],
            [n for n in match.names if n.language == self.language],
            [n for n in match.names if n.ref is not None and n.ref.kind is Kind.SAFEGUARD],
        ):
            narrowed = tuple(dict.fromkeys(n.ref for n in names if n.ref is not None))
            if len(narrowed) == 1:
                return narrowed
        return self._by_other_words(refs)

    def _by_other_words(self, refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
        """Let the rest of the text choose between records that have the same name."""
        found = [hit for hit in self.subjects if hit.ref in refs]
        if len(found) > 1 and found[0].score < found[1].score * 1.2:
            return tuple(hit.ref for hit in found)
        return (found[0].ref,) if found else refs

    def named(self, kind: Kind) -> tuple[Ref, ...]:
        """Return the records of a kind that are named, in order."""
        return tuple(dict.fromkeys(r for m in self.linked.of_kind(kind) for r in m.refs))

    @cached_property
    def subjects(self) -> list[Found]:
        """What the words of the text may be about, best first: parties, articles and days apart."""
        return self.lexicon.search(self.sought)

    @cached_property
    def near(self) -> list[Near]:
        """The records that the whole text is like, by the ways in which people ask for them."""
        return self.lexicon.phrasings.nearest([word.form for word in self.linked.words])

    @cached_property
    def other_parties(self) -> tuple[str, ...]:
        """Parties, as written, that are named and that nothing is asked of."""
        asked = {ref for slot in self.parties for ref in slot.refs}
        for ref in tuple(asked):
            asked |= groups_of(ref, self.lexicon.snapshot)
        topics = {ref for slot in self.topics for ref in slot.refs}
        return tuple(
            self.linked.written(match.begin, match.end)
            for match in self.linked.of_kind(Kind.PARTY)
            if asked.isdisjoint(match.refs)
            and topics.isdisjoint(self.whole(match).refs)
            and not self.is_everyday(match)
            and not match.faint
        )

    @cached_property
    def subjects_with_parties(self) -> list[Found]:
        """What the words of the text may be about, those of parties' names among them."""
        return self.lexicon.search(self._words(parties=True))

    @cached_property
    def sought(self) -> Mapping[str, float]:
        """The words by which a subject is searched, with how much each counts."""
        return self._words(parties=False)

    def _words(self, *, parties: bool) -> Mapping[str, float]:
        speech, index = self.lexicon.speech, self.lexicon.index
        every = self.linked.of_kind(Kind.PARTY)
        asked = {ref for slot in self.parties for ref in (*slot.refs, *slot.nearest)}
        named = [m for m in every if asked.intersection(m.refs) and not self.is_everyday(m)]
        others = [m for m in every if m not in named and not self.is_everyday(m)]
        apart = [] if parties else named
        spans = [
            *((match.begin, match.end) for match in apart),
            *((cited.begin, cited.end) for cited in self.linked.cited),
            *((day.begin, day.end) for day in self.linked.days),
        ]
        used = {place for begin, end in spans for place in range(begin, end)}
        rest = set(self.linked.rest)
        of_parties = (*named, *others) if parties else others
        rest.update(p for m in of_parties for p in range(m.begin, m.end))
        firm = {p for m in self.names_of_things for p in range(m.begin, m.end)}
        words: dict[str, float] = {}
        for place, word in enumerate(self.linked.words):
            if place in used or word.form in speech.small or len(word.form) == 1:
                continue
            if place in rest or place in firm:
                words[word.form] = 1.0
            elif index.knows(word.form):
                words.setdefault(word.form, 1.0 if Aim.PERMITTED in self.aims else HINT)
        if (deed := self.deed) is not None and deed in words:
            words[deed] = DEED
        return words

    @cached_property
    def deed(self) -> str | None:
        """What may be done, where that is asked: the first word that says something after "can"."""
        ends = [cue.end for cue in self.cues if cue.label == Aim.PERMITTED]
        passed = self.lexicon.speech.passed_over
        following = (w.form for w in self.linked.words[min(ends, default=0) :])
        return next((form for form in following if form not in passed), None) if ends else None

    @cached_property
    def opens_with_stranger(self) -> bool:
        """Whether a name that nobody knows stands before a topic: "Atlantis on privacy"."""
        words, rest = self.linked.words, set(self.linked.rest)
        begins = {m.begin for m in self.firm} | {cited.begin for cited in self.linked.cited}
        place = 0
        while place in rest and not self.lexicon.index.knows(words[place].form):
            place += 1
        if not place:
            return False
        passed = self.lexicon.speech.passed_over
        while place < len(words) and words[place].form in passed and place not in begins:
            place += 1
        return place in begins and place <= NO_CHANCE

    def day(self, *roles: Role) -> Day | None:
        """Return the first day named, in one of the roles if any are given."""
        return next((d for d in self.linked.days if not roles or d.role in roles), None)

    @cached_property
    def as_of(self) -> date | None:
        """The day as of which is asked, None for today and where none was named."""
        day = self.day(Role.ON, Role.NONE, Role.BEFORE, Role.UNTIL)
        if day is None:
            return None
        if day.role is Role.BEFORE:
            return day.first.fromordinal(day.first.toordinal() - 1)
        if day.last >= self.today:
            return None
        return day.last

    def terms(self) -> tuple[Ref, ...]:
        """Return the glossary's terms that are named."""
        defined = Aim.DEFINE in self.aims
        every = self.linked.of_kind(Kind.GLOSSARY)
        named = [m for m in every if defined or m.length > 1 or m in self.names_of_things]
        longest = max((match.length for match in named), default=0)
        return tuple(m.refs[0] for m in named if m.length == longest)

    def curated(self) -> tuple[CuratedAnswer, float] | None:
        """Return the curated text whose title or alias the text is, and how much of it that is.

        Nothing where something else is asked for in other words.
        """
        best: tuple[CuratedAnswer, float] | None = None
        for match in self.linked.of_kind(Kind.ANSWER):
            if any(c.label in _OWN_ANSWERS and not inside(c, match) for c in self.cues):
                continue
            held = match.length
            outside = (*self.linked.words[: match.begin], *self.linked.words[match.end :])
            passed = self.lexicon.speech.passed_over
            share = held / (held + sum(word.form not in passed for word in outside))
            record = self.lexicon.snapshot.records.get(match.refs[0])
            if isinstance(record, CuratedAnswer) and (best is None or share > best[1]):
                best = (record, share)
        return best

"""What the words of a text ask for, and which of the names in it are names indeed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from store.answering.understanding.linking import TOPICS
from store.answering.understanding.speech import Aim
from store.record.terms import Kind, Stance

if TYPE_CHECKING:
    from datetime import date

    from store.answering.lexicon import Lexicon
    from store.answering.understanding.linking import Linked
    from store.answering.understanding.naming import Match
    from store.answering.understanding.patterns import Cue

NO_CHANCE = 3
"""Words that a name must have to be no chance, though each of them is an everyday one."""

# What somebody who is against a thing may want of it; shown with the stance of each.
_BROADLY = {
    Stance.OPPOSES: (Stance.OPPOSES, Stance.SEEKS_DELETION),
    Stance.SUPPORTS: (Stance.SUPPORTS, Stance.SEEKS_STRONGER),
}


@dataclass(frozen=True)
class Hearing:
    """The aims and stances of a text. Words inside a name tell none."""

    linked: Linked
    lexicon: Lexicon
    today: date
    language: str | None

    @cached_property
    def aims(self) -> frozenset[Aim]:
        """All aims that the words tell, apart from those inside names."""
        return frozenset(Aim(cue.label) for cue in self.cues)

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """The words that tell aims, outside of the names of parties."""
        parties = [m for m in self.linked.of_kind(Kind.PARTY) if not self.is_everyday(m)]
        names = (*parties, *(m for m in self.firm if m.length > 1))
        return tuple(
            cue
            for cue in self.linked.aims
            if not any(inside(cue, match) for match in names) and not self._is_relative(cue)
        )

    def _is_relative(self, cue: Cue) -> bool:
        """Whether "who" or "when" asks nothing, as in "journalists who are afraid"."""
        if cue.label not in {Aim.WHO, Aim.SINCE} or cue.solid > 1 or not cue.begin:
            return False
        word, before = self.linked.words[cue.begin], self.linked.words[cue.begin - 1]
        return not word.gap.strip() and before.form not in self.lexicon.speech.passed_over

    @cached_property
    def stances(self) -> tuple[Stance, ...]:
        """The stances that the words tell, each once."""
        named = (*self.firm, *self.linked.of_kind(Kind.PARTY))
        cues = [c for c in self.linked.stances if not any(inside(c, m) for m in named)]
        return tuple(dict.fromkeys(Stance(cue.label) for cue in cues))

    @cached_property
    def broad_stances(self) -> tuple[Stance, ...]:
        """The stances, each with what somebody who takes it may want besides."""
        return tuple(dict.fromkeys(s for one in self.stances for s in _BROADLY.get(one, (one,))))

    @cached_property
    def is_all_capitalised(self) -> bool:
        """Whether every word begins with a capital, so that capitals tell no names."""
        words = self.linked.words
        return all(word.written[:1].isupper() for word in words if not word.is_number)

    def is_topic_rather(self, match: Match) -> bool:
        """Whether a name of a party is one of a topic, too, and no party is asked for."""
        topics = any(ref.kind in TOPICS for ref in match.refs)
        return (
            topics and not (self.aims & {Aim.POSITION, Aim.MEMBERS}) and not self.in_capitals(match)
        )

    def in_capitals(self, match: Match) -> bool:
        """Whether a name is typed in capitals."""
        words = self.linked.words[match.begin : match.end]
        return all(w.in_capitals or w.is_number for w in words)

    @cached_property
    def firm(self) -> tuple[Match, ...]:
        """Names of topics that are no everyday word."""
        return tuple(
            match
            for match in self.linked.of_kind(*TOPICS)
            if not self.is_everyday(match) and not self.is_cue(match)
        )

    @cached_property
    def names_of_things(self) -> tuple[Match, ...]:
        """Names of anything but parties that are no everyday words."""
        kinds = set(Kind) - {Kind.PARTY}
        return tuple(
            match
            for match in self.linked.of_kind(*kinds)
            if not self.is_everyday(match) and not self.is_cue(match)
        )

    @cached_property
    def _is_shouted(self) -> bool:
        return all(w.in_capitals for w in self.linked.words if not w.is_number)

    def is_everyday(self, match: Match) -> bool:
        """Whether a name is made of words that name no subject."""
        words = self.linked.words[match.begin : match.end]
        if self.is_idle(match):
            return True
        if any(len(w.form) > 1 and w.in_capitals for w in words) and not self._is_shouted:
            return False
        small = self.lexicon.speech.small
        if any(ref.kind is Kind.PARTY for ref in match.refs) and (
            sum(word.form not in small for word in words) > 1
        ):
            return False  # "the United States": two such words beside each other are no chance
        return match.length < NO_CHANCE and all(
            word.form in self.lexicon.speech.passed_over for word in words
        )

    def is_idle(self, match: Match) -> bool:
        """Whether a name stands within words that ask for nothing, as the name of a language."""
        return any(
            cue.label == Aim.NOTHING
            and cue.solid > match.end - match.begin
            and set(range(match.begin, match.end)) <= set(cue.places)
            for cue in self.linked.aims
        )

    def is_cue(self, match: Match) -> bool:
        """Whether a name is but what is asked for: "the vote"."""
        passed = self.lexicon.speech.passed_over
        told = {place for cue in (*self.linked.aims, *self.linked.stances) for place in cue.places}
        words = self.linked.words[match.begin : match.end]
        whole = any(word.form in self.lexicon.speech.whole for word in words)
        return (
            (match.length < NO_CHANCE or whole or self._is_one_cue(match))
            and match.begin in told
            and all(
                place in told or self.linked.words[place].form in passed
                for place in range(match.begin, match.end)
            )
        )

    def _is_one_cue(self, match: Match) -> bool:
        """Whether a name is the very words by which something is asked: "for or against"."""
        places = tuple(range(match.begin, match.end))
        return any(cue.places == places for cue in self.linked.aims)

    @cached_property
    def rest(self) -> tuple[str, ...]:
        """Words that nothing accounts for, as typed."""
        return tuple(self.linked.words[place].written for place in self.linked.rest)

    @cached_property
    def strange(self) -> tuple[str, ...]:
        """Words that nothing accounts for and that no record holds, as typed."""
        words = [self.linked.words[place] for place in self.linked.rest]
        return tuple(w.written for w in words if not self.lexicon.index.knows(w.form))

    @cached_property
    def content(self) -> int:
        """How many words there are that are not small ones."""
        small = self.lexicon.speech.small
        return sum(word.form not in small for word in self.linked.words)

    def whole(self, match: Match) -> Match:
        """Return a match with all its meanings."""
        return next(m for m in self.linked.matches if m.begin == match.begin)


def inside(cue: Cue, match: Match) -> bool:
    """Whether a pattern lies within a name."""
    return match.begin <= cue.begin and cue.end <= match.end

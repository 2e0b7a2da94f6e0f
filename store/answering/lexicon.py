"""All names in a snapshot, resolved: what stands after a command, and what a text mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.resolution import Hit, NoSuch, Resolution, resolved
from store.answering.understanding.dating import days
from store.answering.understanding.linking import TOPICS, link
from store.answering.understanding.normalising import forms_of, words_of
from store.answering.understanding.numbering import key_of
from store.answering.understanding.vocabulary import Vocabulary
from store.record.terms import Kind, Stance

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from store.answering.retrieval import Found
    from store.answering.understanding.linking import Linked
    from store.answering.understanding.naming import Match
    from store.record.evidence import Ref

ALIKE = 0.6
"""Share of the words of a name that must be found for it to be taken for what was meant."""

AHEAD = 1.3
"""How many times better than the next one the best must be."""

NEAREST = 3


class Lexicon(Vocabulary):
    """All names in one snapshot, to be resolved."""

    def ready(self) -> Lexicon:
        """Make at once what is otherwise made when a question first needs it."""
        self.topic(f"- {self.snapshot.negotiation.name}")
        return self

    def topic(self, text: str) -> Resolution:
        """Return the provision or safeguard that a text names."""
        return self._near_number(text) or self._resolve(text, *TOPICS)

    def provision(self, text: str) -> Resolution:
        """Return the provision that a text names."""
        return self._near_number(text) or self._resolve(text, Kind.PROVISION)

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
        words = words_of(text)
        forms = tuple(word.form for word in words)
        exact = [stance for stance in Stance if forms_of(stance) == forms]
        cues = [c for c in self.speech.stances.within(words) if (c.begin, c.end) == (0, len(words))]
        return resolved((*exact, *(Stance(cue.label) for cue in cues))[:1]) or NoSuch()

    def day(self, text: str, today: date) -> Resolution:
        """Return the day that a text names; the first of several."""
        words = words_of(text)
        found = days(words, self.speech, self.today(today))
        if len(found) != 1 or (found[0].begin, found[0].end) != (0, len(words)):
            return NoSuch()
        return Hit(found[0].first)

    def read(self, text: str, day: date) -> Linked:
        """Find all that a text names; ``day`` is today in the session's zone."""
        return link(words_of(text), self, self.today(day))

    def _resolve(self, text: str, *kinds: Kind) -> Resolution:
        linked = self.read(text, self.snapshot.negotiation.starts_on)
        if not linked.words:
            return NoSuch()
        return (
            self._by_number(linked, kinds)
            or self._by_name(linked, kinds)
            or self._by_words(linked, kinds)
        )

    def _near_number(self, text: str) -> NoSuch | None:
        """Return the articles next to a bare number that no article has, None for other texts."""
        key = key_of(text)
        if len(key) != 1 or not text.strip().isdecimal() or self.numbers.of(key) is not None:
            return None
        return NoSuch(self.numbers.nearest(key))

    def _by_number(self, linked: Linked, kinds: tuple[Kind, ...]) -> Resolution | None:
        if Kind.PROVISION not in kinds or len(linked.cited) != 1 or linked.rest:
            return None
        cited = linked.cited[0]
        if any(match.refs for match in linked.matches):
            return None
        ref = self.numbers.of(cited.key)
        if ref is not None:
            return Hit(ref)
        return NoSuch(self.numbers.nearest(cited.key))

    def _by_name(self, linked: Linked, kinds: tuple[Kind, ...]) -> Resolution | None:
        """Resolve names that account for all words but small ones."""
        covering = [m for m in linked.matches if self._covers(m, linked)]
        refs = tuple(ref for m in covering for ref in m.refs if ref.kind in kinds)
        if refs and any(n.ref is None for m in covering for n in m.names):
            return NoSuch(refs[:NEAREST], existing=False)
        if refs:
            own = tuple(n.ref for m in covering for n in m.names if n.own and n.ref in refs)
            return resolved(own if len(set(own)) == 1 else refs)
        if Kind.PARTY in kinds:
            stranger = next((m for m in linked.strangers() if self._covers(m, linked)), None)
            if stranger is not None:
                return NoSuch(self.akin(linked, stranger.begin, stranger.end), existing=True)
        return None

    def _covers(self, match: Match, linked: Linked) -> bool:
        outside = (*linked.words[: match.begin], *linked.words[match.end :])
        return all(word.form in self.speech.small for word in outside)

    def akin(self, linked: Linked, begin: int, end: int) -> tuple[Ref, ...]:
        """Return parties that have a word of their name in common with some words."""
        refs = (r for w in linked.words[begin:end] for r in self.parts.get(w.form, ()))
        return tuple(dict.fromkeys(refs))[:NEAREST]

    def _by_words(self, linked: Linked, kinds: tuple[Kind, ...]) -> Resolution:
        if kinds == (Kind.PARTY,):
            akin = self.akin(linked, 0, len(linked.words))
            if len(akin) > 1 and len(linked.words) == 1:
                return resolved(akin) or NoSuch()
            return NoSuch(akin)
        found = self.search(
            {w.form: 1.0 for w in linked.words if w.form not in self.speech.small}, *kinds
        )
        if not found:
            return NoSuch()
        best = found[0]
        ahead = [hit for hit in found if hit.score * AHEAD > best.score]
        sure = best.covered >= ALIKE and not any(m.refs for m in linked.of_kind(Kind.PARTY))
        if sure and len(ahead) <= NEAREST:
            return resolved(tuple(hit.ref for hit in ahead)) or NoSuch()
        return NoSuch(tuple(hit.ref for hit in found[:NEAREST]))

    def search(self, words: Mapping[str, float], *kinds: Kind) -> list[Found]:
        """Return what may be meant by some words, best first; of the kinds named or of all."""
        found = self.index.search(words)
        return [hit for hit in found if hit.ref.kind in kinds] if kinds else found

"""Second stage: which records, days and stances a text names.

Articles come first, then names, then days; a word serves one of them only. What is left over, and
says nothing by itself either, is the rest: an answer to a question must account for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.answering.understanding.dating import Day, Today, days
from store.answering.understanding.numbering import Cited, citations
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.answering.lexicon import Lexicon
    from store.answering.understanding.naming import Match, Name
    from store.answering.understanding.normalising import Word
    from store.answering.understanding.speech import Cue

MOST_MENDED = 12
"""Unknown words of one text for which a likely one is looked for."""

TOPICS = (Kind.SAFEGUARD, Kind.PROVISION)


@dataclass(frozen=True, slots=True)
class Linked:
    """A text with all that it names. Spans are of ``words``."""

    words: tuple[Word, ...]
    cited: tuple[Cited, ...]
    matches: tuple[Match, ...]
    days: tuple[Day, ...]
    aims: tuple[Cue, ...]
    stances: tuple[Cue, ...]
    rest: tuple[int, ...]  # places of words that nothing accounts for

    def written(self, begin: int, end: int) -> str:
        """Return words as they were typed."""
        text = "".join(
            (word.gap if place else "") + word.written
            for place, word in enumerate(self.words[begin:end])
        )
        return " ".join(text.split())

    def of_kind(self, *kinds: Kind) -> tuple[Match, ...]:
        """Return the names of records of these kinds, in order, without other meanings."""
        found = []
        for match in self.matches:
            names = tuple(n for n in match.names if n.ref is not None and n.ref.kind in kinds)
            if names:
                found.append(replace(match, names=names))
        return tuple(found)

    def strangers(self) -> tuple[Match, ...]:
        """Return names that are known to the world only."""
        return tuple(m for m in self.matches if not m.refs)


def link(words: Sequence[Word], lexicon: Lexicon, today: Today) -> Linked:
    """Find all that a text names."""
    speech = lexicon.speech
    mended, alternatives = _mended(words, lexicon)
    shouted = len(words) > 1 and all(word.in_capitals for word in words if not word.is_number)
    matches = list(lexicon.names.within(mended, speech.everyday.__contains__, shouted=shouted))
    for place, forms in alternatives.items():
        for form in forms[1:]:
            changed = [*mended[:place], replace(mended[place], form=form), *mended[place + 1 :]]
            more = lexicon.names.within(changed, speech.everyday.__contains__, shouted=shouted)
            matches.extend(m for m in more if m.begin <= place < m.end)
    cited = citations(mended, speech, lexicon.numbers)
    chosen, kept = _apart(_merged(matches), cited)
    free = [True] * len(words)
    for begin, end in [*((m.begin, m.end) for m in chosen), *((c.begin, c.end) for c in kept)]:
        free[begin:end] = [False] * (end - begin)
    named = days(mended, speech, today, free)
    for day in named:
        free[day.begin : day.end] = [False] * (day.end - day.begin)
    aims = _longest(speech.aims.within(mended))
    stances = _longest(speech.stances.within(mended))
    told = list(free)
    for cue in (*aims, *stances):
        told[cue.begin : cue.end] = [False] * (cue.end - cue.begin)
    rest = tuple(
        place
        for place, word in enumerate(mended)
        if told[place] and word.form not in speech.passed_over and not _says_nothing(word)
    )
    return Linked(tuple(mended), tuple(kept), tuple(chosen), tuple(named), aims, stances, rest)


def _says_nothing(word: Word) -> bool:
    return len(word.form) == 1 and word.form.isascii()


def _mended(
    words: Sequence[Word], lexicon: Lexicon
) -> tuple[list[Word], dict[int, tuple[str, ...]]]:
    """Put likely words in the place of unknown ones; return the ones that are as likely, too."""
    speech, mended = lexicon.speech, list(words)
    alternatives: dict[int, tuple[str, ...]] = {}
    budget = MOST_MENDED
    for place, word in enumerate(words):
        form = word.form
        if word.is_number or form in speech.passed_over or lexicon.names.exactly((form,)):
            continue
        listed = lexicon.listed_form(form)
        if listed is not None:
            mended[place] = replace(word, form=listed)
            continue
        if lexicon.is_word(form):
            continue
        if lexicon.index.knows(form) or not budget:
            continue
        budget -= 1
        near = lexicon.mender.near(form)
        if near:
            mended[place] = replace(word, form=near[0])
            alternatives[place] = near
    return mended, {place: forms for place, forms in alternatives.items() if len(forms) > 1}


def _merged(matches: Iterable[Match]) -> list[Match]:
    """Return one match for each span, with all its names."""
    by_span: dict[tuple[int, int], Match] = {}
    for match in matches:
        span = (match.begin, match.end)
        known = by_span.get(span)
        if known is None:
            by_span[span] = match
        else:
            names: dict[Name, None] = dict.fromkeys((*known.names, *match.names))
            by_span[span] = replace(known, names=tuple(names), faint=known.faint and match.faint)
    return list(by_span.values())


def _apart(matches: list[Match], cited: Sequence[Cited]) -> tuple[list[Match], list[Cited]]:
    """Choose names and articles that share no word, the longest first.

    An article that is written out wins over names around it, but not over the name of a party, a
    document or a curated text that is longer than it: "ARTICLE 19" may be one.
    """
    kept: list[Cited] = []
    for article in cited:
        rivals = [
            m
            for m in matches
            if m.begin <= article.begin
            and m.end >= article.end
            and (not article.certain or m.length > article.end - article.begin)
            and any(ref.kind not in TOPICS and ref.kind is not Kind.ANSWER for ref in m.refs)
        ]
        if not rivals:
            kept.append(article)
    taken: set[int] = set()
    for article in kept:
        taken.update(range(article.begin, article.end))
    chosen: list[Match] = []
    for match in sorted(matches, key=lambda m: (-m.length, m.faint, m.begin)):
        if taken.isdisjoint(range(match.begin, match.end)):
            taken.update(range(match.begin, match.end))
            chosen.append(match)
    return sorted(chosen, key=lambda m: m.begin), kept


def _longest(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """Return the patterns that no longer one holds."""
    every = list(cues)
    return tuple(
        dict.fromkeys(
            cue
            for cue in every
            if not any(
                other.solid > cue.solid and other.begin <= cue.begin and cue.end <= other.end
                for other in every
            )
        )
    )

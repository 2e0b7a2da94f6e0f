"""Second stage: which records, days and stances a text names.

Articles come first, then names, then days; a word serves one of them only. What is left over, and
says nothing by itself either, is the rest: an answer to a question must account for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.answering.understanding.dating import days
from store.answering.understanding.naming import ONE_SLIP, SHORTEST_TO_MEND
from store.answering.understanding.numbering import Cited, citations
from store.answering.understanding.sounding import parted
from store.answering.understanding.speech import Aim
from store.answering.understanding.stemming import stems
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store.answering.understanding.almanac import Day, Today
    from store.answering.understanding.naming import Match, Name
    from store.answering.understanding.normalising import Word
    from store.answering.understanding.patterns import Cue
    from store.answering.understanding.speech import Speech
    from store.answering.understanding.vocabulary import Vocabulary

MOST_MENDED = 12
"""Unknown words of one text for which a likely one is looked for."""

SOUNDS_ALIKE = tuple(map(frozenset, ("bv", "ckq", "csz", "gj", "iy")))
"""Letters that people put for each other at the beginning of a word."""

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


def link(
    words: Sequence[Word], vocabulary: Vocabulary, today: Today, language: str | None = None
) -> Linked:
    """Find all that a text names. ``language`` is the one it seems to be written in."""
    speech = vocabulary.speech
    everyday = speech.everyday_in(language).__contains__
    shouted = len(words) > 1 and all(word.in_capitals for word in words if not word.is_number)
    words = _parted(words, vocabulary)
    mended, alternatives = _mended(words, vocabulary, language, shouted=shouted)
    _raise_names(mended, vocabulary)
    matches = list(vocabulary.names.within(mended, everyday, shouted=shouted))
    for place, forms in alternatives.items():
        for form in forms[1:]:
            changed = [*mended[:place], replace(mended[place], form=form), *mended[place + 1 :]]
            more = vocabulary.names.within(changed, everyday, shouted=shouted)
            matches.extend(m for m in more if m.begin <= place < m.end)
    cited = citations(mended, speech, vocabulary.numbers)
    matches = [m for m in matches if not _is_tail_of_number(m, mended)]
    chosen, kept = _apart(mended, _merged(matches), cited, speech, shouted=shouted)
    free = [True] * len(mended)
    for begin, end in [*((m.begin, m.end) for m in chosen), *((c.begin, c.end) for c in kept)]:
        free[begin:end] = [False] * (end - begin)
    named = days(mended, speech, today, free)
    for day in named:
        free[day.begin : day.end] = [False] * (day.end - day.begin)
    aims = _longest(speech.aims.within(mended))
    stances = _longest(speech.stances.within(mended))
    told, passed = list(free), speech.passed_over.union(speech.numbers)
    for place in (place for cue in (*aims, *stances) for place in cue.places):
        told[place] = False
    rest = tuple(
        place
        for place, word in enumerate(mended)
        if told[place] and word.form not in passed and not _says_nothing(word)
    )
    return Linked(tuple(mended), tuple(kept), tuple(chosen), tuple(named), aims, stances, rest)


def _says_nothing(word: Word) -> bool:
    return len(word.form) == 1 and word.form.isascii()


def _mended(
    words: Sequence[Word], vocabulary: Vocabulary, language: str | None, *, shouted: bool
) -> tuple[list[Word], dict[int, tuple[str, ...]]]:
    """Put likely words in the place of unknown ones; return the ones that are as likely, too."""
    speech, mended = vocabulary.speech, list(words)
    alternatives: dict[int, tuple[str, ...]] = {}
    budget = MOST_MENDED
    for place, word in enumerate(words):
        form = word.form
        if word.is_number or form in speech.passed_over or vocabulary.names.exactly((form,)):
            continue
        listed = vocabulary.listed_form(form)
        if listed is not None:
            mended[place] = replace(word, form=listed)
            continue
        if vocabulary.is_word(form):
            continue
        if form in vocabulary.index.forms or form in speech.synonyms or not budget:
            continue
        budget -= 1
        near, sounding = _near(form, vocabulary, language)
        # Hands rarely slip on the first letter, and a name is nothing to guess at.
        near = tuple(
            n for n in near if n in sounding or _begins_alike(n, form) or n in speech.asking
        )
        if place and word.written[:1].isupper() and not shouted:
            near = tuple(other for other in near if vocabulary.names_party(other))
        near = tuple(sorted(near, key=speech.passed_over.__contains__))
        if near:
            mended[place] = replace(word, form=near[0])
            alternatives[place] = near
    return mended, {place: forms for place, forms in alternatives.items() if len(forms) > 1}


def _near(
    form: str, vocabulary: Vocabulary, language: str | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that an unknown one may be meant for, and those that sound as it does."""
    near = vocabulary.mender.near(form)
    if vocabulary.index.knows(form):  # another form of a word: no slip but in a party's name
        return tuple(o for o in near if vocabulary.names_party(o) or _is_form_of(form, o)), ()
    sounding = vocabulary.sounds.alike(form, language)
    if len(form) < SHORTEST_TO_MEND:  # "près" is no press
        asking = vocabulary.speech.asking | vocabulary.speech.small
        sounding = tuple(other for other in sounding if other in asking)
    return tuple(other for other in near if other in sounding) or sounding or near, sounding


def _is_form_of(form: str, other: str) -> bool:
    """Whether a long word has the stem of another one: "surveilance" has that of surveillance."""
    return len(form) > ONE_SLIP and not set(stems(form)).isdisjoint(stems(other))


def _parted(words: Sequence[Word], vocabulary: Vocabulary) -> list[Word]:
    """Part words that were run together: "datospersonales"."""

    def is_word(form: str) -> bool:
        return form in vocabulary.names.vocabulary or form in vocabulary.speech.passed_over

    found: list[Word] = []
    for place, word in enumerate(words):
        form = word.form
        is_name = place > 0 and word.written[:1].isupper() and not word.in_capitals
        two = None if is_name or vocabulary.is_word(form) else parted(form, is_word)
        if two is None or not _is_strange(form, vocabulary):
            found.append(word)
        else:
            cut = len(word.written) * len(two[0]) // len(form)
            found.append(replace(word, form=two[0], written=word.written[:cut]))
            found.append(replace(word, form=two[1], written=word.written[cut:], gap=" "))
    return found


def _is_strange(form: str, vocabulary: Vocabulary) -> bool:
    """Whether nothing else can be made of a word."""
    return not (
        vocabulary.index.knows(form) or vocabulary.listed_form(form) or vocabulary.mender.near(form)
    )


def _raise_names(words: list[Word], vocabulary: Vocabulary) -> None:
    """Take a small word for a party where it is joined to another one: "us vs russia"."""
    speech = vocabulary.speech
    joiners = speech.articles("joiners") | speech.articles("against")

    def is_party(place: int) -> bool:
        return 0 <= place < len(words) and (
            vocabulary.names_party(words[place].form)
            and words[place].form not in speech.passed_over
        )

    for place, word in enumerate(words):
        if word.form not in speech.beside:
            continue
        for step in (1, -1):
            joined = 0 <= place + step < len(words) and words[place + step].form in joiners
            if joined and is_party(place + 2 * step):
                words[place] = replace(word, written=word.written.upper())


def _begins_alike(form: str, other: str) -> bool:
    """Whether two words begin with the same letter, or with letters that sound the same."""
    return form[0] in other[:2] or any({form[0], other[0]} <= group for group in SOUNDS_ALIKE)


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


def _apart(
    words: Sequence[Word],
    matches: list[Match],
    cited: Sequence[Cited],
    speech: Speech,
    *,
    shouted: bool,
) -> tuple[list[Match], list[Cited]]:
    """Choose names and articles that share no word, the longest first.

    An article that is written out wins over names around it, but not over the name of a party, a
    document or a curated text that is longer than it, or typed in capitals: "ARTICLE 19".
    """
    kept: list[Cited] = []
    for article in cited:
        rivals = [
            m
            for m in matches
            if m.begin <= article.begin
            and m.end >= article.end
            and (
                not article.certain
                or m.length > article.end - article.begin
                or (not shouted and words[m.begin].in_capitals)
            )
            and any(ref.kind not in (*TOPICS, Kind.ANSWER, Kind.VOTE) for ref in m.refs)
        ]
        if not rivals:
            kept.append(article)
    taken: set[int] = set()
    for article in kept:
        taken.update(range(article.begin, article.end))
    chosen: list[Match] = []
    matches = [m for m in matches if not _is_said_of_party(m, matches, words, speech)]
    for match in sorted(matches, key=lambda m: (-m.length, m.faint, m.begin)):
        if taken.isdisjoint(range(match.begin, match.end)):
            taken.update(range(match.begin, match.end))
            chosen.append(match)
    return sorted(chosen, key=lambda m: m.begin), kept


def _is_tail_of_number(match: Match, words: Sequence[Word]) -> bool:
    """Whether a name is but the end of "12th"."""
    begin = match.begin
    return begin > 0 and not words[begin].gap and words[begin - 1].is_number and match.length == 1


def _is_said_of_party(
    match: Match, matches: Sequence[Match], words: Sequence[Word], speech: Speech
) -> bool:
    """Whether a topic's name is but a party's with what is asked of it: "Iran vote"."""
    if any(ref.kind not in TOPICS for ref in match.refs) or not match.refs:
        return False
    for party in matches:
        inside = match.begin <= party.begin and party.end <= match.end
        if inside and any(ref.kind is Kind.PARTY for ref in party.refs):
            others = (*words[match.begin : party.begin], *words[party.end : match.end])
            if all(w.form in speech.known or speech.aims.begins(w.form) for w in others):
                return True
    return False


def _longest(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """Return the patterns that no longer one holds."""
    every = list(cues)
    return tuple(
        dict.fromkeys(
            cue
            for cue in every
            if not any(
                other.solid > cue.solid
                and set(other.places) >= set(cue.places)
                # "who is in favour" asks who, whatever else it says
                and (cue.label not in {Aim.WHO, Aim.COUNT} or other.label == Aim.NOTHING)
                for other in every
            )
        )
    )

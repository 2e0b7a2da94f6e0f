"""Articles and paragraphs as people write them: ``art. 6 para 2``, ``6(2)``, ``6.2``.

They are taken out of a text before anybody looks for dates in it: ``6(2)`` is no second of June.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.answering.understanding.normalising import Word
    from store.answering.understanding.speech import Speech
    from store.record.evidence import Ref
    from store.record.records import Provision

HIGHEST = 999
COUNTED = ("sessions", "meetings", "consultations")
"""Parts of the calendar's words that are numbered as articles are."""

SHORT = 6
"""Words of a text in which a number may be an article though no word says so."""

MOST = 12
"""Articles that are read from one list."""

Key = tuple[str, ...]

_LETTER = re.compile(r"[a-z]|i{1,3}|iv|vi{0,3}|ix")
_PARTS = re.compile(r"\d+|[a-z]+")


@dataclass(frozen=True, slots=True)
class Cited:
    """A provision cited by number, at some words (as in a slice).

    ``marked`` says that a word such as "article" stands with it, ``certain`` that it can be nothing
    else: a bare number, as in "status 24", may be one.
    """

    begin: int
    end: int
    key: Key
    marked: bool
    certain: bool = True

    @property
    def written(self) -> str:
        """Return the number as it is usually written."""
        return self.key[0] + "".join(f"({part})" for part in self.key[1:])


class Numbers:
    """The provisions of a snapshot by their numbers."""

    def __init__(self, provisions: Iterable[Provision]) -> None:
        self._now: dict[Key, Ref] = {}
        former: defaultdict[Key, list[Ref]] = defaultdict(list)
        for provision in provisions:
            self._now.setdefault(key_of(provision.number), provision.ref)
            for _, number in provision.former_numbers:
                former[key_of(number)].append(provision.ref)
        self._former = {key: tuple(dict.fromkeys(refs)) for key, refs in former.items()}
        self._articles = sorted(
            int(key[0]) for key in self._now if len(key) == 1 and key[0].isdecimal()
        )

    def of(self, key: Key) -> Ref | None:
        """Return the provision that has the number now."""
        return self._now.get(key)

    def formerly(self, key: Key) -> tuple[Ref, ...]:
        """Return the provisions that had the number in an earlier draft."""
        return self._former.get(key, ())

    def nearest(self, key: Key) -> tuple[Ref, ...]:
        """Return the article of a paragraph, or else the articles next to a number."""
        for length in range(len(key) - 1, 0, -1):
            if key[:length] in self._now:
                return (self._now[key[:length]],)
        if not key or not key[0].isdecimal():
            return ()
        close = sorted(self._articles, key=lambda number: (abs(number - int(key[0])), number))
        return tuple(self._now[str(number),] for number in close[:2])

    def holds(self, article: str) -> bool:
        """Whether there is an article of that number."""
        return (article,) in self._now


def key_of(number: str) -> Key:
    """Return the parts of a provision's number, as in the record: ``35(1)(c)``."""
    return tuple(_PARTS.findall(number.casefold()))


def citations(words: Sequence[Word], speech: Speech, numbers: Numbers) -> list[Cited]:
    """Return the provisions that are cited in a text, in order."""
    return _Reader(words, speech, numbers).read()


class _Reader:
    def __init__(self, words: Sequence[Word], speech: Speech, numbers: Numbers) -> None:
        self._words = words
        self._numbers = numbers
        self._spelt = speech.numbers
        self._compounds = speech.compounds
        self._marks = speech.articles("marks")
        self._paragraphs = speech.articles("paragraphs")
        self._joiners = speech.articles("joiners")
        self._small = speech.small
        self._months = speech.calendar_words
        self._ordinals = speech.calendar("ordinals")
        self._of, self._through = speech.calendar("of"), speech.calendar("through")
        self._numbered = frozenset().union(*map(speech.calendar, COUNTED))
        self._talk = speech.talk

    def read(self) -> list[Cited]:
        found: list[Cited] = []
        at = 0
        while at < len(self._words):
            here = list(self._at(at))
            found.extend(here)
            at = here[-1].end if here else at + 1
        return found[:MOST]

    def _at(self, at: int) -> Iterator[Cited]:
        word = self._words[at]
        if word.form in self._paragraphs:
            yield from self._paragraph_first(at)
        elif word.form in self._marks:
            yield from self._list(at)
        elif word.is_number:
            yield from self._bare(at)

    def _list(self, at: int) -> Iterator[Cited]:
        """Read ``articles 6, 24(1) and 40``."""
        begin, at = at, at + 1
        while at < len(self._words):
            read = self._number(at, marked=True, spelt=True)
            if read is None or self._is_date(at, read[1]):
                return
            key, end = read
            yield Cited(begin, end, key, marked=True)
            begin = at = end
            if at < len(self._words) and self._words[at].form in self._joiners:
                at += 1
                if at < len(self._words) and self._words[at].form in self._marks:
                    at += 1
            elif at >= len(self._words) or "," not in self._words[at].gap:
                return

    def _paragraph_first(self, at: int) -> Iterator[Cited]:
        """Read ``paragraph 2 of article 6``."""
        if at + 2 >= len(self._words):
            return
        part = self._words[at + 1]
        number = part.form if part.is_number else str(self._spelt.get(part.form, ""))
        if not number:
            return
        for place in range(at + 2, min(at + 5, len(self._words))):
            if self._words[place].form in self._marks:
                read = self._number(place + 1, marked=True, spelt=True)
                if read is not None:
                    yield Cited(at, read[1], (*read[0], number), marked=True)
                return
            if self._words[place].form not in self._small:
                return

    def _bare(self, at: int) -> Iterator[Cited]:
        read = self._number(at, marked=False, spelt=False)
        if read is None:
            return
        key, end = read
        if not self._numbers.holds(key[0]) or self._is_date(at, self._past_another(end)):
            return
        if len(key) > 1:
            yield Cited(at, end, key, marked=False)
        elif (
            len(self._words) <= SHORT
            and not self._counts_something(end)
            and not self._belongs_before(at)
        ):
            yield Cited(at, end, key, marked=False, certain=False)

    def _number(self, at: int, *, marked: bool, spelt: bool) -> tuple[Key, int] | None:
        """Read one number with its paragraphs and letters; return it and where it ends."""
        if at >= len(self._words):
            return None
        first = self._words[at]
        if first.is_number and len(first.form) <= len(str(HIGHEST)):
            number = str(int(first.form))
        elif spelt and (length := self._compound_at(at)):
            number = str(self._compounds[self._forms(at, length)])
            at += length - 1
        elif spelt and first.form in self._spelt:
            number = str(self._spelt[first.form])
        else:
            return None
        key, at = [number], at + 1
        while at < len(self._words):
            step = self._part(at, marked=marked, deep=len(key) > 1)
            if step is None:
                break
            part, at = step
            key.append(part)
        return tuple(key), at

    def _compound_at(self, at: int) -> int:
        """Return how many words a number of several words has here; 0 where there is none."""
        lengths = (length for length in (3, 2) if self._forms(at, length) in self._compounds)
        return next(lengths, 0)

    def _forms(self, at: int, length: int) -> tuple[str, ...]:
        return tuple(word.form for word in self._words[at : at + length])

    def _part(self, at: int, *, marked: bool, deep: bool) -> tuple[str, int] | None:
        """Read one more part of a number: ``(2)``, ``.2``, `` para 2``, ``(a)``."""
        word = self._words[at]
        gap = word.gap.strip()
        if self._is_part(word) and (
            "(" in gap
            or "§" in gap
            or (word.gap in {".", ").", ")"} and (word.is_number or marked or deep))
            or (marked and word.gap in {"/", "-", ":"} and word.is_number)
        ):
            return word.form, at + 1
        if word.form not in self._paragraphs:
            return None
        following = self._words[at + 1] if at + 1 < len(self._words) else None
        if following is None:
            return None
        if self._is_part(following):
            return following.form, at + 2
        if following.form in self._spelt:
            return str(self._spelt[following.form]), at + 2
        return None

    @staticmethod
    def _is_part(word: Word) -> bool:
        if word.is_number:
            return len(word.form) <= 2  # noqa: PLR2004 - no article has a hundred paragraphs
        return _LETTER.fullmatch(word.form) is not None

    def _is_date(self, begin: int, end: int) -> bool:
        """Whether the numbers belong to a date: ``6 August``, ``6.8.2024``, ``August 6``."""
        after = self._words[end] if end < len(self._words) else None
        if after is not None:
            if after.is_number and len(after.form) == 4 and after.gap.strip() in {".", "/", "-"}:  # noqa: PLR2004
                return True
            ahead = [w.form for w in self._words[end : end + 3] if w.form not in self._small]
            if ahead and ahead[0] in self._months:
                return True
        before = self._words[begin - 1] if begin else None
        return before is not None and before.form in self._months

    def _past_another(self, end: int) -> int:
        """Return where the numbers end that may be days of one month: ``3 and 4 August``."""
        place = end
        while place < len(self._words):
            word = self._words[place]
            ordinal = word.form in self._ordinals and not word.gap
            if not ordinal and word.form not in self._through | self._of:
                break
            place += 1
        found = place < len(self._words) and self._words[place].is_number
        return place + 1 if found and place > end else end

    def _counts_something(self, end: int) -> bool:
        """Whether a word follows that the number counts: ``24 countries``."""
        if end >= len(self._words):
            return False
        after = self._words[end]
        gap = after.gap.strip()
        if after.form in self._of and end + 1 < len(self._words) and self._words[end + 1].is_number:
            return True  # "14 of 60"
        glued = not after.gap and after.form in self._ordinals
        return glued or gap in {"/", "-", ":"} or (not gap and after.form not in self._small)

    def _belongs_before(self, begin: int) -> bool:
        """Whether the number goes with the word before it: ``Rev.3``, ``session 6``, ``L.15``."""
        if not begin:
            return False
        word, before = self._words[begin], self._words[begin - 1]
        if before.form in self._of and begin > 1 and self._words[begin - 2].is_number:
            return True  # "14 of 60"
        return (
            "." in word.gap or "/" in word.gap or before.is_number or before.form in self._numbered
        )

"""First stage: what was typed becomes a row of words that can be compared.

Case, accents, width, ligatures and invisible characters make no difference afterwards; what stood
between two words is kept, because ``6(2)`` and ``6, 2`` differ by it alone.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import TypeVar

LONGEST = 4_096
"""Characters that are looked at."""

LONGEST_WORD = 60
"""Letters that are read of one word: no name has longer ones."""

HEAD, TAIL = 60, 60
"""Words that are read from the beginning and the end of a long text."""

# A letter or digit run; scripts written without spaces are cut into single characters.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f"
_WORD = re.compile(rf"\d+|[{_UNSPACED}]|[^\W\d_{_UNSPACED}]+")
_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u2032\u00b4`", "'"))


class _Shown(dict[int, str]):
    """What is seen of each character, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        category = unicodedata.category(chr(code))
        if category in {"Cf", "Cs", "Co", "Cn"}:
            shown = ""
        else:
            shown = " " if category in {"Cc", "Zl", "Zp"} else chr(code)
        self[code] = shown
        return shown


_SHOWN = _Shown()


_Any = TypeVar("_Any")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as compared, as typed, and what stood between it and the word before."""

    form: str
    written: str
    gap: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.form.isdecimal()

    @property
    def in_capitals(self) -> bool:
        """Whether it is typed in capitals only."""
        return self.written.isupper()


def clean(text: str) -> str:
    """Return the text without characters that cannot be seen, on one line."""
    # Some characters stand for many, so what they come to is cut as well.
    kept = unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST].translate(_APOSTROPHES)
    return " ".join(kept.translate(_SHOWN).split())


def words_of(text: str) -> tuple[Word, ...]:
    """Cut a text into words, in order. Of a very long one the beginning and the end."""
    words: list[Word] = []
    shown = clean(text)
    end = 0
    for found in _WORD.finditer(shown):
        written = found[0][:LONGEST_WORD]
        words.append(Word(fold(written), written, shown[end : found.start()]))
        end = found.end()
    return tuple(word for word in _ends_of(words) if word.form)


def _ends_of(words: list[_Any]) -> list[_Any]:
    """Return the words that are read of a text: of a very long one its beginning and its end."""
    return words if len(words) <= HEAD + TAIL else [*words[:HEAD], *words[-TAIL:]]


@lru_cache(maxsize=2_048)  # titles are looked through with every question about the calendar
def forms_of(text: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared."""
    forms = [fold(written[:LONGEST_WORD]) for written in _WORD.findall(clean(text))]
    return tuple(form for form in _ends_of(forms) if form)


@lru_cache(maxsize=4_096)
def fold(word: str) -> str:
    """Return a word in small letters without accents and other marks."""
    if word.isascii():
        return intern(word.lower())  # the names of a pack hold the same words again and again
    apart = unicodedata.normalize("NFKD", word.casefold().translate(_LIGATURES))
    bare = "".join(c for c in apart if unicodedata.category(c) != "Mn")
    if bare.isdecimal():
        return str(int(bare)) if len(bare) < 5 else bare  # digits of other scripts  # noqa: PLR2004
    return intern(unicodedata.normalize("NFC", bare))

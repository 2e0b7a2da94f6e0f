"""The words of the languages in which questions are read: ``store/answering/lexicons``.

A language is a file. Nothing here knows which languages there are.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.answering.understanding.normalising import fold, forms_of
from store.answering.understanding.patterns import Patterns
from store.record.terms import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


FOLDER = Path(__file__).parent.parent / "lexicons"


class Aim(StrEnum):
    """What somebody asks for, as far as the words tell."""

    STATUS = "status"
    POSITION = "position"
    WHO = "who"
    COMPARE = "compare"
    VOTE = "vote"
    VOTES = "votes"
    NEXT = "next"
    AGENDA = "agenda"
    TIMELINE = "timeline"
    DEADLINE = "deadline"
    CHANGES = "changes"
    HISTORY = "history"
    DEFINE = "define"
    GLOSSARY = "glossary"
    TEXT = "text"
    WHY = "why"
    PERMITTED = "permitted"
    NOTHING = "nothing"
    SAFEGUARD = "safeguard"
    SAFEGUARDS = "safeguards"
    DEMANDED = "demanded"
    SIGN = "sign"
    RATIFY = "ratify"
    RESERVE = "reserve"
    COUNT = "count"
    DOCUMENTS = "documents"
    MEMBERS = "members"
    SOURCE = "source"
    OVERVIEW = "overview"
    HELP = "help"
    GREETING = "greeting"
    OPINION = "opinion"
    LEGAL = "legal"
    INSTRUCTION = "instruction"
    OFF_TOPIC = "offtopic"
    FOLLOW = "follow"
    SINCE = "since"
    MORE = "whole_answer"


@dataclass(frozen=True)
class Tongue:
    """One language, as its file tells it."""

    code: str
    stemmer: str | None  # its Snowball stemmer, None where there is none
    letters: frozenset[str]
    endings: tuple[tuple[str, str], ...]
    sounds: tuple[tuple[re.Pattern[str], str], ...]
    small: frozenset[str]
    filler: frozenset[str]
    ordinary: frozenset[str]
    whole: frozenset[str]
    negations: frozenset[str]
    beside: frozenset[str]
    synonyms: tuple[tuple[str, ...], ...]
    pointing: frozenset[str]
    requests: tuple[str, ...]
    abbreviations: frozenset[str]
    numbers: Mapping[str, int]
    articles: Mapping[str, tuple[tuple[str, ...], ...]]
    calendar: Mapping[str, Any]
    stances: Mapping[str, tuple[str, ...]]
    aims: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Speech:
    """All languages together: people mix them."""

    tongues: tuple[Tongue, ...]

    @cached_property
    def codes(self) -> frozenset[str]:
        """The languages that are read, by ISO 639-1 code."""
        return frozenset(tongue.code for tongue in self.tongues)

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that mean nothing by themselves, in any language."""
        return frozenset().union(*(tongue.small for tongue in self.tongues))

    @cached_property
    def passed_over(self) -> frozenset[str]:
        """Words that name no subject, in any language."""
        return self.small.union(*(tongue.filler for tongue in self.tongues), self.whole)

    @cached_property
    def talk(self) -> frozenset[str]:
        """Words that name no subject or ask for something, in any language."""
        return self.passed_over | self.asking

    @cached_property
    def synonyms(self) -> Mapping[str, tuple[str, ...]]:
        """Words that can stand for a word, by that word."""
        others: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for tongue in self.tongues:
            for group in tongue.synonyms:
                for form in group:
                    others[form].update(dict.fromkeys(other for other in group if other != form))
        return {form: tuple(found) for form, found in others.items()}

    @cached_property
    def whole(self) -> frozenset[str]:
        """Words for the text as a whole."""
        return frozenset().union(*(tongue.whole for tongue in self.tongues))

    @cache  # noqa: B019 - there is one, for the life of the process
    def everyday_in(self, language: str | None) -> frozenset[str]:
        """Words of a language that an abbreviation in small letters cannot be told from.

        Those of all languages where it is none of them.
        """
        spoken = [t for t in self.tongues if t.code == language] or self.tongues
        return frozenset().union(*(t.small | t.filler | t.ordinary for t in spoken))

    @cached_property
    def asking(self) -> frozenset[str]:
        """Words by which things are asked for."""
        return self.aims.vocabulary | self.stances.vocabulary

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word in the files: never a slip of another one."""
        return self.passed_over.union(
            *(tongue.ordinary for tongue in self.tongues),
            *(tongue.numbers for tongue in self.tongues),
            self.aims.vocabulary,
            self.stances.vocabulary,
            self.calendar_words,
            self.calendar("ordinals"),
            *(self.articles(part) for part in ("marks", "paragraphs", "joiners", "former")),
        )

    @cached_property
    def aims(self) -> Patterns:
        """How people ask for each sort of answer."""
        return Patterns(
            (aim, tongue.code, text)
            for tongue in self.tongues
            for aim, texts in tongue.aims.items()
            for text in texts
        )

    @cached_property
    def stances(self) -> Patterns:
        """How people say each stance."""
        return Patterns(
            (stance, tongue.code, text)
            for tongue in self.tongues
            for stance, texts in tongue.stances.items()
            for text in texts
        )

    @cached_property
    def words_of(self) -> Mapping[str, frozenset[str]]:
        """All words of each language, by its code."""
        return {
            tongue.code: tongue.filler.union(
                tongue.numbers,
                *tongue.calendar["months"],
                *tongue.calendar["weekdays"],
                (
                    form
                    for texts in (*tongue.aims.values(), *tongue.stances.values())
                    for text in texts
                    for form in forms_of(text)
                ),
            )
            for tongue in self.tongues
        }

    @cached_property
    def pointing(self) -> frozenset[str]:
        """Words that point at a party which was named before."""
        return frozenset().union(*(tongue.pointing for tongue in self.tongues))

    @cached_property
    def requests(self) -> Patterns:
        """How people lead in to what they ask, in a message about other things."""
        return Patterns(
            ("request", tongue.code, text) for tongue in self.tongues for text in tongue.requests
        )

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Words after which a full stop ends no sentence."""
        return frozenset().union(*(tongue.abbreviations for tongue in self.tongues))

    @cached_property
    def negations(self) -> frozenset[str]:
        """Words that turn a question round."""
        return frozenset().union(*(tongue.negations for tongue in self.tongues))

    @cached_property
    def beside(self) -> frozenset[str]:
        """Small words that are a party's name where another party is named beside them."""
        return frozenset().union(*(tongue.beside for tongue in self.tongues))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Numbers in words."""
        return {form: n for tongue in self.tongues for form, n in tongue.numbers.items()}

    @cached_property
    def compounds(self) -> Mapping[tuple[str, ...], int]:
        """Numbers in several words, such as "twenty-four"."""
        found: dict[tuple[str, ...], int] = {}
        for tongue in self.tongues:
            tens = {form: n for form, n in tongue.numbers.items() if n and n % 10 == 0}
            units = {form: n for form, n in tongue.numbers.items() if 0 < n < 10}  # noqa: PLR2004
            for pattern, (ten, n), (unit, m) in product(
                tongue.articles.get("compounds", ()), tens.items(), units.items()
            ):
                words = (ten if w == "tens" else unit if w == "unit" else w for w in pattern)
                found[tuple(words)] = n + m
        return found

    @cache  # noqa: B019 - there is one, for the life of the process
    def calendar(self, part: str) -> frozenset[str]:
        """Single words of a part of ``calendar``."""
        return frozenset().union(*(tongue.calendar[part] for tongue in self.tongues))

    @cached_property
    def past(self) -> frozenset[str]:
        """Words that tell that something is over."""
        return frozenset(
            form for t in self.tongues for forms in t.calendar["around"]["past"] for form in forms
        )

    @cached_property
    def calendar_words(self) -> frozenset[str]:
        """Names of months and weekdays."""
        return frozenset(
            form
            for tongue in self.tongues
            for part in ("months", "weekdays")
            for names in tongue.calendar[part]
            for form in names
        )

    @cache  # noqa: B019 - there is one, for the life of the process
    def articles(self, part: str) -> frozenset[str]:
        """Single words of a part of ``articles``."""
        return frozenset(
            forms[0]
            for tongue in self.tongues
            for forms in tongue.articles.get(part, ())
            if len(forms) == 1
        )

    def __hash__(self) -> int:
        """Hash by identity."""
        return id(self)


@cache
def speech() -> Speech:
    """Return the languages that there are files for, in the order of their codes."""
    return Speech(tuple(_tongue(path) for path in sorted(FOLDER.glob("*.toml"))))


def _tongue(path: Path) -> Tongue:
    with path.open("rb") as file:
        read = tomllib.load(file)
    words, calendar = read["words"], read["calendar"]
    unknown = set(read["aims"]) - {aim.value for aim in Aim} | set(read["stances"]) - set(Stance)
    if unknown:
        raise ValueError(f"{path.name} has unknown parts: {', '.join(sorted(unknown))}")
    return Tongue(
        code=read["code"],
        stemmer=read.get("stemmer"),
        letters=frozenset(read["letters"]),
        endings=tuple((fold(long), fold(short)) for long, short in read["endings"]),
        sounds=tuple((re.compile(spelt), heard) for spelt, heard in read.get("sounds", ())),
        small=_set(words["small"].split()),
        filler=_set(words["filler"].split()),
        ordinary=_set(words["ordinary"].split()),
        whole=_set(words["whole"]),
        negations=_set(words["negations"]),
        beside=_set(words["beside"]),
        synonyms=tuple(forms_of(group) for group in read["synonyms"]["groups"]),
        pointing=_set(read["messages"]["pointing"].split()),
        requests=tuple(read["messages"]["requests"]),
        abbreviations=_set(read["messages"]["abbreviations"].split()),
        numbers={form: n for text, n in read["numbers"].items() for form in forms_of(text)},
        articles={
            part: tuple(forms_of(text) for text in texts)
            for part, texts in read["articles"].items()
        },
        calendar={
            **{
                part: tuple(tuple(fold(name) for name in names) for names in calendar[part])
                for part in ("months", "weekdays")
            },
            **{
                part: {forms_of(text): n for text, n in calendar[part].items()}
                for part in ("days", "weeks", "monthly", "yearly")
            },
            "ordinals": _set(calendar["ordinals"]),
            "of": _set(calendar["of"]),
            "sessions": _set(calendar["sessions"]),
            "meetings": _set(calendar["meetings"]),
            "consultations": _set(calendar["consultations"]),
            "number": _set(calendar["number"]),
            "through": _set(calendar["through"]),
            "holidays": {
                forms_of(text): tuple(map(int, day.split("-")))
                for text, day in calendar["holidays"].items()
            },
            "month_first": calendar["month_first"],
            "around": {
                part: tuple(
                    sorted(
                        (forms_of(text.replace("...", " ")) for text in texts),
                        key=len,
                        reverse=True,
                    )
                )
                for part, texts in calendar["around"].items()
            },
        },
        stances={stance: tuple(texts) for stance, texts in read["stances"].items()},
        aims={aim: tuple(texts) for aim, texts in read["aims"].items()},
    )


def _set(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(form for text in texts for form in forms_of(text))

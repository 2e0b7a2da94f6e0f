"""Buttons: a press as callback data of at most 64 bytes, and back.

Nothing about a button is remembered: its data say all, so that it works after a restart, on
another replica and for another person. The forms are::

    1<question><page>[:<language>][.<field>]...     a question, such as  1P2:fr..kYw3tA.x9Q0aB
    !<verb>:<records>:<argument>                    anything else, such as  !export::csv

``1`` is the version of the form, ``2`` the same for an answer in a message of its own; question is
one letter; page is in base 36 and left out when it is 0; the language is given when it is not the
chat's own. Records are written by their code (:mod:`handlers.codes`), dates as day numbers in base
36. Data that are not exactly what this module writes are read as nothing at all: they are old,
foreign or forged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from handlers.codes import WIDTH
from handlers.reply import Act, Ask
from store.answering import questions as q
from store.record.evidence import Ref
from store.record.terms import ActionKind, Kind, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from handlers.codes import Codes
    from store.answering.questions import Question

LIMIT = 64
"""Bytes of callback data that Telegram takes."""

PAGES = 36**2
"""Pages that a button can turn to."""

_QUESTION = re.compile(r"([12])([A-Za-z])([0-9a-z]{0,2})(?::([a-z]{2,3}))?((?:\.[A-Za-z0-9_-]*)*)")
_ACT = re.compile(r"!([a-z_]{1,20}):([A-Za-z0-9_-]*):([^\x00-\x1f]*)")
_IN_PLACE, _BELOW = "1", "2"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

_STANCES: Mapping[Stance, str] = {
    Stance.SUPPORTS: "s",
    Stance.OPPOSES: "o",
    Stance.SEEKS_STRONGER: "p",
    Stance.SEEKS_WEAKER: "w",
    Stance.SEEKS_DELETION: "d",
    Stance.CONDITIONAL: "c",
    Stance.FLEXIBLE: "f",
    Stance.RESERVES: "r",
    Stance.UNCLEAR: "u",
}
_ACTIONS: Mapping[ActionKind, str] = {
    ActionKind.SIGNATURE: "s",
    ActionKind.RATIFICATION: "r",
    ActionKind.RESERVATION: "v",
}


class Pressed(NamedTuple):
    """What a button asks for, and in which language if not the chat's own."""

    press: Ask | Act
    language: str | None = None


class _UnfitError(Exception):
    """A value has no short form, or a text is not the short form of anything."""


class _Field(Protocol):
    """How one field of a question is written and read; both raise _UnfitError."""

    def write(self, value: Any, codes: Codes) -> str:  # noqa: ANN401  # each knows its own type
        """Return the short form."""

    def read(self, text: str, codes: Codes) -> object:
        """Return the value."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A record of certain kinds, as a ref, or as an id alone where only one kind will do."""

    kinds: frozenset[Kind]
    bare: bool = False

    def write(self, value: Ref | str, codes: Codes) -> str:
        ref = value if isinstance(value, Ref) else Ref(next(iter(self.kinds)), value)
        code = codes.code(ref) if ref.kind in self.kinds else None
        if code is None:
            raise _UnfitError
        return code

    def read(self, text: str, codes: Codes) -> Ref | str:
        ref = codes.ref(text)
        if ref is None or ref.kind not in self.kinds:
            raise _UnfitError
        return ref.id if self.bare else ref


@dataclass(frozen=True, slots=True)
class _Names:
    """Several records, one code after the other."""

    one: _Name

    def write(self, value: Sequence[Ref | str], codes: Codes) -> str:
        return "".join(self.one.write(item, codes) for item in value)

    def read(self, text: str, codes: Codes) -> tuple[Ref | str, ...]:
        starts = range(0, len(text), WIDTH)
        return tuple(self.one.read(text[i : i + WIDTH], codes) for i in starts)

    def refs(self, text: str, codes: Codes) -> tuple[Ref, ...]:
        return tuple(ref for ref in self.read(text, codes) if isinstance(ref, Ref))


@dataclass(frozen=True, slots=True)
class _Words:
    """Several words of a closed list, a letter each."""

    letters: Mapping[Any, str]

    def write(self, value: tuple[object, ...], codes: Codes) -> str:
        del codes
        return "".join(self.letters[word] for word in value)

    def read(self, text: str, codes: Codes) -> tuple[object, ...]:
        del codes
        words = {letter: word for word, letter in self.letters.items()}
        if not words.keys() >= set(text):
            raise _UnfitError
        return tuple(words[letter] for letter in text)


class _Day:
    """A date as its day number."""

    def write(self, value: date, codes: Codes) -> str:
        del codes
        return _in_letters(value.toordinal())

    def read(self, text: str, codes: Codes) -> date:
        del codes
        try:
            return date.fromordinal(_number(text))
        except (ValueError, OverflowError):
            raise _UnfitError from None


class _Flag:
    """True as ``y``; False is the default and is not written."""

    def write(self, value: bool, codes: Codes) -> str:
        del codes
        return "y" if value else ""

    def read(self, text: str, codes: Codes) -> bool:
        del codes
        if text != "y":
            raise _UnfitError
        return True


class _Unfit:
    """What people wrote never goes into a button."""

    def write(self, value: object, codes: Codes) -> str:
        del value, codes
        raise _UnfitError

    def read(self, text: str, codes: Codes) -> object:
        del text, codes
        raise _UnfitError


_DAY = _Day()
_TOPIC_KINDS = frozenset({Kind.SAFEGUARD, Kind.PROVISION})
_TOPIC = _Name(_TOPIC_KINDS)
_PARTY = _Name(frozenset({Kind.PARTY}), bare=True)
_SUBJECT = _Name(_TOPIC_KINDS | {Kind.PARTY})
_ANY = _Name(frozenset(Kind))
_RECORDS = _Names(_ANY)


def _bare(kind: Kind) -> _Name:
    return _Name(frozenset({kind}), bare=True)


FORMS: Mapping[str, tuple[type[Question], Mapping[str, _Field]]] = {
    "S": (q.StatusOf, {"topic": _TOPIC}),
    "P": (q.PositionOf, {"party": _PARTY, "topic": _TOPIC}),
    "W": (q.WhoHolds, {"topics": _Names(_TOPIC), "stances": _Words(_STANCES)}),
    "C": (q.Compare, {"parties": _Names(_PARTY), "topics": _Names(_TOPIC)}),
    "X": (q.MatrixOf, {"parties": _Names(_PARTY), "topics": _Names(_TOPIC)}),
    "V": (q.VotesTaken, {}),
    "v": (
        q.VoteOn,
        {"topic": _Name(_TOPIC_KINDS | {Kind.VOTE}), "parties": _Names(_PARTY)},
    ),
    "a": (q.AgendaOf, {"day": _DAY, "until": _DAY, "topic": _TOPIC}),
    "n": (q.NextUp, {"topic": _TOPIC}),
    "T": (q.Timeline, {}),
    "c": (q.ChangesSince, {"since": _DAY, "topic": _TOPIC}),
    "H": (q.HistoryOf, {"subject": _SUBJECT}),
    "G": (q.Define, {"term": _bare(Kind.GLOSSARY)}),
    "A": (q.ProvisionText, {"provision": _bare(Kind.PROVISION)}),
    "g": (q.SafeguardOn, {"safeguard": _bare(Kind.SAFEGUARD)}),
    "L": (q.SafeguardList, {"demanded_only": _Flag()}),
    "p": (q.PartyProfile, {"party": _PARTY}),
    "M": (q.MembersOf, {"group": _PARTY}),
    "R": (q.ActionsOn, {"acts": _Words(_ACTIONS), "party": _PARTY}),
    "D": (q.DocumentsOn, {"document": _bare(Kind.DOCUMENT), "topic": _TOPIC}),
    "s": (q.SourcesOf, {"subject": _ANY}),
    "Q": (q.Curated, {"answer": _bare(Kind.ANSWER)}),
    "O": (q.Overview, {}),
    "F": (q.Search, {"words": _Unfit()}),
    "h": (q.HelpWanted, {}),
}
"""Each sort of question: its letter and how its fields are written, after the date asked about."""

# What is not written because it is empty, and has no default either.
_NONE_OF: Mapping[type[Question], dict[str, object]] = {
    q.WhoHolds: {"topics": ()},
    q.Compare: {"parties": ()},
}
_LETTERS = {kind: letter for letter, (kind, _) in FORMS.items()}


def write(press: Ask | Act, codes: Codes, language: str | None = None) -> str | None:
    """Return the callback data of a press, or None when it does not fit: then show no button."""
    try:
        match press:
            case Act(verb, argument, refs):
                data = f"!{verb}:{_RECORDS.write(refs, codes)}:{argument}"
                fits = _ACT.fullmatch(data) is not None
            case Ask(question, page, below):
                head = _head(question, page, language, below=below)
                data = head + _tail(question, codes)
                fits = True
    except _UnfitError:
        return None
    return data if fits and len(data.encode()) <= LIMIT else None


def read(data: str, codes: Codes) -> Pressed | None:
    """Return what a button asks for, or None for data that this module did not write as it is."""
    try:
        pressed = _read(data, codes)
    except _UnfitError:
        return None
    if pressed is None or write(pressed.press, codes, pressed.language) != data:
        return None
    return pressed


def _read(data: str, codes: Codes) -> Pressed | None:
    found = _ACT.fullmatch(data)
    if found is not None:
        verb, records, argument = found.groups()
        return Pressed(Act(verb, argument, _RECORDS.refs(records, codes)))
    found = _QUESTION.fullmatch(data)
    if found is None or found[2] not in FORMS:
        return None
    version, letter, page, language, tail = found.groups()
    question = _question(letter, tail, codes)
    return Pressed(Ask(question, _number(page or "0"), version == _BELOW), language)


def _head(question: Question, page: int, language: str | None, *, below: bool) -> str:
    if not 0 <= page < PAGES:
        raise _UnfitError
    turned = _in_letters(page) if page else ""
    version = _BELOW if below else _IN_PLACE
    return f"{version}{_LETTERS[type(question)]}{turned}" + (f":{language}" if language else "")


def _tail(question: Question, codes: Codes) -> str:
    written = []
    for name, field in _fields(type(question)).items():
        value = getattr(question, name)
        written.append("" if value is None or value == () else field.write(value, codes))
    tail = "".join("." + text for text in written)
    return tail.rstrip(".")


def _question(letter: str, tail: str, codes: Codes) -> Question:
    kind, _ = FORMS[letter]
    known = _fields(kind)
    texts = tail.split(".")[1:]
    if len(texts) > len(known):
        raise _UnfitError
    given: dict[str, object] = {}
    for (name, field), text in zip(known.items(), texts, strict=False):
        if text:
            given[name] = field.read(text, codes)
    try:
        make: Callable[..., Question] = kind
        return make(**_NONE_OF.get(kind, {}) | given)
    except TypeError:  # a field that the question needs is not there
        raise _UnfitError from None


def _fields(kind: type[Question]) -> dict[str, _Field]:
    return {"as_of": _DAY, **FORMS[_LETTERS[kind]][1]}


def _in_letters(number: int) -> str:
    letters = ""
    while True:
        number, rest = divmod(number, 36)
        letters = _DIGITS[rest] + letters
        if not number:
            return letters


def _number(letters: str) -> int:
    try:
        return int(letters, 36)
    except ValueError:
        raise _UnfitError from None

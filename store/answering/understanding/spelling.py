"""All ways to write the names in a snapshot: the record's own, aliases, and those of the world.

The names of countries come from the Unicode CLDR in each language that is read. A country that is
on record gets them as aliases; another one is known to exist, so that it is never taken for a slip.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from store.answering.understanding.naming import Name
from store.answering.understanding.normalising import forms_of, words_of
from store.record.records import CuratedAnswer, Document, Party, Provision
from store.record.terms import AnswerKind, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from store.answering.understanding.speech import Speech
    from store.record.evidence import Ref
    from store.record.records import Record, Safeguard
    from store.record.snapshot import Snapshot

_NAMED = {
    Kind.PARTY,
    Kind.SAFEGUARD,
    Kind.PROVISION,
    Kind.GLOSSARY,
    Kind.DOCUMENT,
    Kind.ANSWER,
    Kind.VOTE,
}
_SHORT = 4  # letters below which an id, such as ``us``, may be an everyday word
_NO_COUNTRIES = {"ZZ", "XA", "XB", "EU", "UN", "EZ", "QO"}
_OFTEN = 3  # aliases
_LONGEST_NAME = 4  # words of an alias: nobody repeats a longer one word for word
_COUNTRY = 2  # letters of a country's code; regions of the world have digits


def named(snapshot: Snapshot, speech: Speech) -> Iterator[tuple[str, Name]]:
    """Yield every way to write a name, with what it names."""
    for record in snapshot.records.values():
        if record.kind in _NAMED and not _is_dispute(record):
            yield from _of_record(record)
    yield from _of_world(snapshot, speech)


def parts_of_names(parties: Iterable[Party], speech: Speech) -> Mapping[str, tuple[Ref, ...]]:
    """Return parties by each word of their names that says something."""
    parts: defaultdict[str, dict[Ref, None]] = defaultdict(dict)
    for party in parties:
        for text in (party.name, *(text for _, text in party.names)):
            for form in forms_of(text):
                if form not in speech.passed_over:
                    parts[form][party.ref] = None
    return {form: tuple(refs) for form, refs in parts.items()}


def words_of_one_language(
    names: Iterable[tuple[Sequence[str], Name]], language: str
) -> Mapping[str, str]:
    """Return the words that stand in names of one language only, with its code.

    ``names`` are the words of each name with what it names, ``language`` is that of the records'
    own names. An alias without a language is of all, and so is the name of a party: people do not
    translate it.
    """
    spoken: dict[str, str] = {}  # empty: of all languages, or of several
    for forms, name in names:
        proper = name.ref is None or name.ref.kind is Kind.PARTY
        code = name.language or (language if name.own and not proper else "")
        for form in forms:
            if len(form) >= _SHORT:
                spoken[form] = code if spoken.get(form, code) == code else ""
    return {form: code for form, code in spoken.items() if code}


def about_the_whole(safeguards: Iterable[Safeguard], speech: Speech) -> Ref | None:
    """Return the safeguard by whose aliases people ask for the text as a whole, if one stands out.

    Some pack has one for whether to adopt the treaty at all: "against the treaty" means it.
    """
    counted: Counter[Ref] = Counter()
    for safeguard in safeguards:
        for alias in safeguard.aliases:
            if alias.text.count(" ") >= _LONGEST_NAME:
                continue
            forms = forms_of(alias.text)
            stance = any(c for c in speech.stances.within(words_of(alias.text)))
            counted[safeguard.ref] += stance and not speech.whole.isdisjoint(forms)
    ranked = counted.most_common(2)
    if not ranked or ranked[0][1] < _OFTEN or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
        return None
    return ranked[0][0]


def _is_dispute(record: Record) -> bool:
    return isinstance(record, CuratedAnswer) and record.answer_kind is AnswerKind.DISPUTE


def _of_record(record: Record) -> Iterator[tuple[str, Name]]:  # noqa: C901
    ref = record.ref
    yield record.id, Name(ref, caps_only=len(record.id) < _SHORT, own=True)
    own = [getattr(record, field, None) for field in ("title", "name", "term", "motion")]
    for text in own:
        if text:
            yield text, Name(ref, own=True)
            bare = text.partition("(")[0].strip()
            if bare and bare != text:
                yield bare, Name(ref, own=True)
    for code, text in getattr(record, "names", ()):
        yield text, Name(ref, code, own=True)
    written: dict[tuple[str, bool], Name] = {}  # one for all aliases alike: there are many
    for alias in getattr(record, "aliases", ()):
        if isinstance(record, CuratedAnswer) or alias.text.count(" ") < _LONGEST_NAME:
            way = (alias.language, alias.caps_only)
            yield alias.text, written.setdefault(way, Name(ref, *way))
    if isinstance(record, Party):
        for code in (record.iso2, record.iso3):
            if code:
                yield code, Name(ref, caps_only=True)
    if isinstance(record, Document) and record.symbol:
        yield from ((text, Name(ref)) for text in _endings(record.symbol))
    if isinstance(record, Provision) and not record.number[:1].isdecimal():
        yield record.number, Name(ref, own=True)


def _endings(symbol: str) -> Iterator[str]:
    """Yield a document's symbol and its ends that hold a number: people leave out the beginning."""
    parts = symbol.split("/")
    for begin in range(len(parts)):
        end = "/".join(parts[begin:])
        if len(forms_of(end)) > 1 and any(c.isdecimal() for c in end):
            yield end


def _of_world(snapshot: Snapshot, speech: Speech) -> Iterator[tuple[str, Name]]:
    on_record = {p.iso2: p for p in snapshot.parties.values() if p.iso2}
    written = {
        party.id: {
            "".join(forms_of(text))
            for text in (party.name, *(a.text for a in party.aliases), *(t for _, t in party.names))
        }
        for party in on_record.values()
    }
    taken = {forms for party in written.values() for forms in party}
    for code, names in _territories(speech).items():
        party = on_record.get(code)
        same = party is not None and any(
            "".join(forms_of(text)) in written[party.id] for _, text in names
        )
        for language, text in names:
            if same and party is not None:
                yield text, Name(party.ref, language)
            elif "".join(forms_of(text)) not in taken:
                yield text, Name(None, language)


def _territories(speech: Speech) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return the names of countries by ISO 3166 code: pairs of language and name."""
    names: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for tongue in speech.tongues:
        try:
            territories = Locale(tongue.code).territories
        except UnknownLocaleError:
            continue
        for code, text in territories.items():
            if len(code) == _COUNTRY and code.isalpha() and code not in _NO_COUNTRIES:
                names[code].append((tongue.code, text))
                if "&" in text:
                    joiner = " ".join(tongue.articles["joiners"][0])
                    names[code].append((tongue.code, text.replace("&", joiner)))
                for part in _without_brackets(text):
                    names[code].append((tongue.code, part))
    return {code: tuple(found) for code, found in names.items()}


def _without_brackets(text: str) -> Iterator[str]:
    """Yield the plain name of ``Myanmar (Burma)`` and ``Congo - Brazzaville``."""
    for mark in ("(", " - "):
        if mark in text:
            yield text.partition(mark)[0].strip()
    if "(" in text:
        yield text.partition("(")[2].partition(")")[0].strip()

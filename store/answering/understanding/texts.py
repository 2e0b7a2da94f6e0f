"""Other texts than the one that is negotiated: what is asked of them is not on record."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from store.answering.understanding.normalising import forms_of
from store.record.terms import Kind

if TYPE_CHECKING:
    from store.answering.lexicon import Lexicon
    from store.answering.understanding.classifying import Reading


def names_unknown(reading: Reading) -> bool:
    """Whether a text has a name that nothing on record holds: "the Atlantis Convention"."""
    words, whole = reading.linked.words, reading.lexicon.speech.whole
    if reading.is_all_capitalised:
        return False
    return any(
        word.form in whole
        and (_is_stranger(place - 1, reading) or _is_stranger(_name_after(place, reading), reading))
        for place, word in enumerate(words)
    )


def is_named_by_a_place(reading: Reading) -> bool:
    """Whether a text is named by a party's place: "the Paris Agreement", "l'Accord de Paris"."""
    words, whole = reading.linked.words, reading.lexicon.speech.whole
    places = reading.linked.of_kind(Kind.PARTY)

    def is_whole(place: int) -> bool:
        return words[place].form in whole and words[place].written[:1].isupper()

    if any(match.end < len(words) and is_whole(match.end) for match in places):
        return True
    begins = {match.begin for match in places}
    return not reading.is_all_capitalised and any(
        is_whole(place) and _name_after(place, reading) in begins for place in range(1, len(words))
    )


def _name_after(place: int, reading: Reading) -> int:
    """Return where a name may stand that is joined by a small word: "convention de …"."""
    words, small = reading.linked.words, reading.lexicon.speech.small
    after = place + 1
    while after < len(words) and words[after].form in small and not words[after].gap.strip(" '’"):
        after += 1
    return after if after > place + 1 else -1


def _is_stranger(place: int, reading: Reading) -> bool:
    words = reading.linked.words
    if not 0 < place < len(words) or place not in reading.linked.rest:
        return False
    word = words[place]
    if word.form in reading.lexicon.own_names:
        return False
    return word.written[:1].isupper() and word.written in reading.strange


def is_of_a_named_one(reading: Reading) -> bool:
    """Whether a number or a topic is said to be one of a text that the glossary explains.

    "Article 32 of the Atlantis Convention", "the protocol to Atlantis".
    """
    places = _named_places(reading)
    if not places:
        return False
    words, speech = reading.linked.words, reading.lexicon.speech
    passed = speech.small | speech.whole
    begins = {cited.begin for cited in reading.linked.cited}
    ends = {cited.end for cited in reading.linked.cited} | {m.end for m in reading.firm}
    for place in places:
        before, after = place, place + 1
        while before not in ends and before > 0 and words[before - 1].form in passed:
            before -= 1
        while after not in begins and after < len(words) and words[after].form in passed:
            after += 1
        if before in ends or after in begins:
            return True
    return False


def names_another(reading: Reading) -> bool:
    """Whether another text is named that the glossary explains."""
    return bool(_named_places(reading))


def _named_places(reading: Reading) -> tuple[int, ...]:
    others = naming_others(reading.lexicon)
    words = reading.linked.words
    return tuple(place for place, word in enumerate(words) if word.form in others)


def is_of_a_law(reading: Reading) -> bool:
    """Whether a number is said to be one of a party's own law: "article 6 of Vell's code"."""
    words, small = reading.linked.words, reading.lexicon.speech.small
    parties = {match.begin for match in reading.linked.of_kind(Kind.PARTY)}
    for cited in reading.linked.cited:
        place = cited.end
        while place < len(words) and words[place].form in small:
            place += 1
        if place == cited.end or place not in reading.linked.rest:
            continue
        after = place + 1
        while after < len(words) and words[after].form in small and after not in parties:
            after += 1
        if after in parties and after > place + 1:
            return True
    return False


@lru_cache(maxsize=2)
def naming_others(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that name other texts in the glossary, and nothing of the one in hand.

    A term which somebody calls by the name of the text in hand is only another name of that.
    """
    snapshot, whole = lexicon.snapshot, lexicon.speech.whole
    own = set(forms_of(snapshot.negotiation.short_name)) - whole
    found: set[str] = set()
    for entry in snapshot.glossary.values():
        term = set(forms_of(entry.term))
        if not whole.isdisjoint(term) and len(term) == 2:  # noqa: PLR2004  # a name and its kind
            called = [set(forms_of(alias.text)) for alias in entry.aliases]
            if not any(own <= forms and not whole.isdisjoint(forms) for forms in called):
                found |= term - whole - lexicon.own_names
    return frozenset(found)

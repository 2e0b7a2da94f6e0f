"""What is no question to this store: said so early, in one line, with what can be asked instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.answering.answers import Declined, Unread
from store.answering.questions import HelpWanted
from store.answering.understanding.speech import Aim
from store.answering.understanding.texts import is_named_by_a_place, names_unknown

if TYPE_CHECKING:
    from store.answering.questions import Question
    from store.answering.understanding.classifying import Reading
    from store.answering.understanding.patterns import Cue

FEW = 4
"""Words of a text in which one word may ask for help."""

SURE = 0.7
"""Share of a text that must be a curated text's own words for it to be a question after all."""


def refused(reading: Reading) -> Declined | Question | None:  # noqa: PLR0911
    """Return the decline, or help where that is what is wanted; None for anything else."""
    aims = reading.aims
    curated = reading.curated()
    if names_unknown(reading):
        return Declined(reason=Unread.OFF_TOPIC)
    if curated is not None and curated[1] >= SURE:
        return None
    if Aim.INSTRUCTION in aims and _meant(reading, Aim.INSTRUCTION):
        return Declined(reason=Unread.INSTRUCTION)
    if Aim.LEGAL in aims and not (_is_named(reading) and _is_said_once(reading)):
        return Declined(reason=Unread.LEGAL_ADVICE)
    if Aim.OPINION in aims and _meant(reading, Aim.OPINION):
        return Declined(reason=Unread.OPINION)
    if is_named_by_a_place(reading):
        return Declined(reason=Unread.OFF_TOPIC)
    if Aim.OFF_TOPIC in aims and _is_off_topic(reading):
        return Declined(reason=Unread.OFF_TOPIC)
    if _says_only(reading, Aim.GREETING) or _wants_help(reading):
        return HelpWanted()
    return None


def _is_off_topic(reading: Reading) -> bool:
    """Whether it is the first that is asked for ("translate …"), or there is nothing else."""
    words, small = reading.linked.words, reading.lexicon.speech.small
    begins = {0, 1} if words[0].form not in small else {0}  # "please write", not "I write"
    first = any(cue.label == Aim.OFF_TOPIC and cue.begin in begins for cue in reading.cues)
    return first or (not reading.topics and not _asks_of_record(reading))


def _wants_help(reading: Reading) -> bool:
    cues = [cue for cue in reading.cues if cue.label == Aim.HELP]
    if not cues or _has_subject(reading):
        return False
    return any(cue.solid > 1 for cue in cues) or len(reading.linked.words) <= FEW


def _has_subject(reading: Reading) -> bool:
    return bool(reading.parties or reading.topics or reading.linked.days)


def _is_named(reading: Reading) -> bool:
    """Whether the words of the aim are those of a topic's name: "can I sue"."""
    return any(slot.known and len(slot.written.split()) > 2 for slot in reading.topics)  # noqa: PLR2004


def _is_said_once(reading: Reading) -> bool:
    return len({cue.begin for cue in reading.cues if cue.label == Aim.LEGAL}) < 2  # noqa: PLR2004


def _asks_of_record(reading: Reading) -> bool:
    aims = reading.aims & {Aim.SIGN, Aim.RATIFY, Aim.CHANGES, Aim.SOURCE, Aim.MEMBERS}
    return bool(aims) and any(slot.known for slot in reading.parties)


def _meant(reading: Reading, aim: Aim) -> bool:
    """Whether the aim is more than one word that may mean something else beside a subject."""
    cues = [cue for cue in reading.cues if cue.label == aim and not _is_foreign(cue, reading)]
    if not cues:
        return False
    spoken = any(slot.known for slot in reading.parties) and any(s.known for s in reading.topics)
    return any(cue.solid > 1 for cue in cues) or not spoken


def _is_foreign(cue: Cue, reading: Reading) -> bool:
    """Whether one word would ask for it in another language: "prétendre" is not to pretend."""
    return cue.solid == 1 and reading.language is not None and cue.language != reading.language


def _says_only(reading: Reading, aim: Aim) -> bool:
    """Whether the text is nothing but that, as a greeting is."""
    if _has_subject(reading) or reading.rest:
        return False
    spans = [cue for cue in reading.cues if cue.label == aim]
    told = {place for cue in spans for place in range(cue.begin, cue.end)}
    small = reading.lexicon.speech.small
    return bool(told) and all(
        place in told or word.form in small for place, word in enumerate(reading.linked.words)
    )

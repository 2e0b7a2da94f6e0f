"""Which part of a long message asks something: people tell who they are first, and thank last.

A short text is all question and stays whole. Nothing here reads a question; it only says where one
may stand, the likeliest part first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.answering.understanding.normalising import LONGEST, clean, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.answering.understanding.normalising import Word
    from store.answering.understanding.speech import Speech

SHORT = 13
"""Words of a text that is read as a whole."""

FEWEST = 3
"""Words that a part must have to be read by itself."""

MOST, LONGEST_PART = 2, 40
"""Parts that are tried at most, and the words of one."""

LONGEST_WORD = 20
"""Characters before a full stop that tell whether an abbreviation stands there."""

SENTENCES = 60
"""Sentences of a message that are looked at: as many again from its end."""

# A mark that may end a sentence, or the mark that opens a question in Spanish.
_MARK = re.compile(r"[.!?\u2026;\u061f]+(?=\s|$)|\u00bf")
_LAST_WORD = re.compile(r"[^\W_]+$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a message that seems to ask something, and the sentences before it, in order."""

    text: str
    words: tuple[Word, ...]
    before: tuple[str, ...]


def passages(text: str, speech: Speech) -> tuple[Passage, ...]:
    """Return the parts of a message that ask, in order; none where it is best read as a whole."""
    split = tuple(sentences(text, speech))
    if sum(len(sentence.split()) for sentence in split) < SHORT:
        return ()
    if len(split) > SENTENCES * 2:
        split = (*split[:SENTENCES], *split[-SENTENCES:])
    found: list[Passage] = []
    whole = clean(text)
    questions = [at for at, sentence in enumerate(split) if sentence.endswith(("?", "\u061f"))]
    for at in questions or range(len(split)):
        part = _asking(split[at], speech, marked=bool(questions))
        if part is not None:
            words = words_of(part)
            if FEWEST <= len(words) <= LONGEST_PART and part != whole:
                before = split[:at] if part == split[at] else (*split[:at], _rest(split[at], part))
                found.append(Passage(part, words, before))
        if len(found) == MOST:
            break
    return tuple(found)


def sentences(text: str, speech: Speech) -> Iterator[str]:
    """Cut a text into sentences. "Art. 6", "Rev. 3" and "24.2" are none of their ends."""
    for line in text[:LONGEST].splitlines():
        shown = clean(line)
        begin = 0
        for mark in _MARK.finditer(shown):
            end = mark.start() if mark[0] == "\u00bf" else mark.end()
            if mark[0] == "." and not _ends(shown, mark.start(), speech):
                continue
            if mark[0] == "\u00bf" and shown[:end].rstrip().endswith(","):
                continue  # "Los de Vell, ¿qué quieren?": what is asked of stands before the mark
            if shown[begin:end].strip():
                yield shown[begin:end].strip()
            begin = end
        if shown[begin:].strip():
            yield shown[begin:].strip()


def _ends(text: str, stop: int, speech: Speech) -> bool:
    """Whether a full stop ends a sentence."""
    last = _LAST_WORD.search(text[max(0, stop - LONGEST_WORD) : stop])
    if last is None:
        return True
    following = text[stop + 1 :].lstrip()[:1]
    if following.isdecimal() or following == "(":
        return False
    word = last[0].casefold()
    if word.isdecimal():
        return not following.islower()
    return len(word) > 1 and word not in speech.abbreviations


def _asking(sentence: str, speech: Speech, *, marked: bool) -> str | None:
    """Return the part of a sentence that asks; None where nothing says that it does."""
    _, colon, after = sentence.rpartition(": ")
    if colon and len(after.split()) >= FEWEST:
        inner = _led_to(after, speech)
        return inner or after
    led = _led_to(sentence, speech)
    return led or (sentence if marked else None)


def _led_to(sentence: str, speech: Speech) -> str | None:
    """Return what follows on "could you tell me"; with the word that asks, if it is the last."""
    words = words_of(sentence)
    cues = [cue for cue in speech.requests.within(words) if len(words) - cue.end >= FEWEST - 1]
    if not cues:
        return None
    cue = max(cues, key=lambda cue: (cue.begin, cue.end))
    begin = cue.end - speech.aims.begins(words[cue.end - 1].form)  # "know who" asks who
    return "".join((w.gap if at else "") + w.written for at, w in enumerate(words[begin:]))


def _rest(sentence: str, part: str) -> str:
    return sentence.replace(part, "").strip()

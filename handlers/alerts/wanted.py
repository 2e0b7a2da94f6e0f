"""What somebody wants alerts about, in their words: kinds, topics and parties."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from handlers.catalogues import languages
from handlers.labels import ALERT_KINDS
from handlers.texts import Texts
from store.alerting.subscriptions import KINDS, Subject
from store.answering.resolution import Hit, NoSuch, Several
from store.record.evidence import Ref
from store.record.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.answering.lexicon import Lexicon

_ALL = frozenset({"all", "everything", "tout", "toutes", "tous", "todo", "todas", "todos"})
_BETWEEN = re.compile(r"\s*[,;،、，；]\s*")
_ECHOED = 60
_OFFERED = 8
_SUBJECTS = (Kind.SAFEGUARD, Kind.PROVISION, Kind.PARTY)


@dataclass(slots=True)
class Wanted:
    """What was read. ``unknown`` are words that name no one thing.

    ``between`` is what they may mean if ``sure``, else what is nearest to them.
    """

    subjects: list[Subject] = field(default_factory=list)
    between: tuple[Ref, ...] = ()
    unknown: str = ""
    sure: bool = False
    everything: bool = False


def wanted(words: str, lexicon: Lexicon) -> Wanted:
    """Read ``KIND|TOPIC|PARTY|all``, several parted by commas. The first unclear one ends it."""
    found = Wanted()
    for name in filter(None, _BETWEEN.split(words.strip())):
        if name.casefold() in _ALL:
            found.everything = True
            found.subjects += [Subject.kind(kind) for kind in KINDS]
            continue
        kind = _kinds().get(name.casefold())
        if kind is not None:
            found.subjects.append(kind)
            continue
        refs, found.sure = _named(name, lexicon)
        if found.sure and len(refs) == 1:
            found.subjects.append(Subject.of(refs[0]))
            continue
        found.between, found.unknown = refs, name[:_ECHOED]
        break
    return found


def subject_named(payload: str, refs: Mapping[Ref, object]) -> Subject | None:
    """Return what a deep link subscribes to: a kind, or the id of a record; None for nothing."""
    for kind in KINDS:
        if payload == kind.value:
            return Subject.kind(kind)
    from_id = (Ref(kind, payload) for kind in _SUBJECTS)
    return next((Subject.of(ref) for ref in from_id if ref in refs), None)


def _named(name: str, lexicon: Lexicon) -> tuple[tuple[Ref, ...], bool]:
    """Return the records that a name means, or else those nearest to it, and which of both."""
    meanings: list[object] = []
    nearest: list[object] = []
    for found in (lexicon.topic(name), lexicon.party(name)):
        match found:
            case Hit(meaning):
                meanings.append(meaning)
            case Several(several):
                meanings += several
            case NoSuch(near):
                nearest += near
    shown = [ref for ref in (meanings or nearest) if isinstance(ref, Ref)]
    return tuple(dict.fromkeys(shown))[:_OFFERED], bool(meanings)


@cache
def _kinds() -> Mapping[str, Subject]:
    names: dict[str, Subject] = {}
    for kind in KINDS:
        subject = Subject.kind(kind)
        names[kind.value] = names[f"{kind.value}s"] = subject
        for language in languages():
            names[Texts.of(language).label(ALERT_KINDS[kind]).casefold()] = subject
    return names

"""The fields that each command of coordinators asks for, and how their texts become a form.

Texts are kept as they were typed; a name that was chosen with a button stands as ``kind:id``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from handlers.catalogues import languages
from handlers.curation.states import state_named
from handlers.labels import STANCES, STATUSES
from handlers.texts import Texts
from store.answering.resolution import Hit, NoSuch, Several
from store.curation.bench import slug
from store.curation.forms import (
    AddAnswer,
    AddEvent,
    AddSource,
    AddVote,
    CancelEvent,
    Citation,
    Fault,
    Field,
    MoveEvent,
    NewState,
    Retract,
    SetPosition,
    SetStatus,
    Wrong,
)
from store.record.consistency import folded
from store.record.evidence import Ref
from store.record.limits import SUMMARY
from store.record.moments import Dated
from store.record.terms import Kind, Stance, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum
    from zoneinfo import ZoneInfo

    from handlers.sentences import Phrase
    from store.answering.lexicon import Lexicon
    from store.answering.resolution import Resolution
    from store.curation.forms import Form

Values = dict[Field, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of a command. An optional one may be left blank."""

    field: Field
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """What texts are read with: the names there are, the session's today and zone, the words."""

    lexicon: Lexicon
    today: date
    zone: ZoneInfo
    texts: Texts

    def form(self, command: str, given: Mapping[str, str]) -> Form | tuple[Fault, ...]:
        """Return the form that a command's fields make, or everything that is wrong with them."""
        faults: list[Fault] = []
        values: Values = {}
        for asked in FIELDS[command]:
            text = given.get(asked.field, "").strip()
            if not text:
                if not asked.optional:
                    faults.append(Fault(asked.field, Wrong.MISSING))
                values[asked.field] = None
                continue
            read = self.value(asked.field, text)
            if isinstance(read, Fault):
                faults.append(read)
            else:
                values[asked.field] = read
        return tuple(faults) if faults else _BUILT[command](values)

    def value(self, field: Field, text: str) -> Any:  # noqa: ANN401, C901, PLR0911 - one a sort
        """Return what a field's text means, or the fault that it has."""
        match field:
            case Field.PARTY:
                return self._name(field, text, self.lexicon.party, Kind.PARTY)
            case Field.TOPIC:
                return self._topic(field, text)
            case Field.TOPICS:
                return self._topics(text)
            case Field.STANCE:
                return self._word(field, text, Stance, STANCES)
            case Field.STATUS:
                return self._word(field, text, Status, STATUSES)
            case Field.DATE:
                return self._date(text)
            case Field.START | Field.END:
                return self._instant(field, text)
            case Field.YES | Field.NO | Field.ABSTAIN:
                good = text.isascii() and text.isdecimal() and len(text) < _DIGITS
                return int(text) if good else Fault(field, Wrong.NO_COUNT, text)
            case Field.RECORD:
                return self._record(field, text, tuple(Kind))
            case Field.EVENT:
                return self._record(field, text, (Kind.EVENT,))
            case _:
                return text

    def _topic(self, field: Field, text: str) -> Ref | Fault:
        return self._name(  # type: ignore[no-any-return]
            field, text, self.lexicon.topic, Kind.SAFEGUARD, Kind.PROVISION
        )

    def _topics(self, text: str) -> tuple[Ref, ...] | Fault:
        found: list[Ref] = []
        for name in filter(None, map(str.strip, re.split("[,;]", text))):
            read = self._topic(Field.TOPICS, name)
            if isinstance(read, Fault):
                return read
            found.append(read)
        return tuple(dict.fromkeys(found))

    def _name(
        self, field: Field, text: str, resolve: Callable[[str], Resolution], *kinds: Kind
    ) -> Any:  # noqa: ANN401 - a record, a state that is not on record yet, or a fault
        chosen = self._by_ref(text, kinds)
        if chosen is not None:
            return chosen
        refs: tuple[Ref, ...] = ()
        match resolve(text[:SUMMARY]):
            case Hit(Ref() as ref) if ref.kind is not Kind.PARTY or self._is_name_of(ref, text):
                return ref
            case Hit(Ref() as ref):
                # A slip of the pen may be another party: it is asked back, never guessed.
                refs = (ref,)
            case Several(meanings):
                refs = tuple(ref for ref in meanings if isinstance(ref, Ref))
                return Fault(field, Wrong.SEVERAL, text, refs=refs)
            case NoSuch(nearest, existing):
                state = state_named(text) if existing and kinds == (Kind.PARTY,) else None
                if state is not None:
                    return state
                refs = tuple(ref for ref in nearest if isinstance(ref, Ref))
        return Fault(field, Wrong.UNKNOWN, text, refs=refs)

    def _is_name_of(self, ref: Ref, text: str) -> bool:
        """Whether a party is really called that, in any of the languages there are."""
        party = self.lexicon.snapshot.parties[ref.id]
        names = [party.id, party.name, party.iso2 or "", party.iso3 or ""]
        names += [alias.text for alias in party.aliases]
        names += [name for _, name in party.names]
        names += [Texts.of(code).party(ref.id, self.lexicon.snapshot) for code in languages()]
        wanted = folded(text).removeprefix("the ")
        return any(folded(name).removeprefix("the ") == wanted for name in names if name)

    def _by_ref(self, text: str, kinds: tuple[Kind, ...]) -> Ref | None:
        kind, colon, id_ = text.partition(":")
        if not colon or kind not in set(kinds):
            return None
        ref = Ref(Kind(kind), id_)
        return ref if ref in self.lexicon.snapshot.records else None

    def _record(self, field: Field, text: str, kinds: tuple[Kind, ...]) -> Ref | Fault:
        chosen = self._by_ref(text, kinds)
        if chosen is not None:
            return chosen
        records = self.lexicon.snapshot.records
        found = tuple(Ref(kind, text) for kind in kinds if Ref(kind, text) in records)
        if len(found) == 1:
            return found[0]
        if found:
            return Fault(field, Wrong.SEVERAL, text, refs=found)
        near = self._near(text, kinds)
        return Fault(field, Wrong.UNKNOWN, text, refs=near)

    def _near(self, text: str, kinds: tuple[Kind, ...]) -> tuple[Ref, ...]:
        """Return the claims whose ids look most like a text, or have all of its words in them."""
        no_claims = {Kind.SOURCE, Kind.PARTY}
        by_id: dict[str, Ref] = {
            ref.id: ref
            for ref in self.lexicon.snapshot.records
            if ref.kind in kinds and ref.kind not in no_claims
        }
        words = slug(text).split("-")
        having = [id_ for id_ in by_id if all(word in id_ for word in words)][-_NEAREST:]
        alike = get_close_matches(text.casefold(), by_id, _NEAREST)
        return tuple(by_id[id_] for id_ in dict.fromkeys([*having, *alike]))[:_NEAREST]

    def _word(
        self, field: Field, text: str, words: type[StrEnum], labels: Mapping[Any, Phrase]
    ) -> Any:  # noqa: ANN401 - one of the words
        wanted = folded(text).replace("_", " ")
        for word in words:
            if wanted in {word.value.replace("_", " "), folded(self.texts.label(labels[word]))}:
                return word
        if words is Stance:
            found = self.lexicon.stance(text[:SUMMARY])
            if isinstance(found, Hit):
                return found.meaning
        return Fault(field, Wrong.NO_WORD, text)

    def _date(self, text: str) -> Dated | Fault:
        try:
            return Dated.parse(text)
        except ValueError:
            pass
        found = self.lexicon.day(text[:SUMMARY], self.today)
        if isinstance(found, Hit) and isinstance(found.meaning, date):
            return Dated.on(found.meaning)
        return Fault(Field.DATE, Wrong.NO_DATE, text)

    def _instant(self, field: Field, text: str) -> datetime | Fault:
        """Read an ISO instant, or a day in any form with the hour after it."""
        read: datetime | None
        try:
            # A day alone is no instant, though Python reads it as midnight.
            read = datetime.fromisoformat(text) if len(text) > _DAY_ALONE else None
        except ValueError:
            read = self._day_and_hour(text)
        if read is None:
            return Fault(field, Wrong.NO_INSTANT, text)
        if read.tzinfo is None:
            read = read.replace(tzinfo=self.zone)
        try:
            return read.astimezone(UTC)
        except OverflowError:
            return Fault(field, Wrong.NO_INSTANT, text)

    def _day_and_hour(self, text: str) -> datetime | None:
        found = _HOUR.search(text)
        if found is None or not text[: found.start()].strip():
            return None
        day = self._date(text[: found.start()].strip(" ,"))
        hour, minute = int(found[1]), int(found[2])
        if isinstance(day, Fault) or not day.exact or hour > 23 or minute > 59:  # noqa: PLR2004
            return None
        return datetime.combine(day.first, time(hour, minute))


_DIGITS = 8
_NEAREST = 8  # records that are offered for an id that none has
_DAY_ALONE = 10
_HOUR = re.compile(r"(?:^|\s)(\d{1,2})[:.h](\d{2})$")

FIELDS: Mapping[str, tuple[Asked, ...]] = {
    "setposition": (
        Asked(Field.PARTY),
        Asked(Field.TOPIC),
        Asked(Field.STANCE),
        Asked(Field.DATE),
        Asked(Field.SUMMARY),
        Asked(Field.URL),
        Asked(Field.SOURCE_TITLE, optional=True),
    ),
    "setstatus": (
        Asked(Field.TOPIC),
        Asked(Field.STATUS),
        Asked(Field.DATE),
        Asked(Field.SUMMARY),
        Asked(Field.URL),
    ),
    "addevent": (
        Asked(Field.START),
        Asked(Field.TITLE),
        Asked(Field.END, optional=True),
        Asked(Field.PLACE, optional=True),
        Asked(Field.TOPICS, optional=True),
    ),
    "moveevent": (
        Asked(Field.EVENT),
        Asked(Field.START),
        Asked(Field.END, optional=True),
    ),
    "cancelevent": (Asked(Field.EVENT), Asked(Field.REASON)),
    "addvote": (
        Asked(Field.TOPIC),
        Asked(Field.MOTION),
        Asked(Field.DATE),
        Asked(Field.YES, optional=True),
        Asked(Field.NO, optional=True),
        Asked(Field.ABSTAIN, optional=True),
        Asked(Field.OUTCOME),
        Asked(Field.MEANING),
        Asked(Field.URL),
    ),
    "addsource": (
        Asked(Field.URL),
        Asked(Field.SOURCE_TITLE),
        Asked(Field.PUBLISHER),
        Asked(Field.DATE, optional=True),
    ),
    "retract": (Asked(Field.RECORD), Asked(Field.REASON)),
    "import": (),  # a file has its own
    "curate": (
        Asked(Field.TITLE),
        Asked(Field.TEXT),
        Asked(Field.QUESTION),
        Asked(Field.URL),
    ),
}
"""The fields of each command, in their order."""

_BUILT: Mapping[str, Callable[[Values], Form]] = {
    "setposition": lambda v: SetPosition(
        party=v[Field.PARTY].id,
        topic=v[Field.TOPIC],
        stance=v[Field.STANCE],
        dated=v[Field.DATE],
        summary=v[Field.SUMMARY],
        source=Citation(url=v[Field.URL], title=v[Field.SOURCE_TITLE]),
        state=v[Field.PARTY] if isinstance(v[Field.PARTY], NewState) else None,
    ),
    "setstatus": lambda v: SetStatus(
        topic=v[Field.TOPIC],
        status=v[Field.STATUS],
        dated=v[Field.DATE],
        summary=v[Field.SUMMARY],
        source=Citation(url=v[Field.URL]),
    ),
    "addevent": lambda v: AddEvent(
        starts_at=v[Field.START],
        title=v[Field.TITLE],
        ends_at=v[Field.END],
        place=v[Field.PLACE],
        topics=v[Field.TOPICS] or (),
    ),
    "moveevent": lambda v: MoveEvent(
        event=v[Field.EVENT].id, starts_at=v[Field.START], ends_at=v[Field.END]
    ),
    "cancelevent": lambda v: CancelEvent(event=v[Field.EVENT].id, reason=v[Field.REASON]),
    "addvote": lambda v: AddVote(
        topics=(v[Field.TOPIC],),
        motion=v[Field.MOTION],
        dated=v[Field.DATE],
        yes=v[Field.YES],
        no=v[Field.NO],
        abstain=v[Field.ABSTAIN],
        outcome=v[Field.OUTCOME],
        meaning_of_yes=v[Field.MEANING],
        source=Citation(url=v[Field.URL]),
    ),
    "addsource": lambda v: AddSource(
        source=Citation(
            url=v[Field.URL],
            title=v[Field.SOURCE_TITLE],
            publisher=v[Field.PUBLISHER],
            dated=v[Field.DATE],
        )
    ),
    "retract": lambda v: Retract(ref=v[Field.RECORD], reason=v[Field.REASON]),
    "curate": lambda v: AddAnswer(
        title=v[Field.TITLE],
        text=v[Field.TEXT],
        asked=(v[Field.QUESTION],),
        source=Citation(url=v[Field.URL]),
    ),
}


def split(command: str, words: str) -> dict[str, str] | None:
    r"""Split what stands after a command at ``|``, which ``\|`` stands for as a sign of its own.

    None where there are more parts than fields.
    """
    parts = [part.replace("\\|", "|").strip() for part in re.split(r"(?<!\\)\|", words)]
    asked = FIELDS[command]
    while len(parts) > len(asked) and not parts[-1]:
        parts.pop()
    if len(parts) > len(asked):
        return None
    parts += [""] * (len(asked) - len(parts))
    return {asked_.field.value: part for asked_, part in zip(asked, parts, strict=True)}


def joined(command: str, given: Mapping[str, str]) -> str:
    """Return the whole command as it would be typed in one message."""
    parts = [given.get(asked.field, "").replace("|", "\\|") for asked in FIELDS[command]]
    while parts and not parts[-1]:
        parts.pop()
    return " ".join([f"/{command}", " | ".join(parts)]).strip()

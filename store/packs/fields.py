"""The fields of one TOML table, read one by one; what is wrong is noted and reading goes on.

A field that cannot be read gives a stand-in of the right type: the pack is refused anyway, and one
pass tells of all faults.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from store.packs.faults import Fault
from store.record.addresses import is_web_address
from store.record.evidence import Alias, Evidence, Ref, Retraction
from store.record.limits import ID, SUMMARY, TITLE, UNFIT, URL, WORD
from store.record.moments import Dated
from store.record.terms import Confidence, Kind, KnownBy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum

W = TypeVar("W", bound="StrEnum")
_T = TypeVar("_T")

MOST_VALUES = 300  # in one list
_ID = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._-]{{0,{ID - 1}}}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_SOME_DAY = date(1, 1, 1)
_UTC = ZoneInfo("UTC")
_TYPES = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "a table",
    datetime: "a date with a time",
    date: "a date",
    time: "a time",
}


@dataclass(slots=True)
class Fields:
    """A table being read. ``place`` is the file and the record that faults are noted for."""

    table: dict[str, object]
    file: str
    record: str
    faults: list[Fault]
    zone: ZoneInfo = _UTC  # of the sessions
    within: str = ""  # what part of the record this table is, in faults
    _read: set[str] = field(default_factory=set)

    def fault(self, reason: str) -> None:
        """Note what is wrong with this record."""
        self.faults.append(Fault(self.file, self.record, self.within + reason))

    def has(self, key: str) -> bool:
        """Whether the field is given."""
        return key in self.table

    def text(self, key: str, limit: int = TITLE) -> str:
        """Return a text that has to be there, without white space around it."""
        value = self._take(key, str, needed=True)
        return "" if value is None else self._fit(key, value, limit)

    def text_or_none(self, key: str, limit: int = TITLE) -> str | None:
        """Return a text that may be missing."""
        value = self._take(key, str)
        return None if value is None else self._fit(key, value, limit)

    def id(self, key: str) -> str:
        """Return the id of another record, which has to be there."""
        value = self._take(key, str, needed=True)
        return "" if value is None else self._id_form(key, value)

    def id_or_none(self, key: str) -> str | None:
        """Return the id of another record, which may be missing."""
        value = self._take(key, str)
        return None if value is None else self._id_form(key, value)

    def ids(self, key: str) -> tuple[str, ...]:
        """Return the ids of other records, in order, each once."""
        values = tuple(self._id_form(key, value) for value in self._texts(key))
        if len(set(values)) != len(values):
            self.fault(f"{key}: names one record twice")
        return values

    def texts(self, key: str, limit: int = SUMMARY) -> tuple[str, ...]:
        """Return a list of texts, empty when it is missing."""
        return tuple(self._fit(key, value, limit) for value in self._texts(key))

    def refs(self, key: str, kinds: tuple[Kind, ...] = tuple(Kind)) -> tuple[Ref, ...]:
        """Return names of records, written ``kind:id``."""
        found = []
        for value in self._texts(key):
            kind, colon, id_ = value.partition(":")
            if colon and kind in set(kinds):
                found.append(Ref(Kind(kind), self._id_form(key, id_)))
            else:
                forms = ", ".join(f"{kind}:id" for kind in kinds)
                self.fault(f"{key}: {_shown(value)} names no record; write {forms}")
        if len(set(found)) != len(found):
            self.fault(f"{key}: names one record twice")
        return tuple(found)

    def word(self, key: str, words: type[W]) -> W:
        """Return one of a closed list of words."""
        value = self._take(key, str, needed=True)
        if value is None:
            return next(iter(words))
        if value in words.__members__.values():
            return words(value)
        known = [word.value for word in words]
        self.fault(f"{key}: {_shown(value)} is none of {', '.join(known)}{nearest(value, known)}")
        return next(iter(words))

    def flag(self, key: str) -> bool:
        """Return true or false; false when it is missing."""
        return bool(self._take(key, bool))

    def count(self, key: str) -> int | None:
        """Return a whole number from 0 on, or None when it is missing."""
        value = self._take(key, int)
        if value is not None and not 0 <= value <= 1_000_000:  # noqa: PLR2004
            self.fault(f"{key}: {value} is no count")
            return None
        return value

    def counts(self, key: str, default: tuple[int, ...]) -> tuple[int, ...]:
        """Return a list of whole numbers from 0 on."""
        given: list[object] | None = self._take(key, list)
        values = list(default) if given is None else given
        found = tuple(value for value in values if type(value) is int and value >= 0)
        if len(found) != len(values):
            self.fault(f"{key}: must be a list of whole numbers")
        return found

    def hour(self, key: str, default: time) -> time:
        """Return a time of day."""
        return self._take(key, time) or default

    def day(self, key: str) -> date:
        """Return an exact day that has to be there."""
        value = self._take(key, date, needed=True)
        return value or _SOME_DAY

    def dated(self, key: str) -> Dated:
        """Return a day, month, year or interval that has to be there."""
        found = self.dated_or_none(key)
        if found is None and key not in self.table:
            self.fault(f"{key}: is missing")
        return found or Dated.on(_SOME_DAY)

    def dated_or_none(self, key: str) -> Dated | None:
        """Return a day (a TOML date or text), or a month, year or interval (a text), or None."""
        self._read.add(key)
        value = self.table.get(key)
        if value is None:
            return None
        try:
            if isinstance(value, date) and not isinstance(value, datetime):
                return Dated.on(value)
            if isinstance(value, str):
                return Dated.parse(value)
        except ValueError:
            pass
        self.fault(
            f"{key}: {_shown(value)} is no date;"
            " write 2024-08-05, or '2024-08', '2024' or '2024-08-05/2024-08-09'"
        )
        return None

    def instant(self, key: str) -> datetime | None:
        """Return an instant in UTC, or None; one without its offset is a fault."""
        value = self._take(key, datetime)
        if value is None:
            return None
        if value.tzinfo is None:
            self.fault(f"{key}: {value.isoformat()} lacks its offset from UTC, such as -04:00")
            return None
        try:
            return value.astimezone(UTC)
        except OverflowError:
            self.fault(f"{key}: {value.isoformat()} is out of range")
            return None

    def url(self, key: str) -> str | None:
        """Return an http or https address, or None."""
        value = self.text_or_none(key, URL)
        if value is None:
            return None
        if not is_web_address(value):
            self.fault(f"{key}: {_shown(value)} is no http or https address")
        return value

    def aliases(self) -> tuple[Alias, ...]:
        """Return ``aliases``, ``aliases_fr``, ``caps_only``, ``caps_only_fr`` and so on."""
        found: dict[Alias, None] = {}
        for key in sorted(self.table):
            stem, underscore, language = key.rpartition("_")
            caps_only = "caps_only" in {key, stem}
            if key in {"aliases", "caps_only"}:
                language = ""
            elif not (underscore and stem in {"aliases", "caps_only"} and _language(language)):
                continue
            for text in self.texts(key, TITLE):
                alias = Alias(text, language, caps_only)
                if alias in found:
                    self.fault(f"{key}: {_shown(text)} stands twice")
                found[alias] = None
        return tuple(sorted(found, key=lambda alias: (alias.caps_only, alias.language)))

    def names(self) -> tuple[tuple[str, str], ...]:
        """Return translations of the name by language, ordered by language."""
        inner = self.part("names")
        found = []
        for language in sorted(inner.table):
            if _language(language):
                found.append((language, inner.text(language)))
            else:
                self.fault(f"names: {_shown(language)} is no two-letter language code")
        return tuple(found)

    def evidence(self) -> Evidence:
        """Return how the claim is known; a claim without a source is a fault."""
        sources = self.ids("sources")
        if not sources:
            self.fault("sources: a claim needs at least one source")
        return Evidence(
            sources=sources or ("",),
            confidence=self.word("confidence", Confidence),
            known_by=self.word("known_by", KnownBy),
            last_confirmed=self.day("last_confirmed"),
            doubts=self.texts("doubts"),
            unchecked=self.flag("unchecked"),
            retracted=self._retraction(),
        )

    def nested(self, key: str, id_key: str | None = "id") -> Iterator[Fields]:
        """Yield the tables nested under a key; faults name each by the id that it has."""
        rows: list[object] = self._take(key, list) or []
        for number, row in enumerate(rows, 1):
            if not isinstance(row, dict):
                self.fault(f"{key}: must be tables")
                return
            named = row.get(id_key) if id_key is not None else None
            if isinstance(named, str) and named:
                yield replace(self, table=row, record=named[:WORD], _read=set())
            else:
                yield replace(self, table=row, within=f"{key} {number}: ", _read=set())

    def part(self, key: str) -> Fields:
        """Return the one table under a key, empty when it is missing."""
        table = self._take(key, dict) or {}
        return replace(self, table=table, within=f"{key}: ", _read=set())

    def close(self) -> None:
        """Note every field that nobody asked for."""
        for key in self.table:
            if key not in self._read:
                self.fault(f"unknown field {_shown(key)}{nearest(key, sorted(self._read))}")

    def _retraction(self) -> Retraction | None:
        inner = self.part("retracted")
        if not self.has("retracted"):
            return None
        found = Retraction(retracted_on=inner.day("on"), reason=inner.text("reason", SUMMARY))
        inner.close()
        return found

    def _take(self, key: str, wanted: type[_T], *, needed: bool = False) -> _T | None:
        self._read.add(key)
        value = self.table.get(key)
        if value is None:
            if needed:
                self.fault(f"{key}: is missing")
            return None
        # Python takes True for a number and an instant for a date; a person does not.
        if isinstance(value, wanted) and (wanted in {bool, datetime} or type(value) is wanted):
            return value
        self.fault(f"{key}: must be {_TYPES[wanted]}, not {_TYPES[type(value)]}")
        return None

    def _texts(self, key: str) -> list[str]:
        values: list[object] = self._take(key, list) or []
        if len(values) > MOST_VALUES:
            self.fault(f"{key}: has more than {MOST_VALUES} values")
            return []
        found = [value for value in values if isinstance(value, str)]
        if len(found) != len(values):
            self.fault(f"{key}: must be a list of texts")
        return found

    def _fit(self, key: str, value: str, limit: int) -> str:
        if not value.strip():
            self.fault(f"{key}: is empty")
        elif value != value.strip():
            self.fault(f"{key}: has white space around it")
        if len(value) > limit:
            self.fault(f"{key}: has {len(value)} characters, more than {limit}")
        if (unfit := UNFIT.search(value)) is not None:
            self.fault(f"{key}: has the control character U+{ord(unfit[0]):04X}")
        return value

    def _id_form(self, key: str, value: str) -> str:
        if _ID.fullmatch(value) is None:
            self.fault(
                f"{key}: {_shown(value)} is no id; "
                f"ids are up to {ID} letters, digits, '.', '_', '-'"
            )
        return value


def _language(code: str) -> bool:
    return _LANGUAGE.fullmatch(code) is not None


def nearest(word: str, known: list[str]) -> str:
    """Return what may have been meant, as the end of a reason, or nothing."""
    close = get_close_matches(word, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _shown(value: object) -> str:
    """Quote a value from the pack, cut and with its control characters made visible."""
    written = value if isinstance(value, str) else str(value)
    return repr(written if len(written) <= WORD else written[: WORD - 1] + "…")

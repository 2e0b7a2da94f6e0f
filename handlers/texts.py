"""The words of one reader: sentences, dates and names in a language and a time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, assert_never

from babel import dates

from handlers.markup import Html
from handlers.sentences import Sentences, phrase
from store.record.evidence import Ref
from store.record.records import (
    CuratedAnswer,
    Document,
    Event,
    GlossaryEntry,
    Membership,
    Party,
    Position,
    Provision,
    Safeguard,
    Source,
    StatusChange,
    TreatyAction,
    Vote,
)
from store.record.terms import Kind, PartyKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from babel import Locale

    from store.record.moments import Dated
    from store.record.records import Record
    from store.record.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Texts(Sentences):
    """Sentences, dates and names for one reader."""

    # Days, in the session's time zone, and instants.

    def day(self, day: date, *, weekday: bool = False) -> str:
        """Write a day: "8 August 2024", with its weekday if wanted."""
        pattern = self.locale.date_formats["full" if weekday else "long"].pattern
        return _day(day, pattern, self.label(_FIRST_DAY), self.locale)

    def dated(self, dated: Dated) -> str:
        """Write a date of the record and, where the day is not known, that it is not."""
        first, last = dated.first, dated.last
        if dated.exact:
            return self.day(first)
        precision = str(dated).count("-") if "/" not in str(dated) else -1
        if precision == 1:
            return self.plain("{month} (day not known)", month=self.published(dated))
        if precision == 0:
            return self.plain("{year} (day not known)", year=self.published(dated))
        return self.period(first, last)

    def published(self, dated: Dated) -> str:
        """Write a date as pages bear it: a day, a month or a year."""
        first, last = dated.first, dated.last
        match str(dated).split("-"):
            case [year]:
                return year
            case [_, _]:
                return dates.format_skeleton("yMMMM", first, locale=self.locale)
            case _:
                return self.period(first, last)

    def period(self, first: date, last: date) -> str:
        """Write the days from one to another: "29 July – 9 August 2024"."""
        if first == last:
            return self.day(first)
        start = self.day(first)
        if first.year == last.year:
            pattern = self.locale.datetime_skeletons["MMMMd"].pattern
            start = _day(first, pattern, self.label(_FIRST_DAY), self.locale)
        return f"{start} – {self.day(last)}"

    def hour(self, instant: datetime, zone: ZoneInfo) -> str:
        """Write the time of day in a zone: "10:00"."""
        return dates.format_time(instant, "HH:mm", tzinfo=zone, locale=self.locale)

    def city(self, zone: ZoneInfo) -> str:
        """Name a time zone by its city: "New York"."""
        return dates.get_timezone_location(zone, locale=self.locale, return_city=True)

    def times(self, starts_at: datetime, ends_at: datetime | None, session: ZoneInfo) -> Html:
        """Write when something runs, in the session's zone and in the reader's where it differs.

        The reader's application can show the instant in its own zone as well: it is marked up as
        one.
        """
        texts = self
        shown = self._times(starts_at, ends_at, session)
        shown = Html('<tg-time unix="{}">{}</tg-time>').format(int(starts_at.timestamp()), shown)
        if self.zone is None or _offset(self.zone, starts_at) == _offset(session, starts_at):
            return shown
        own = self._times(starts_at, ends_at, self.zone)
        here, there = (starts_at.astimezone(zone).date() for zone in (self.zone, session))
        if here != there:
            own = texts("{times}, {day}", times=own, day=self.day(here))
        return texts("{times} ({other_times})", times=shown, other_times=own)

    def _times(self, starts_at: datetime, ends_at: datetime | None, zone: ZoneInfo) -> Html:
        texts, city, start = self, self.city(zone), self.hour(starts_at, zone)
        if ends_at is None:
            return texts("{time} {city} time", time=start, city=city)
        return texts(
            "{start}–{end} {city} time", start=start, end=self.hour(ends_at, zone), city=city
        )

    def moment(self, instant: datetime, session: ZoneInfo) -> Html:
        """Write one instant with its day."""
        texts, day = self, self.day(instant.astimezone(session).date())
        return texts("{day}, {times}", day=day, times=self.times(instant, None, session))

    def territory(self, iso2: str | None) -> str | None:
        """Name a state by its ISO 3166 code in this language, None where Babel does not know it."""
        return None if iso2 is None else self.locale.territories.get(iso2.upper())

    # Names of records, as plain text: escaped where they are put into a sentence.

    def name(self, ref: Ref, snapshot: Snapshot) -> str:
        """Name a record as at the start of a line; what the snapshot does not hold, by its id."""
        record = snapshot.records.get(ref)
        return ref.id.strip() or "?" if record is None else self._name(record, snapshot)

    def name_within(self, ref: Ref, snapshot: Snapshot) -> str:
        """Name a record as within a sentence: "article 24", or a title in quotation marks."""
        record = snapshot.records.get(ref)
        if isinstance(record, Provision) and record.number[:1].isdigit():
            return self.label(_ARTICLE_WITHIN, number=record.number)
        name = self.name(ref, snapshot)
        return name if ref.kind is Kind.PARTY else self.label(_QUOTED, title=name)

    def name_in_list(self, ref: Ref, snapshot: Snapshot) -> str:
        """Name a record as one of several: "article 24"."""
        record = snapshot.records.get(ref)
        if isinstance(record, Provision) and record.number[:1].isdigit():
            return self.label(_ARTICLE_LISTED, number=record.number)
        return self.name(ref, snapshot)

    def provisions(self, refs: Iterable[Ref], snapshot: Snapshot) -> list[str]:
        """Name several provisions for a list; of articles in a row, the first and the last."""
        names: list[str] = []
        row: list[int] = []
        for ref in refs:
            record = snapshot.records.get(ref)
            number = record.number if isinstance(record, Provision) else ""
            if row and number.isdecimal() and int(number) == row[-1] + 1:
                row.append(int(number))
                continue
            names.extend(self._row(row))
            row = [int(number)] if number.isdecimal() else []
            if not row:
                names.append(self.name_in_list(ref, snapshot))
        return [*names, *self._row(row)]

    def _row(self, numbers: list[int]) -> list[str]:
        if len(numbers) > 2:  # noqa: PLR2004  # two are named as quickly
            return [self.label(_ARTICLES_LISTED, first=numbers[0], last=numbers[-1])]
        return [self.label(_ARTICLE_LISTED, number=number) for number in numbers]

    def party(self, id_: str, snapshot: Snapshot) -> str:
        """Name a party by its id."""
        return self.name(Ref(Kind.PARTY, id_), snapshot)

    def _name(self, record: Record, snapshot: Snapshot) -> str:  # noqa: PLR0911  # one for each kind
        match record:
            case Party():
                return self._party(record)
            case Provision():
                return self._provision(record)
            case Safeguard(title=title, names=names) | GlossaryEntry(term=title, names=names):
                return dict(names).get(self.language, title)
            case Vote(dated=dated, motion=motion):
                return self.plain("{date}: {motion}", date=self.dated(dated), motion=motion)
            case Document(symbol=symbol, title=title):
                return title if symbol is None else f"{symbol}: {title}"
            case Source(title=title) | Event(title=title) | CuratedAnswer(title=title):
                return title
            case Position(party=party) | Membership(party=party) | TreatyAction(party=party):
                return self.party(party, snapshot)
            case StatusChange(topic=topic):
                return self.name(topic, snapshot)
            case _:
                assert_never(record)

    def _party(self, party: Party) -> str:
        curated = dict(party.names).get(self.language)
        if curated is not None or self.language == "en" or party.party_kind is not PartyKind.STATE:
            return curated or party.name
        return self.territory(party.iso2) or party.name

    def _provision(self, provision: Provision) -> str:
        if provision.number[:1].isdigit():
            return self.label(_ARTICLE, number=provision.number)
        return dict(provision.names).get(self.language, provision.title)


_FIRST_DAY = phrase("first day of a month", "1")
_ARTICLE = phrase("at the start", "Article {number}")
_ARTICLE_LISTED = phrase("in a list", "article {number}")
_ARTICLES_LISTED = phrase("in a list", "articles {first}–{last}")
_QUOTED = phrase("within a sentence", "“{title}”")
_ARTICLE_WITHIN = phrase("within a sentence", "article {number}")


def _offset(zone: ZoneInfo, instant: datetime) -> object:
    return instant.astimezone(zone).utcoffset()


@lru_cache(maxsize=4096)
def _day(day: date, pattern: str, first: str, locale: Locale) -> str:
    """Write a day; CLDR does not know that in some languages the first of a month is ordinal."""
    if day.day == 1:
        pattern = _DAY_ALONE.sub(f"'{first}'", pattern)
    return dates.format_date(day, pattern, locale=locale)


_DAY_ALONE = re.compile(r"\bd\b")

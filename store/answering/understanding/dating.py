"""Days as people write them: ``30 July``, ``5.8.2024``, ``ayer``, ``la semaine dernière``.

Only words that no article was made of are looked at. A day without a year is one of the session if
it can be, or else the last one there was.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from store.answering.understanding.normalising import Word
    from store.answering.understanding.speech import Speech

EARLIEST, LATEST = 1990, 2100
"""Years that a number of four digits may be."""

MONTHS, WEEK = 12, 7

DIGITS, LAST_DAY, CENTURY = 4, 31, 100

ABBREVIATED = 3
"""Letters up to which the name of a day or month counts only with a capital: ``mar``, ``sat``."""


class Role(StrEnum):
    """How a day is meant, by the word before it."""

    SINCE = "since"
    BEFORE = "before"
    UNTIL = "until"
    ON = "as_of"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day or days that were named, at some words (as in a slice)."""

    begin: int
    end: int
    first: date
    last: date
    role: Role = Role.NONE
    is_weekday: bool = False


class Today(NamedTuple):
    """What a day without a year is read by; all in the session's time zone."""

    day: date
    starts_on: date
    ends_on: date


def days(
    words: Sequence[Word], speech: Speech, today: Today, free: Sequence[bool] | None = None
) -> list[Day]:
    """Return the days that are named by words that are still free, in order."""
    reader = _Reader(words, speech, today, free or [True] * len(words))
    found: list[Day] = []
    at = 0
    while at < len(words):
        day = reader.at(at)
        if day is None:
            at += 1
            continue
        found.append(day)
        at = day.end
    return found


class _Reader:
    def __init__(
        self, words: Sequence[Word], speech: Speech, today: Today, free: Sequence[bool]
    ) -> None:
        self._words, self._speech, self._today, self._free = words, speech, today, free
        self._months = _numbered(speech, "months", 1)
        self._weekdays = _numbered(speech, "weekdays", 0)
        self._ordinals = frozenset().union(*(t.calendar["ordinals"] for t in speech.tongues))
        self._of = frozenset().union(*(t.calendar["of"] for t in speech.tongues))

    def at(self, at: int) -> Day | None:
        if not self._free[at]:
            return None
        for read in (
            self._relative,
            self._ago,
            self._iso,
            self._written,
            self._weekday,
            self._year,
        ):
            day = read(at)
            if day is not None and all(self._free[day.begin : day.end]):
                return self._with_role(day)
        return None

    def _form(self, at: int) -> str:
        return self._words[at].form if at < len(self._words) else ""

    def _number(self, at: int) -> int | None:
        if (
            at < len(self._words)
            and self._words[at].is_number
            and len(self._words[at].form) <= DIGITS
        ):
            return int(self._words[at].form)
        return None

    def _relative(self, at: int) -> Day | None:
        now, first = self._today.day, self._form(at)
        best: Day | None = None
        for tongue in self._speech.tongues:
            for part in ("days", "weeks", "monthly", "yearly"):
                for forms, offset in tongue.calendar[part].items():
                    end = at + len(forms)
                    if forms[0] != first or (best is not None and end <= best.end):
                        continue
                    if tuple(w.form for w in self._words[at:end]) == forms:
                        best = Day(at, end, *_span(part, offset, now))
        return best

    def _ago(self, at: int) -> Day | None:
        """Read ``3 days ago``, ``il y a 3 jours``, ``last 3 days``."""
        for tongue in self._speech.tongues:
            around: Mapping[str, Any] = tongue.calendar["around"]
            for unit, length in (("span_days", 1), ("span_weeks", WEEK)):
                units = {forms[0] for forms in around[unit]}
                for lead in ((), *around["last"], *_leads(around["ago"], units)):
                    begin = at + len(lead)
                    if lead and lead[0] != self._form(at):
                        continue
                    if tuple(w.form for w in self._words[at:begin]) != lead:
                        continue
                    count = self._number(begin)
                    if count is None:
                        count = self._speech.numbers.get(self._form(begin))
                    if count is None or self._form(begin + 1) not in units:
                        continue
                    tail = _tail(around["ago"], units)
                    end = begin + 2
                    if not lead and self._form(end) not in tail:
                        continue
                    if count > 3_660:  # noqa: PLR2004 - ten years
                        return None
                    end += 0 if lead else 1
                    first = self._today.day - timedelta(days=count * length)
                    last = self._today.day if lead in around["last"] else first
                    return Day(
                        at, end, first, last, Role.SINCE if lead in around["last"] else Role.NONE
                    )
        return None

    def _iso(self, at: int) -> Day | None:  # noqa: PLR0911
        """Read ``2024-08-05``, ``5.8.2024``, ``05/08/2024``, ``5/8``."""
        parts = [self._number(at + i) for i in range(3)]
        gaps = [self._words[at + i].gap if at + i < len(self._words) else "" for i in (1, 2)]
        first, second, third = parts
        if first is None or second is None or gaps[0] not in {"-", ".", "/"}:
            return None
        if third is not None and gaps[1] == gaps[0]:
            if EARLIEST <= first <= LATEST:
                return self._day(at, at + 3, first, second, third)
            year = third + 2000 if third < CENTURY else third
            if EARLIEST <= year <= LATEST:
                return self._day(at, at + 3, year, second, first) or self._day(
                    at, at + 3, year, first, second
                )
            return None
        if EARLIEST <= first <= LATEST and gaps[0] == "-" and 1 <= second <= MONTHS:
            return _month(at, at + 2, first, second)
        if gaps[0] == "/":
            return self._day(at, at + 2, None, second, first)
        return None

    def _written(self, at: int) -> Day | None:
        """Read ``30 July 2024``, ``July 30th``, ``1er août``, ``5 de agosto``, ``August 2024``."""
        month = self._months.get(self._form(at))
        if month is not None:
            number = self._number(at + 1)
            end = self._past_ordinal(at + 2)
            if number is not None and 1 <= number <= LAST_DAY:
                year, after = self._its_year(end)
                return self._day(at, after, year, month, number)
            year, end = self._its_year(at + 1)
            if year is None and self._is_also_a_word(at):
                return None
            return _month(at, end, year or self._likely_year(month), month)
        number = self._number(at)
        end = self._past_ordinal(at + 1)
        if number is None:
            number = self._speech.numbers.get(self._form(at))
        if number is None or not 1 <= number <= LAST_DAY:
            return None
        while self._form(end) in self._of:
            end += 1
        month = self._months.get(self._form(end))
        if month is None:
            return None
        year, end = self._its_year(end + 1)
        return self._day(at, end, year, month, number)

    def _is_also_a_word(self, at: int) -> bool:
        """Whether a month's name is also an everyday word: ``may``, ``mar``, ``dec``."""
        before = self._form(at - 1) if at else ""
        return not any(before in forms for forms in self._prepositions()) or (
            len(self._form(at)) <= ABBREVIATED and not self._words[at].written[:1].isupper()
        )

    def _prepositions(self) -> Iterator[tuple[str, ...]]:
        for tongue in self._speech.tongues:
            for role in ("since", "before", "until", "as_of", "last", "next"):
                yield from tongue.calendar["around"][role]

    def _weekday(self, at: int) -> Day | None:
        """Read ``Monday``, ``last Friday``, ``vendredi dernier``, ``el próximo lunes``."""
        begin = at
        back = ahead = False
        if self._is_around("last", at):
            back, at = True, at + 1
        elif self._is_around("next", at):
            ahead, at = True, at + 1
        weekday = self._weekdays.get(self._form(at))
        if weekday is None or (
            len(self._form(at)) <= ABBREVIATED and not self._words[at].written[:1].isupper()
        ):
            return None
        end = at + 1
        if self._is_around("last", end):
            back, end = True, end + 1
        elif self._is_around("next", end):
            ahead, end = True, end + 1
        following = self._written(end) if end < len(self._words) else None
        if following is not None and following.first == following.last:
            return replace(following, begin=begin)
        now = self._today.day
        distance = (weekday - now.weekday()) % WEEK
        if back:
            day = now - timedelta(days=(now.weekday() - weekday) % WEEK or WEEK)
        elif ahead:
            day = now + timedelta(days=distance or WEEK)
        else:
            day = now + timedelta(days=distance)
        return Day(begin, end, day, day, is_weekday=not (back or ahead))

    def _year(self, at: int) -> Day | None:
        year = self._number(at)
        if year is None or not EARLIEST <= year <= LATEST or len(self._form(at)) != DIGITS:
            return None
        return Day(at, at + 1, date(year, 1, 1), date(year, MONTHS, 31))

    def _with_role(self, day: Day) -> Day:
        """Take in the words before that say how the day is meant."""
        for role in (Role.SINCE, Role.BEFORE, Role.UNTIL, Role.ON):
            for tongue in self._speech.tongues:
                for forms in tongue.calendar["around"][role.value]:
                    begin = day.begin - len(forms)
                    article = begin - 1
                    if (
                        begin >= 0
                        and tuple(w.form for w in self._words[begin : day.begin]) == forms
                    ):
                        return replace(day, begin=begin, role=_first_of(day, role))
                    if (
                        article >= 0
                        and self._form(day.begin - 1) in self._of
                        and tuple(w.form for w in self._words[article : day.begin - 1]) == forms
                    ):
                        return replace(day, begin=article, role=_first_of(day, role))
        return day

    def _past_ordinal(self, at: int) -> int:
        if at < len(self._words) and self._form(at) in self._ordinals and not self._words[at].gap:
            return at + 1
        return at

    def _its_year(self, at: int) -> tuple[int | None, int]:
        place = at
        while place < at + 2 and self._form(place) in self._of:
            place += 1
        year = self._number(place)
        if year is not None and EARLIEST <= year <= LATEST:
            return year, place + 1
        return None, at

    def _is_around(self, part: str, at: int) -> bool:
        first = self._form(at)
        return any(
            forms[0] == first and tuple(w.form for w in self._words[at : at + len(forms)]) == forms
            for tongue in self._speech.tongues
            for forms in tongue.calendar["around"][part]
        )

    def _likely_year(self, month: int, day: int | None = None) -> int:
        """Return the year of a month or day that comes without one."""
        session = self._today
        for year in range(session.starts_on.year, session.ends_on.year + 1):
            first = _on(year, month, day or 1)
            last = _on(year, month, day or monthrange(year, month)[1])
            if first and last and first <= session.ends_on and last >= session.starts_on:
                return year
        now = session.day
        this = _on(now.year, month, day or 1)
        return now.year if this is None or this <= now else now.year - 1

    def _day(self, begin: int, end: int, year: int | None, month: int, day: int) -> Day | None:
        if not 1 <= month <= MONTHS:
            return None
        found = _on(self._likely_year(month, day) if year is None else year, month, day)
        return None if found is None else Day(begin, end, found, found)


def _first_of(day: Day, role: Role) -> Role:
    return role if day.role is Role.NONE else day.role


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(begin: int, end: int, year: int, month: int) -> Day:
    return Day(begin, end, date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _span(part: str, offset: int, now: date) -> tuple[date, date]:
    match part:
        case "days":
            day = now + timedelta(days=offset)
            return day, day
        case "weeks":
            monday = now - timedelta(days=now.weekday()) + timedelta(weeks=offset)
            return monday, monday + timedelta(days=WEEK - 1)
        case "monthly":
            count = now.year * MONTHS + now.month - 1 + offset
            year, month = divmod(count, MONTHS)
            return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])
        case _:
            return date(now.year + offset, 1, 1), date(now.year + offset, MONTHS, 31)


def _numbered(speech: Speech, part: str, first: int) -> dict[str, int]:
    return {
        form: number
        for tongue in speech.tongues
        for number, names in enumerate(tongue.calendar[part], first)
        for form in names
    }


def _leads(ago: Sequence[tuple[str, ...]], units: set[str]) -> Iterator[tuple[str, ...]]:
    """Yield what stands before the number: ``il y a``, ``hace``."""
    for forms in ago:
        if forms[-1] in units and len(forms) > 1:
            yield forms[:-1]


def _tail(ago: Sequence[tuple[str, ...]], units: set[str]) -> set[str]:
    """Return the words that stand after the unit: ``ago``."""
    return {forms[-1] for forms in ago if forms[0] in units and len(forms) > 1}

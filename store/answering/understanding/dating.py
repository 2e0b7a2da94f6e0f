"""Days as people write them: ``30 July``, ``5.8.2024``, ``ayer``, ``la semaine dernière``.

Only words that no article was made of are looked at. A day without a year is one of the session if
it can be, or else the last one there was.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import OSA

from store.answering.understanding.almanac import (
    MONTHS,
    WEEK,
    Day,
    Role,
    Today,
    ago_begins,
    day_of,
    first_role,
    leads,
    month_of,
    numbered,
    part_of,
    relatives,
    span_of,
    tail_of,
)
from store.answering.understanding.normalising import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from store.answering.understanding.normalising import Word
    from store.answering.understanding.speech import Speech

EARLIEST, LATEST = 1990, 2100
"""Years that a number of four digits may be."""

DIGITS, LAST_DAY, CENTURY = 4, 31, 100

ABBREVIATED = 3
"""Letters up to which the name of a day or month counts only with a capital: ``mar``, ``sat``."""

SHORTEST_TO_MEND = 5
"""Letters from which a month beside a number may be misspelt: ``6 agust``."""

_DASHES = frozenset("-\u2013\u2014")


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
    return _without_weekdays(found)


def _without_weekdays(found: list[Day]) -> list[Day]:
    """Leave out the weekday of a day that is named in full elsewhere: "that Wednesday"."""
    full = any(not day.is_weekday and (day.last - day.first).days < WEEK for day in found)
    return [day for day in found if not (full and day.is_weekday)]


class _Reader:
    def __init__(
        self, words: Sequence[Word], speech: Speech, today: Today, free: Sequence[bool]
    ) -> None:
        self._words, self._speech, self._today, self._free = words, speech, today, free
        self._months = numbered(speech, "months", 1)
        self._weekdays = numbered(speech, "weekdays", 0)
        self._ordinals = speech.calendar("ordinals")
        self._of = speech.calendar("of")
        self._through = speech.calendar("through")

    def at(self, at: int) -> Day | None:
        if not self._free[at]:
            return None
        for read in (
            self._relative,
            self._holiday,
            *([self._ago] if self._may_begin_ago(at) else []),
            self._iso,
            self._written,
            self._weekday,
            self._year,
        ):
            day = read(at)
            if day is not None and all(self._free[day.begin : day.end]):
                return self._with_role(self._with_part(day))
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
        for forms, part, offset in relatives(self._speech).get(first, ()):
            end = at + len(forms)
            if best is not None and end <= best.end:
                continue
            if tuple(w.form for w in self._words[at:end]) == forms:
                best = Day(at, end, *span_of(part, offset, now))
        return best

    def _holiday(self, at: int) -> Day | None:
        """Read ``Christmas Eve``, ``la veille de Noël``, also with a year."""
        best, first = None, self._form(at)
        for tongue in self._speech.tongues:
            for forms, (month, number) in tongue.calendar["holidays"].items():
                end = at + len(forms)
                if forms[0] != first or (best is not None and end <= best.end):
                    continue
                if tuple(w.form for w in self._words[at:end]) == forms:
                    year, after = self._its_year(end)
                    best = self._day(at, after, year, month, number)
        return best

    def _may_begin_ago(self, at: int) -> bool:
        return self._number(at) is not None or self._form(at) in ago_begins(self._speech)

    def _ago(self, at: int) -> Day | None:
        """Read ``3 days ago``, ``il y a 3 jours``, ``last 3 days``."""
        for tongue in self._speech.tongues:
            around: Mapping[str, Any] = tongue.calendar["around"]
            for unit, length in (("span_days", 1), ("span_weeks", WEEK)):
                units = {forms[0] for forms in around[unit]}
                for lead in ((), *around["last"], *leads(around["ago"], units)):
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
                    tail = tail_of(around["ago"], units)
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
            return month_of(at, at + 2, first, second)
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
                last, end = self._second(end, dashed=True)
                year, after = self._its_year(end)
                return self._days(at, after, year, month, (number, last or number))
            year, end = self._its_year(at + 1)
            if year is None and self._is_also_a_word(at):
                return None
            return month_of(at, end, year or self._likely_year(month), month)
        number = self._number(at)
        end = self._past_ordinal(at + 1)
        if number is None:
            number = self._speech.numbers.get(self._form(at))
        if number is None or not 1 <= number <= LAST_DAY:
            return None
        last, end = self._second(end)
        while self._form(end) in self._of:
            end += 1
        month = self._months.get(self._form(end)) or self._misspelt(end)
        if month is None:
            return None
        year, end = self._its_year(end + 1)
        return self._days(at, end, year, month, (number, last or number))

    def _second(self, at: int, *, dashed: bool = False) -> tuple[int | None, int]:
        """Read the last of several days: ``3-4 August``, ``3 y 4 de agosto``."""
        place = at
        if place < len(self._words) and self._words[place].gap.strip() not in _DASHES:
            if dashed or self._form(place) not in self._through:
                return None, at
            place += 1
            while self._form(place) in self._of or self._form(place) in self._weekdays:
                place += 1
        number = self._number(place)
        if number is None or not 1 <= number <= LAST_DAY:
            return None, at
        return number, self._past_ordinal(place + 1)

    def _misspelt(self, at: int) -> int | None:
        """Return the month that a word beside a number may be meant for."""
        form = fold(self._words[at].written) if at < len(self._words) else ""
        if len(form) < SHORTEST_TO_MEND:
            return None
        near = (name for name in self._months if len(name) >= SHORTEST_TO_MEND)
        name = next((name for name in near if OSA.distance(form, name, score_cutoff=1) <= 1), None)
        return None if name is None else self._months[name]

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
                    if self._ends_with(day.begin, forms):
                        return replace(day, begin=begin, role=first_role(day, role))
                    if self._form(day.begin - 1) in self._of and self._ends_with(
                        day.begin - 1, forms
                    ):
                        return replace(day, begin=begin - 1, role=first_role(day, role))
        return day

    def _with_part(self, day: Day) -> Day:
        """Take in the words before that tell a part of it: ``late October``, ``mi-août``."""
        if (day.last - day.first).days < LAST_DAY - 4:
            return day
        for part in ("early", "middle", "late"):
            for tongue in self._speech.tongues:
                for forms in tongue.calendar["around"][part]:
                    end = day.begin
                    while end > 0 and self._form(end - 1) in self._of:
                        end -= 1
                    for place in dict.fromkeys((day.begin, end)):
                        if self._ends_with(place, forms):
                            return part_of(part, replace(day, begin=place - len(forms)))
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
        for start in range(at, place + 1):
            for tongue in self._speech.tongues:
                for forms, offset in tongue.calendar["yearly"].items():
                    if tuple(w.form for w in self._words[start : start + len(forms)]) == forms:
                        return self._today.day.year + offset, start + len(forms)
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
            first = day_of(year, month, day or 1)
            last = day_of(year, month, day or monthrange(year, month)[1])
            if first and last and first <= session.ends_on and last >= session.starts_on:
                return year
        now = session.day
        this = day_of(now.year, month, day or 1)
        return now.year if this is None or this <= now else now.year - 1

    def _day(self, begin: int, end: int, year: int | None, month: int, day: int) -> Day | None:
        if not 1 <= month <= MONTHS:
            return None
        found = day_of(self._likely_year(month, day) if year is None else year, month, day)
        return None if found is None else Day(begin, end, found, found)

    def _days(
        self, begin: int, end: int, year: int | None, month: int, numbers: tuple[int, int]
    ) -> Day | None:
        first = self._day(begin, end, year, month, min(numbers))
        last = self._day(begin, end, year, month, max(numbers))
        if first is None or last is None or first.first == last.first:
            return first
        since = (forms for t in self._speech.tongues for forms in t.calendar["around"]["since"])
        led = max((len(f) for f in since if self._ends_with(begin, f)), default=0)
        return replace(first, begin=begin - led, last=last.last)  # "from 3 to 5" is no "since"

    def _ends_with(self, end: int, forms: tuple[str, ...]) -> bool:
        """Whether some words stand right before a place."""
        begin = end - len(forms)
        return begin >= 0 and tuple(w.form for w in self._words[begin:end]) == forms

"""Days of months, years and spans: what dates are made of, without the words for them."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from store.answering.understanding.speech import Speech

MONTHS, WEEK = 12, 7

THIRD, LONGEST_MONTH = 10, 31
"""Days of the early and of the middle part of a month, and of a whole one at most."""


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


def first_role(day: Day, role: Role) -> Role:
    """Return the role that a day had already, else the one given."""
    return role if day.role is Role.NONE else day.role


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, None if there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(begin: int, end: int, year: int, month: int) -> Day:
    """Return all days of a month that stands at some words."""
    return Day(begin, end, date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def span_of(part: str, offset: int, now: date) -> tuple[date, date]:
    """Return the first and last day of a part of the calendar so many parts from now."""
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


def numbered(speech: Speech, part: str, first: int) -> dict[str, int]:
    """Return the numbers of months or weekdays by their names."""
    return {
        form: number
        for tongue in speech.tongues
        for number, names in enumerate(tongue.calendar[part], first)
        for form in names
    }


def leads(ago: Sequence[tuple[str, ...]], units: set[str]) -> Iterator[tuple[str, ...]]:
    """Yield what stands before the number: ``il y a``, ``hace``."""
    for forms in ago:
        if forms[-1] in units and len(forms) > 1:
            yield forms[:-1]


def tail_of(ago: Sequence[tuple[str, ...]], units: set[str]) -> set[str]:
    """Return the words that stand after the unit: ``ago``."""
    return {forms[-1] for forms in ago if forms[0] in units and len(forms) > 1}


def part_of(part: str, day: Day) -> Day:
    """Return the early, middle or late part of a month or year."""
    if (day.last - day.first).days <= LONGEST_MONTH:
        second, third = day.first + timedelta(THIRD), day.first + timedelta(2 * THIRD)
    else:
        second, third = date(day.first.year, 5, 1), date(day.first.year, 9, 1)
    match part:
        case "early":
            return replace(day, last=second - timedelta(1))
        case "late":
            return replace(day, first=third)
        case _:
            return replace(day, first=second, last=third - timedelta(1))


@cache
def relatives(speech: Speech) -> Mapping[str, Sequence[tuple[tuple[str, ...], str, Any]]]:
    """Return, by first word, the days that are named from today on, and their part."""
    found: defaultdict[str, list[tuple[tuple[str, ...], str, Any]]] = defaultdict(list)
    for tongue in speech.tongues:
        for part in ("days", "weeks", "monthly", "yearly"):
            for forms, offset in tongue.calendar[part].items():
                found[forms[0]].append((forms, part, offset))
    return dict(found)


@cache
def ago_begins(speech: Speech) -> frozenset[str]:
    """Return the words other than digits with which a time before today may begin."""
    found = set(speech.numbers)
    for tongue in speech.tongues:
        around: Mapping[str, Any] = tongue.calendar["around"]
        for unit in ("span_days", "span_weeks"):
            units = {forms[0] for forms in around[unit]}
            every = (*around["last"], *leads(around["ago"], units))
            found.update(lead[0] for lead in every if lead)
    return frozenset(found)

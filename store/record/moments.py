"""Instants and dates as the record knows them: some are known to the second, some to the year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Protocol

_PRECISE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Clock(Protocol):
    """Tells the time. Everything that needs to know it is handed one."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""


@dataclass(frozen=True, slots=True, order=True)
class Dated:
    """When something happened, as precisely as a source tells it.

    ``first`` and ``last`` are the earliest and the latest day it can have been, in the session's
    time zone. Written as reduced ISO 8601: ``2024-08-05``, ``2024-08``, ``2024``, or an interval
    ``2024-02-08/2024-02-09``.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        """Raise ValueError when the days are the wrong way round."""
        if self.last < self.first:
            raise ValueError(f"{self.last} comes before {self.first}")

    @classmethod
    def parse(cls, text: str) -> Dated:
        """Read reduced ISO 8601; raise ValueError when it is not."""
        begin, slash, end = text.strip().partition("/")
        first = _whole(begin)
        return cls(first.first, _whole(end).last) if slash else first

    @classmethod
    def on(cls, day: date) -> Dated:
        """Return the one exact day."""
        return cls(day, day)

    @classmethod
    def spanning(cls, starts_at: datetime, ends_at: datetime | None, zone: tzinfo) -> Dated:
        """Return the day or days in that zone on which something runs from one to the other."""
        first = starts_at.astimezone(zone).date()
        return cls(first, ends_at.astimezone(zone).date() if ends_at is not None else first)

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    def __str__(self) -> str:
        """Write the shortest reduced ISO 8601 that means the same."""
        first, last = self.first, self.last
        if self.exact:
            return first.isoformat()
        if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
            if (first.year, first.month) == (last.year, last.month):
                return first.isoformat()[:7]
            if first.year == last.year and (first.month, last.month) == (1, 12):
                return first.isoformat()[:4]
        return f"{first.isoformat()}/{last.isoformat()}"


def _whole(text: str) -> Dated:
    found = _PRECISE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no ISO date")
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or month is None:
        return Dated(date(int(text), 1, 1), date(int(text), 12, 31))
    if day is None:
        return Dated(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return Dated.on(date(year, month, day))

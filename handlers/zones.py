"""Time zones as people know them: by IANA name, by a city or country in their language, by a place.

Names come from the tz database and the Unicode CLDR, and a few more cities from ``cities.toml``.
There are no borders here: a place on the map is answered with the nearest cities that the tz
database knows, to be chosen from.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

OFFERED = 6
"""Zones that are offered where it is not clear which one is meant."""

_LANGUAGES = ("en", "fr", "es", "pt", "ar", "ru", "zh", "de", "sw")
_CITIES = Path(__file__).parent / "cities.toml"
_ALIKE = 72  # of 100: how alike a name must be to be offered
_EARTH = 6371  # kilometres
_PLACE = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?([+-])(\d{3})(\d{2})(\d{2})?")
_WORDS = re.compile(r"[^\w]+")
_WINTER, _SUMMER = datetime(2024, 1, 15, tzinfo=UTC), datetime(2024, 7, 15, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Named:
    """What a name may mean. ``sure``: the name is known and means one zone; else choose."""

    zones: tuple[str, ...]
    sure: bool = False


class Near(NamedTuple):
    """A city with a time zone, and how many kilometres away it is."""

    zone: str
    distance: int


def zone_named(words: str) -> Named:
    """Return the zone that is named, or those that may be meant, nearest first; or none."""
    written = words.strip()
    if written in _known() and ("/" in written or written == "UTC"):
        return Named((written,), sure=True)
    found = _index().get(_key(written))
    if found is None:
        alike = process.extract(
            _key(written), _index().keys(), scorer=fuzz.WRatio, limit=OFFERED, score_cutoff=_ALIKE
        )
        zones = dict.fromkeys(zone for name, _, _ in alike for zone in _index()[name])
        return Named(tuple(zones)[:OFFERED])
    different = _different(found)
    return Named(tuple(different)[: OFFERED + 2], sure=len(different) == 1)


def zones_near(latitude: float, longitude: float) -> tuple[Near, ...]:
    """Return the nearest cities whose zones differ; degrees, north and east positive."""
    by_distance = sorted(
        (Near(zone, round(_apart(latitude, longitude, *place))) for zone, place in _places()),
        key=lambda near: near.distance,
    )
    kept: dict[object, Near] = {}
    for near in by_distance[: 4 * OFFERED]:
        kept.setdefault(_clock(near.zone), near)
    return tuple(kept.values())[:3]


def exists(zone: str) -> bool:
    """Whether there is a zone of that IANA name."""
    return zone in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _index() -> Mapping[str, tuple[str, ...]]:
    """Return the zones by every name that there is for them."""
    found: dict[str, dict[str, None]] = {}
    for name, zone in _names():
        key = _key(name)
        if key and zone in _known():
            found.setdefault(key, {})[_current(zone)] = None
    return {name: tuple(zones) for name, zones in found.items()}


def _names() -> Iterator[tuple[str, str]]:
    """Yield names with their zones: cities before countries, for those share a few names."""
    yield "UTC", "UTC"
    yield "GMT", "UTC"
    for zone in sorted(_known()):
        if "/" in zone and not zone.startswith(("Etc/", "SystemV/")):
            yield zone, zone
            yield zone.rpartition("/")[2], zone
    with _CITIES.open("rb") as file:
        for zone, cities in tomllib.load(file).items():
            yield from ((city, zone) for city in cities)
    of_country: dict[str, list[str]] = {}
    for country, _, zone in _table():
        of_country.setdefault(country, []).append(zone)
    for language in _LANGUAGES:
        locale = Locale.parse(language)
        for zone, names in locale.time_zones.items():
            if "city" in names:
                yield names["city"], zone
        for country, zones in of_country.items():
            name = locale.territories.get(country)
            if name is not None:
                yield from ((name, zone) for zone in zones)


def _current(zone: str) -> str:
    aliases: Mapping[str, str] = get_global("zone_aliases")
    return zone if zone == "UTC" else aliases.get(zone, zone)


@cache
def _table() -> tuple[tuple[str, str, str], ...]:
    """Return country, coordinates and zone of each line of the tz database's table."""
    return tuple((row[0], row[1], row[2]) for row in _rows("zone.tab"))


@cache
def _foremost() -> frozenset[str]:
    """Return the best known zone of each way in which clocks are set."""
    return frozenset(row[2] for row in _rows("zonenow.tab"))


def _rows(name: str) -> Iterator[list[str]]:
    file = resources.files("tzdata") / "zoneinfo" / name
    lines = file.read_text("utf-8").splitlines()
    return (line.split("\t") for line in lines if line and not line.startswith("#"))


@cache
def _places() -> tuple[tuple[str, tuple[float, float]], ...]:
    """Return each zone with the latitude and longitude of its principal place."""
    return tuple((zone, _degrees(place)) for _, place, zone in _table())


def _degrees(place: str) -> tuple[float, float]:
    found = _PLACE.fullmatch(place)
    if found is None:
        raise ValueError(f"the tz database has a place that is none: {place}")
    parts = [int(part or 0) for part in (*found.groups()[1:4], *found.groups()[5:8])]
    north = parts[0] + parts[1] / 60 + parts[2] / 3600
    east = parts[3] + parts[4] / 60 + parts[5] / 3600
    return (-north if found[1] == "-" else north), (-east if found[5] == "-" else east)


def _apart(latitude: float, longitude: float, north: float, east: float) -> float:
    """Return the kilometres between two places, along the surface."""
    phi, psi = radians(latitude), radians(north)
    half = sin((psi - phi) / 2) ** 2
    half += cos(phi) * cos(psi) * sin(radians(east - longitude) / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(half)))


def _different(zones: Iterable[str]) -> list[str]:
    """Return one zone for each way in which clocks are set: the best known, or else the first."""
    kept: dict[object, str] = {}
    for zone in zones:
        kept.setdefault(_clock(zone), zone)
        if zone in _foremost():
            kept[_clock(zone)] = zone
    return list(kept.values())


def _clock(zone: str) -> tuple[object, object]:
    there = ZoneInfo(zone)
    return _WINTER.astimezone(there).utcoffset(), _SUMMER.astimezone(there).utcoffset()


def _key(name: str) -> str:
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", name.replace("_", " "))
        if not unicodedata.combining(sign)
    )
    return _WORDS.sub(" ", plain.casefold()).strip()

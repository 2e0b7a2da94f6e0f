"""Time zones by name, city, country and place."""

from __future__ import annotations

import pytest

from handlers.zones import zone_named, zones_near


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("Africa/Nairobi", "Africa/Nairobi"),
        ("Nairobi", "Africa/Nairobi"),
        ("nairobi", "Africa/Nairobi"),
        ("Kenya", "Africa/Nairobi"),
        ("Mombasa", "Africa/Nairobi"),
        ("new york", "America/New_York"),
        ("New_York", "America/New_York"),
        ("Nueva York", "America/New_York"),
        ("Нью-Йорк", "America/New_York"),
        ("纽约", "America/New_York"),
        ("Genève", "Europe/Zurich"),
        ("geneve", "Europe/Zurich"),
        ("Le Caire", "Africa/Cairo"),
        ("القاهرة", "Africa/Cairo"),
        ("Fidji", "Pacific/Fiji"),
        ("Suva", "Pacific/Fiji"),
        ("Calcutta", "Asia/Kolkata"),
        ("UTC", "UTC"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_known_by_many_names(written: str, zone: str) -> None:
    found = zone_named(written)

    assert found.sure
    assert found.zones == (zone,)


@pytest.mark.parametrize(
    ("written", "among"),
    [
        ("United States", "America/Chicago"),
        ("Brésil", "America/Sao_Paulo"),
        ("Australia", "Australia/Perth"),
    ],
)
def test_a_country_with_several_zones_is_asked_back(written: str, among: str) -> None:
    found = zone_named(written)

    assert not found.sure
    assert among in found.zones


@pytest.mark.parametrize(
    ("written", "nearest"),
    [("Nairobbi", "Africa/Nairobi"), ("Pariss", "Europe/Paris"), ("Suvaa", "Pacific/Fiji")],
)
def test_a_misspelt_name_is_offered_and_not_guessed(written: str, nearest: str) -> None:
    found = zone_named(written)

    assert not found.sure
    assert nearest in found.zones


@pytest.mark.parametrize("written", ["", "   ", "//", "../etc/passwd", "\x00", "Q" * 300])
def test_what_is_no_name_means_nothing(written: str) -> None:
    assert not zone_named(written).sure


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ((-1.29, 36.82), "Africa/Nairobi"),
        ((40.75, -73.97), "America/New_York"),
        ((-18.14, 178.44), "Pacific/Fiji"),
        ((46.2, 6.14), "Europe/Zurich"),
        ((90.0, 0.0), None),
        ((0.0, 180.0), None),
    ],
)
def test_a_place_is_answered_with_the_nearest_cities(
    place: tuple[float, float], zone: str | None
) -> None:
    near = zones_near(*place)

    assert near
    assert [n.distance for n in near] == sorted(n.distance for n in near)
    assert zone is None or near[0].zone == zone

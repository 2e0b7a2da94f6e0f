from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from icalendar import Calendar

from handlers.exports.agenda import agenda
from handlers.texts import Texts
from store.record.snapshot import Snapshot
from tests.conversation.lanternfish import lanternfish

if TYPE_CHECKING:
    from icalendar import Component

    from store.record.records import Event

BEFORE = datetime(2031, 3, 30, 20, 0, tzinfo=UTC)  # an hour before the first meeting
AFTER = datetime(2031, 12, 1, tzinfo=UTC)
AUCKLAND = ZoneInfo("Pacific/Auckland")
ODD = 'Lamps, nets; and "more"\\\nof 海灯, أهوا'


def written(snapshot: Snapshot, now: datetime = AFTER, language: str = "en") -> bytes:
    return agenda(snapshot, Texts.of(language), now=now)


def entries(snapshot: Snapshot, now: datetime = AFTER) -> dict[str, Component]:
    calendar = Calendar.from_ical(written(snapshot, now))
    return {str(entry["uid"]): entry for entry in calendar.walk("VEVENT")}


def entry(id_: str, now: datetime = AFTER) -> Component:
    return entries(lanternfish(), now)[f"{id_}@lanternfish.rapporteur"]


def with_event(event: Event) -> Snapshot:
    records = {**lanternfish().records, event.ref: event}
    return Snapshot.of(lanternfish().negotiation, records.values(), revision=7)


def test_every_event_has_an_entry_of_its_own() -> None:
    assert set(entries(lanternfish())) == {
        f"{id_}@lanternfish.rapporteur" for id_ in lanternfish().events
    }


def test_hours_are_given_in_the_zone_of_the_session() -> None:
    meeting = entry("meeting-1")

    assert meeting.decoded("dtstart") == datetime(2031, 3, 31, 10, tzinfo=AUCKLAND)
    assert meeting.decoded("dtend") == datetime(2031, 3, 31, 13, tzinfo=AUCKLAND)
    assert meeting["dtstart"].params["TZID"] == "Pacific/Auckland"


def test_the_zone_is_described_with_its_summer_and_winter_time() -> None:
    calendar = Calendar.from_ical(written(lanternfish()))

    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["tzid"] == "Pacific/Auckland"
    assert zone.walk("STANDARD")
    assert zone.walk("DAYLIGHT")


def test_days_end_with_the_first_day_after_them() -> None:
    session = entry("fourth-session")

    assert session.decoded("dtstart") == date(2031, 3, 31)
    assert session.decoded("dtend") == date(2031, 4, 12)


def test_an_outcome_is_not_told_before_the_event_is_over() -> None:
    outcome = "The draft was introduced"

    assert outcome not in str(entry("meeting-1", BEFORE)["description"])
    assert outcome in str(entry("meeting-1", AFTER)["description"])


def test_a_cancelled_meeting_is_cancelled_and_says_why() -> None:
    meeting = entry("meeting-3")

    assert meeting["status"] == "CANCELLED"
    assert "Given to informal talks." in str(meeting["description"])


def test_a_meeting_that_moved_keeps_its_name_and_counts_on() -> None:
    meeting = lanternfish().events["meeting-4"]
    later = replace(meeting, starts_at=meeting.ends_at, ends_at=None)

    found = entries(with_event(later))["meeting-4@lanternfish.rapporteur"]

    assert found.decoded("dtstart") == meeting.ends_at
    assert found["sequence"] == 7


def test_an_entry_names_its_sources() -> None:
    assert "https://deepsea.example/reports/4" in str(entry("meeting-1")["description"])


def test_odd_letters_and_lines_are_read_back_as_they_are() -> None:
    event = replace(lanternfish().events["meeting-4"], title=ODD, place=ODD)

    found = entries(with_event(event))["meeting-4@lanternfish.rapporteur"]

    assert (str(found["summary"]), str(found["location"])) == (ODD, ODD)


def test_a_text_cannot_add_entries_of_its_own() -> None:
    event = replace(
        lanternfish().events["meeting-4"], title="x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil"
    )

    assert set(entries(with_event(event))) == set(entries(lanternfish()))


def test_lines_are_no_longer_than_the_format_allows() -> None:
    event = replace(lanternfish().events["meeting-4"], title="海" * 200)

    assert max(map(len, written(with_event(event)).split(b"\r\n"))) <= 75


def test_the_words_around_it_are_those_of_the_reader() -> None:
    assert "Annulé" in written(lanternfish(), language="fr").decode()

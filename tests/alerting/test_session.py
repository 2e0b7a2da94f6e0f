"""A whole session, replayed for three people. The table was written by hand, from a wall calendar.

New York is at UTC-4, Nairobi at UTC+3, Suva at UTC+12; none of them changes its clocks meanwhile.
The session runs from Monday 29 July to Friday 9 August, without the weekend of 3 and 4 August.
There are meetings at 10:00 and 15:00 on Monday 29 July and Thursday 8 August, and at 10:00 on
Saturday 3 August, which makes that a working day. The one of 10:00 on 8 August is moved to 11:30 on
the evening before; that of 15:00 on that day is called off at noon.

Amina in New York has no quiet hours. Njeri in Nairobi has 22:00 to 06:00, silently. Seru in Suva
has 21:00 to 06:30, held.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from tests.alerting.talks import Got, Post, held, here, meeting, silent

if TYPE_CHECKING:
    from store.alerting.chats import Quiet
    from store.tables.database import Database

AMINA, NJERI, SERU = 1, 2, 3
PEOPLE: dict[int, tuple[str, Quiet | None]] = {
    AMINA: ("America/New_York", None),
    NJERI: ("Africa/Nairobi", silent("22:00", "06:00")),
    SERU: ("Pacific/Fiji", held("21:00", "06:30")),
}
MEETINGS = (
    meeting("mon-am", "07-29 10:00"),
    meeting("mon-pm", "07-29 15:00"),
    meeting("sat-am", "08-03 10:00"),
    meeting("thu-am", "08-08 10:00"),
    meeting("thu-pm", "08-08 15:00"),
)

# What falls due, as the clocks of each of the three show it when it arrives. ``q``: silently.
# A brief is due at 08:30 in New York: 15:30 in Nairobi, 00:30 of the next day in Suva, where it is
# held until 06:30 (14:30 in New York, before the digest). A digest is due at 18:30: 01:30 in
# Nairobi, 10:30 in Suva. Reminders at 09:45 would reach Suva at 01:45 and are of no use at 06:30;
# those at 14:45 come at 06:45.
TABLE = """
countdown 7 days   | 07-22 08:30 | 07-22 15:30   | 07-23 06:30
countdown 1 day    | 07-28 08:30 | 07-28 15:30   | 07-29 06:30
brief 07-29        | 07-29 08:30 | 07-29 15:30   | 07-30 06:30
meeting mon-am     | 07-29 09:45 | 07-29 16:45   | -
meeting mon-pm     | 07-29 14:45 | 07-29 21:45   | 07-30 06:45
digest 07-29       | 07-29 18:30 | 07-30 01:30 q | 07-30 10:30
brief 07-30        | 07-30 08:30 | 07-30 15:30   | 07-31 06:30
digest 07-30       | 07-30 18:30 | 07-31 01:30 q | 07-31 10:30
brief 07-31        | 07-31 08:30 | 07-31 15:30   | 08-01 06:30
digest 07-31       | 07-31 18:30 | 08-01 01:30 q | 08-01 10:30
brief 08-01        | 08-01 08:30 | 08-01 15:30   | 08-02 06:30
digest 08-01       | 08-01 18:30 | 08-02 01:30 q | 08-02 10:30
brief 08-02        | 08-02 08:30 | 08-02 15:30   | 08-03 06:30
digest 08-02       | 08-02 18:30 | 08-03 01:30 q | 08-03 10:30
brief 08-03        | 08-03 08:30 | 08-03 15:30   | 08-04 06:30
meeting sat-am     | 08-03 09:45 | 08-03 16:45   | -
digest 08-03       | 08-03 18:30 | 08-04 01:30 q | 08-04 10:30
brief 08-05        | 08-05 08:30 | 08-05 15:30   | 08-06 06:30
digest 08-05       | 08-05 18:30 | 08-06 01:30 q | 08-06 10:30
brief 08-06        | 08-06 08:30 | 08-06 15:30   | 08-07 06:30
digest 08-06       | 08-06 18:30 | 08-07 01:30 q | 08-07 10:30
brief 08-07        | 08-07 08:30 | 08-07 15:30   | 08-08 06:30
digest 08-07       | 08-07 18:30 | 08-08 01:30 q | 08-08 10:30
notice thu-am      | 08-07 20:00 | 08-08 03:00 q | 08-08 12:00
brief 08-08        | 08-08 08:30 | 08-08 15:30   | 08-09 06:30
meeting thu-am     | 08-08 11:15 | 08-08 18:15   | -
notice thu-pm      | 08-08 12:00 | 08-08 19:00   | 08-09 06:30
digest 08-08       | 08-08 18:30 | 08-09 01:30 q | 08-09 10:30
brief 08-09        | 08-09 08:30 | 08-09 15:30   | 08-10 06:30
digest 08-09       | 08-09 18:30 | 08-10 01:30 q | 08-10 10:30
"""
Entry = tuple[str, str, bool]  # what, when on the wall, whether silently


def expected(column: int) -> list[Entry]:
    found = []
    for line in TABLE.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if cells[column] != "-":
            found.append((cells[0], cells[column][:11], cells[column].endswith("q")))
    return sorted(found, key=lambda entry: entry[1])


def name(key: str) -> str:
    """Name an alert as the table does."""
    kind, _, rest = key.partition(":")
    match kind:
        case "countdown":
            days = rest.rpartition(":")[2]
            return f"countdown {days} day" + ("s" if days != "1" else "")
        case "brief" | "digest":
            return f"{kind} {rest[5:]}"
        case _:
            return f"{kind} {rest.partition(':')[0]}"


def entries(got: list[Got], person: int) -> list[Entry]:
    zone = ZoneInfo(PEOPLE[person][0])
    return sorted(
        (
            (name(one.key), f"{one.at.astimezone(zone):%m-%d %H:%M}", one.silent)
            for one in got
            if one.chat == person
        ),
        key=lambda entry: entry[1],
    )


def replay(post: Post, step: timedelta) -> None:
    """Tick from 22 July to 10 August; the calendar is changed on the way."""
    now, end = datetime(2024, 7, 22, tzinfo=UTC), datetime(2024, 8, 11, tzinfo=UTC)
    changes = {
        here("08-07 20:00"): meeting("thu-am", "08-08 11:30"),
        here("08-08 12:00"): meeting("thu-pm", "08-08 15:00", cancelled="Consultations."),
    }
    while now < end:
        if now in changes:
            post.change(changes[now])
        post.deliver(now)
        now += step


def test_a_whole_session_reaches_three_people_when_the_table_says(
    sqlite_database: Database,
) -> None:
    post = Post.of(sqlite_database, *MEETINGS)
    for person, (zone, quiet) in PEOPLE.items():
        post.chat(person, zone=zone, quiet=quiet)
    replay(post, timedelta(minutes=15))

    for column, person in enumerate(PEOPLE, start=1):
        assert entries(post.got, person) == expected(column)


@pytest.mark.parametrize("person", PEOPLE)
def test_the_table_is_whole(person: int) -> None:
    assert len(expected(person)) == {AMINA: 30, NJERI: 30, SERU: 27}[person]

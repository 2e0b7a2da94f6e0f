from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.command import LANTERNFISH, TOKEN, rapporteur
from tests.bot.websites import website

if TYPE_CHECKING:
    from pathlib import Path

GREETING = {"ok": True, "result": {"id": 7654321, "is_bot": True, "username": "lantern_bot"}}
ME = f"/bot{TOKEN}/getMe"
NOWHERE = "http://127.0.0.1:9"


def test_all_is_well_where_the_bot_can_run(tmp_path: Path) -> None:
    rapporteur(tmp_path, "load", str(LANTERNFISH))
    with website({ME: 200}, GREETING) as site:
        done = rapporteur(tmp_path, "doctor", token=TOKEN, api_url=site)

    assert (done.code, done.err) == (0, "")
    assert [line.partition(":")[0] for line in done.out.splitlines()] == [
        "settings",
        "pack",
        f"database {tmp_path / 'rapporteur.db'}",
        "store",
        "Bot API",
        "clock",
    ]
    assert f"Bot API: {site} knows @lantern_bot" in done.out


def test_a_database_that_is_not_there_yet_is_no_fault_and_is_not_made(tmp_path: Path) -> None:
    with website({ME: 200}, GREETING) as site:
        done = rapporteur(tmp_path, "doctor", token=TOKEN, api_url=site)

    assert (done.code, done.err) == (0, "")
    assert "database: not there yet; the bot makes it when it starts" in done.out
    assert list(tmp_path.iterdir()) == []


def test_every_fault_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "rapporteur.db").write_bytes(b"Dear delegates, " * 500)

    done = rapporteur(tmp_path, "doctor", pack="nowhere", api_url=NOWHERE, token=TOKEN)

    assert done.code == 1
    assert done.err.splitlines() == [
        "rapporteur: pack: 1 faults, the first: nowhere: is no folder",
        f"rapporteur: database {tmp_path / 'rapporteur.db'} is no SQLite database",
        f"rapporteur: Bot API: {NOWHERE} cannot be reached (ConnectError)",
    ]


def test_wrong_settings_are_told_one_a_line_and_never_their_values(tmp_path: Path) -> None:
    done = rapporteur(tmp_path, "doctor", token="s3cret", clock_speed="s3cret", review="s3cret")

    assert (done.code, done.out) == (1, "")
    assert [line.split()[2] for line in done.err.splitlines()] == [
        "RAPPORTEUR_TOKEN",
        "RAPPORTEUR_REVIEW",
        "RAPPORTEUR_CLOCK_SPEED",
    ]
    assert "s3cret" not in done.err


def test_a_missing_token_is_a_fault(tmp_path: Path) -> None:
    done = rapporteur(tmp_path, "doctor")

    assert done.code == 1
    assert done.complaint == (
        "rapporteur: RAPPORTEUR_TOKEN is missing: the bot cannot run without it"
    )


@pytest.mark.parametrize("status", [401, 404])
def test_a_refused_token_is_a_fault_and_is_not_shown(tmp_path: Path, status: int) -> None:
    refusal = {"ok": False, "error_code": status, "description": "Unauthorized"}
    with website({ME: status}, refusal) as site:
        done = rapporteur(tmp_path, "doctor", token=TOKEN, api_url=site)

    assert done.code == 1
    assert done.complaint == "rapporteur: RAPPORTEUR_TOKEN is refused by the Bot API server"
    assert TOKEN not in done.out + done.err


def test_a_server_that_is_no_bot_api_is_a_fault(tmp_path: Path) -> None:
    with website({ME: 200}, {"hello": "world"}) as site:
        done = rapporteur(tmp_path, "doctor", token=TOKEN, api_url=site)

    assert done.code == 1
    assert done.complaint == f"rapporteur: Bot API: {site} answered 200, not as one"


def test_a_clock_that_is_wrong_is_a_fault(tmp_path: Path) -> None:
    with website({ME: 200}, GREETING, date="Mon, 06 Jan 2020 00:00:00 GMT") as site:
        done = rapporteur(tmp_path, "doctor", token=TOKEN, api_url=site)

    assert done.code == 1
    assert done.complaint.endswith("s off the Bot API server's")


def test_a_clock_of_a_rehearsal_is_told_and_not_compared(tmp_path: Path) -> None:
    with website({ME: 200}, GREETING) as site:
        done = rapporteur(
            tmp_path, "doctor", token=TOKEN, api_url=site, clock="2031-04-02T08:00:00Z"
        )

    assert done.code == 0
    assert "clock: rehearsal at 2031-04-02 08:00 UTC, 1 times real time" in done.out

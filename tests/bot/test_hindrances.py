"""What may hinder a command: one line on stderr, the right exit code, nothing half-written."""

from __future__ import annotations

import socket
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.bot.command import LANTERNFISH, TOKEN, rapporteur
from tests.bot.websites import website

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ASK = ("ask", "status of article 1")
LOAD = ("load", str(LANTERNFISH))
EXPORT = ("export", "--format", "json")
COMMANDS = [ASK, LOAD, ("run",)]


@pytest.fixture
def taken() -> Iterator[str]:
    """An address that another process listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"127.0.0.1:{listening.getsockname()[1]}"


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_database_of_a_newer_release_is_left_alone(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    rapporteur(tmp_path, *LOAD)
    file = tmp_path / "rapporteur.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    done = rapporteur(tmp_path, *words, token=TOKEN, api_url="http://127.0.0.1:9")

    assert (done.code, done.out) == (1, "")
    assert done.complaint == (
        f"rapporteur: database {file} was written by a newer release of rapporteur"
    )


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_file_that_holds_something_else_is_left_alone(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = tmp_path / "rapporteur.db"
    letter = b"Dear delegates, " * 500
    file.write_bytes(letter)

    done = rapporteur(tmp_path, *words, token=TOKEN, api_url="http://127.0.0.1:9")

    assert (done.code, done.out) == (1, "")
    assert done.complaint == f"rapporteur: database {file} is no SQLite database"
    assert file.read_bytes() == letter


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("sqlite:///no/where.db", "there is no folder"),
        ("mysql://keeper:s3cret@localhost/x", "must be sqlite:///FILE or postgresql://"),
        ("postgresql://keeper:s3cret@127.0.0.1:9/x", "cannot be reached"),
        ("nonsense", "RAPPORTEUR_DATABASE_URL"),
    ],
)
def test_a_database_that_cannot_be_had_is_told_without_the_password(
    tmp_path: Path, url: str, reason: str
) -> None:
    done = rapporteur(tmp_path, *LOAD, database_url=url)

    assert done.code in {1, 2}
    assert reason in done.complaint
    assert "s3cret" not in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_pack_that_is_broken_stops_the_bot_before_there_is_a_store(tmp_path: Path) -> None:
    done = rapporteur(tmp_path, "run", token=TOKEN, pack=tmp_path / "nowhere")

    assert (done.code, done.complaint) == (1, f"rapporteur: {tmp_path}/nowhere: is no folder")


def test_a_missing_token_stops_the_bot_before_anything_is_made(tmp_path: Path) -> None:
    done = rapporteur(tmp_path, "run")

    assert done.code == 1
    assert done.complaint.startswith("rapporteur: RAPPORTEUR_TOKEN is missing")
    assert list(tmp_path.iterdir()) == []


def test_a_token_that_is_refused_stops_the_bot(tmp_path: Path) -> None:
    refusal = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    with website({f"/bot{TOKEN}/getMe": 401}, refusal) as site:
        done = rapporteur(tmp_path, "run", token=TOKEN, api_url=site)

    assert done.code == 1
    assert done.complaint == "rapporteur: RAPPORTEUR_TOKEN is refused by the Bot API server"


def test_a_port_that_is_taken_is_told_with_its_setting(tmp_path: Path, taken: str) -> None:
    done = rapporteur(tmp_path, "run", token=TOKEN, api_url="http://127.0.0.1:9", ops_listen=taken)

    assert done.code == 1
    assert done.complaint == f"rapporteur: RAPPORTEUR_OPS_LISTEN: {taken}: Address already in use"


def test_the_port_of_the_demo_that_is_taken_is_told(tmp_path: Path, taken: str) -> None:
    done = rapporteur(tmp_path, "demo", "--port", taken.partition(":")[2])

    assert done.code == 1
    assert done.complaint == f"rapporteur: {taken} cannot be listened to: Address already in use"


@pytest.mark.parametrize("words", [ASK, ("check",), EXPORT], ids=lambda words: words[0])
def test_a_wrong_setting_is_wrong_use_and_named(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = rapporteur(tmp_path, *words, clock="yesterday")

    assert (done.code, done.out) == (2, "")
    assert done.complaint.startswith("rapporteur: RAPPORTEUR_CLOCK must be")


def test_an_unknown_setting_is_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    done = rapporteur(tmp_path, "check", tokn="x")

    assert (done.code, done.out) == (2, "")
    assert done.complaint == (
        "rapporteur: RAPPORTEUR_TOKN is no setting; is RAPPORTEUR_TOKEN meant?"
    )


@pytest.mark.parametrize("words", [(), ("frob",), ("load",), ("demo", "--port", "x")])
def test_wrong_use_is_told_in_one_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = rapporteur(tmp_path, *words)

    assert (done.code, done.out) == (2, "")
    assert done.complaint.endswith("--help")


@pytest.mark.parametrize("command", ["run", "demo", "ask", "load", "export", "check", "doctor"])
def test_every_command_has_a_help_text(tmp_path: Path, command: str) -> None:
    done = rapporteur(tmp_path, command, "--help")

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"usage: rapporteur {command}")

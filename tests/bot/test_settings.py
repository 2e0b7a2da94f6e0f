from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from bot.settings import VARIABLES, Address, WrongSettings, read_settings
from store.packs.location import BUILT_IN

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_nothing_has_to_be_set() -> None:
    settings = read_settings()

    assert settings.token is None
    assert settings.api_url == "https://api.telegram.org"
    assert settings.database_url.get_secret_value() == "sqlite:///rapporteur.db"
    assert settings.pack == BUILT_IN
    assert settings.owners == frozenset()
    assert (settings.review, settings.clock, settings.clock_speed) == ("two-person", None, 1)
    assert (settings.webhook_url, settings.webhook_listen, settings.ops_listen) == (None,) * 3
    assert (settings.send_rate, settings.log_format, settings.log_level) == (30, "console", "info")


def test_every_variable_of_the_contract_is_known_and_one_for_rehearsals() -> None:
    assert set(VARIABLES) - {"RAPPORTEUR_WATCH_PRIVATE"} == {
        "RAPPORTEUR_TOKEN",
        "RAPPORTEUR_API_URL",
        "RAPPORTEUR_DATABASE_URL",
        "RAPPORTEUR_PACK",
        "RAPPORTEUR_OWNERS",
        "RAPPORTEUR_REVIEW",
        "RAPPORTEUR_CLOCK",
        "RAPPORTEUR_CLOCK_SPEED",
        "RAPPORTEUR_WEBHOOK_URL",
        "RAPPORTEUR_WEBHOOK_LISTEN",
        "RAPPORTEUR_WEBHOOK_SECRET",
        "RAPPORTEUR_SEND_RATE",
        "RAPPORTEUR_OPS_LISTEN",
        "RAPPORTEUR_LOG_FORMAT",
        "RAPPORTEUR_LOG_LEVEL",
    }


def test_values_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_OWNERS", "11, 22")
    monkeypatch.setenv("RAPPORTEUR_OPS_LISTEN", "[::1]:9090")
    monkeypatch.setenv("RAPPORTEUR_CLOCK", "2024-07-29T08:00-04:00")
    monkeypatch.setenv("RAPPORTEUR_API_URL", "http://localhost:8081/")
    monkeypatch.setenv("RAPPORTEUR_LOG_LEVEL", "DEBUG")

    settings = read_settings()

    assert settings.owners == {11, 22}
    assert settings.ops_listen == Address("::1", 9090)
    new_york = timezone(timedelta(hours=-4))
    assert settings.clock == datetime(2024, 7, 29, 8, tzinfo=new_york)
    assert settings.api_url == "http://localhost:8081"
    assert settings.log_level == "debug"


def test_a_dotenv_file_is_read_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("RAPPORTEUR_SEND_RATE=5\nRAPPORTEUR_OWNERS=7\nOTHER_TOOL=1\n")
    monkeypatch.setenv("RAPPORTEUR_SEND_RATE", "9")

    settings = read_settings()

    assert (settings.send_rate, settings.owners) == (9, frozenset({7}))


def test_an_empty_value_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_TOKEN", "")

    assert read_settings().token is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOKEN", "hunter2"),
        ("API_URL", "ftp://hunter2"),
        ("DATABASE_URL", "mysql://me:hunter2@here/db"),
        ("OWNERS", "hunter2"),
        ("OWNERS", "-5"),
        ("REVIEW", "hunter2"),
        ("CLOCK", "2024-07-29T08:00"),
        ("CLOCK", "hunter2"),
        ("CLOCK_SPEED", "0"),
        ("CLOCK_SPEED", "nan"),
        ("WEBHOOK_URL", "hunter2"),
        ("WEBHOOK_SECRET", "hunter2 with spaces"),
        ("SEND_RATE", "0"),
        ("SEND_RATE", "hunter2"),
        ("OPS_LISTEN", "8080"),
        ("OPS_LISTEN", "localhost:99999"),
        ("OPS_LISTEN", "::1:80"),
        ("LOG_FORMAT", "hunter2"),
        ("LOG_LEVEL", "hunter2"),
    ],
)
def test_a_wrong_value_is_told_by_name_and_never_by_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"RAPPORTEUR_{name}", value)

    with pytest.raises(WrongSettings) as wrong:
        read_settings()

    assert f"RAPPORTEUR_{name} " in str(wrong.value)
    assert "hunter2" not in str(wrong.value)
    assert "\n" not in str(wrong.value)
    assert wrong.value.__suppress_context__


def test_a_variable_that_is_no_setting_is_told_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RAPPORTEUR_OWNER", "1")

    with pytest.raises(WrongSettings, match="RAPPORTEUR_OWNER is no setting; is RAPPORTEUR_OWNERS"):
        read_settings()


def test_a_misspelt_line_of_the_dotenv_file_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("RAPPORTEUR_TOKEM=1\n")

    with pytest.raises(WrongSettings, match="RAPPORTEUR_TOKEM"):
        read_settings()


def test_everything_that_is_wrong_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_REVIEW", "nobody")
    monkeypatch.setenv("RAPPORTEUR_SEND_RATE", "never")

    with pytest.raises(WrongSettings) as wrong:
        read_settings()

    assert len(wrong.value.faults) == 2


def test_half_a_webhook_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_WEBHOOK_URL", "https://bot.example/hook")

    with pytest.raises(WrongSettings, match="RAPPORTEUR_WEBHOOK_LISTEN is missing"):
        read_settings()


def test_secrets_do_not_show_in_the_object(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_TOKEN", "1234567:swordfish-swordfish-swordfish-1")
    monkeypatch.setenv("RAPPORTEUR_DATABASE_URL", "postgresql://me:swordfish@here/db")

    assert "swordfish" not in repr(read_settings())

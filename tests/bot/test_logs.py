from __future__ import annotations

import json
import logging
import subprocess
import sys

import pytest

from bot.logs import HIDDEN, ConsoleLines, JsonLines, Redaction

TOKEN = "123456789:AAE-abcdefghijklmnopqrstuvwxyz_012345"
LINES = [ConsoleLines, JsonLines]


def _record(message: str, *args: object, failed: bool = False) -> logging.LogRecord:
    cause = None
    if failed:
        try:
            int(f"https://api.example/bot{TOKEN}/getMe")
        except ValueError:
            cause = sys.exc_info()
    return logging.LogRecord("bot.serving", logging.INFO, __file__, 1, message, args, cause)


@pytest.mark.parametrize("lines", LINES)
def test_a_token_is_taken_out_of_message_arguments_and_traceback(
    lines: type[ConsoleLines | JsonLines],
) -> None:
    record = _record("https://api.example/bot%s/getMe", TOKEN, failed=True)

    line = lines(Redaction()).format(record)

    assert TOKEN not in line
    assert line.count(HIDDEN) >= 2
    assert "ValueError" in line


@pytest.mark.parametrize("lines", LINES)
def test_a_secret_of_the_settings_is_taken_out_whatever_its_form(
    lines: type[ConsoleLines | JsonLines],
) -> None:
    line = lines(Redaction(["swordfish"])).format(_record("secret is swordfish"))

    assert "swordfish" not in line


def test_a_password_in_an_address_is_taken_out() -> None:
    clean = Redaction()

    assert clean("postgresql://me:pass@host/db") == f"postgresql://me:{HIDDEN}@host/db"


def test_what_is_no_secret_is_left_alone() -> None:
    text = "meeting 12 at 10:00, https://docs.example:8080/a?b=1"

    assert Redaction()(text) == text


def test_a_json_line_is_one_object_with_its_time_in_utc() -> None:
    line = json.loads(JsonLines(Redaction()).format(_record("two\nlines")))

    assert line["message"] == "two\nlines"
    assert line["level"] == "info"
    assert line["time"].endswith("+00:00")


def test_of_the_scheduler_only_errors_are_written() -> None:
    """At a quickened clock it would warn all the time of a round that nobody misses."""
    said = (
        "import logging\n"
        "from bot.logs import set_up_logs\n"
        "from bot.settings import Settings\n"
        "set_up_logs(Settings.model_construct(log_level='debug', log_format='console'))\n"
        "scheduler = logging.getLogger('apscheduler.scheduler')\n"
        "scheduler.warning('a round is still at work')\n"
        "scheduler.error('a round failed')\n"
    )
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", said], capture_output=True, check=True, text=True
    )

    assert "a round failed" in done.stderr
    assert "a round is still at work" not in done.stderr

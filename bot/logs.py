"""Logs: one line an event on stderr, for people or as JSON, and never a token in them.

What is written is cleaned after it has been put together, so that a token is taken out wherever it
came from: the message, its arguments, or a traceback.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.settings import Settings

HIDDEN = "[hidden]"
_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
_PASSWORD = re.compile(r"(?<=://)([^\s:/@]*):[^\s/@]+(?=@)")

# httpx writes whole addresses, and a Bot API address holds the token; the framework writes updates
# at its lowest level, and those hold what people wrote; tornado writes each request. The scheduler
# warns of a round that is due while the last is still at work, at a quickened clock often: what is
# due is asked of the store, so the next round finds it.
QUIET = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram": logging.WARNING,
    "apscheduler": logging.ERROR,
    "tornado": logging.WARNING,
    "asyncio": logging.WARNING,
    "alembic": logging.WARNING,
    "tzlocal": logging.WARNING,
}


class Redaction:
    """Takes tokens, passwords in addresses and the given secrets out of texts."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        # The longest first: one may be part of another.
        known = sorted({secret for secret in secrets if secret}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, text: str) -> str:
        """Return the text without anything secret."""
        if self._known is not None:
            text = self._known.sub(HIDDEN, text)
        return _PASSWORD.sub(rf"\1:{HIDDEN}", _TOKEN.sub(HIDDEN, text))


class ConsoleLines(logging.Formatter):
    """``2024-07-29 08:00:00 INFO bot.serving: message``, in UTC; a traceback follows."""

    def __init__(self, redaction: Redaction) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
        self._redaction = redaction

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - the base class's name
        """Write the time in UTC."""
        return _when(record).strftime(datefmt or "%Y-%m-%d %H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        """Write the record without anything secret."""
        return self._redaction(super().format(record))


class JsonLines(logging.Formatter):
    """One JSON object a line: ``time`` (UTC), ``level``, ``logger``, ``message``, ``traceback``."""

    def __init__(self, redaction: Redaction) -> None:
        super().__init__()
        self._redaction = redaction

    def format(self, record: logging.LogRecord) -> str:
        """Write the record without anything secret."""
        line = {
            "time": _when(record).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._redaction(record.getMessage()),
        }
        if record.exc_info:
            line["traceback"] = self._redaction(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def set_up_logs(settings: Settings) -> None:
    """Send the logs of this process to stderr, in the form and from the level of the settings."""
    redaction = redaction_of(settings)
    handler = logging.StreamHandler(sys.stderr)
    as_json = settings.log_format == "json"
    handler.setFormatter(JsonLines(redaction) if as_json else ConsoleLines(redaction))
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler], force=True)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(least, logging.getLogger().level))


def redaction_of(settings: Settings) -> Redaction:
    """Return what takes the secrets of these settings out of texts."""
    secrets = (settings.token, settings.webhook_secret)
    return Redaction(secret.get_secret_value() for secret in secrets if secret is not None)


def _when(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)

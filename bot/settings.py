"""What the process is told by its environment: one frozen, validated object, made once.

Every variable begins with ``RAPPORTEUR_``; a file ``.env`` in the working folder is read too, and
the environment wins over it. An empty value counts as unset. What is wrong is said by name and
never by value, because a value may be a secret.
"""

import os
import re
from collections.abc import Iterator
from datetime import datetime
from difflib import get_close_matches
from math import isfinite
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self

from dotenv import dotenv_values
from pydantic import BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from store.packs.location import BUILT_IN

PREFIX = "RAPPORTEUR_"
FOR_TESTS = f"{PREFIX}TEST_"  # variables of the tests themselves
FASTEST = 100_000  # times real time
_ENV_FILE = ".env"
_TOKEN = re.compile(r"\d{1,16}:[A-Za-z0-9_-]+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class WrongSettings(Exception):  # noqa: N818 - what is wrong, not how it is told
    """Settings are wrong or missing. ``faults`` name each of them, one line each."""

    def __init__(self, *faults: str) -> None:
        self.faults = faults
        super().__init__("; ".join(faults))


class Address(NamedTuple):
    """Where to listen. Port 0 takes a free one."""

    host: str
    port: int

    def __str__(self) -> str:
        """Write ``host:port``."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``host:port``, the host in brackets if it is an IPv6 address; or ValueError."""
        host, colon, port = text.strip().rpartition(":")
        bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
        if not colon or not bare or (":" in bare and bare == host):
            raise ValueError("must be HOST:PORT")
        if not (port.isascii() and port.isdecimal() and int(port) <= 65535):  # noqa: PLR2004
            raise ValueError("must be HOST:PORT, the port from 0 to 65535")
        return cls(bare, int(port))


def instant(text: str) -> datetime:
    """Read an aware ISO 8601 instant, or raise ValueError."""
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        raise ValueError("must be an ISO 8601 instant with an offset: 2024-07-29T08:00-04:00")
    return read


def speed(text: str) -> float:
    """Read how many times faster than real time a clock shall run, or raise ValueError."""
    try:
        factor = float(text)
    except ValueError:
        factor = 0.0
    if not (isfinite(factor) and 0 < factor <= FASTEST):
        raise ValueError(f"must be a number above 0, at most {FASTEST}")
    return factor


def _token(text: str) -> str:
    if not _TOKEN.fullmatch(text.strip()):
        raise ValueError("must be a bot token as @BotFather gives it: NUMBER:LETTERS")
    return text.strip()


def _secret(text: str) -> str:
    if not _SECRET.fullmatch(text):
        raise ValueError("must be 1 to 256 letters, digits, hyphens or underscores")
    return text


def _root(text: str) -> str:
    if not re.fullmatch(r"https?://[^/?#\s@]+[^?#\s]*", text.strip()):
        raise ValueError("must be an address that begins with http:// or https://")
    return text.strip().rstrip("/")


def _database(text: str) -> str:
    if not text.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise ValueError("must be sqlite:///FILE or postgresql://USER@HOST/NAME")
    return text


def _owners(text: str) -> frozenset[int]:
    numbers = [part.strip() for part in text.split(",") if part.strip()]
    if not all(number.isascii() and number.isdecimal() and int(number) for number in numbers):
        raise ValueError("must be Telegram user ids: whole numbers with commas between them")
    return frozenset(map(int, numbers))


def _lower(text: str) -> str:
    return text.strip().lower()


class Settings(BaseSettings):
    """All settings. Read them with :func:`read_settings`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=_ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",  # a .env may serve other programs too; ours are looked at below
        frozen=True,
        hide_input_in_errors=True,
        validate_default=False,
    )

    token: Annotated[SecretStr | None, BeforeValidator(_token)] = None
    api_url: Annotated[str, BeforeValidator(_root)] = "https://api.telegram.org"
    database_url: Annotated[SecretStr, BeforeValidator(_database)] = SecretStr(
        "sqlite:///rapporteur.db"
    )
    pack: Path = BUILT_IN
    owners: Annotated[frozenset[int], NoDecode, BeforeValidator(_owners)] = frozenset()
    review: Annotated[Literal["two-person", "single"], BeforeValidator(_lower)] = "two-person"
    clock: Annotated[datetime | None, BeforeValidator(instant)] = None
    clock_speed: Annotated[float, BeforeValidator(speed)] = 1.0
    webhook_url: Annotated[str | None, BeforeValidator(_root)] = None
    webhook_listen: Annotated[Address | None, NoDecode, BeforeValidator(Address.parse)] = None
    webhook_secret: Annotated[SecretStr | None, BeforeValidator(_secret)] = None
    # For tests and rehearsals: watch pages without https, and at addresses that are not public.
    watch_private: bool = False
    send_rate: Annotated[int, Field(ge=1, le=10_000)] = 30  # messages a second over all chats
    ops_listen: Annotated[Address | None, NoDecode, BeforeValidator(Address.parse)] = None
    log_format: Annotated[Literal["console", "json"], BeforeValidator(_lower)] = "console"
    log_level: Annotated[
        Literal["debug", "info", "warning", "error", "critical"], BeforeValidator(_lower)
    ] = "info"

    @model_validator(mode="after")
    def _whole_webhook(self) -> Self:
        """Refuse half a webhook: the bot would poll, or listen nowhere, without anyone noticing."""
        if self.webhook_url is not None and self.webhook_listen is None:
            raise ValueError(f"{PREFIX}WEBHOOK_LISTEN is missing: the webhook needs it")
        if self.webhook_url is None and (self.webhook_listen or self.webhook_secret):
            raise ValueError(f"{PREFIX}WEBHOOK_URL is missing: the webhook needs it")
        return self


VARIABLES = tuple(f"{PREFIX}{name.upper()}" for name in Settings.model_fields)
"""Every variable there is."""


def read_settings() -> Settings:
    """Read the environment and ``.env``. Raise WrongSettings with everything that is wrong."""
    faults = [*_unknown()]
    try:
        settings = Settings()
    except ValidationError as error:
        faults.extend(_lines(error))
    except (OSError, UnicodeDecodeError):
        raise WrongSettings(f"{_ENV_FILE} cannot be read") from None
    if faults:
        # The cause is dropped with intent: it knows the values.
        raise WrongSettings(*faults) from None
    return settings


def debugging() -> bool:
    """Whether the level is debug, as far as it can be told when the settings themselves fail."""
    return os.environ.get(f"{PREFIX}LOG_LEVEL", "").strip().lower() == "debug"


def _unknown() -> Iterator[str]:
    try:
        from_file = dotenv_values(_ENV_FILE, encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise WrongSettings(f"{_ENV_FILE} cannot be read") from None
    for name in dict.fromkeys([*os.environ, *from_file]):
        shouted = name.upper()
        if not shouted.startswith(PREFIX) or shouted.startswith(FOR_TESTS):
            continue
        if shouted not in VARIABLES:
            near = get_close_matches(shouted, VARIABLES, 1)
            yield f"{name} is no setting" + (f"; is {near[0]} meant?" if near else "")


def _lines(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False, include_input=False):
        reason = fault["msg"].removeprefix("Value error, ")
        if fault["type"] == "value_error":
            reason = str(fault["ctx"]["error"])
        # A fault of the whole already begins with the name of a variable.
        name = f"{PREFIX}{str(fault['loc'][0]).upper()} " if fault["loc"] else ""
        yield name + reason.replace("Input should be", "must be", 1)

"""``rapporteur doctor``: whether the bot could run here, and what hinders it if not."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

import httpx

from bot.clock import RealClock, clock_of
from bot.curated import is_missing
from bot.faults import FAILED, GOOD
from bot.logs import Redaction, redaction_of
from bot.settings import WrongSettings, read_settings
from store.packs.faults import PackFaults
from store.packs.reading import read_pack
from store.tables.database import open_database
from store.tables.faults import DatabaseFault
from store.tables.reading import read_snapshot
from store.tables.schema import SchemaState, revisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings

PATIENCE = 10.0  # seconds for the Bot API server to answer
MOST_SKEW = timedelta(seconds=60)


class _Fault(str):
    """A line that tells a fault; any other line tells what is well."""

    __slots__ = ()


def doctor() -> int:
    """Print what is well to stdout and each fault to stderr, one line each."""
    try:
        settings = read_settings()
    except WrongSettings as wrong:
        for fault in wrong.faults:
            _print(_Fault(f"settings: {fault}"), Redaction())
        return FAILED
    _print("settings: good", Redaction())
    clean, code = redaction_of(settings), GOOD
    for examine in (_pack, _database, _bot_api_and_clock):
        for line in examine(settings):
            _print(line, clean)
            if isinstance(line, _Fault):
                code = FAILED
    return code


def _print(line: str, clean: Redaction) -> None:
    if isinstance(line, _Fault):
        sys.stderr.write(clean(f"rapporteur: {line}") + "\n")
    else:
        sys.stdout.write(clean(line) + "\n")


def _pack(settings: Settings) -> Iterator[str]:
    try:
        pack = read_pack(settings.pack)
    except PackFaults as faults:
        yield _Fault(f"pack: {len(faults.faults)} faults, the first: {faults.faults[0]}")
    else:
        yield f"pack: {pack.negotiation.short_name}, {len(pack.records)} records"


def _database(settings: Settings) -> Iterator[str]:
    url = settings.database_url.get_secret_value()
    if is_missing(url):
        # Looking at it would make it.
        yield "database: not there yet; the bot makes it when it starts"
        return
    try:
        database = open_database(url)
    except DatabaseFault as fault:
        yield _Fault(str(fault))
        return
    try:
        state = database.schema_state()
        match state:
            case SchemaState.NEWER:
                yield _Fault(f"{database} was written by a newer release of rapporteur")
                return
            case SchemaState.EMPTY | SchemaState.OLDER:
                yield f"{database}: schema {state}; the bot migrates it when it starts"
                return
            case SchemaState.CURRENT:
                yield f"{database}: schema version {revisions()[-1]}, current"
        with database.reading() as db:
            snapshot = read_snapshot(db)
        if snapshot is None:
            yield "store: nothing loaded yet; the bot loads the pack when it starts"
        else:
            yield f"store: {len(snapshot)} records, revision {snapshot.revision}"
    except DatabaseFault as fault:
        yield _Fault(str(fault))
    finally:
        database.close()


def _bot_api_and_clock(settings: Settings) -> Iterator[str]:
    if settings.token is None:
        yield _Fault("RAPPORTEUR_TOKEN is missing: the bot cannot run without it")
        yield from _clock(settings, None)
        return
    try:
        response = httpx.get(
            f"{settings.api_url}/bot{settings.token.get_secret_value()}/getMe", timeout=PATIENCE
        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        # Neither the address nor the error's own words: both can hold the token.
        yield _Fault(f"Bot API: {settings.api_url} cannot be reached ({type(error).__name__})")
        yield from _clock(settings, None)
        return
    yield _identity(response, settings)
    yield from _clock(settings, response.headers.get("Date"))


def _identity(response: httpx.Response, settings: Settings) -> str:
    if response.status_code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}:
        return _Fault("RAPPORTEUR_TOKEN is refused by the Bot API server")
    try:
        username = response.json()["result"]["username"]
    except (ValueError, KeyError, TypeError):
        return _Fault(f"Bot API: {settings.api_url} answered {response.status_code}, not as one")
    return f"Bot API: {settings.api_url} knows @{username}"


def _clock(settings: Settings, theirs: str | None) -> Iterator[str]:
    clock = clock_of(settings)
    now = clock.now()
    if not isinstance(clock, RealClock):
        yield f"clock: rehearsal at {now:%Y-%m-%d %H:%M} UTC, {clock.speed:g} times real time"
        return
    server = _read(theirs)
    if server is not None and abs(now - server) > MOST_SKEW:
        yield _Fault(f"clock: {abs(now - server).total_seconds():.0f} s off the Bot API server's")
        return
    yield f"clock: {now:%Y-%m-%d %H:%M} UTC"


def _read(date: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(date).astimezone(UTC) if date else None
    except ValueError:
        return None

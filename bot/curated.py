"""What the reading commands read: the store, or the pack where there is no store yet.

Reading writes nothing: a database that is not there is not made.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings
    from store.record.snapshot import Snapshot
    from store.tables.database import Database

_SQLITE = "sqlite:///"


def curated(settings: Settings) -> Snapshot:
    """Return what is curated. Raise DatabaseFault or PackFaults when it cannot be read."""
    with store_of(settings) as database:
        if database is not None:
            from store.tables.reading import read_snapshot  # noqa: PLC0415

            with database.reading() as db:
                stored = read_snapshot(db)
            if stored is not None:
                return stored
    # Imported where needed: who reads a store need not wait for the pack's reader.
    from store.packs.reading import read_pack  # noqa: PLC0415

    return read_pack(settings.pack).snapshot()


@contextmanager
def store_of(settings: Settings) -> Iterator[Database | None]:
    """Give the store to be read, None where none was set up yet. Raise DatabaseFault."""
    url = settings.database_url.get_secret_value()
    if is_missing(url):
        yield None
        return
    from store.tables.database import open_database  # noqa: PLC0415
    from store.tables.schema import SchemaState  # noqa: PLC0415

    database = open_database(url)
    try:
        if database.schema_state() is SchemaState.EMPTY:
            yield None
        else:
            database.require_schema()
            yield database
    finally:
        database.close()


def is_missing(url: str) -> bool:
    """Whether the URL names a file that is not there or holds nothing at all."""
    if not url.startswith(_SQLITE):
        return False
    file = Path(url.removeprefix(_SQLITE).partition("?")[0])
    try:
        return file.stat().st_size == 0
    except FileNotFoundError:
        return True
    except OSError:
        return False  # the database says better what is wrong with it

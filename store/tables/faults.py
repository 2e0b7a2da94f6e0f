"""What can be wrong with a database, in one line each, without a password.

    DatabaseFault
    ├── WrongAddress      the URL names no database of ours
    ├── Unreachable       no folder, no server, wrong user
    ├── NotADatabase      the file is something else
    ├── Locked            another process keeps writing
    ├── ReadOnly          nothing can be written
    ├── DiskFull
    ├── NewerSchema       made by a newer release
    ├── NoSchema          nothing was set up here yet, or by an older release
    └── NothingLoaded     the tables are there, the pack is not

Broken infrastructure only: a broken rule of the schema is a bug and stays what it is.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

if TYPE_CHECKING:
    from collections.abc import Mapping


class DatabaseFault(Exception):  # noqa: N818 - a fault, as elsewhere in the store
    """The database cannot do what it should. The message is one line and safe to show."""


class WrongAddress(DatabaseFault):
    """The URL names no database that can be used here."""


class Unreachable(DatabaseFault):
    """The database cannot be opened."""


class NotADatabase(DatabaseFault):
    """The file is there and holds something else, or is damaged."""


class Locked(DatabaseFault):
    """Another process kept the database to itself for too long."""


class ReadOnly(DatabaseFault):
    """The database, its folder or its user may not write."""


class DiskFull(DatabaseFault):
    """There is no room left to write."""


class NewerSchema(DatabaseFault):
    """A newer release has changed the tables."""


class NoSchema(DatabaseFault):
    """The tables are not there, or not up to date."""


class NothingLoaded(DatabaseFault):
    """The tables are there and hold no pack."""


_SQLITE: Mapping[int, tuple[type[DatabaseFault], str]] = {
    sqlite3.SQLITE_BUSY: (Locked, "is locked by another process"),
    sqlite3.SQLITE_LOCKED: (Locked, "is locked by another process"),
    sqlite3.SQLITE_READONLY: (ReadOnly, "is read-only"),
    sqlite3.SQLITE_PERM: (ReadOnly, "may not be accessed"),
    sqlite3.SQLITE_AUTH: (ReadOnly, "may not be accessed"),
    sqlite3.SQLITE_FULL: (DiskFull, "cannot grow: the disk is full"),
    sqlite3.SQLITE_NOTADB: (NotADatabase, "is no SQLite database"),
    sqlite3.SQLITE_CORRUPT: (NotADatabase, "is damaged"),
    sqlite3.SQLITE_CANTOPEN: (Unreachable, "cannot be opened"),
    sqlite3.SQLITE_IOERR: (Unreachable, "cannot be read or written"),
}

# By SQLSTATE, so that who uses SQLite need not wait for the other driver to be imported.
_POSTGRES: Mapping[str, tuple[type[DatabaseFault], str]] = {
    "55P03": (Locked, "is locked by another process"),
    "40P01": (Locked, "is locked by another process"),
    "40001": (Locked, "was changed by another process"),
    "25006": (ReadOnly, "is read-only"),
    "42501": (ReadOnly, "may not be written by this user"),
    "53100": (DiskFull, "cannot grow: the disk is full"),
    "53300": (Unreachable, "has no connection to spare"),
}


def fault_of(error: Exception, name: str) -> DatabaseFault | None:
    """Return the fault that an error of the driver means, None when it is none.

    ``name`` is what to call the database, without a password.
    """
    if isinstance(error, PoolTimeout):
        return Unreachable(f"{name} has no connection to spare")
    if not isinstance(error, DBAPIError):
        return None
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        # Extended codes carry the plain one in their lowest byte.
        found = _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
        return found[0](f"{name} {found[1]}") if found is not None else None
    state = str(getattr(cause, "sqlstate", None))
    if state in _POSTGRES:
        fault, meaning = _POSTGRES[state]
        return fault(f"{name} {meaning}")
    if isinstance(error, OperationalError) or error.connection_invalidated:
        return Unreachable(f"{name} cannot be reached{_reason(cause)}")
    return None


def _reason(cause: BaseException | None) -> str:
    """Return the server's own words, which name users and databases and never passwords."""
    lines = str(cause).splitlines()
    words = lines[0].rpartition("failed: ")[2].strip() if lines else ""
    return f": {words}" if words else ""

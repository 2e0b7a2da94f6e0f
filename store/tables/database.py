"""The database: opened by URL, read and written in transactions, migrated.

SQLite is used with a write-ahead log, so that readers never wait; a writer takes its lock at the
start, because one that reads first and locks later can lose what it read. PostgreSQL readers see
one snapshot for the whole of a transaction.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import SQLITE_BUSY
from sqlite3 import OperationalError as SQLiteError
from time import monotonic, sleep
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlmodel import Session

from store.tables.faults import NewerSchema, NoSchema, ReadOnly, Unreachable, WrongAddress, fault_of
from store.tables.schema import SchemaState, migrate, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection as SQLiteConnection

    from psycopg import Connection as PostgresConnection
    from sqlalchemy import Connection

PATIENCE = 5.0  # seconds to wait for a lock or a connection
_OWNER_ONLY = 0o600  # the file holds people's chats


class Database:
    """One open database. Safe to share between threads; each transaction belongs to one thread."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._name = name
        self._engine = engine
        self._readers: Engine = engine
        self._writers: Engine = engine
        if engine.dialect.name == "sqlite":
            self._writers = engine.execution_options(begin="BEGIN IMMEDIATE")
        else:
            self._readers = engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )

    def __str__(self) -> str:
        """Name the database for people, without a password."""
        return self._name

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a ``db`` that sees one moment of the database and changes nothing.

        Raises DatabaseFault when the database cannot be read.
        """
        with self._faults(), Session(self._readers) as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a ``db`` whose changes are kept together at the end, or dropped on any exception.

        Raises DatabaseFault when the database cannot be written.
        """
        with self._faults(), Session(self._writers) as db:
            # The lock is taken here, before the caller reads what it is going to change.
            connection = db.connection()
            yield db
            try:
                db.commit()
            except SQLAlchemyError:
                # SQLite keeps a transaction open whose commit broke a rule; it must not be reused.
                connection.invalidate()
                raise

    def schema_state(self) -> SchemaState:
        """Return how the tables stand to what this release needs."""
        with self._faults(), self._readers.connect() as connection:
            return state_of(connection)

    def migrate(self) -> None:
        """Bring the tables up to this release; do nothing when they are.

        Safe to call from several processes at once. Raises NewerSchema when a newer release has
        been here.
        """
        state = self.schema_state()
        self._refuse_newer(state)
        if state is SchemaState.CURRENT:
            return
        with self._faults(), self._writers.begin() as connection:
            # Another process may have migrated while this one waited for its turn.
            migrate(connection)

    def require_schema(self) -> None:
        """Raise NoSchema or NewerSchema unless the tables are just what this release needs."""
        state = self.schema_state()
        self._refuse_newer(state)
        if state is SchemaState.OLDER:
            raise NoSchema(
                f"{self._name} is of an older release; rapporteur run or load brings it up to date"
            )
        if state is not SchemaState.CURRENT:
            raise NoSchema(f"{self._name} has not been set up for this release")

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _refuse_newer(self, state: SchemaState) -> None:
        if state is SchemaState.NEWER:
            raise NewerSchema(f"{self._name} was written by a newer release of rapporteur")

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            fault = fault_of(error, self._name)
            if fault is None:
                raise
            raise fault from error


def open_database(url: str, *, patience: float = PATIENCE) -> Database:
    """Open ``sqlite:///FILE`` or ``postgresql://…``; a missing file is made, a folder is not.

    ``patience`` is how many seconds to wait for a lock or a server. Raises DatabaseFault.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        # The URL may hold a password and could not be taken apart, so it is not repeated.
        raise WrongAddress("the database URL cannot be read; write sqlite:///FILE or "
                           "postgresql://USER@HOST/NAME") from None  # fmt: skip
    match parsed.drivername:
        case "sqlite":
            return _open_sqlite(parsed, patience)
        case "postgresql" | "postgresql+psycopg":
            return _open_postgres(parsed, patience)
        case other:
            raise WrongAddress(f"a {other} database cannot be used; only sqlite and postgresql")


def _open_sqlite(url: URL, patience: float) -> Database:
    if not url.database or url.database == ":memory:" or url.host:
        raise WrongAddress("the database URL names no file; write sqlite:///FILE")
    file = Path(url.database).absolute()
    _make_file(file)
    engine = create_engine(
        # Not to be made by SQLite: everybody could read it.
        URL.create(
            "sqlite", database=f"file:{quote(str(file))}", query={"mode": "rw", "uri": "true"}
        ),
        connect_args={"timeout": patience},
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: SQLiteConnection, _: object) -> None:
        connection.isolation_level = None  # transactions begin where we say
        connection.execute("PRAGMA foreign_keys = ON")
        # A power cut must not undo what was kept: a message would go out twice, and a change that a
        # coordinator was told is published would be gone. NORMAL keeps only the file whole.
        connection.execute("PRAGMA synchronous = FULL")
        # What somebody has deleted must not be found in the file by whoever opens it elsewhere.
        connection.execute("PRAGMA secure_delete = ON")
        _keep_a_log(connection, patience)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return Database(engine, f"database {file}")


def _keep_a_log(connection: SQLiteConnection, patience: float) -> None:
    """Have SQLite write ahead. It stays so; only of a new file's first users one has to wait."""
    deadline = monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except SQLiteError as error:
            # For this one statement SQLite does not wait by itself.
            if error.sqlite_errorcode != SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(0.01)
        else:
            return


def _make_file(file: Path) -> None:
    """Make an empty file that only its owner can read, unless there is one."""
    if file.is_dir():
        raise Unreachable(f"database {file} is a folder")
    if not file.parent.is_dir():
        raise Unreachable(f"database {file} cannot be made: there is no folder {file.parent}")
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY))
    except FileExistsError:
        # SQLite keeps its log beside the file, so the folder counts as well.
        for path in (file, file.parent):
            if not os.access(path, os.W_OK):
                raise ReadOnly(f"database {file} is read-only") from None
    except OSError as error:
        raise Unreachable(f"database {file} cannot be made: {error.strerror}") from None


def _open_postgres(url: URL, patience: float) -> Database:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"connect_timeout": max(2, round(patience)), "application_name": "rapporteur"},
        pool_pre_ping=True,  # a server may have been restarted since
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: PostgresConnection[object], _: object) -> None:
        connection.execute(f"SET lock_timeout = {round(patience * 1000)}")
        connection.commit()

    shown = URL.create(url.drivername, url.username, None, url.host, url.port, url.database)
    return Database(engine, f"database {shown.render_as_string()}")

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

import store.tables.whole  # noqa: F401 - all tables, for comparing
from store.tables.columns import Stored
from store.tables.database import Database, open_database
from store.tables.schema import MIGRATIONS, SchemaState, revisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine.interfaces import ReflectedIndex

    from tests.databases import Databases


@contextmanager
def connected(database: Database) -> Iterator[Connection]:
    with database.writing() as db:
        yield db.connection()


def test_all_migrations_together_give_the_present_tables(database: Database) -> None:
    with connected(database) as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )

        assert compare_metadata(context, Stored.metadata) == []


def test_migrated_tables_have_every_key_check_and_column_as_described(
    database: Database, databases: Databases
) -> None:
    url = databases.empty()
    with closing(open_database(url)) as described:
        with connected(described) as connection:
            Stored.metadata.create_all(connection)
        with connected(described) as expected, connected(database) as migrated:
            assert shape(migrated) == shape(expected)
    databases.drop(url)


def shape(connection: Connection) -> dict[str, object]:
    """Everything that the database itself knows of our tables, in an order of its own."""
    found = inspect(connection)
    return {
        name: {
            "columns": sorted(
                (column["name"], str(column["type"]), column["nullable"], column["default"])
                for column in found.get_columns(name)
            ),
            "key": found.get_pk_constraint(name),
            "references": sorted(map(str, found.get_foreign_keys(name))),
            "checks": sorted(
                (str(check["name"]), check["sqltext"])
                for check in found.get_check_constraints(name)
            ),
            "unique": sorted(map(str, found.get_unique_constraints(name))),
            "indexes": sorted(map(_index, found.get_indexes(name))),
        }
        for name in sorted(Stored.metadata.tables)
    }


def _index(index: ReflectedIndex) -> str:
    # The condition of a partial index is an object without equality.
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return str({**index, "dialect_options": options})


def test_the_files_of_migrations_are_numbered_in_their_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)

    assert [found.revision for found in script.walk_revisions()] == list(reversed(revisions()))
    assert list(revisions()) == [f"{number:04}" for number in range(1, len(revisions()) + 1)]


def test_an_older_database_is_recognised(database: Database) -> None:
    with connected(database) as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")

    assert database.schema_state() is SchemaState.EMPTY


def test_migrating_twice_changes_nothing(database: Database) -> None:
    database.migrate()

    assert database.schema_state() is SchemaState.CURRENT


def test_processes_that_start_together_migrate_once(databases: Databases) -> None:
    url = databases.empty()

    def start(_: int) -> SchemaState:
        with closing(open_database(url)) as database:
            database.migrate()
            return database.schema_state()

    with ThreadPoolExecutor(4) as processes:
        assert list(processes.map(start, range(4))) == [SchemaState.CURRENT] * 4
    databases.drop(url)

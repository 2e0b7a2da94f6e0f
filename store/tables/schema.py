"""The state of the tables against the migrations of this release.

Migrations are files ``NNNN_name.py`` in ``store/migrations/versions``, numbered without a gap, so
that the state can be told without importing Alembic.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

if TYPE_CHECKING:
    from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent.parent / "migrations"
_TURN = 7_242_024  # of PostgreSQL's advisory locks: one process migrates at a time


class SchemaState(StrEnum):
    """How the tables stand to what this release needs."""

    EMPTY = "empty"  # nothing is there
    OLDER = "older"  # made by an older release: migrate
    CURRENT = "current"
    NEWER = "newer"  # made by a newer release: this one must not touch it


@cache
def revisions() -> tuple[str, ...]:
    """Return the schema revisions that this release knows, oldest first."""
    found = (MIGRATIONS / "versions").glob("[0-9][0-9][0-9][0-9]_*.py")
    return tuple(sorted(file.name[:4] for file in found))


def state_of(connection: Connection) -> SchemaState:
    """Return the state of the tables at the other end."""
    if not inspect(connection).has_table("alembic_version"):
        return SchemaState.EMPTY
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    known = revisions()
    if not found:
        return SchemaState.EMPTY
    if any(revision not in known for revision in found):
        return SchemaState.NEWER
    return SchemaState.CURRENT if found == [known[-1]] else SchemaState.OLDER


def migrate(connection: Connection) -> None:
    """Bring the tables up to this release within the connection's transaction."""
    # Alembic takes as long to import as everything else here, and is seldom needed.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
    if state_of(connection) is SchemaState.CURRENT:
        return
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")

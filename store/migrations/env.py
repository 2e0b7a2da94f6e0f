"""Runs the migrations on the connection that it is handed."""

from __future__ import annotations

from alembic import context

import store.tables.whole  # noqa: F401 - all tables, for comparing
from store.tables.columns import Stored

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Stored.metadata,
    render_as_batch=True,  # SQLite cannot alter a table otherwise
    transactional_ddl=True,
)
context.run_migrations()

"""Twenty coordinators at once on PostgreSQL. The benchmark does it for a minute."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from store.tables.database import open_database
from tests.benchmarks.coordinators import edit_for, faults, prepare

if TYPE_CHECKING:
    from tests.databases import PostgresServer


def test_every_accepted_change_is_on_record_in_one_unbroken_chain(
    postgres: PostgresServer,
) -> None:
    url = postgres.migrated()
    with closing(open_database(url)) as one, closing(open_database(url)) as other:
        prepare(one)
        work = edit_for([one, other], 2.0)

        assert work.outcomes["Submitted"] > 0
        assert work.outcomes["Published"] > 0
        assert list(faults(other)) == []
    postgres.drop(url)

"""A few runs of ``tests.endurance.kills``; fifty are made by hand."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks._sandbox import sandbox_elsewhere
from tests.endurance.kills import one_run

if TYPE_CHECKING:
    from tests.databases import PostgresServer, SQLiteFiles

CHATS = 200


@pytest.mark.parametrize("trouble", [False, True])
def test_a_killed_sender_loses_nothing_and_doubles_only_what_was_on_its_way(
    sqlite_files: SQLiteFiles, postgres: PostgresServer, trouble: bool
) -> None:
    databases = sqlite_files if trouble else postgres  # one of each is enough here
    url = databases.empty()
    try:
        with sandbox_elsewhere(CHATS) as sandbox:
            random = Random(8)  # noqa: S311 - repeatable instants, no secret
            run = one_run(url, sandbox, random, trouble=trouble, chats=CHATS)
    finally:
        databases.drop(url)

    assert run.lost == 0
    assert run.twice <= run.excused

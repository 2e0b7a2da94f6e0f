"""Stopped at any step, a change is there whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from store.curation.outcomes import Published, Submitted
from store.curation.roles import Rules
from store.tables.database import open_database
from tests.curation.desk import OWNER, Desk, desk, vell_says

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.databases import Databases

APPROVING = ("held", "written", "settled", "announced")
SUBMITTING = ("held", "entered")
UNDOING = ("held", "entered", "written", "settled", "announced")
NEW = "vell.dark-hours.2031-04-08"


class PowerCutError(Exception):
    """The process ends here."""


def stop_at(wanted: str) -> Callable[[str], None]:
    def step(name: str) -> None:
        if name == wanted:
            raise PowerCutError

    return step


def everything(at: Desk) -> object:
    """All that a change touches."""
    tables = ("change", "edit", "audit_entry", "alert", "position", "source", "citation")
    return at.record.records, at.record.revision, [at.count(name) for name in tables]


@pytest.mark.parametrize("step", SUBMITTING)
def test_a_change_that_stops_while_it_is_submitted_was_never_there(at: Desk, step: str) -> None:
    before = everything(at)

    with pytest.raises(PowerCutError):
        at.submit(vell_says(), step=stop_at(step))

    assert everything(at) == before
    assert at.audit() == ()
    assert isinstance(at.submit(vell_says()), Submitted)


@pytest.mark.parametrize("step", APPROVING)
def test_a_change_that_stops_while_it_is_published_still_waits(at: Desk, step: str) -> None:
    number = at.submitted(vell_says())
    before = everything(at)

    with pytest.raises(PowerCutError):
        at.approve(number, step=stop_at(step))

    assert everything(at) == before
    assert at.audit() == ()
    assert isinstance(at.approve(number), Published)


@pytest.mark.parametrize("step", UNDOING)
def test_a_change_that_stops_while_it_is_undone_still_stands(at: Desk, step: str) -> None:
    number = at.published(vell_says())
    before = everything(at)

    with pytest.raises(PowerCutError):
        at.undo(number, step=stop_at(step))

    assert everything(at) == before
    assert at.audit() == ()
    assert isinstance(at.undo(number), Published)


def test_the_steps_named_here_are_all_there_are(here: Desk) -> None:
    seen: list[str] = []
    here.submit(vell_says(), step=seen.append)
    assert tuple(seen) == SUBMITTING

    seen.clear()
    here.approve(1, step=seen.append)
    assert tuple(seen) == APPROVING

    seen.clear()
    here.undo(1, step=seen.append)
    assert tuple(seen) == UNDOING


@pytest.mark.parametrize("step", ["written", "announced", "committed"])
def test_a_process_killed_while_it_publishes_leaves_before_or_after(
    databases: Databases, step: str
) -> None:
    url = databases.migrated()
    database = open_database(url)
    try:
        at = desk(database)
        at.submitted(vell_says())
        before = everything(at)

        killed = subprocess.run(  # noqa: S603 - this very file
            [sys.executable, "-m", "tests.curation.test_stopping", url, step],
            check=False,
            capture_output=True,
        )

        assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
        assert at.audit() == ()
        if step == "committed":
            assert NEW in at.record.positions
            assert [alert.change for alert in at.alerts()] == [1]
        else:
            assert everything(at) == before
            assert isinstance(at.approve(1), Published)
            assert at.audit() == ()
    finally:
        database.close()
        databases.drop(url)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _publish_and_die(url: str, at_step: str) -> None:
    def step(name: str) -> None:
        if name == at_step:
            _die()

    at = Desk(open_database(url), Rules(frozenset({OWNER})))
    at.approve(1, step=step)
    _die()


if __name__ == "__main__":
    _publish_and_die(sys.argv[1], sys.argv[2])

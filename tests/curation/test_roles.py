from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from store.curation import roles
from store.curation.ledger import find
from store.curation.outcomes import NotAllowed, Submitted
from store.curation.roles import RIGHTS, Joining, Right, Role, Rules
from store.tables.audit import entries
from store.tables.change import ChangeState
from tests.curation.desk import ANA, BO, NOW, OWNER, STRANGER, Desk, vell_says

if TYPE_CHECKING:
    from datetime import datetime


def invited(at: Desk, *, owner: int = OWNER) -> str:
    with at.database.writing() as db:
        made = roles.invite(db, owner=owner, rules=at.rules, now=NOW)
    assert made is not None
    return made.token


def join(at: Desk, token: str, *, user_id: int = STRANGER, now: datetime = NOW) -> Joining:
    with at.database.writing() as db:
        return roles.join(db, token=token, user_id=user_id, rules=at.rules, now=now)


def revoke(at: Desk, user_id: int, *, owner: int = OWNER) -> bool | None:
    with at.database.writing() as db:
        return roles.revoke(db, owner=owner, user_id=user_id, rules=at.rules, now=NOW)


def role(at: Desk, user_id: int) -> Role:
    with at.database.reading() as db:
        return roles.role_of(db, user_id, at.rules.owners)


def test_whoever_is_invited_may_write_from_then_on(at: Desk) -> None:
    assert role(at, STRANGER) is Role.READER

    assert join(at, invited(at)) is Joining.JOINED

    assert role(at, STRANGER) is Role.COORDINATOR
    assert isinstance(at.submit(vell_says(), author=STRANGER), Submitted)


def test_an_invitation_works_once(at: Desk) -> None:
    token = invited(at)
    join(at, token)

    assert join(at, token, user_id=998) is Joining.INVALID
    assert at.submit(vell_says(), author=998) == NotAllowed()


def test_of_several_who_use_an_invitation_at_once_one_joins(at: Desk) -> None:
    token = invited(at)
    start = Barrier(4)

    def use(user_id: int) -> Joining:
        start.wait()
        return join(at, token, user_id=user_id)

    with ThreadPoolExecutor(4) as people:
        found = list(people.map(use, range(901, 905)))

    assert sorted(found) == [Joining.INVALID] * 3 + [Joining.JOINED]


@pytest.mark.parametrize(
    ("after", "outcome"),
    [
        (timedelta(hours=24) - timedelta(seconds=1), Joining.JOINED),
        (timedelta(hours=24), Joining.INVALID),
    ],
)
def test_an_invitation_ends_after_a_day(here: Desk, after: timedelta, outcome: Joining) -> None:
    assert join(here, invited(here), now=NOW + after) is outcome


@pytest.mark.parametrize("token", ["", "x", "A" * 32, "' OR 1=1 --"])
def test_a_token_that_was_never_made_lets_nobody_in(here: Desk, token: str) -> None:
    invited(here)

    assert join(here, token) is Joining.INVALID
    assert role(here, STRANGER) is Role.READER


def test_the_token_itself_is_not_kept(here: Desk) -> None:
    token = invited(here)
    with here.database.reading() as db:
        kept = [
            str(value)
            for name in ("invitation", "audit_entry")
            for row in db.connection().exec_driver_sql(f"SELECT * FROM {name}")  # noqa: S608
            for value in row
        ]

    assert kept
    assert not any(token in value for value in kept)


def test_an_invitation_by_somebody_who_is_no_owner_any_more_lets_nobody_in(here: Desk) -> None:
    token = invited(here)
    here.rules = Rules(frozenset({2}))

    assert join(here, token) is Joining.INVALID


def test_who_may_write_already_uses_no_invitation_up(here: Desk) -> None:
    token = invited(here)

    assert join(here, token, user_id=ANA) is Joining.ALREADY
    assert join(here, token) is Joining.JOINED


@pytest.mark.parametrize("person", [ANA, STRANGER])
def test_only_owners_invite_and_revoke(here: Desk, person: int) -> None:
    with here.database.writing() as db:
        assert roles.invite(db, owner=person, rules=here.rules, now=NOW) is None

    assert revoke(here, BO, owner=person) is None
    assert role(here, BO) is Role.COORDINATOR


def test_a_revoked_coordinator_can_write_nothing_at_once(at: Desk) -> None:
    waiting = at.submitted(vell_says(), author=BO)

    assert revoke(at, ANA) is True

    assert role(at, ANA) is Role.READER
    assert at.submit(vell_says("Wants none."), author=ANA) == NotAllowed()
    assert at.approve(waiting, actor=ANA) == NotAllowed()
    assert at.undo(waiting, actor=ANA) == NotAllowed()
    assert at.audit() == ()


def test_what_a_revoked_coordinator_had_submitted_is_withdrawn(here: Desk) -> None:
    number = here.submitted(vell_says(), author=ANA)
    revoke(here, ANA)
    with here.database.reading() as db:
        change = find(db, number)

    assert change is not None
    assert (change.state, change.decided_by) == (ChangeState.WITHDRAWN, OWNER)
    assert here.audit() == ()


def test_revoking_somebody_who_is_no_coordinator_changes_nothing(here: Desk) -> None:
    assert revoke(here, STRANGER) is False
    assert here.count("audit_entry") == 0


def test_a_coordinator_who_was_revoked_joins_again_by_another_invitation(here: Desk) -> None:
    revoke(here, ANA)

    assert join(here, invited(here), user_id=ANA) is Joining.JOINED


def test_the_audit_tells_who_came_and_went(here: Desk) -> None:
    join(here, invited(here))
    revoke(here, STRANGER)
    with here.database.reading() as db:
        told = [(entry.act.value, entry.actor) for entry in reversed(entries(db))]

    assert told == [("invited", OWNER), ("joined", STRANGER), ("revoked", OWNER)]


def test_coordinators_are_listed_without_owners(here: Desk) -> None:
    with here.database.reading() as db:
        assert [one.user_id for one in roles.coordinators(db)] == [ANA, BO]


def test_readers_have_no_right_and_only_owners_that_of_inviting() -> None:
    assert RIGHTS[Role.READER] == frozenset()
    assert RIGHTS[Role.OWNER] == frozenset(Right)
    assert RIGHTS[Role.OWNER] - RIGHTS[Role.COORDINATOR] == {Right.INVITE}

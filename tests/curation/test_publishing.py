from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from store.curation import ledger, publishing
from store.curation.forms import AddSource, Confirm, Retract
from store.curation.outcomes import (
    AlreadyDecided,
    Conflict,
    NoSuchChange,
    NotAllowed,
    NotOwnChange,
    Outdated,
    OwnChange,
    Published,
    Settled,
    Submitted,
)
from store.curation.proposals import propose, standing
from store.curation.roles import Rules
from store.record.evidence import Ref
from store.record.records import Position
from store.record.terms import Kind, Stance, Status
from store.tables.change import ChangeState
from store.tables.writing import put
from tests.curation.desk import (
    ANA,
    BO,
    KNOWN,
    NOW,
    OWNER,
    PAGE,
    STRANGER,
    Desk,
    article_is,
    vell_says,
)

if TYPE_CHECKING:
    from store.curation.proposals import Proposal

NEW = "vell.dark-hours.2031-04-08"


def proposal(at: Desk) -> Proposal:
    with at.database.reading() as db:
        against = standing(db, at.now)
    assert against is not None
    found = propose(vell_says(), against)
    assert not hasattr(found, "faults")
    return found


def test_a_change_waits_until_another_coordinator_approves_it(at: Desk) -> None:
    done = at.submit(vell_says())

    assert isinstance(done, Submitted)
    assert NEW not in at.record.positions

    approved = at.approve(done.change.number)

    assert isinstance(approved, Published)
    position = at.record.positions[NEW]
    assert (position.stance, position.summary) == (Stance.SEEKS_STRONGER, "Wants six dark hours.")
    assert at.audit() == ()


def test_a_new_position_leaves_the_earlier_ones_on_record(here: Desk) -> None:
    before = here.record.positions_of["vell"]

    here.published(vell_says())

    after = here.record.positions_of["vell"]
    assert set(before) < set(after)


def test_a_new_position_names_the_known_source_of_its_address(here: Desk) -> None:
    known = replace(KNOWN, url="http://www.sea.vell.example/statement/?utm_source=x#top")
    here.published(vell_says(source=known))

    assert here.record.positions[NEW].evidence.sources == ("vell-statement",)


def test_a_new_page_becomes_a_source_with_the_change(here: Desk) -> None:
    here.published(vell_says())

    (id_,) = here.record.positions[NEW].evidence.sources
    source = here.record.sources[id_]
    assert (source.title, source.publisher, source.url) == (
        "Lamps again",
        "Harbour News",
        PAGE.url,
    )


@pytest.mark.parametrize("deciding", ["approve", "reject"])
def test_nobody_decides_on_a_change_of_their_own(here: Desk, deciding: str) -> None:
    number = here.submitted(vell_says(), author=ANA)

    assert isinstance(getattr(here, deciding)(number, actor=ANA), OwnChange)
    assert NEW not in here.record.positions


def test_an_owner_decides_on_the_changes_of_others_and_not_on_their_own(here: Desk) -> None:
    of_ana = here.submitted(vell_says(), author=ANA)
    of_owner = here.submitted(article_is(), author=OWNER)

    assert isinstance(here.approve(of_owner, actor=OWNER), OwnChange)
    assert isinstance(here.approve(of_ana, actor=OWNER), Published)


def test_without_review_a_change_is_published_at_once(alone: Desk) -> None:
    done = alone.submit(vell_says())

    assert isinstance(done, Published)
    assert NEW in alone.record.positions
    assert alone.audit() == ()


def test_a_confirmation_waits_for_nobody(here: Desk) -> None:
    ref = Ref(Kind.POSITION, "vell.dark-hours.2031-04-01")

    assert isinstance(here.submit(Confirm(refs=(ref,))), Published)
    assert here.record.positions[ref.id].evidence.last_confirmed == NOW.date()
    assert here.alerts() == []


def test_a_rejected_change_is_never_published(at: Desk) -> None:
    number = at.submitted(vell_says())

    done = at.reject(number, reason="The page says otherwise.")

    assert isinstance(done, Settled)
    assert done.change.state is ChangeState.REJECTED
    assert isinstance(at.approve(number), AlreadyDecided)
    assert NEW not in at.record.positions
    assert at.audit() == ()


def test_only_its_author_withdraws_a_change(here: Desk) -> None:
    number = here.submitted(vell_says())
    with here.database.writing() as db:
        by_other = publishing.withdraw(db, number, actor=BO, rules=here.rules, now=NOW)
        by_author = publishing.withdraw(db, number, actor=ANA, rules=here.rules, now=NOW)

    assert isinstance(by_other, NotOwnChange)
    assert isinstance(by_author, Settled)
    assert isinstance(here.approve(number), AlreadyDecided)


def test_a_change_that_is_not_there_cannot_be_approved(here: Desk) -> None:
    assert here.approve(7) == NoSuchChange(7)


def test_of_two_who_approve_at_once_one_publishes(at: Desk) -> None:
    number = at.submitted(vell_says())
    start = Barrier(2)

    def press(actor: int) -> object:
        start.wait()
        return at.approve(number, actor=actor)

    with ThreadPoolExecutor(2) as people:
        outcomes = list(people.map(press, (BO, OWNER)))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "AlreadyDecided",
        "Published",
    ]
    assert at.audit() == ()


def test_a_change_to_what_changed_meanwhile_is_a_conflict_that_shows_both(at: Desk) -> None:
    ref = Ref(Kind.POSITION, "vell.dark-hours.2031-04-03")
    number = at.submitted(Retract(ref=ref, reason="It was North Vell."))
    newer = replace(at.record.positions[ref.id], summary="Would accept three.")
    with at.database.writing() as db:
        put(db, newer, origin="coordinator")

    done = at.approve(number)

    assert isinstance(done, Conflict)
    (clash,) = done.clashes
    assert isinstance(clash.seen, Position)
    assert (clash.seen.summary, clash.now) == (
        "Would accept two dark hours instead of four.",
        newer,
    )
    assert at.record.positions[ref.id] == newer
    assert at.audit() == ()


def test_two_positions_of_one_day_entered_at_once_do_not_hide_each_other(here: Desk) -> None:
    one = here.submitted(vell_says("Wants six dark hours."), author=ANA)
    other = here.submitted(vell_says("Wants none at all."), author=BO)
    here.approve(one, actor=BO)

    done = here.approve(other, actor=ANA)

    assert isinstance(done, Conflict)
    assert here.record.positions[NEW].summary == "Wants six dark hours."


def test_two_claims_from_one_new_page_do_not_stand_in_each_others_way(here: Desk) -> None:
    one = here.submitted(vell_says())
    other = here.submitted(article_is(source=PAGE))

    assert isinstance(here.approve(one), Published)
    assert isinstance(here.approve(other), Published)
    assert sum(source.url == PAGE.url for source in here.record.sources.values()) == 1


def test_a_change_that_rests_on_a_source_which_is_gone_is_a_conflict(here: Desk) -> None:
    page = here.published(AddSource(source=PAGE))
    number = here.submitted(vell_says())
    assert isinstance(here.undo(page), Published)

    assert isinstance(here.approve(number), Conflict)


def test_what_was_shown_is_what_is_entered_or_nothing(here: Desk) -> None:
    shown = proposal(here)
    here.published(vell_says())

    done = here.submit(vell_says("Wants six dark hours, no less."), seen=shown.digest)

    assert isinstance(done, Outdated)
    assert here.count("change") == 1


def test_what_was_shown_and_still_holds_is_entered(here: Desk) -> None:
    assert isinstance(here.submit(vell_says(), seen=proposal(here).digest), Submitted)


def test_a_retracted_record_stays_with_the_reason(here: Desk) -> None:
    ref = Ref(Kind.POSITION, "vell.dark-hours.2031-04-03")

    here.published(Retract(ref=ref, reason="It was North Vell."))

    retracted = here.record.positions[ref.id].evidence.retracted
    assert retracted is not None
    assert retracted.reason == "It was North Vell."


def test_readers_see_a_change_at_the_next_revision(here: Desk) -> None:
    before = here.record.revision

    here.submitted(vell_says())
    assert here.record.revision == before

    here.approve(1)
    assert here.record.revision == before + 1


@pytest.mark.parametrize("person", [STRANGER, -5, 0])
def test_a_stranger_can_write_nothing(at: Desk, person: int) -> None:
    waiting = at.submitted(vell_says())
    done = at.published(article_is())

    assert at.submit(vell_says("Wants none."), author=person) == NotAllowed()
    assert at.approve(waiting, actor=person) == NotAllowed()
    assert at.reject(waiting, actor=person) == NotAllowed()
    assert at.undo(done, actor=person) == NotAllowed()
    with at.database.writing() as db:
        rules, now = at.rules, at.now
        assert publishing.withdraw(db, waiting, actor=person, rules=rules, now=now) == NotAllowed()
    assert at.count("change") == 2


def test_an_alert_is_raised_with_what_was_before_in_the_same_transaction(here: Desk) -> None:
    here.published(vell_says())

    (alert,) = here.alerts()
    assert (alert.kind, alert.change, alert.refs, alert.parties) == (
        "change",
        1,
        [f"position:{NEW}"],
        ["vell"],
    )
    assert "Would accept two dark hours" in alert.before
    assert alert.due_at == NOW
    assert alert.use_by == NOW + timedelta(hours=24)


def test_a_status_is_announced_to_those_who_follow_its_topic(here: Desk) -> None:
    here.published(article_is(Status.UNDER_NEGOTIATION, summary="Reopened."))

    (alert,) = here.alerts()
    assert (alert.kind, alert.topics) == ("change", ["provision:article-3-2"])


def test_a_source_alone_is_no_news(here: Desk) -> None:
    here.published(AddSource(source=PAGE))

    assert here.alerts() == []


def test_every_step_is_an_entry_of_who_and_when(here: Desk) -> None:
    here.published(vell_says())
    with here.database.reading() as db:
        change = ledger.find(db, 1)

    assert change is not None
    assert (change.author, change.decided_by, change.decided_at) == (ANA, BO, NOW)
    assert (change.state, change.edits[-1].before) == (ChangeState.PUBLISHED, None)


def test_rules_without_owners_leave_all_to_coordinators(here: Desk) -> None:
    here.rules = Rules()

    assert here.submit(vell_says(), author=OWNER) == NotAllowed()

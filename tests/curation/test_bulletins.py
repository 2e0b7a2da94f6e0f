from __future__ import annotations

from store.curation import bulletins
from store.curation.outcomes import Bar, CannotUndo, NoSuchChange, NotAllowed, Published
from tests.curation.desk import ANA, NOW, STRANGER, Desk, vell_says


def broadcast(at: Desk, text: str = "The lamps are lit.", *, author: int = ANA) -> object:
    with at.database.writing() as db:
        return bulletins.broadcast(db, text, author=author, rules=at.rules, now=NOW)


def stop(at: Desk, number: int, *, actor: int = ANA) -> object:
    with at.database.writing() as db:
        return bulletins.stop(db, number, actor=actor, rules=at.rules, reason="wrong day")


def test_a_bulletin_is_a_numbered_change_with_its_alert(at: Desk) -> None:
    done = broadcast(at)

    assert isinstance(done, Published)
    (alert,) = at.alerts()
    assert (alert.kind, alert.text, alert.change) == ("bulletin", "The lamps are lit.", 1)
    assert at.audit() == ()


def test_a_bulletin_leaves_the_record_as_it_is(here: Desk) -> None:
    before = here.record.revision
    broadcast(here)

    assert here.record.revision == before
    undone = here.undo(1)
    assert isinstance(undone, CannotUndo)
    assert undone.bar is Bar.NOTHING


def test_a_bulletin_is_stopped(here: Desk) -> None:
    broadcast(here)

    assert stop(here, 1) == 0
    assert here.alerts()[0].outcome == "stopped"


def test_a_stranger_sends_and_stops_nothing(here: Desk) -> None:
    assert broadcast(here, author=STRANGER) == NotAllowed()
    broadcast(here)

    assert stop(here, 1, actor=STRANGER) == NotAllowed()
    assert here.alerts()[0].outcome is None


def test_only_bulletins_are_stopped_like_that(here: Desk) -> None:
    number = here.published(vell_says())

    assert stop(here, number) == NoSuchChange(number)

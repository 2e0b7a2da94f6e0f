from __future__ import annotations

from dataclasses import replace
from datetime import date

from store.curation.forms import AddSource, Confirm, NewState, Retract
from store.curation.outcomes import Bar, CannotUndo, NoSuchChange, Published
from store.record.evidence import Ref
from store.record.moments import Dated
from store.record.terms import Kind
from store.tables.writing import put
from tests.curation.desk import KNOWN, PAGE, Desk, article_is, vell_says

NEW = "vell.dark-hours.2031-04-08"
NEXT = Dated.on(date(2031, 4, 9))
OLD = Ref(Kind.POSITION, "vell.dark-hours.2031-04-03")


def refusal(outcome: object) -> tuple[Bar, tuple[Ref, ...], tuple[int, ...]]:
    assert isinstance(outcome, CannotUndo), outcome
    return outcome.bar, outcome.refs, outcome.by


def test_undo_brings_the_former_state_back_as_a_change_of_its_own(at: Desk) -> None:
    before = at.record.records
    number = at.published(vell_says())

    done = at.undo(number)

    assert isinstance(done, Published)
    assert (done.change.number, done.change.undoes) == (2, 1)
    assert at.record.records == before
    assert at.audit() == ()


def test_undoing_a_retraction_lets_the_record_count_again(here: Desk) -> None:
    before = here.record.positions[OLD.id]
    number = here.published(Retract(ref=OLD, reason="Misheard."))

    here.undo(number)

    assert here.record.positions[OLD.id] == before


def test_an_undoing_is_undone_like_any_change(at: Desk) -> None:
    number = at.published(vell_says())
    position = at.record.positions[NEW]
    at.undo(number)

    assert isinstance(at.undo(2), Published)
    assert at.record.positions[NEW] == position
    assert at.audit() == ()


def test_a_change_that_holds_again_is_undone_again_through_its_last_step(here: Desk) -> None:
    number = here.published(vell_says())
    here.undo(number)
    here.undo(2)

    assert refusal(here.undo(2)) == (Bar.UNDONE, (), (3,))
    assert isinstance(here.undo(number), Published)
    assert NEW not in here.record.positions


def test_undo_is_refused_a_second_time_naming_what_undid_it(here: Desk) -> None:
    number = here.published(vell_says())
    here.undo(number)

    assert refusal(here.undo(number)) == (Bar.UNDONE, (), (2,))


def test_undo_is_refused_where_the_record_changed_since_naming_the_change(here: Desk) -> None:
    number = here.published(vell_says())
    new = Ref(Kind.POSITION, NEW)
    later = here.published(Retract(ref=new, reason="Misheard."))

    assert refusal(here.undo(number)) == (Bar.CHANGED_SINCE, (new,), (later,))
    assert new.id in here.record.positions


def test_once_the_later_change_is_undone_the_earlier_can_be(here: Desk) -> None:
    number = here.published(vell_says())
    later = here.published(Retract(ref=Ref(Kind.POSITION, NEW), reason="Misheard."))
    here.undo(later)

    assert isinstance(here.undo(number), Published)
    assert NEW not in here.record.positions


def test_undo_is_refused_where_a_pack_wrote_the_record_since(here: Desk) -> None:
    done = here.submit(Confirm(refs=(OLD,)))
    number = done.change.number
    with here.database.writing() as db:
        put(db, replace(here.record.positions[OLD.id], occasion="4th meeting"))

    assert refusal(here.undo(number)) == (Bar.CHANGED_SINCE, (OLD,), ())


def test_undo_is_refused_where_others_rest_on_what_would_go(here: Desk) -> None:
    page = here.published(AddSource(source=PAGE))
    here.published(vell_says())

    assert refusal(here.undo(page)) == (
        Bar.REFERRED_TO,
        (Ref(Kind.POSITION, NEW),),
        (),
    )


def test_a_source_that_came_with_a_change_stays_while_others_rest_on_it(here: Desk) -> None:
    number = here.published(vell_says())
    here.published(article_is(source=PAGE))

    assert isinstance(here.undo(number), Published)
    assert NEW not in here.record.positions
    assert any(source.url == PAGE.url for source in here.record.sources.values())


def test_a_source_that_came_with_a_change_goes_with_it(here: Desk) -> None:
    here.undo(here.published(vell_says()))

    assert not any(source.url == PAGE.url for source in here.record.sources.values())


def test_a_state_that_came_with_a_change_stays_while_others_are_about_it(here: Desk) -> None:
    marrow = NewState(id="marrow", name="Marrow", iso2="XM")
    first = here.submitted(vell_says(party="marrow", state=marrow))
    later = here.submitted(vell_says("Wants none.", party="marrow", state=marrow, dated=NEXT))
    assert isinstance(here.approve(first), Published)
    assert isinstance(here.approve(later), Published)

    assert isinstance(here.undo(first), Published)
    assert "marrow" in here.record.parties

    assert isinstance(here.undo(later), Published)
    assert [p.party for p in here.record.positions.values() if p.party == "marrow"] == []
    assert here.audit() == ()


def test_a_state_that_came_with_a_change_goes_with_it(here: Desk) -> None:
    marrow = NewState(id="marrow", name="Marrow", iso2="XM")
    number = here.published(vell_says(party="marrow", state=marrow))
    assert here.record.parties["marrow"].iso2 == "XM"

    here.undo(number)

    assert "marrow" not in here.record.parties


def test_what_is_not_published_cannot_be_undone(here: Desk) -> None:
    number = here.submitted(vell_says())

    assert refusal(here.undo(number)) == (Bar.NOT_PUBLISHED, (), ())
    assert here.undo(12) == NoSuchChange(12)


def test_undoing_stops_the_alert_and_prepares_a_correction_of_it(here: Desk) -> None:
    here.undo(here.published(vell_says()))

    wrong, correction = here.alerts()
    assert wrong.outcome == "stopped"
    assert (correction.kind, correction.corrects, correction.change) == (
        "correction",
        wrong.key,
        2,
    )
    assert "Wants six dark hours." in correction.before


def test_retracting_what_was_announced_prepares_a_correction_of_it(here: Desk) -> None:
    here.published(vell_says(source=KNOWN))
    here.published(Retract(ref=Ref(Kind.POSITION, NEW), reason="Misheard."))

    wrong, correction = here.alerts()
    assert (wrong.outcome, correction.corrects) == ("stopped", wrong.key)


def test_retracting_what_nobody_was_told_corrects_nothing(here: Desk) -> None:
    here.published(Retract(ref=OLD, reason="Misheard."))

    assert here.alerts() == []

"""Whatever is changed can be taken back, step by step, to just what was there before."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.curation.forms import (
    AddEvent,
    AddSource,
    CancelEvent,
    Citation,
    Confirm,
    Import,
    MoveEvent,
    Retract,
    SetPosition,
    SetStatus,
)
from store.curation.outcomes import CannotUndo, Published
from store.record.consistency import Rule, check
from store.record.moments import Dated
from store.record.terms import Kind, Stance, Status
from tests.curation.desk import ANA, ARTICLE, DARK_HOURS, KNOWN, desk
from tests.databases import opened
from tests.negotiations import lanternfish

if TYPE_CHECKING:
    from random import Random

    from tests.databases import SQLiteFiles

CLAIMS = [
    ref
    for ref in lanternfish().records
    if ref.kind in {Kind.POSITION, Kind.STATUS, Kind.VOTE, Kind.EVENT, Kind.MEMBERSHIP}
]
sources = st.sampled_from([KNOWN, *(Citation(url=f"https://page.example/{n}") for n in range(3))])
days = st.dates(date(2031, 3, 1), date(2031, 5, 1)).map(Dated.on)
words = st.text("abc <>&|é漢", min_size=1, max_size=30).filter(str.strip)
claims = st.sampled_from(CLAIMS)
meetings = st.sampled_from(["meeting-1", "meeting-2", "meeting-4"])
instants = st.datetimes(datetime(2031, 4, 1), datetime(2031, 4, 30), timezones=st.just(UTC))  # noqa: DTZ001
positions = st.builds(
    SetPosition,
    party=st.sampled_from(["vell", "tiderra", "korveth"]),
    topic=st.sampled_from([DARK_HOURS, ARTICLE]),
    stance=st.sampled_from(Stance),
    dated=days,
    summary=words,
    source=sources,
)
forms = st.one_of(
    positions,
    st.builds(
        SetStatus,
        topic=st.sampled_from([DARK_HOURS, ARTICLE]),
        status=st.sampled_from(Status),
        dated=days,
        summary=words,
        source=sources,
    ),
    st.builds(AddEvent, starts_at=instants, title=words, ends_at=st.none()),
    st.builds(MoveEvent, event=meetings, starts_at=instants),
    st.builds(CancelEvent, event=meetings, reason=words),
    st.builds(AddSource, source=sources),
    st.builds(Retract, ref=claims, reason=words),
    st.builds(Confirm, refs=claims.map(lambda ref: (ref,))),
    st.lists(positions, min_size=1, max_size=3).map(
        lambda lines: Import(lines=tuple(lines), rows=tuple(range(2, len(lines) + 2)))
    ),
)


@given(st.lists(forms, min_size=1, max_size=8))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_undone_in_reverse_all_is_as_it_was(sqlite_files: SQLiteFiles, forms: list[object]) -> None:
    with opened(sqlite_files) as database:
        at = desk(database, two_person=False)
        before = at.record.records

        outcomes = [at.submit(form, author=ANA) for form in forms]  # type: ignore[arg-type]
        published = [o.change.number for o in outcomes if isinstance(o, Published)]
        for number in reversed(published):
            undone = at.undo(number)
            assert isinstance(undone, Published), undone

        assert at.record.records == before
        assert at.audit() == ()


@given(st.lists(forms, min_size=2, max_size=8), st.randoms(use_true_random=False))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_undone_in_any_order_nothing_names_what_is_not_there(
    sqlite_files: SQLiteFiles, forms: list[object], chance: Random
) -> None:
    with opened(sqlite_files) as database:
        at = desk(database, two_person=False)
        for form in forms:
            at.submit(form, author=ANA)  # type: ignore[arg-type]
        numbers = list(range(1, at.count("change") + 1)) * 2
        chance.shuffle(numbers)
        outcomes = [at.undo(number) for number in numbers]

        assert all(isinstance(outcome, Published | CannotUndo) for outcome in outcomes)
        assert [f for f in check(at.record) if f.rule is Rule.DANGLING] == []
        assert at.audit() == ()

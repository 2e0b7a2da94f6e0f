from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from store.curation.forms import (
    AddAnswer,
    AddEvent,
    AddSource,
    AddVote,
    CancelEvent,
    Citation,
    Confirm,
    Field,
    Import,
    MoveEvent,
    Retract,
    Wrong,
)
from store.curation.ledger import digest
from store.curation.making import former_of
from store.curation.proposals import NoticeKind, Proposal, Refused, Standing, propose
from store.record.consistency import Severity, check
from store.record.evidence import Ref
from store.record.moments import Dated
from store.record.records import Event, Position, Record, Source, Vote
from store.record.snapshot import Snapshot
from store.record.terms import Confidence, EventKind, Kind, KnownBy, Stance, Status
from store.tables.change import Change, ChangeKind, Edit
from store.tables.reading import Written
from tests.curation.desk import ARTICLE, KNOWN, NOW, PAGE, article_is, vell_says
from tests.negotiations import lanternfish

if TYPE_CHECKING:
    from store.curation.forms import Form

MEETING = Ref(Kind.EVENT, "meeting-1")
RETRACTED = Ref(Kind.POSITION, "vell.observer-access.2031-04-01")


def standing(*pending: Change, now: datetime = NOW) -> Standing:
    snapshot = lanternfish()
    return Standing(snapshot, {ref: Written("pack", 1) for ref in snapshot.records}, pending, now)


def proposed(form: Form, against: Standing | None = None) -> Proposal:
    found = propose(form, against or standing())
    assert isinstance(found, Proposal), found
    return found


def new(form: Form) -> Record:
    """The claim that a form would make."""
    (record,) = (
        edit.after
        for edit in proposed(form).edits
        if edit.after is not None and not isinstance(edit.after, Source)
    )
    return record


def faults(form: Form, against: Standing | None = None) -> list[tuple[Field, Wrong]]:
    found = propose(form, against or standing())
    assert isinstance(found, Refused), found
    return [(fault.field, fault.wrong) for fault in found.faults]


def notices(form: Form, against: Standing | None = None) -> set[NoticeKind]:
    return {notice.kind for notice in proposed(form, against).notices}


def vote(**changed: Any) -> AddVote:
    form = AddVote(
        topics=(ARTICLE,),
        motion="Keep the dark hours.",
        dated=Dated.on(date(2031, 4, 9)),
        yes=30,
        no=12,
        abstain=8,
        outcome="adopted",
        meaning_of_yes="keep the dark hours",
        source=KNOWN,
    )
    return replace(form, **changed)


def event(**changed: Any) -> AddEvent:
    form = AddEvent(
        starts_at=datetime(2031, 4, 9, 3, 0, tzinfo=UTC),
        ends_at=datetime(2031, 4, 9, 5, 0, tzinfo=UTC),
        title="Meeting of the friends of the lamps",
    )
    return replace(form, **changed)


def test_a_position_gets_an_id_that_can_be_read() -> None:
    assert new(vell_says()).id == "vell.dark-hours.2031-04-08"


def test_a_second_position_of_the_day_gets_an_id_of_its_own() -> None:
    again = vell_says(
        "Wants them kept as drafted, for now.",
        dated=Dated.on(date(2031, 4, 1)),
        stance=Stance.SUPPORTS,
    )

    assert new(again).id == "vell.dark-hours.2031-04-01-2"


def test_a_position_follows_the_latest_one_on_the_same_topic() -> None:
    former = former_of(new(vell_says()), lanternfish())

    assert former is not None
    assert former.id == "vell.dark-hours.2031-04-03"


def test_a_position_follows_none_that_is_later_or_retracted() -> None:
    early = new(vell_says(dated=Dated.on(date(2031, 3, 31))))
    elsewhere = new(vell_says(topic=Ref(Kind.SAFEGUARD, "observer-access")))

    assert former_of(early, lanternfish()) is None
    assert former_of(elsewhere, lanternfish()) is None


def test_a_status_follows_the_latest_one_of_its_topic() -> None:
    former = former_of(new(article_is()), lanternfish())

    assert former is not None
    assert former.id == "article-3-2.2031-04-10"


def test_a_claim_is_known_as_others_from_its_source_are() -> None:
    record = new(vell_says(source=KNOWN))

    assert isinstance(record, Position)
    assert (record.evidence.known_by, record.evidence.confidence) == (
        KnownBy.SUBMISSION,
        Confidence.HIGH,
    )


def test_a_claim_from_a_page_nobody_knows_is_an_observers() -> None:
    record = new(vell_says(source=Citation(url="https://new.example/page")))

    assert isinstance(record, Position)
    assert (record.evidence.known_by, record.evidence.confidence) == (
        KnownBy.OBSERVER,
        Confidence.MEDIUM,
    )


def test_a_meeting_within_the_session_is_told_from_what_happens_outside() -> None:
    within, outside = new(event()), new(event(starts_at=NOW, ends_at=None))

    assert isinstance(within, Event)
    assert isinstance(outside, Event)
    assert (within.event_kind, outside.event_kind) == (EventKind.MEETING, EventKind.MILESTONE)


def test_an_event_is_dated_in_the_zone_of_the_session() -> None:
    record = new(event(starts_at=datetime(2031, 4, 8, 20, 0, tzinfo=UTC), ends_at=None))

    assert isinstance(record, Event)
    assert record.dated == Dated.on(date(2031, 4, 9))


def test_an_event_without_a_source_rests_on_the_coordinators() -> None:
    (source,) = (edit.after for edit in proposed(event()).edits if isinstance(edit.after, Source))

    assert source.genre == "coordinators"


def test_a_moved_meeting_stays_as_long_as_it_was() -> None:
    later = datetime(2031, 4, 2, 2, 0, tzinfo=UTC)
    record = new(MoveEvent(event=MEETING.id, starts_at=later))

    assert isinstance(record, Event)
    assert (record.starts_at, record.ends_at) == (later, later + timedelta(hours=3))
    assert record.id == MEETING.id


def test_a_vote_without_counts_was_not_recorded() -> None:
    record = new(vote(yes=None, no=None, abstain=None))

    assert isinstance(record, Vote)
    assert record.recorded is False


def test_a_curated_answer_knows_how_people_asked_for_it() -> None:
    form = AddAnswer(
        title="Who may speak", text="Everybody.", asked=("who may speak?",), source=KNOWN
    )

    assert [alias.text for alias in new(form).aliases] == ["who may speak?"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        (vell_says(party="nowhere"), (Field.PARTY, Wrong.UNKNOWN)),
        (vell_says(topic=Ref(Kind.SAFEGUARD, "x")), (Field.TOPIC, Wrong.UNKNOWN)),
        (vell_says(topic=Ref(Kind.PARTY, "vell")), (Field.TOPIC, Wrong.UNKNOWN)),
        (vell_says(" "), (Field.SUMMARY, Wrong.MISSING)),
        (vell_says("x" * 1001), (Field.SUMMARY, Wrong.TOO_LONG)),
        (vell_says("a\x07b"), (Field.SUMMARY, Wrong.UNFIT)),
        (vell_says("turn\u202eed"), (Field.SUMMARY, Wrong.UNFIT)),
        (vell_says(dated=Dated.on(date(2031, 12, 6))), (Field.DATE, Wrong.IN_FUTURE)),
        (vell_says(source=Citation(url="sea.vell.example")), (Field.URL, Wrong.NO_ADDRESS)),
        (vell_says(source=Citation(url="ftp://sea.example/a")), (Field.URL, Wrong.NO_ADDRESS)),
        (vell_says(source=Citation(url="https://a b.example")), (Field.URL, Wrong.NO_ADDRESS)),
        (vell_says(source=Citation(url="javascript:alert(1)")), (Field.URL, Wrong.NO_ADDRESS)),
        (vell_says(source=Citation(url="https://u:p@a.example")), (Field.URL, Wrong.NO_ADDRESS)),
        (vell_says(source=Citation(url="https://" + "a" * 700)), (Field.URL, Wrong.TOO_LONG)),
        (article_is(topic=Ref(Kind.EVENT, "meeting-1")), (Field.TOPIC, Wrong.UNKNOWN)),
        (event(ends_at=datetime(2031, 4, 9, 2, tzinfo=UTC)), (Field.END, Wrong.END_FIRST)),
        (event(title=""), (Field.TITLE, Wrong.MISSING)),
        (event(place="x" * 301), (Field.PLACE, Wrong.TOO_LONG)),
        (MoveEvent(event="never", starts_at=NOW), (Field.EVENT, Wrong.UNKNOWN)),
        (CancelEvent(event=MEETING.id, reason=""), (Field.REASON, Wrong.MISSING)),
        (vote(yes=-1), (Field.YES, Wrong.NO_COUNT)),
        (vote(motion=""), (Field.MOTION, Wrong.MISSING)),
        (vote(meaning_of_yes=""), (Field.MEANING, Wrong.MISSING)),
        (AddSource(source=KNOWN), (Field.URL, Wrong.DUPLICATE)),
        (Retract(ref=RETRACTED, reason="Again."), (Field.RECORD, Wrong.RETRACTED)),
        (Retract(ref=Ref(Kind.PARTY, "vell"), reason="Gone."), (Field.RECORD, Wrong.NO_CLAIM)),
        (Retract(ref=Ref(Kind.VOTE, "x"), reason="Gone."), (Field.RECORD, Wrong.UNKNOWN)),
        (Confirm(refs=()), (Field.RECORD, Wrong.MISSING)),
        (Confirm(refs=(RETRACTED,)), (Field.RECORD, Wrong.RETRACTED)),
        (Import(lines=(), rows=()), (Field.RECORD, Wrong.MISSING)),
    ],
)
def test_what_is_wrong_is_told_by_field(form: Form, wrong: tuple[Field, Wrong]) -> None:
    assert faults(form) == [wrong]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    form = vell_says("", party="nowhere", source=Citation(url="page"))

    assert faults(form) == [
        (Field.PARTY, Wrong.UNKNOWN),
        (Field.SUMMARY, Wrong.MISSING),
        (Field.URL, Wrong.NO_ADDRESS),
    ]


def test_today_is_the_day_in_the_zone_of_the_session() -> None:
    evening = standing(now=datetime(2031, 4, 7, 12, 30, tzinfo=UTC))  # past midnight there
    before = standing(now=datetime(2031, 4, 7, 11, 30, tzinfo=UTC))

    assert isinstance(propose(vell_says(), evening), Proposal)
    assert faults(vell_says(), before) == [(Field.DATE, Wrong.IN_FUTURE)]


def test_the_same_position_twice_is_refused_and_names_the_other() -> None:
    same = vell_says(
        "WANTS the dark hours kept as drafted.",
        stance=Stance.SUPPORTS,
        dated=Dated.on(date(2031, 4, 1)),
        topic=Ref(Kind.PROVISION, "article-3-2"),
    )
    against = standing()
    whole = replace(
        against.snapshot.positions["vell.dark-hours.2031-04-01"],
        id="only-article",
        safeguard=None,
    )
    snapshot = Snapshot.of(
        against.snapshot.negotiation, [*against.snapshot.records.values(), whole]
    )
    found = propose(same, replace(against, snapshot=snapshot))

    assert isinstance(found, Refused)
    assert [(fault.wrong, fault.refs) for fault in found.faults] == [
        (Wrong.DUPLICATE, (whole.ref,))
    ]


def test_a_vote_entered_twice_is_refused() -> None:
    again = vote(motion="Delete article 3(2).", dated=Dated.on(date(2031, 4, 10)))

    assert faults(again) == [(Field.MOTION, Wrong.DUPLICATE)]


def test_a_status_entered_twice_is_refused() -> None:
    again = article_is(Status.PUT_TO_VOTE, dated=Dated.on(date(2031, 4, 10)))
    known = lanternfish().statuses["article-3-2.2031-04-10"]

    assert faults(replace(again, status=known.status)) == [(Field.STATUS, Wrong.DUPLICATE)]


def test_an_event_entered_twice_is_refused() -> None:
    known = lanternfish().events["meeting-1"]
    assert known.starts_at is not None

    again = event(starts_at=known.starts_at, ends_at=None, title=known.title.upper())
    assert faults(again) == [(Field.TITLE, Wrong.DUPLICATE)]


def test_a_row_that_stands_twice_in_a_file_is_refused() -> None:
    found = propose(Import(lines=(event(), vote(), event()), rows=(2, 3, 4)), standing())

    assert isinstance(found, Refused)
    assert [(f.wrong, f.row, f.value) for f in found.faults] == [(Wrong.REPEATED, 4, "2")]


def test_what_is_older_than_the_present_state_is_pointed_out() -> None:
    early = vell_says(dated=Dated.on(date(2031, 4, 2)))

    assert NoticeKind.OLDER in notices(early)
    assert NoticeKind.OLDER not in notices(vell_says())


def test_a_new_source_is_pointed_out() -> None:
    assert NoticeKind.NEW_SOURCE in notices(vell_says())
    assert NoticeKind.NEW_SOURCE not in notices(vell_says(source=KNOWN))


def test_a_meeting_at_the_time_of_another_is_pointed_out() -> None:
    at_once = event(
        starts_at=datetime(2031, 3, 30, 22, 0, tzinfo=UTC),
        ends_at=datetime(2031, 3, 30, 23, 0, tzinfo=UTC),
    )

    assert NoticeKind.OVERLAPS in notices(at_once)


def test_what_another_has_submitted_about_the_same_is_pointed_out() -> None:
    (edit,) = (e for e in proposed(vell_says()).edits if isinstance(e.after, Position))
    waiting = Change(
        number=4, kind=ChangeKind.SET_POSITION, author=7, submitted_at=NOW, edits=(edit,)
    )

    found = proposed(vell_says("Wants seven."), standing(waiting)).notices

    assert [notice.change for notice in found if notice.kind is NoticeKind.WAITING] == [4]


def test_a_digest_stands_for_just_these_edits() -> None:
    one, other = proposed(vell_says()), proposed(vell_says("Wants seven dark hours."))

    assert one.digest == proposed(vell_says()).digest
    assert one.digest != other.digest
    assert one.digest == digest(one.kind, one.edits)


def test_lines_of_a_file_share_a_new_source_and_have_ids_of_their_own() -> None:
    lines = (vell_says("Wants six."), vell_says("Also wants quiet nights, everywhere."))
    found = proposed(Import(lines=lines, rows=(2, 3)))

    positions = [e.after for e in found.edits if isinstance(e.after, Position)]
    assert [position.id for position in positions] == [
        "vell.dark-hours.2031-04-08",
        "vell.dark-hours.2031-04-08-2",
    ]
    assert sum(isinstance(edit.after, Source) for edit in found.edits) == 1


def test_a_fault_in_a_file_names_its_row() -> None:
    found = propose(
        Import(lines=(vell_says(), vell_says("", source=PAGE)), rows=(2, 7)), standing()
    )

    assert isinstance(found, Refused)
    assert [(fault.row, fault.field) for fault in found.faults] == [(7, Field.SUMMARY)]


@pytest.mark.parametrize(
    "form", [vell_says(), article_is(), vote(), event(), AddSource(source=PAGE)]
)
def test_the_record_agrees_with_itself_after_any_change(form: Form) -> None:
    records = dict(lanternfish().records)
    edits: tuple[Edit, ...] = proposed(form).edits
    records |= {edit.ref: edit.after for edit in edits if edit.after is not None}
    after = Snapshot.of(lanternfish().negotiation, records.values())

    wrong = [f for f in check(after) if f.severity is Severity.ERROR]
    assert wrong == [f for f in check(lanternfish()) if f.severity is Severity.ERROR]

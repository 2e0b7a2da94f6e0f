from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.alarm import Alarm
from bot.metrics import Metrics
from handlers.curation.courses import last_alerts as shown
from handlers.texts import Texts
from store.alerting.history import last_alerts
from store.alerting.settling import Again, Refused
from store.alerting.subscriptions import Subject
from store.record.terms import AlertKind
from store.tables.chat import ChatState
from tests.alerting.talks import Post, here
from tests.journeys.clock import HandClock

if TYPE_CHECKING:
    from store.alerting.arrears import Arrears
    from store.tables.database import Database

NOON = here("07-25 12:00")
MINUTE = timedelta(minutes=1)
BULLETINS = Subject.kind(AlertKind.BULLETIN)


class Owners:
    """Keeps what the owners were told."""

    def __init__(self, *, reachable: bool = True) -> None:
        self.reachable = reachable
        self.told: list[Arrears | None] = []

    async def tell(self, found: Arrears | None) -> bool:
        self.told.append(found)
        return self.reachable


def alarm(post: Post, clock: HandClock, owners: Owners, *, rate: int = 30) -> Alarm:
    return Alarm(
        post.database, clock, rate=rate, metrics=Metrics(), tell=owners.tell, every=0.0
    )  # fmt: skip


@pytest.mark.asyncio
async def test_owners_are_told_once_when_an_alert_waits_for_two_minutes(
    database: Database,
) -> None:
    post, clock, owners = Post.of(database), HandClock(NOON), Owners()
    watch = alarm(post, clock, owners)
    post.chat(1, BULLETINS)
    post.raise_("news", AlertKind.BULLETIN, due_at=NOON)
    post.plan(NOON)
    clock.set(NOON + 2 * MINUTE)
    await watch.look()
    assert owners.told == []
    clock.set(NOON + 2 * MINUTE + timedelta(seconds=1))
    await watch.look()
    await watch.look()

    [told] = owners.told
    assert told is not None
    assert (told.waiting, told.since) == (1, NOON)


@pytest.mark.asyncio
async def test_owners_are_told_when_alerts_go_out_again(database: Database) -> None:
    post, clock, owners = Post.of(database), HandClock(NOON + 5 * MINUTE), Owners()
    watch = alarm(post, clock, owners)
    post.chat(1, BULLETINS)
    post.raise_("news", AlertKind.BULLETIN, due_at=NOON)
    await watch.look()  # it was not even planned
    post.deliver(NOON + 5 * MINUTE)
    await watch.look()
    await watch.look()

    assert [told is None for told in owners.told] == [False, True]


@pytest.mark.asyncio
async def test_owners_who_cannot_be_told_are_told_later(database: Database) -> None:
    post, clock = Post.of(database), HandClock(NOON + 5 * MINUTE)
    owners = Owners(reachable=False)
    watch = alarm(post, clock, owners)
    post.chat(1, BULLETINS)
    post.raise_("news", AlertKind.BULLETIN, due_at=NOON)
    await watch.look()
    owners.reachable = True
    await watch.look()
    await watch.look()

    assert len(owners.told) == 2


@pytest.mark.asyncio
async def test_what_is_tried_again_and_again_is_late_all_the_same(database: Database) -> None:
    post, clock, owners = Post.of(database), HandClock(NOON + 5 * MINUTE), Owners()
    post.chat(1, BULLETINS)
    post.raise_("news", AlertKind.BULLETIN, due_at=NOON)
    post.plan(NOON)
    [claimed] = post.claims(NOON)
    post.fail(claimed, Again(NOON + 6 * MINUTE, "NetworkError"), NOON)
    await alarm(post, clock, owners).look()

    assert len(owners.told) == 1


@pytest.mark.asyncio
async def test_what_quiet_hours_have_just_let_go_is_not_late(database: Database) -> None:
    post, clock, owners = Post.of(database), HandClock(NOON), Owners()
    chat = post.chat(1, BULLETINS)
    post.raise_("news", AlertKind.BULLETIN, due_at=NOON - timedelta(hours=3))
    post.plan(NOON)
    await alarm(post, clock, owners).look()

    assert chat.id
    assert owners.told == []


@pytest.mark.asyncio
async def test_the_time_that_the_rate_takes_for_so_many_is_no_delay(database: Database) -> None:
    post, clock, owners = Post.of(database), HandClock(NOON + 3 * MINUTE), Owners()
    for id_ in range(1, 63):
        post.chat(id_, BULLETINS)
    post.raise_("news", AlertKind.BULLETIN, due_at=NOON)
    post.plan(NOON)
    await alarm(post, clock, owners, rate=1).look()
    assert owners.told == []
    await alarm(post, clock, owners, rate=2).look()

    assert len(owners.told) == 1


def test_coordinators_see_how_the_last_alerts_went_and_never_to_whom(database: Database) -> None:
    post = Post.of(database)
    for id_ in range(1, 14):
        post.chat(id_, BULLETINS)
    post.raise_("news", AlertKind.BULLETIN, due_at=NOON)
    post.plan(NOON)
    claimed = post.claims(NOON)
    for one in claimed[:6]:
        post.send(one, NOON)
    for one in claimed[6:11]:
        post.fail(one, Refused("Forbidden: bot was blocked by the user", ChatState.BLOCKED), NOON)
    with database.reading() as db:
        [course] = [one for one in last_alerts(db) if one.alert.key == "news"]
    text = str(shown([course], Texts.of("en"), post.snapshot))

    assert (course.sent, course.failed, course.waiting) == (6, 5, 2)
    assert course.reasons == {"Forbidden: bot was blocked by the user": 5}
    assert "sent 6, waiting &lt;5, failed for good 5, missed &lt;5" in text
    assert "failed: Forbidden: bot was blocked by the user (5)" in text

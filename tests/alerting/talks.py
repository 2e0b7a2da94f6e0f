"""A fictional session in New York, chats that follow it, and a post in place of Telegram."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from store.alerting import chats, subscriptions
from store.alerting.chats import Address, Chat, Quiet
from store.alerting.outbox import Outbox
from store.alerting.planning import Planner, tidy
from store.alerting.settling import Sent, settle
from store.alerting.subscriptions import KINDS, Subject
from store.record.evidence import Ref
from store.record.moments import Dated
from store.record.snapshot import Negotiation
from store.record.terms import AlertKind, EventKind, Kind
from store.tables.alert import Raised, raise_alert
from store.tables.chat import ChatKind, QuietMode
from store.tables.live import LiveSnapshot
from store.tables.shapes import table
from store.tables.writing import put, put_many, put_negotiation
from tests.negotiations import event, evidence, source

if TYPE_CHECKING:
    from store.alerting.outbox import Claimed
    from store.alerting.settling import Result
    from store.record.records import Event
    from store.record.snapshot import Snapshot
    from store.tables.database import Database

NEW_YORK = ZoneInfo("America/New_York")
EVIDENCE = evidence(sources=("new-source",))
TALKS = Negotiation(
    id="talks",
    name="Talks on Lamps",
    short_name="Lamp Talks",
    edition="1",
    language="en",
    languages=("en",),
    timezone="America/New_York",
    starts_on=date(2024, 7, 29),
    ends_on=date(2024, 8, 9),
    last_confirmed=date(2024, 7, 1),
    about="Fictional.",
    limits=(),
)
SESSION = event(
    id="concluding",
    event_kind=EventKind.SESSION,
    title="Concluding session",
    dated=Dated(date(2024, 7, 29), date(2024, 8, 9)),
    evidence=EVIDENCE,
)
LEASE = timedelta(minutes=1)
EVERYTHING = tuple(Subject.kind(kind) for kind in KINDS)


def here(text: str) -> datetime:
    """Return an instant of 2024 by New York's clocks: ``07-29 08:30``."""
    return datetime.fromisoformat(f"2024-{text}").replace(tzinfo=NEW_YORK).astimezone(UTC)


def meeting(id_: str, begins: str, **fields: object) -> Event:
    """Return a meeting of three hours."""
    at = here(begins)
    return event(
        **{
            "id": id_,
            "event_kind": EventKind.MEETING,
            "title": f"Meeting {id_}",
            "dated": Dated.on(at.astimezone(NEW_YORK).date()),
            "starts_at": at,
            "ends_at": at + timedelta(hours=3),
            "evidence": EVIDENCE,
            **fields,
        }
    )


class Got(NamedTuple):
    """What a chat received, and when."""

    at: datetime
    chat: int
    keys: tuple[str, ...]
    silent: bool

    @property
    def key(self) -> str:
        return self.keys[0]


@dataclass(slots=True)
class Post:
    """A store with the talks in it, and a worker that sends at once what it claims."""

    database: Database
    outbox: Outbox = field(default_factory=lambda: Outbox(LEASE))
    got: list[Got] = field(default_factory=list)
    _messages: int = 0
    _planner: Planner = field(init=False)
    _live: LiveSnapshot = field(init=False)

    def __post_init__(self) -> None:
        self._planner = Planner(self.database)
        self._live = LiveSnapshot(self.database)

    @classmethod
    def of(cls, database: Database, *events: Event) -> Post:
        with database.writing() as db:
            put_negotiation(db, TALKS)
            put_many(db, [source(), SESSION, *events])
        return cls(database)

    @property
    def snapshot(self) -> Snapshot:
        self._live.refresh()
        return self._live.current

    def change(self, *events: Event) -> None:
        with self.database.writing() as db:
            for one in events:
                put(db, one, origin="coordinator")

    def chat(
        self,
        chat_id: int,
        *subjects: Subject,
        since: datetime = here("07-01 00:00"),  # noqa: B008 - a constant
        zone: str = "America/New_York",
        quiet: Quiet | None = None,
        thread_id: int = 0,
    ) -> Chat:
        address = Address(chat_id, thread_id)
        with self.database.writing() as db:
            chat = chats.remember(db, address, kind=ChatKind.PRIVATE, language="en", zone=zone)
            if quiet is not None:
                chats.set_quiet(db, address, quiet)
            subscriptions.subscribe(db, chat, subjects or EVERYTHING, now=since)
        return chat

    def chats(self, ids: range) -> None:
        """Have many chats ask for everything."""
        with self.database.writing() as db:
            for id_ in ids:
                chat = chats.remember(
                    db, Address(id_), kind=ChatKind.PRIVATE, language="en", zone="UTC"
                )
                subscriptions.subscribe(db, chat, EVERYTHING, now=here("07-01 00:00"))

    def raise_(self, key: str, kind: AlertKind = AlertKind.CHANGE, **fields: object) -> None:
        due_at = fields.pop("due_at")
        assert isinstance(due_at, datetime)
        given = {"use_by": due_at + timedelta(days=1), **fields}
        with self.database.writing() as db:
            raise_alert(db, Raised(key=key, kind=kind, due_at=due_at, **given))  # type: ignore[arg-type]

    def plan(self, now: datetime) -> None:
        snapshot = self.snapshot
        self._planner.plan(snapshot, now=now)
        with self.database.writing() as db:
            tidy(db, snapshot, now=now)

    def claim(self, now: datetime, most: int = 32) -> list[Claimed] | None:
        with self.database.writing() as db:
            return self.outbox.claim(db, now=now, most=most)

    def claims(self, now: datetime, most: int = 32) -> list[Claimed]:
        return self.claim(now, most) or []

    def send(self, claimed: Claimed, now: datetime) -> None:
        self._messages += 1
        self.got.append(
            Got(
                now,
                claimed.chat.address.chat_id,
                tuple(alert.key for alert in claimed.alerts),
                claimed.silent,
            )
        )
        with self.database.writing() as db:
            settle(db, [(claimed, Sent(self._messages))], now=now)

    def fail(self, claimed: Claimed, result: Result, now: datetime) -> None:
        """Settle something that was not sent."""
        with self.database.writing() as db:
            settle(db, [(claimed, result)], now=now)

    def deliver(self, now: datetime) -> list[Got]:
        """Plan, and send all that is due; return what was received by this."""
        before = len(self.got)
        self.plan(now)
        while (batch := self.claim(now)) is not None:
            for claimed in batch:
                self.send(claimed, now)
        if len(self.got) > before:
            with self.database.writing() as db:
                tidy(db, self.snapshot, now=now)
        return self.got[before:]

    def keys(self, now: datetime) -> list[str]:
        """Deliver; return the keys that the chats received."""
        return [got.key for got in self.deliver(now)]

    def states(self, key: str) -> dict[int, tuple[str, str | None]]:
        """Return by chat how far an alert has come, and why."""
        alerts, deliveries, rows = table("alert"), table("delivery"), table("chat")
        with self.database.reading() as db:
            found = db.connection().execute(
                deliveries.join(alerts, alerts.c.id == deliveries.c.alert)
                .join(rows, rows.c.id == deliveries.c.chat)
                .select()
                .with_only_columns(rows.c.chat_id, deliveries.c.state, deliveries.c.reason)
                .where(alerts.c.key == key)
            )
            return {row.chat_id: (row.state, row.reason) for row in found}


def topic(id_: str) -> Ref:
    return Ref(Kind.PROVISION, id_)


def held(begins: str, ends: str) -> Quiet:
    return Quiet(time.fromisoformat(begins), time.fromisoformat(ends), QuietMode.HELD)


def silent(begins: str, ends: str) -> Quiet:
    return Quiet(time.fromisoformat(begins), time.fromisoformat(ends), QuietMode.SILENT)

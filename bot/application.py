"""The one place where the bot is put together: store, snapshot, services, framework, routes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.ext import Application, ApplicationBuilder

from bot import tallying
from bot.alarm import Alarm
from bot.envelopes import Envelopes
from bot.faults import Failed
from bot.freshness import EVERY as FRESHNESS_EVERY
from bot.freshness import Freshness
from bot.limits import Limits
from bot.metrics import Metrics
from bot.pacing import Pacer
from bot.pages import PageReader
from bot.rounds import make_rounds
from bot.sending import Sender
from bot.ticks import EVERY as TICK_EVERY
from bot.ticks import Ticks
from bot.transport import request_over
from bot.turns import Turns
from bot.watching import EVERY as WATCHING_EVERY
from bot.watching import Watching
from handlers import routes
from handlers.chats import Chats
from handlers.context import Context, context_types
from handlers.curation.cards import hand_out_left
from handlers.curation.courses import late
from handlers.curation.inquiries import deliver
from handlers.curation.page_news import page_news
from handlers.curation.telling import team, tell
from handlers.services import Services
from store.packs.loading import load_pack
from store.packs.reading import read_pack
from store.tables.database import open_database
from store.tables.faults import NothingLoaded
from store.tables.live import LiveSnapshot

if TYPE_CHECKING:
    from bot.settings import Settings
    from store.alerting.arrears import Arrears
    from store.curation.page_text import Difference
    from store.record.moments import Clock
    from store.tables.database import Database

LEFT_EVERY = 60.0  # seconds between two looks for answers and cards that a crash left over
BotApplication = Application[Any, Context, Any, Any, Any, Any]

_CONNECTIONS = 64  # requests to the Bot API that may be under way at once
_PATIENCE = 10.0  # seconds for a connection to the Bot API, and for its answer


@dataclass(frozen=True, slots=True)
class Bot:
    """The bot, put together and not started."""

    settings: Settings
    application: BotApplication
    services: Services
    metrics: Metrics
    freshness: Freshness
    watching: Watching
    sender: Sender
    ticks: Ticks

    def close(self) -> None:
        """Let go of the database."""
        self.services.database.close()


def build_bot(settings: Settings, *, clock: Clock) -> Bot:
    """Open and migrate the store, load the pack into an empty one, and put the bot together.

    Raises Failed without a token, PackFaults and DatabaseFault. Asks nothing of the Bot API.
    """
    if settings.token is None:
        raise Failed("RAPPORTEUR_TOKEN is missing: @BotFather gives it to whoever makes a bot")
    database = open_database(settings.database_url.get_secret_value())
    try:
        database.migrate()
        services = Services(
            clock=clock,
            live=_live(database, settings, clock),
            database=database,
            chats=Chats(database),
            owners=settings.owners,
            two_person=settings.review == "two-person",
            watch_private=settings.watch_private,
        )
        metrics = Metrics()
        freshness = Freshness(services, metrics)
        pacer = Pacer(settings.send_rate)
        application = _application(
            settings.token.get_secret_value(), settings, services, metrics, pacer
        )
        sender = Sender(
            bot=application.bot,
            database=database,
            clock=clock,
            pacer=pacer,
            writer=Envelopes(services),
            metrics=metrics,
        )
        alarm = _alarm(application, services, metrics, settings.send_rate)
        ticks = Ticks(services, freshness, sender, alarm.look)
        watching = _watching(application, services)
        if application.job_queue is not None:
            jobs = application.job_queue
            # What the names are found by is made beside the first requests, not before them.
            make_rounds(jobs, freshness.make_round, FRESHNESS_EVERY, name="freshness", first=0.1)
            make_rounds(jobs, watching.make_round, WATCHING_EVERY, name="watching", first=5.0)
            make_rounds(jobs, partial(tallying.add, services), tallying.EVERY, name="tallying")
            answers = partial(deliver, application.bot, services)
            make_rounds(jobs, answers, LEFT_EVERY, name="answers", first=10.0)
            cards = partial(hand_out_left, application.bot, services)
            make_rounds(jobs, cards, LEFT_EVERY, name="cards", first=15.0)
            make_rounds(jobs, ticks.make_round, TICK_EVERY, name="ticks")
    except BaseException:
        database.close()
        raise
    return Bot(settings, application, services, metrics, freshness, watching, sender, ticks)


def _alarm(application: BotApplication, services: Services, metrics: Metrics, rate: int) -> Alarm:
    async def tell_owners(found: Arrears | None) -> bool:
        snapshot = services.live.current
        sent = await tell(
            application.bot, services, services.owners, lambda texts: late(found, texts, snapshot)
        )
        return bool(sent)

    return Alarm(services.database, services.clock, rate=rate, metrics=metrics, tell=tell_owners)


def _watching(application: BotApplication, services: Services) -> Watching:
    async def tell_coordinators(url: str, found: Difference) -> None:
        people = await team(services)
        await tell(application.bot, services, people, lambda texts: page_news(url, found, texts))

    reader = PageReader(allow_private=services.watch_private)
    return Watching(services.database, services.clock, reader, tell_coordinators)


def _live(database: Database, settings: Settings, clock: Clock) -> LiveSnapshot:
    live = LiveSnapshot(database)
    live.refresh()
    try:
        _ = live.current
    except NothingLoaded:
        _fill(database, settings, clock)  # the pack is let go of before all is read again
        live.refresh()
    return live


def _fill(database: Database, settings: Settings, clock: Clock) -> None:
    # Read before the database is locked: a broken pack leaves it as it was.
    pack = read_pack(settings.pack)
    with database.writing() as db:
        load_pack(db, pack, now=clock.now())


def _application(
    token: str, settings: Settings, services: Services, metrics: Metrics, pacer: Pacer
) -> BotApplication:
    # A wait that the server asks for is a duration in the framework's next version; without this
    # it warns of that whenever it is asked to wait.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    application: BotApplication = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .request(request_over(connections=_CONNECTIONS, patience=_PATIENCE))
        .get_updates_request(request_over(connections=1, patience=_PATIENCE))
        .rate_limiter(Limits(pacer))
        .context_types(context_types(services))
        .concurrent_updates(Turns(metrics))
        .build()
    )
    routes.register(application)
    return application

"""``rapporteur run``: from the first request to the Bot API until somebody ends the process.

Long polling, or a webhook where the settings name one. SIGTERM and SIGINT end it: no more updates
are fetched, those under way are finished, and after :data:`LONGEST_END` seconds at most it is over.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import signal
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError

from bot import tallying
from bot.application import build_bot
from bot.clock import clock_of
from bot.faults import GOOD, Failed
from bot.listening import listen
from bot.operations import Operations
from handlers import menus, routes
from handlers.curation.door import SCOPES
from handlers.curation.telling import team
from store.curation.roles import Role

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from bot.application import Bot
    from bot.settings import Settings

logger = logging.getLogger(__name__)

LONGEST_END = 4.0  # seconds that an orderly end may take
_POLL = 30  # seconds that the server may keep a request for updates open
_FIRST_PAUSE = 1.0  # seconds before the Bot API is tried again, doubled each time
_LONGEST_PAUSE = 30.0
_RETRIES = 5  # of the first request for updates


def run(settings: Settings) -> int:
    """Run the bot until it is told to end."""
    bot = build_bot(settings, clock=clock_of(settings))
    try:
        asyncio.run(_serve(bot))
    finally:
        bot.close()
    return GOOD


async def _serve(bot: Bot) -> None:
    await until(end_signal(), _serve_on(bot))


async def _serve_on(bot: Bot) -> None:
    async with serving(bot):
        await asyncio.Event().wait()


async def until(ended: asyncio.Event, work: Coroutine[object, object, None]) -> None:
    """Do the work until the event is set, then have it clean up; wherever it is by then."""
    working, ending = asyncio.create_task(work), asyncio.create_task(ended.wait())
    await asyncio.wait({working, ending}, return_when=asyncio.FIRST_COMPLETED)
    ending.cancel()
    working.cancel()  # does nothing to what is done
    with suppress(asyncio.CancelledError):
        await working


def end_signal() -> asyncio.Event:
    """Return an event that is set by SIGTERM or SIGINT; a second one ends the process at once."""
    ended, loop = asyncio.Event(), asyncio.get_running_loop()

    def end() -> None:
        ended.set()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end)
    return ended


@asynccontextmanager
async def serving(bot: Bot) -> AsyncIterator[None]:
    """Have the bot answer updates within the context.

    Waits for a Bot API that cannot be reached. Raises Failed when the token is refused or an
    address is in use.
    """
    settings, application = bot.settings, bot.application
    async with AsyncExitStack() as stack:
        if settings.ops_listen is not None:
            operations = Operations(bot.metrics, lambda: _hindrance(bot))
            port = operations.start(settings.ops_listen)
            stack.push_async_callback(operations.stop)
            logger.info("operations at port %s", port)
        if settings.webhook_listen is not None:
            # Seen now, nothing has been told to Telegram yet.
            listen(settings.webhook_listen, "RAPPORTEUR_WEBHOOK_LISTEN").close()
        stack.push_async_callback(_shut_down, bot)
        await _connect(bot)
        await application.start()
        stack.push_async_callback(_at_most, application.stop)
        bot.sender.start()
        stack.push_async_callback(_stop_work, bot)
        try:
            await _receive(bot)
        except TelegramError as error:
            raise Failed(f"the Bot API server gives no updates: {error}") from None
        application.create_task(_publish_menus(bot), name="menus")
        logger.info("serving @%s", application.bot.username)
        yield


async def _connect(bot: Bot) -> None:
    """Greet the Bot API, again and again while it cannot be reached."""
    pause = _FIRST_PAUSE
    while True:
        try:
            await bot.application.initialize()
        except InvalidToken:
            raise Failed("RAPPORTEUR_TOKEN is refused by the Bot API server") from None
        except (NetworkError, RetryAfter) as error:
            logger.warning(
                "the Bot API at %s cannot be reached (%s); trying again in %.0f s",
                bot.settings.api_url,
                type(error).__name__,
                pause,
            )
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        else:
            return


async def _receive(bot: Bot) -> None:
    """Begin to receive updates, by webhook if one is set, else by long polling."""
    settings, updater = bot.settings, bot.application.updater
    assert updater is not None  # noqa: S101 - the builder makes one unless told otherwise
    if settings.webhook_url is None or settings.webhook_listen is None:

        def failed(error: TelegramError) -> None:
            bot.metrics.not_polled(error)
            logger.warning("no updates could be fetched: %s", type(error).__name__)

        await updater.start_polling(
            timeout=_POLL,
            bootstrap_retries=_RETRIES,
            allowed_updates=routes.ALLOWED_UPDATES,
            error_callback=failed,
        )
        return
    secret = settings.webhook_secret
    await updater.start_webhook(
        listen=settings.webhook_listen.host,
        port=settings.webhook_listen.port,
        url_path=urlsplit(settings.webhook_url).path,
        webhook_url=settings.webhook_url,
        # Without a secret of one's own a new one each time: anyone could send updates otherwise.
        secret_token=secret.get_secret_value() if secret else secrets.token_urlsafe(32),
        bootstrap_retries=_RETRIES,
        allowed_updates=routes.ALLOWED_UPDATES,
    )


async def _stop_work(bot: Bot) -> None:
    bot.ticks.stop()
    await asyncio.gather(_at_most(bot.sender.stop), _stop_receiving(bot))


async def _stop_receiving(bot: Bot) -> None:
    updater = bot.application.updater
    if updater is not None and updater.running:
        await _at_most(updater.stop)


async def _shut_down(bot: Bot) -> None:
    await _at_most(partial(tallying.add, bot.services))
    await _at_most(bot.watching.close)
    await _at_most(bot.application.shutdown)
    # The application leaves its connections open if it was never greeted.
    await _at_most(bot.application.bot.shutdown)


async def _at_most(work: Callable[[], Coroutine[object, object, None]]) -> None:
    """Finish a part of the end in a third of the time that there is, or leave it undone."""
    try:
        async with asyncio.timeout(LONGEST_END / 3):
            await work()
    except TimeoutError:
        logger.warning("ended without waiting for everything under way")


async def _publish_menus(bot: Bot) -> None:
    """Tell Telegram which commands there are. The bot works without, so it does not wait."""
    services, api = bot.services, bot.application.bot
    try:
        await menus.publish(api, routes.COMMANDS, services.live.current.negotiation)
        for person in await team(services):
            role = Role.OWNER if person in services.owners else Role.COORDINATOR
            await menus.publish_for(api, person, routes.COMMANDS, SCOPES[role])
    except TelegramError as error:
        logger.warning("the command menus could not be set: %s", type(error).__name__)


def _hindrance(bot: Bot) -> str | None:
    updater = bot.application.updater
    if updater is None or not updater.running:
        return "no updates are received yet"
    return bot.freshness.fault

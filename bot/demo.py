"""``rapporteur demo``: the bot in a sandbox of its own, to be chatted with in the browser.

Nothing needs to be configured and nothing leaves this machine. The bot is the one that runs against
Telegram, put together by the same function; only its settings say where the Bot API is.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.application import build_bot
from bot.clock import RunningClock
from bot.faults import GOOD, Failed
from bot.sandbox.server import Sandbox
from bot.serving import end_signal, serving, until
from store.curation.roles import Role, Rules, invite, join, role_of

if TYPE_CHECKING:
    from bot.application import Bot
    from bot.sandbox.people import Person
    from bot.settings import Settings

MORNING = datetime(2024, 7, 29, 12, tzinfo=UTC)
"""08:00 in New York, on the first day of the concluding session."""

BOT_ID = 123_456_789
OWNER = 1004
PEOPLE = (
    ("Amina", "member", 1001),
    ("Bruno", "coordinator", 1002),
    ("Chen", "coordinator", 1003),
    ("Dalia", "owner", OWNER),
)
"""Those to chat as. The owner has invited the coordinators before it all begins."""

GROUP, TOPICS = "Our delegation", ("The text", "Logistics")
SMALL_GROUP = "Evening round"
CHANNEL = "Session news"


def demo(
    settings: Settings, *, host: str, port: int, at: datetime | None, speed: float | None
) -> int:
    """Run the sandbox with the bot in it until somebody ends the process.

    What is not said is taken from the settings, and then from the demo's own. The store is a
    temporary one unless the settings name one.
    """
    clock = RunningClock(at or settings.clock or MORNING, speed or settings.clock_speed)
    with TemporaryDirectory(prefix="rapporteur-demo-") as folder:
        own: dict[str, object] = {
            # A new one each time: pages from elsewhere that a browser has open cannot guess it.
            "token": SecretStr(f"{BOT_ID}:{token_urlsafe(32)}"),
            "webhook_url": None,
            "webhook_listen": None,
            "webhook_secret": None,
            "owners": settings.owners | {OWNER},
        }
        if "database_url" not in settings.model_fields_set:
            own["database_url"] = SecretStr(f"sqlite:///{Path(folder) / 'demo.db'}")
        asyncio.run(_run(settings.model_copy(update=own), clock, host, port))
    return GOOD


def _people(sandbox: Sandbox) -> list[Person]:
    """People, and the places they meet at: a group with topics, a channel, a group without the bot.

    The owner has let the bot into the first two, so it finds itself there when it starts.
    """
    people = [
        sandbox.person(name, last_name=f"({role})", username=name.lower(), id=id_)
        for name, role, id_ in PEOPLE
    ]
    owner = next(person for person in people if person.id == OWNER)
    group = sandbox.supergroup(GROUP, forum=True)
    channel = sandbox.channel(CHANNEL, username="session_news")
    small = sandbox.group(SMALL_GROUP)
    for chat in (group, channel, small):
        chat.add(owner, owner=True)
        for person in people:
            if person is not owner:
                chat.add(person)
    for topic in TOPICS:
        group.topic(topic)
    group.add_bot(owner)
    channel.add_bot(owner, admin=True)
    return people


def _invite_coordinators(bot: Bot) -> None:
    """Have the owner invite those who are to coordinate, where they do not yet."""
    settings, now = bot.settings, bot.services.clock.now()
    rules = Rules(settings.owners, two_person=settings.review == "two-person")
    with bot.services.database.writing() as db:
        for _, role, id_ in PEOPLE:
            if role != "coordinator" or role_of(db, id_, rules.owners) is not Role.READER:
                continue
            invited = invite(db, owner=OWNER, rules=rules, now=now)
            if invited is not None:
                join(db, token=invited.token, user_id=id_, rules=rules, now=now)


async def _run(settings: Settings, clock: RunningClock, host: str, port: int) -> None:
    await until(end_signal(), _show(settings, clock, host, port))


async def _show(settings: Settings, clock: RunningClock, host: str, port: int) -> None:
    assert settings.token is not None  # noqa: S101 - the demo has just made one
    sandbox = Sandbox(
        settings.token.get_secret_value(),
        clock=clock.now,
        speed=lambda: clock.speed,
        set_speed=clock.set_speed,
    )
    people = _people(sandbox)
    async with AsyncExitStack() as stack:
        try:
            address = await sandbox.start(host, port)
        except OSError as error:
            raise Failed(f"{host}:{port} cannot be listened to: {error.strerror}") from None
        stack.push_async_callback(sandbox.stop)
        bot = build_bot(settings.model_copy(update={"api_url": address}), clock=clock)
        stack.callback(bot.close)
        _invite_coordinators(bot)
        await stack.enter_async_context(serving(bot))
        for person, (_, role, _) in zip(people, PEOPLE, strict=True):
            if role != "member":
                # As when they joined: only to chats that were begun can the bot write.
                await person.says("/start")
        sys.stdout.write(f"Rapporteur is at {address}/ (Ctrl-C ends it)\n")
        sys.stdout.flush()
        await asyncio.Event().wait()

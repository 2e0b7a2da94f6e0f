"""Drives the whole bot as people would: over HTTP, through the sandbox, on a fictional pack.

A :class:`Conference` is a sandbox, the real bot in it, one store, and a clock that is set by hand.
Fixtures (``conftest.py``)::

    conference      shared by the tests of a module, on SQLite; people and chats are a test's own
    conferences     opens conferences of a test's own, on SQLite and PostgreSQL:
                    async with conferences(webhook=True, owners=frozenset({7})) as conference:

The first needs ``pytestmark = pytest.mark.asyncio(loop_scope="module")`` in the module.
A test reads like a conversation::

    async def test_a_status_has_its_source(conference: Conference) -> None:
        amina = conference.person("Amina", language="fr")
        heard = await amina.says("/status 3")

        assert "Adopté" in heard.text              # also .html, .labels, .messages, .document
        heard = await amina.presses("Sources")     # the newest button of that label, or its data
        assert heard.in_place                      # the message was edited; .notice: the toast

``says``, ``presses`` and all that people do return when the bot has finished with it, so what was
heard is complete and "said nothing" (``heard.silent``) is known, not waited for. What the bot says
by itself, an alert for example, is awaited::

    conference.clock.set(datetime(2031, 4, 1, 2, 45, tzinfo=UTC))
    alert = await amina.hears()

Groups, replies, topics::

    group = await conference.group("Delegates", amina, bruno, forum=True)
    topic = group.topic("Article 3")
    heard = await amina.says("@rapporteur_bot and Vell?", chat=group, thread=topic)
    await bruno.says("and Korveth?", chat=group, reply_to=heard.message)

People also ``edit``, ``forward``, ``send_document``, ``send_photo``, ``block``, ``unblock``;
``person.account`` and ``conference.sandbox`` (floods, faults, calls) are the sandbox's own.
``await conference.restart()`` ends the bot and starts another on the same store and in the same
chats. ``await conference.until(lambda: ...)`` waits for anything else that the sandbox can see,
``await conference.look()`` has the bot see what a test wrote into the store behind its back.
Nothing sleeps or polls; whoever waits too long fails with what was waited for.
"""

from __future__ import annotations

import asyncio
import copy
import logging
import socket
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr
from telegram import Update
from telegram.ext import TypeHandler

from bot.application import build_bot
from bot.sandbox.server import Sandbox
from bot.serving import serving
from bot.settings import Address, Settings
from tests.conversation.lanternfish import FOLDER
from tests.journeys.clock import HandClock
from tests.journeys.heard import Heard, Log

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    import pytest

    from bot.application import Bot
    from bot.sandbox.chats import Chat, Message
    from bot.sandbox.people import Person
    from bot.sandbox.wire import Json

TOKEN = "987654321:conference-token-that-is-long-enough-to-be-one"
BOT = "rapporteur_bot"
MORNING = datetime(2031, 3, 31, 20, tzinfo=UTC)
"""09:00 on 1 April in Auckland: the second day of the fictional session."""

PATIENCE = 20.0
"""Seconds until a wait fails. A whole answer takes some thousandths; machines can be busy."""

_LAST_GROUP = 1_000_000  # of the framework's handlers: after all of the bot's own


class Participant:
    """A person at the conference. ``chat`` is by default the private one with the bot."""

    def __init__(self, conference: Conference, account: Person) -> None:
        self._conference = conference
        self.account = account

    @property
    def id(self) -> int:
        """The user id, and that of the private chat."""
        return self.account.id

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self.account.chat

    async def says(
        self,
        text: str,
        *,
        chat: Chat | None = None,
        thread: int | None = None,
        reply_to: Message | None = None,
    ) -> Heard:
        """Type a text."""
        place = chat or self.chat
        async with self._conference.handling(f"{self.account.first_name} said {text!r}"):
            await self.account.says(text, chat=place, thread=thread, reply_to=reply_to)
        return self._conference.heard(place)

    async def presses(
        self, button: str, *, message: Message | None = None, chat: Chat | None = None
    ) -> Heard:
        """Press a button, named by its label or its callback data: of the newest message with it.

        With a message that a test keeps from earlier, press what that one had then.
        """
        place = message.chat if message is not None else chat or self.chat
        shown = [label for one in place.from_bot for label in one.labels]
        async with self._conference.handling(f"{self.account.first_name} pressed {button!r}"):
            try:
                press = await self.account.presses(button, message=message, chat=place)
            except ValueError:
                raise AssertionError(f"no button {button!r}, only {shown}") from None
        heard = self._conference.heard(place)
        assert press.answered.done(), f"the press on {button!r} was never acknowledged"
        return Heard(heard.messages, press.answered.result().get("text"), heard.edits)

    async def presses_forged(self, data: str, *, chat: Chat | None = None) -> Heard:
        """Press a button that the bot never made, below a message of the bot that there is."""
        place = chat or self.chat
        message = copy.copy(place.from_bot[-1])
        message.keyboard = {"inline_keyboard": [[{"text": "forged", "callback_data": data}]]}
        return await self.presses("forged", message=message)

    async def edits(self, message: Message, text: str) -> Heard:
        """Change the text of an own message."""
        async with self._conference.handling(f"{self.account.first_name} edited to {text!r}"):
            await self.account.edits(message, text)
        return self._conference.heard(message.chat)

    async def forwards(self, message: Message, *, chat: Chat | None = None) -> Heard:
        """Pass a message on."""
        async with self._conference.handling(f"{self.account.first_name} forwarded"):
            await self.account.forwards(message, chat=chat)
        return self._conference.heard(chat or self.chat)

    async def sends_document(
        self, name: str, data: bytes, *, caption: str = "", chat: Chat | None = None
    ) -> Heard:
        """Send a file."""
        async with self._conference.handling(f"{self.account.first_name} sent {name}"):
            await self.account.sends_document(name, data, caption=caption, chat=chat)
        return self._conference.heard(chat or self.chat)

    async def sends_photo(
        self, data: bytes, *, caption: str = "", chat: Chat | None = None
    ) -> Heard:
        """Send a picture."""
        async with self._conference.handling(f"{self.account.first_name} sent a picture"):
            await self.account.sends_photo(data, caption=caption, chat=chat)
        return self._conference.heard(chat or self.chat)

    async def blocks(self) -> None:
        """Block the bot."""
        async with self._conference.handling(f"{self.account.first_name} blocked the bot"):
            await self.account.blocks_bot()

    async def unblocks(self) -> None:
        """Let the bot write again."""
        async with self._conference.handling(f"{self.account.first_name} unblocked the bot"):
            await self.account.unblocks_bot()

    async def hears(self, count: int = 1, *, chat: Chat | None = None) -> Heard:
        """Wait until the bot has said so much by itself that no other call has returned yet."""
        return await self._conference.overheard(chat or self.chat, count)

    async def hears_alert(self, *, chat: Chat | None = None) -> Heard:
        """Wait for an alert. The clock goes on meanwhile: a chat takes one message a second."""
        waiting = asyncio.create_task(self.hears(chat=chat))
        while not waiting.done():
            await asyncio.wait({waiting}, timeout=1.0)
            self._conference.clock.advance(timedelta(seconds=1))
        return waiting.result()

    def menu(self, chat: Chat | None = None) -> list[str]:
        """Return the names of the commands in the menu."""
        return list(self.menu_lines(chat))

    def menu_lines(self, chat: Chat | None = None) -> dict[str, str]:
        """Return the commands in the menu with what they are for."""
        place, profile = chat or self.chat, self._conference.sandbox.world.bot
        commands = profile.menu(
            place.kind,
            place.id,
            self.id,
            self.account.language or "",
            admin=place.is_admin(self.id),
        )
        return {line["command"]: line["description"] for line in commands}


class Conference:
    """A sandbox with the bot in it. Made by :func:`opened`."""

    def __init__(self, settings: Settings, clock: HandClock, *, privacy: bool = True) -> None:
        self.clock = clock
        self.sandbox = Sandbox(
            TOKEN, clock=lambda: clock.at.astimezone(UTC), username=BOT, privacy=privacy
        )
        self._settings = settings
        self._running: AsyncExitStack | None = None
        self._bot: Bot | None = None
        self._handled: set[int] = set()
        self._logs: dict[int, Log] = {}

    @property
    def bot(self) -> Bot:
        """The bot that runs."""
        assert self._bot is not None, "the bot is stopped"
        return self._bot

    # -- its beginning and end

    async def start(self) -> None:
        """Start the bot, as the process does."""
        async with AsyncExitStack() as stack:
            settings = self._settings.model_copy(update={"api_url": self.sandbox.url})
            bot = build_bot(settings, clock=self.clock)
            stack.callback(bot.close)
            bot.application.add_handler(TypeHandler(Update, self._finished), group=_LAST_GROUP)
            await stack.enter_async_context(serving(bot))
            self._bot, self._running = bot, stack.pop_all()

    async def stop(self) -> None:
        """End the bot, as the process does; whatever people do meanwhile waits for the next."""
        running, self._running, self._bot = self._running, None, None
        if running is not None:
            await running.aclose()

    async def restart(self) -> None:
        """End the bot and start another one on the same store and in the same chats."""
        await self.stop()
        await self.start()

    async def look(self) -> None:
        """Have the bot look at its store now, and not at its next tick."""
        await asyncio.to_thread(self.bot.freshness.look)

    # -- who is there

    def person(
        self, name: str, *, language: str | None = "en", user_id: int | None = None
    ) -> Participant:
        """Return somebody who has not met the bot yet."""
        return Participant(self, self.sandbox.person(name, language=language, id=user_id))

    async def group(
        self, title: str, *members: Participant, forum: bool = False, admin: bool = False
    ) -> Chat:
        """Make a supergroup of these people; the first owns it and adds the bot (as an admin)."""
        chat = self.sandbox.supergroup(title, forum=forum)
        return await self._gathered(chat, members, admin=admin)

    async def channel(self, title: str, *members: Participant) -> Chat:
        """Make a channel of these people; the first owns it and adds the bot."""
        return await self._gathered(self.sandbox.channel(title), members, admin=True)

    async def _gathered(self, chat: Chat, members: tuple[Participant, ...], *, admin: bool) -> Chat:
        owner, *others = members
        async with self.handling(f"{chat.title} was made"):
            chat.add(owner.account, owner=True)
            for member in others:
                chat.add(member.account)
            chat.add_bot(owner.account, admin=admin)
        self.heard(chat)  # a greeting; it stays in ``chat.from_bot``
        return chat

    # -- what happens

    @asynccontextmanager
    async def handling(self, what: str) -> AsyncIterator[None]:
        """Return when the bot has finished with every update that came from the block."""
        world = self.sandbox.world
        first = world.updates._next_id
        yield
        if self._running is None:  # it waits for the next bot
            return
        wanted = set(range(first, world.updates._next_id))
        await self.until(lambda: wanted <= self._handled, f"the bot to finish after {what}")

    async def until(self, holds: Callable[[], bool], what: str = "it") -> None:
        """Wait until something holds that the sandbox or the bot does; fail after a while."""
        try:
            await self.sandbox.until(holds, PATIENCE)
        except TimeoutError:
            raise AssertionError(f"waited {PATIENCE:.0f} s in vain for {what}") from None

    def heard(self, chat: Chat) -> Heard:
        """Return what the bot said in a chat since this was last asked."""
        return self._log(chat).untold()

    async def overheard(self, chat: Chat, count: int = 1) -> Heard:
        """Wait until the bot has said so many messages, or edits, that were not returned yet."""
        log = self._log(chat)
        await self.until(lambda: len(log.said) - log.told >= count, f"{count} messages of the bot")
        return log.untold()

    def _log(self, chat: Chat) -> Log:
        return self._logs.setdefault(chat.id, Log())

    def watch(self, event: Json) -> None:
        """Write down what the bot says as it says it: a message can be edited later."""
        message: Message | None = event.get("message") if event["event"] == "message" else None
        if message is not None and message.from_bot:
            log = self._log(message.chat)
            log.said.append((copy.copy(message), message.edits > 0))

    async def _finished(self, update: Update, _: object) -> None:
        self._handled.add(update.update_id)
        self.sandbox.world.changed()


@asynccontextmanager
async def opened(
    database_url: str,
    *,
    at: datetime = MORNING,
    webhook: bool = False,
    privacy: bool = True,
    **settings: Any,
) -> AsyncIterator[Conference]:
    """Give a conference whose bot runs; ``settings`` are those of the process, by field name."""
    given: dict[str, Any] = {
        "token": SecretStr(TOKEN),
        "database_url": SecretStr(database_url),
        "pack": FOLDER,
    }
    if webhook:
        address = Address("127.0.0.1", _free_port())
        given |= {"webhook_listen": address, "webhook_url": f"http://{address}/updates"}
    # Not from the environment: whatever is set there is none of a test's business.
    chosen = Settings.model_construct(**given | settings)
    conference = Conference(chosen, HandClock(at), privacy=privacy)
    await conference.sandbox.start()
    conference.sandbox.world.watchers.add(conference.watch)
    try:
        await conference.start()
        yield conference
    finally:
        await conference.stop()
        await conference.sandbox.stop()


def failures(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was logged of failures so far: nothing, if all went well."""
    return [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        port: int = opened.getsockname()[1]
        return port

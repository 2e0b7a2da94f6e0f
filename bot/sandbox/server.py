"""A local Bot API server with people in it, for tests and for trying the bot out.

The bot talks to it over HTTP as it would talk to Telegram. Tests drive the people:

    sandbox = Sandbox("123456:AAAA…", clock=clock.now)
    await sandbox.start()                        # loopback, a free port
    #   telegram: base_url = f"{sandbox.url}/bot", base_file_url = f"{sandbox.url}/file/bot"
    amina = sandbox.person("Amina", language="en")
    await amina.says("/start")
    reply = await amina.next_message()           # waits for the event, never sleeps
    reply.text, reply.html, reply.entities, reply.labels, reply.keyboard, reply.edits
    press = await amina.presses("Open")          # label or callback data
    await press.answer()                         # what answerCallbackQuery said
    await amina.wait_for(lambda m: m.edits > 0)

    group = sandbox.supergroup("Delegates", forum=True)
    group.add(amina, admin=True)
    group.add_bot(amina)
    topic = group.topic("Article 6")
    await amina.says("/status@rapporteur_bot", chat=group, thread=topic, reply_to=None)
    await group.next_message()

People also: `edits`, `deletes`, `forwards`, `sends_document`, `sends_photo`, `shares_location`,
`asks_inline` and `chooses`, `blocks_bot`, `unblocks_bot`, `deactivates`.
Groups also: `remove`, `remove_bot`, `mute_bot`, `close_topic`, `becomes_supergroup`, `menu`.
Messages also: `photo`, `document` (`.data`, `.name`), `disable_notification`, `thread`,
`reply_to`, `date`, `deleted`.

Trouble and load:

    sandbox.floods.limits = FloodLimits.of_telegram()    # off by default
    sandbox.faults.set(seed=7, dropped=0.05, accepted_then_dropped=0.05)
    ids = sandbox.gather_crowd(100_000)                  # people who have started the bot
    Sandbox(…, record="counts")                          # the crowd's messages only counted:
    sandbox.counts[chat_id, text_code(text)]
    await sandbox.until(lambda: sandbox.counted == 100_000, timeout=60)
    sandbox.calls["sendmessage"]                         # requests carried out, by method
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from bot.sandbox.chats import Chat
from bot.sandbox.door import Door
from bot.sandbox.faults import Faults
from bot.sandbox.floods import Floods
from bot.sandbox.people import Person
from bot.sandbox.profile import Profile
from bot.sandbox.serving import Service
from bot.sandbox.updates import Updates
from bot.sandbox.visiting import page_application
from bot.sandbox.webhooks import Webhook
from bot.sandbox.world import CROWD_FIRST_ID, Record, World

_BODY_LIMIT = 64 * 2**20


class Sandbox:
    """The server. One asyncio loop owns it, the bot's own or another.

    `clock` gives the present (aware) and dates every message. `speed` and `set_speed`
    let the page show and change how fast that clock runs; without them it only shows the
    time. With `privacy` the bot sees in groups only what Telegram's privacy mode shows.
    """

    def __init__(
        self,
        token: str,
        *,
        clock: Callable[[], datetime],
        speed: Callable[[], float] | None = None,
        set_speed: Callable[[float], None] | None = None,
        record: Record = "all",
        privacy: bool = True,
        name: str = "Rapporteur",
        username: str = "rapporteur_bot",
    ) -> None:
        profile = Profile(int(token.partition(":")[0]), name, username, privacy)
        self.world = World(profile, clock, record=record)
        self.faults = Faults()
        self.floods = Floods(self.world.monotonic)
        self._service = Service(self.world, token, self.faults, self.floods)
        self._application = page_application(
            self.world, self.faults, self.floods, speed=speed, set_speed=set_speed
        )
        self._door = Door(self._service, self._application)
        self._server: HTTPServer | None = None
        self.url = ""

    # -- the server

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listens, on a free port if it is 0, and gives the root address.

        Raises OSError if the address cannot be had.
        """
        sockets = bind_sockets(port, host)
        self._application.settings["own_host"] = host
        self._server = HTTPServer(self._door, max_buffer_size=_BODY_LIMIT)
        self._server.add_sockets(sockets)
        name, bound = sockets[0].getsockname()[:2]
        self.url = f"http://[{name}]:{bound}" if ":" in name else f"http://{name}:{bound}"
        return self.url

    async def stop(self) -> None:
        """Stops listening and ends every poll, webhook and open page."""
        self.world.webhook.stop()
        self._door.close_waiting()
        for close in tuple(self._application.settings["open_pages"]):
            close()
        if self._server is not None:
            self._server.stop()
            await self._server.close_all_connections()
            self._server = None

    # -- people and chats

    def person(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language: str | None = "en",
        id: int | None = None,  # noqa: A002 - the Bot API's own word
    ) -> Person:
        """A person with an account, who has not written to the bot yet."""
        return self.world.new_person(
            first_name, last_name=last_name, username=username, language=language, person_id=id
        )

    def group(self, title: str) -> Chat:
        """An empty basic group."""
        return self.world.new_chat("group", title)

    def supergroup(self, title: str, *, username: str | None = None, forum: bool = False) -> Chat:
        """An empty supergroup, with topics if it is a forum."""
        chat = self.world.new_chat("supergroup", title, username)
        chat.is_forum = forum
        return chat

    def channel(self, title: str, *, username: str | None = None) -> Chat:
        """An empty channel."""
        return self.world.new_chat("channel", title, username)

    def gather_crowd(self, size: int, *, blocked: int = 0) -> range:
        """People by the thousand who have started the bot; the first `blocked` have blocked it.

        Gives their ids. They cost no memory until something is recorded for them.
        """
        self.world.crowd = range(CROWD_FIRST_ID, CROWD_FIRST_ID + size)
        self.world.crowd_blocked = set(self.world.crowd[:blocked])
        return self.world.crowd

    # -- what happened

    @property
    def updates(self) -> Updates:
        """The updates the bot has not confirmed."""
        return self.world.updates

    @property
    def webhook(self) -> Webhook:
        """Where updates are delivered to, if a webhook is set."""
        return self.world.webhook

    @property
    def calls(self) -> dict[str, int]:
        """How many requests each method (in lower case) had, those cut beforehand left out."""
        return self._service.calls

    @property
    def counts(self) -> Counter[tuple[int, int]]:
        """With `record="counts"`: messages to the crowd by chat id and `text_code`."""
        return self.world.counts

    @property
    def counted(self) -> int:
        """With `record="counts"`: how many messages the crowd was sent."""
        return self.world.counted

    async def until(self, holds: Callable[[], bool], timeout: float = 5.0) -> None:  # noqa: ASYNC109 - a bound in seconds is the interface
        """Waits until a condition over the sandbox holds; raises TimeoutError."""
        await self.world.until(holds, timeout)

"""The socket of an open page: what happens goes out at once, what the visitor does comes in."""

import asyncio
import json
from contextlib import suppress
from uuid import uuid4

from tornado.websocket import WebSocketClosedError, WebSocketHandler

from bot.sandbox import sights
from bot.sandbox.deeds import do
from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Json
from bot.sandbox.world import World

FASTEST = 86_400
"""A day in a second."""


class Live(WebSocketHandler):
    """Tells the page everything once, then what changes; carries out what it asks for.

    An event is `{"event": …}`. A deed is `{"do": …, "id": n}` and is answered by `{"re": n, …}`,
    with `error` in words where it could not be done.
    """

    _world: World
    _shown: set[int]
    _told: dict[str, str]
    _due: bool
    _tasks: set[asyncio.Task[None]]

    def open(self, *_args: str, **_kwargs: str) -> None:
        settings = self.application.settings
        self._world = settings["world"]
        self._told, self._due, self._tasks = {}, False, set()
        self.set_nodelay(True)
        self._run = settings.setdefault("run", uuid4().hex)
        self._outline()
        shown = sights.shown_chats(self._world)
        messages = [sights.message(one) for chat in shown for one in chat.messages[-sights.KEPT :]]
        self._send({"event": "messages", "run": self._run, "messages": messages})
        self._tell_clock()
        self._world.watchers.add(self._watch)
        settings["open_pages"].add(self.close)

    def on_close(self) -> None:
        self.application.settings["open_pages"].discard(self.close)
        if hasattr(self, "_world"):
            self._world.watchers.discard(self._watch)
            for task in self._tasks:
                task.cancel()

    def on_message(self, message: str | bytes) -> None:
        # A task each: the answer to a press may take a while, and the next deed does not wait.
        task = asyncio.get_running_loop().create_task(self._do(message))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _do(self, message: str | bytes) -> None:
        try:
            deed = json.loads(message)
        except ValueError:
            return
        if not isinstance(deed, dict):
            return
        try:
            answer = await self._done(deed)
        except Refusal as refusal:
            answer = {"error": refusal.description}
        except (ValueError, KeyError, TypeError) as error:
            answer = {"error": str(error) or "That could not be done"}
        self._send({"re": deed.get("id"), **answer})

    async def _done(self, deed: Json) -> Json:
        match deed:
            case {"do": "clock"}:
                self._tell_clock()
            case {"do": "speed", "value": int() | float() as value}:
                set_speed = self.application.settings["set_speed"]
                if set_speed is None:
                    raise ValueError("the speed of this clock cannot be changed")
                if not 0 < value <= FASTEST:
                    raise ValueError(f"a clock runs up to {FASTEST} times as fast as the real one")
                set_speed(float(value))
                self._world.announce("clock")
            case _:
                return await do(self._world, deed)
        return {}

    # -- what happens

    def _watch(self, event: Json) -> None:
        if self._due and event["event"] == "message":
            self._look_again()  # its chat may be as new as it is
        match event:
            case {"event": "message", "message": message}:
                if message.chat.id in self._shown:
                    self._send({"event": "message", "message": sights.message(message)})
            case {"event": "deleted", "message": message}:
                if message.chat.id in self._shown:
                    chat = message.chat.id
                    self._send({"event": "deleted", "chat": chat, "message": message.id})
            case {"event": "typing", "chat": chat, "action": action}:
                if chat.id in self._shown:
                    self._send({"event": "typing", "chat": chat.id, "action": action})
            case {"event": "clock"}:
                self._tell_clock()
            case _ if not self._due:
                # People and chats may come by the thousand in one go: look once, afterwards.
                self._due = True
                asyncio.get_running_loop().call_soon(self._look_again)
            case _:
                pass

    def _look_again(self) -> None:
        if self._due:
            self._due = False
            self._outline()

    def _outline(self) -> None:
        """Tells who and which chats there are, each part only where it is not what it was."""
        people = sights.shown_people(self._world)
        chats = sights.shown_chats(self._world)
        self._shown = {chat.id for chat in chats}
        parts: dict[str, object] = {
            "bot": sights.bot(self._world),
            "people": [sights.person(one) for one in people],
            "chats": [sights.chat(one) for one in chats],
            "menu": sum(len(commands) for commands in self._world.bot.commands.values()),
        }
        changed = {}
        for name, part in parts.items():
            written = json.dumps(part)
            if self._told.get(name) != written:
                self._told[name] = written
                changed[name] = part
        if changed:
            self._send({"event": "outline", **changed})

    def _tell_clock(self) -> None:
        settings = self.application.settings
        speed = settings["speed"]
        self._send(
            {
                "event": "clock",
                "now": self._world.now().timestamp(),
                "speed": speed() if speed is not None else 1.0,
                "changeable": settings["set_speed"] is not None,
            }
        )

    def _send(self, told: Json) -> None:
        with suppress(WebSocketClosedError):
            sent = self.write_message(json.dumps(told))
            sent.add_done_callback(_seen)


def _seen(sent: "asyncio.Future[None]") -> None:
    """A page that has just closed misses what is sent to it, and that is no error."""
    if not sent.cancelled():
        sent.exception()

"""Buttons pressed and inline queries typed, and the bot's answers to them."""

import asyncio
from dataclasses import dataclass

from bot.sandbox.accounts import Account
from bot.sandbox.chats import Chat, Message
from bot.sandbox.ground import Ground
from bot.sandbox.posting import Posting
from bot.sandbox.refusals import Refusal, bad_request
from bot.sandbox.wire import Json

LIFETIME = 60.0
_FIRST_ID = 4_000_000_000_000_000_001


@dataclass(slots=True, eq=False)
class Press:
    """A press on an inline button; the bot's answer arrives in `answered`."""

    id: str
    person: Account
    message: Message
    data: str
    at: float
    answered: "asyncio.Future[Json]"

    async def answer(self, timeout: float = 5.0) -> Json:  # noqa: ASYNC109 - a bound in seconds is the interface
        """The parameters of the bot's answerCallbackQuery; raises TimeoutError."""
        async with asyncio.timeout(timeout):
            return await asyncio.shield(self.answered)


@dataclass(slots=True, eq=False)
class InlineQuery:
    """Something typed after the bot's name in any chat."""

    id: str
    person: Account
    text: str
    at: float
    answered: "asyncio.Future[Json]"

    async def results(self, timeout: float = 5.0) -> list[Json]:  # noqa: ASYNC109 - a bound in seconds is the interface
        """The results the bot offers; raises TimeoutError."""
        async with asyncio.timeout(timeout):
            answer = await asyncio.shield(self.answered)
        results: list[Json] = answer["results"]
        return results


class Pressing:
    """Open callback and inline queries. `lifetime`: seconds within which they can be answered."""

    def __init__(self, ground: Ground, posting: Posting) -> None:
        self._ground = ground
        self._posting = posting
        self._next_id = _FIRST_ID
        self._presses: dict[str, Press] = {}
        self._queries: dict[str, InlineQuery] = {}
        self._inline_messages: dict[str, Message] = {}
        self.lifetime = LIFETIME

    def press(self, person: Account, chat: Chat, button: str, message: Message | None) -> Press:
        """A person presses the button with this label or callback data."""
        for shown in [message] if message is not None else reversed(chat.messages):
            for row in shown.buttons:
                for entry in row:
                    data = entry.get("callback_data")
                    if data is not None and button in {entry["text"], data}:
                        return self._press(person, shown, data)
        raise ValueError(f"there is no button {button!r}")

    def _press(self, person: Account, message: Message, data: str) -> Press:
        ground = self._ground
        press = Press(self._take_id(), person, message, data, ground.monotonic(), ground.future())
        self._presses[press.id] = press
        query: Json = {
            "id": press.id,
            "from": person.user(),
            "chat_instance": str(message.chat.id * 31 % 2**61),
            "data": data,
        }
        if message.inline_id is not None:
            query["inline_message_id"] = message.inline_id
        else:
            query["message"] = message.json()
        ground.updates.add("callback_query", query)
        return press

    def answer_press(self, query_id: str, answer: Json) -> None:
        """The bot answers a press. Raises `Refusal` if it is unknown, answered or too old."""
        press = self._presses.pop(query_id, None)
        if press is None or self._ground.monotonic() - press.at > self.lifetime:
            raise _too_old()
        if not press.answered.done():
            press.answered.set_result(answer)

    def ask_inline(self, person: Account, text: str, offset: str) -> InlineQuery:
        """A person types after the bot's name."""
        ground = self._ground
        query = InlineQuery(self._take_id(), person, text, ground.monotonic(), ground.future())
        self._queries[query.id] = query
        asked: Json = {"id": query.id, "from": person.user(), "query": text, "offset": offset}
        ground.updates.add("inline_query", {**asked, "chat_type": "sender"})
        return query

    def answer_inline(self, query_id: str, answer: Json) -> None:
        """The bot offers results. Raises `Refusal` if the query is unknown or too old."""
        query = self._queries.get(query_id)
        old = query is not None and self._ground.monotonic() - query.at > self.lifetime
        if query is None or old or query.answered.done():
            raise _too_old()
        query.answered.set_result(answer)

    def choose(self, person: Account, query: InlineQuery, result_id: str, chat: Chat) -> Message:
        """A person sends one of the results to a chat."""
        answer = query.answered.result()
        result = next(one for one in answer["results"] if one["id"] == result_id)
        ground = self._ground
        message = Message(chat, chat.take_id(), ground.now(), sender=person, via_bot=True)
        message.text, message.entities = result["_content"]
        message.keyboard = result.get("reply_markup")
        message.inline_id = f"AQ{self._take_id()}"
        self._inline_messages[message.inline_id] = message
        self._posting.store(message)
        if self._posting.bot_sees(message):
            ground.updates.add("message", message.json())
        chosen: Json = {"result_id": result_id, "from": person.user(), "query": query.text}
        if message.keyboard is not None:
            chosen["inline_message_id"] = message.inline_id
        ground.updates.add("chosen_inline_result", chosen)
        return message

    def inline_message(self, inline_id: str) -> Message:
        """The message behind an `inline_message_id`. Raises `Refusal` if there is none."""
        message = self._inline_messages.get(inline_id)
        if message is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return message

    def _take_id(self) -> str:
        self._next_id += 1
        return str(self._next_id)


def _too_old() -> Refusal:
    return bad_request("query is too old and response timeout expired or query ID is invalid")

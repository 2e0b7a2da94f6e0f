"""What the visitor of the page has the people do, each deed read with care: it came over a wire."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.sandbox.wire import Json

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat, Message
    from bot.sandbox.people import Person
    from bot.sandbox.world import World

_PATIENCE = 60.0
_LANGUAGE_LIMIT = 16
_TITLE_LIMIT = 64


class WrongField(ValueError):  # noqa: N818 - the visitor's mistake, no error in the server
    """A field of a deed is not what it should be."""


class _Deed:
    """The fields of one deed; each reader raises ValueError where there is no such thing."""

    def __init__(self, world: "World", given: Json) -> None:
        self.world = world
        self._given = given

    def whole(self, name: str) -> int:
        value = self._given.get(name)
        if isinstance(value, str) and value.lstrip("-").isascii() and value.lstrip("-").isdigit():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise WrongField(f"{name} must be a whole number")
        return value

    def number(self, name: str) -> float:
        value = self._given.get(name)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise WrongField(f"{name} must be a number")
        return float(value)

    def text(self, name: str) -> str:
        value = self._given.get(name, "")
        if not isinstance(value, str):
            raise WrongField(f"{name} must be a text")
        return value

    def flag(self, name: str) -> bool:
        return self._given.get(name) is True

    @property
    def person(self) -> "Person":
        found = self.world.people.get(self.whole("person"))
        if found is None:
            raise ValueError("there is no such person")
        return found

    @property
    def chat(self) -> "Chat":
        return self._chat("chat")

    @property
    def target(self) -> "Chat":
        return self._chat("to")

    @property
    def message(self) -> "Message":
        found = self.chat.by_id.get(self.whole("message"))
        if found is None or found.deleted:
            raise ValueError("that message is gone")
        return found

    @property
    def reply_to(self) -> "Message | None":
        if self._given.get("reply_to") is None:
            return None
        return self.chat.by_id.get(self.whole("reply_to"))

    @property
    def thread(self) -> int | None:
        return None if self._given.get("thread") in {None, ""} else self.whole("thread")

    def _chat(self, name: str) -> "Chat":
        """A chat that the person can see."""
        wanted, person = self.whole(name), self.person
        if wanted == person.id:
            return person.chat
        found = self.world.chats.get(wanted)
        if found is None or found.person is not None:
            raise ValueError("there is no such chat")
        return found


async def do(world: "World", given: Json) -> Json:
    """Carries out one deed and gives what there is to answer.

    Raises ValueError, or `Refusal`, in words for the visitor.
    """
    deed = _DEEDS.get(str(given.get("do")))
    if deed is None:
        raise ValueError("there is no such deed")
    return await deed(_Deed(world, given)) or {}


async def upload(world: "World", given: Json, data: bytes) -> None:
    """A person sends a file, as a picture where `as` says `photo`. Raises as `do` does."""
    deed = _Deed(world, given)
    chat, caption, name = deed.chat, deed.text("caption"), deed.text("name") or "file"
    if deed.text("as") == "photo":
        await deed.person.sends_photo(data, caption=caption, chat=chat, thread=deed.thread)
    else:
        await deed.person.sends_document(name, data, caption=caption, chat=chat, thread=deed.thread)


# -- in a chat


async def _says(deed: _Deed) -> None:
    await deed.person.says(
        deed.text("text"), chat=deed.chat, thread=deed.thread, reply_to=deed.reply_to
    )


async def _edits(deed: _Deed) -> None:
    await deed.person.edits(deed.message, deed.text("text"))


async def _deletes(deed: _Deed) -> None:
    await deed.person.deletes(deed.message)


async def _forwards(deed: _Deed) -> None:
    if deed.message.protect_content:
        raise ValueError("this message may not be passed on")
    await deed.person.forwards(deed.message, chat=deed.target, thread=deed.thread)


async def _shares_location(deed: _Deed) -> None:
    await deed.person.shares_location(
        deed.number("latitude"), deed.number("longitude"), chat=deed.chat, thread=deed.thread
    )


async def _presses(deed: _Deed) -> Json:
    press = await deed.person.presses(deed.text("data"), message=deed.message, chat=deed.chat)
    try:
        return {"answer": await press.answer(_PATIENCE)}
    except TimeoutError:
        return {"answer": None}
    except asyncio.CancelledError:
        press.answered.cancel()
        raise


async def _looks_at_menu(deed: _Deed) -> Json:
    return {"commands": deed.chat.menu(deed.person)}


# -- the person


async def _blocks(deed: _Deed) -> None:
    await deed.person.blocks_bot()


async def _unblocks(deed: _Deed) -> None:
    await deed.person.unblocks_bot()


async def _speaks(deed: _Deed) -> None:
    language = deed.text("language")
    if not 0 < len(language) <= _LANGUAGE_LIMIT:
        raise ValueError("a language is a code like en or pt-br")
    deed.person.language = language
    deed.world.announce("people")


async def _arrives(deed: _Deed) -> Json:
    name = _titled(deed.text("name"))
    return {"person": deed.world.new_person(name, language=deed.text("language") or "en").id}


# -- groups and channels


async def _founds(deed: _Deed) -> Json:
    kind, person = deed.text("kind"), deed.person
    title = _titled(deed.text("title"))
    match kind:
        case "group" | "channel":
            chat = deed.world.new_chat(kind, title)
        case "supergroup" | "forum":
            chat = deed.world.new_chat("supergroup", title)
            chat.is_forum = kind == "forum"
        case _:
            raise ValueError("there is no such kind of chat")
    chat.add(person, owner=True)
    return {"chat": chat.id}


async def _joins(deed: _Deed) -> None:
    deed.chat.add(deed.person)


async def _leaves(deed: _Deed) -> None:
    deed.chat.remove(deed.person)


async def _seats(deed: _Deed) -> None:
    """An administrator lets a member be an administrator, or one no longer."""
    chat, member = deed.chat, deed.world.people.get(deed.whole("member"))
    _must_administer(deed)
    if member is None or chat.standing(member.id) not in {"administrator", "member"}:
        raise ValueError("only members can be made administrators")
    chat.add(member, admin=deed.flag("admin"))


async def _seats_bot(deed: _Deed) -> None:
    """An administrator adds the bot, promotes or demotes it, or throws it out."""
    _must_administer(deed)
    chat, person = deed.chat, deed.person
    match deed.text("as"):
        case "administrator":
            chat.add_bot(person, admin=True)
        case "member" if chat.kind != "channel":
            chat.add_bot(person)
        case "kicked":
            chat.remove_bot(person)
        case _:
            raise ValueError("a bot is in a channel as an administrator or not at all")


async def _mutes_bot(deed: _Deed) -> None:
    _must_administer(deed)
    deed.chat.mute_bot(deed.person, muted=deed.flag("muted"))


async def _opens_topic(deed: _Deed) -> Json:
    _must_administer(deed)
    if not deed.chat.is_forum:
        raise ValueError("only a forum has topics")
    return {"thread": deed.chat.topic(_titled(deed.text("title")))}


async def _closes_topic(deed: _Deed) -> None:
    _must_administer(deed)
    thread = deed.whole("thread")
    if thread not in deed.chat.topics:
        raise ValueError("there is no such topic")
    deed.chat.close_topic(thread, closed=deed.flag("closed"))


async def _migrates(deed: _Deed) -> Json:
    _must_administer(deed)
    if deed.chat.kind != "group" or deed.chat.migrated_to is not None:
        raise ValueError("only a basic group can become a supergroup")
    return {"chat": deed.chat.becomes_supergroup().id}


def _must_administer(deed: _Deed) -> None:
    if not deed.chat.is_admin(deed.person.id):
        raise ValueError("only administrators can do that")


def _titled(text: str) -> str:
    title = " ".join(text.split())
    if not 0 < len(title) <= _TITLE_LIMIT:
        raise ValueError(f"a name has 1 to {_TITLE_LIMIT} characters")
    return title


_DEEDS: dict[str, Callable[[_Deed], Awaitable[Json | None]]] = {
    "says": _says,
    "edits": _edits,
    "deletes": _deletes,
    "forwards": _forwards,
    "shares location": _shares_location,
    "presses": _presses,
    "looks at menu": _looks_at_menu,
    "blocks": _blocks,
    "unblocks": _unblocks,
    "speaks": _speaks,
    "arrives": _arrives,
    "founds": _founds,
    "joins": _joins,
    "leaves": _leaves,
    "seats": _seats,
    "seats bot": _seats_bot,
    "mutes bot": _mutes_bot,
    "opens topic": _opens_topic,
    "closes topic": _closes_topic,
    "migrates": _migrates,
}

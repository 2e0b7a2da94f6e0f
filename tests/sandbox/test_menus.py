from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.people import Person
    from bot.sandbox.server import Sandbox
    from tests.sandbox.conftest import Caller

pytestmark = pytest.mark.asyncio


def commands(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": f"About {name}"} for name in names]


def menu(chat: Chat, person: Person) -> list[str]:
    """The commands that the person is shown in the chat."""
    return [str(entry["command"]) for entry in chat.menu(person)]


async def test_a_menu_of_a_chat_goes_before_those_of_its_kind(
    call: Caller, sandbox: Sandbox, amina: Person
) -> None:
    bruno = sandbox.person("Bruno")
    of_amina: dict[str, Any] = {"type": "chat", "chat_id": amina.id}
    await call("setMyCommands", commands=commands("help"))
    await call("setMyCommands", commands=commands("status"), scope={"type": "all_private_chats"})
    await call("setMyCommands", commands=commands("pending"), scope=of_amina)

    assert menu(amina.chat, amina) == ["pending"]
    assert menu(bruno.chat, bruno) == ["status"]
    await call("deleteMyCommands", scope=of_amina)
    assert menu(amina.chat, amina) == ["status"]


async def test_a_menu_is_shown_in_the_persons_language_if_there_is_one(
    call: Caller, sandbox: Sandbox, amina: Person
) -> None:
    await call("setMyCommands", commands=commands("help"))
    await call("setMyCommands", commands=commands("aide"), language_code="fr")
    amina.language = "fr"

    assert menu(amina.chat, amina) == ["aide"]
    amina.language = "es"
    assert menu(amina.chat, amina) == ["help"]


async def test_administrators_of_a_group_may_have_a_menu_of_their_own(
    call: Caller, sandbox: Sandbox, amina: Person, delegates: Chat
) -> None:
    bruno = sandbox.person("Bruno")
    delegates.add(bruno)
    await call("setMyCommands", commands=commands("help"), scope={"type": "all_group_chats"})
    await call(
        "setMyCommands", commands=commands("settings"), scope={"type": "all_chat_administrators"}
    )

    assert menu(delegates, amina) == ["settings"]
    assert menu(delegates, bruno) == ["help"]


async def test_what_was_set_can_be_read_again(call: Caller) -> None:
    await call("setMyCommands", commands=commands("help", "status"))

    assert await call("getMyCommands") == commands("help", "status")
    assert await call("getMyCommands", language_code="fr") == []


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ({"command": "Ask me", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "ask", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_a_wrong_command_is_refused(
    call: Caller, command: dict[str, str], words: str
) -> None:
    assert await call.refused("setMyCommands", commands=[command]) == f"Bad Request: {words}"


async def test_descriptions_are_kept_by_language(call: Caller) -> None:
    await call("setMyDescription", description="Ask me")
    await call("setMyDescription", description="Demandez-moi", language_code="fr")

    assert await call("getMyDescription", language_code="fr") == {"description": "Demandez-moi"}
    assert await call("getMyDescription", language_code="es") == {"description": "Ask me"}
    assert (
        await call.refused("setMyShortDescription", short_description="x" * 121)
        == "Bad Request: bot short description is too long"
    )

"""Methods about the bot itself: its name, descriptions, commands, menu buttons."""

import re

from bot.sandbox.calls import Call
from bot.sandbox.profile import Scope
from bot.sandbox.refusals import bad_request
from bot.sandbox.wire import Json

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_COMMANDS_LIMIT = 100
_DESCRIPTION_LIMIT = 256
_LANGUAGE = re.compile(r"([a-z]{2})?")
_LIMITS = {"name": 64, "description": 512, "short_description": 120}
_SCOPES_OF_CHAT = {"chat", "chat_administrators", "chat_member"}
_SCOPES = _SCOPES_OF_CHAT | {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
}


def get_me(call: Call) -> Json:
    """GetMe."""
    return call.world.bot.me()


def log_out(_call: Call) -> bool:
    """logOut; here without consequences."""
    return True


def set_my_commands(call: Call) -> bool:
    """SetMyCommands."""
    commands = [_command(entry) for entry in call.values["commands"]]
    if len(commands) > _COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    call.world.bot.commands[_scope(call), _language(call)] = commands
    call.world.announce("menu")
    return True


def get_my_commands(call: Call) -> list[Json]:
    """GetMyCommands."""
    return call.world.bot.commands.get((_scope(call), _language(call)), [])


def delete_my_commands(call: Call) -> bool:
    """DeleteMyCommands."""
    call.world.bot.commands.pop((_scope(call), _language(call)), None)
    call.world.announce("menu")
    return True


def set_my_name(call: Call) -> bool:
    """SetMyName."""
    return _set(call, "name", call.world.bot.names)


def get_my_name(call: Call) -> Json:
    """GetMyName."""
    bot = call.world.bot
    return {"name": bot.names.get(_language(call)) or bot.names.get("", bot.first_name)}


def set_my_description(call: Call) -> bool:
    """SetMyDescription."""
    return _set(call, "description", call.world.bot.descriptions)


def get_my_description(call: Call) -> Json:
    """GetMyDescription."""
    return {"description": _get(call, call.world.bot.descriptions)}


def set_my_short_description(call: Call) -> bool:
    """SetMyShortDescription."""
    return _set(call, "short_description", call.world.bot.short_descriptions)


def get_my_short_description(call: Call) -> Json:
    """GetMyShortDescription."""
    return {"short_description": _get(call, call.world.bot.short_descriptions)}


def set_chat_menu_button(call: Call) -> bool:
    """SetChatMenuButton."""
    button = call.values.get("menu_button") or {"type": "default"}
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    call.world.bot.menu_buttons[call.integer("chat_id")] = button
    call.world.announce("menu")
    return True


def get_chat_menu_button(call: Call) -> Json:
    """GetChatMenuButton."""
    buttons = call.world.bot.menu_buttons
    default: Json = buttons.get(0, {"type": "commands"})
    return buttons.get(call.integer("chat_id"), default)


def _command(entry: object) -> Json:
    if not isinstance(entry, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    command = str(entry.get("command", "")).removeprefix("/")
    description = str(entry.get("description", "")).strip()
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 0 < len(description) <= _DESCRIPTION_LIMIT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def _scope(call: Call) -> Scope:
    scope = call.values.get("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if kind not in _SCOPES_OF_CHAT:
        return kind, 0, 0
    if not scope.get("chat_id"):
        raise bad_request("can't parse BotCommandScope: Empty chat_id specified")
    given = scope["chat_id"]
    named = isinstance(given, str) and given.startswith("@")
    chat = call.world.chat(given if named else int(given))
    return kind, chat.id, int(scope.get("user_id", 0))


def _language(call: Call) -> str:
    language = call.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _set(call: Call, name: str, texts: dict[str, str]) -> bool:
    text = call.text(name).strip()
    if len(text) > _LIMITS[name]:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    texts.pop(_language(call), None)
    if text:
        texts[_language(call)] = text
    call.world.announce("menu")
    return True


def _get(call: Call, texts: dict[str, str]) -> str:
    return texts.get(_language(call)) or texts.get("", "")

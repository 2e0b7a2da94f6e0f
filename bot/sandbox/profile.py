"""The bot itself: name, descriptions, command menus by scope and language, menu buttons."""

from dataclasses import dataclass, field

from bot.sandbox.wire import Json

Scope = tuple[str, int, int]
"""A command scope: its type, its chat id (0 for none), its user id (0 for none)."""


@dataclass(slots=True)
class Profile:
    """What BotFather and the `setMy…` methods keep about the bot."""

    id: int
    first_name: str
    username: str
    privacy: bool = True
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    def user(self) -> Json:
        """As a User of the Bot API."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.names.get("", self.first_name),
            "username": self.username,
        }

    def me(self) -> Json:
        """The answer to getMe."""
        return {
            **self.user(),
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
        }

    def menu(
        self, kind: str, chat_id: int, user_id: int, language: str, *, admin: bool
    ) -> list[Json]:
        """The commands a person sees in a chat, by Telegram's order of scopes and languages."""
        for scope in _scopes(kind, chat_id, user_id, admin=admin):
            for spoken in (language, ""):
                if found := self.commands.get((scope, spoken)):
                    return found
        return []


def _scopes(kind: str, chat_id: int, user_id: int, *, admin: bool) -> list[Scope]:
    if kind == "private":
        return [("chat", chat_id, 0), ("all_private_chats", 0, 0), ("default", 0, 0)]
    scopes: list[Scope] = [("chat_member", chat_id, user_id)]
    if admin:
        scopes.append(("chat_administrators", chat_id, 0))
    scopes.append(("chat", chat_id, 0))
    if admin:
        scopes.append(("all_chat_administrators", 0, 0))
    return [*scopes, ("all_group_chats", 0, 0), ("default", 0, 0)]

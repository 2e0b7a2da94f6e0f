"""An account as Telegram keeps it: who somebody is, in no chat yet."""

from dataclasses import dataclass

from bot.sandbox.wire import Json


@dataclass(slots=True, eq=False)
class Account:
    """One person's account. `started`: the bot may write to them in private."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language: str | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    def names(self) -> Json:
        """The name fields that User and Chat share."""
        fields: Json = {"first_name": self.first_name}
        if self.last_name:
            fields["last_name"] = self.last_name
        if self.username:
            fields["username"] = self.username
        return fields

    def user(self) -> Json:
        """As a User of the Bot API."""
        fields: Json = {"id": self.id, "is_bot": False, **self.names()}
        if self.language:
            fields["language_code"] = self.language
        return fields

"""What the server says when it does not do as asked, in Telegram's own words."""

from bot.sandbox.wire import Json, encode


class Refusal(Exception):  # noqa: N818 - a refusal is an ordinary answer of the server, no error in it
    """A request that is not carried out, with the code and text Telegram would send.

    Raised from deep inside a check and turned into the answer at the one place that
    serves requests.
    """

    def __init__(
        self,
        code: int,
        description: str,
        *,
        retry_after: int | None = None,
        migrate_to: int | None = None,
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = migrate_to

    def body(self) -> bytes:
        """The JSON that carries this refusal."""
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        elif self.migrate_to is not None:
            answer["parameters"] = {"migrate_to_chat_id": self.migrate_to}
        return encode(answer)


def bad_request(text: str) -> Refusal:
    """400; the first letter is put in lower case unless the text is a CONSTANT, as there."""
    return Refusal(400, f"Bad Request: {_lowered(text)}")


def forbidden(text: str) -> Refusal:
    """403: the bot may not do this here."""
    return Refusal(403, f"Forbidden: {_lowered(text)}")


def conflict(text: str) -> Refusal:
    """409: two ways of receiving updates got in each other's way."""
    return Refusal(409, f"Conflict: {text}")


def too_many(seconds: int) -> Refusal:
    """429: the sender must wait this many whole seconds."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def moved(chat_id: int) -> Refusal:
    """400: the group has become the supergroup with this id."""
    return Refusal(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        migrate_to=chat_id,
    )


def _lowered(text: str) -> str:
    constant = len(text) > 1 and (text[1] == "_" or text[1].isupper())
    return text if constant else text[:1].lower() + text[1:]

from __future__ import annotations

import inspect

import pytest
from telegram import error as errors
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    PassportDecryptionError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.refusals import Final, Later, Meaning, Moved, meaning_of, pause, reason_of, seconds_of
from store.tables.chat import ChatState


def one_of_each() -> dict[type[TelegramError], tuple[TelegramError, type[Meaning]]]:
    return {
        TelegramError: (TelegramError("Internal Server Error"), Later),
        Forbidden: (Forbidden("Forbidden: bot was blocked by the user"), Final),
        InvalidToken: (InvalidToken(), Later),
        EndPointNotFound: (EndPointNotFound("Not Found"), Final),
        NetworkError: (NetworkError("Bad Gateway"), Later),
        BadRequest: (BadRequest("Message is too long"), Final),
        TimedOut: (TimedOut(), Later),
        ChatMigrated: (ChatMigrated(-1001), Moved),
        RetryAfter: (RetryAfter(3), Later),
        Conflict: (Conflict("Conflict"), Later),
        PassportDecryptionError: (PassportDecryptionError("?"), Final),
    }


def test_every_error_of_the_framework_has_a_meaning() -> None:
    found = {
        one
        for _, one in inspect.getmembers(errors, inspect.isclass)
        if issubclass(one, TelegramError)
    }

    assert found == set(one_of_each())
    for error, meaning in one_of_each().values():
        assert isinstance(meaning_of(error, attempts=1), meaning)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), ChatState.BLOCKED),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), ChatState.BLOCKED),
        (Forbidden("Forbidden: bot is not a member of the channel chat"), ChatState.BLOCKED),
        (Forbidden("Forbidden: user is deactivated"), ChatState.GONE),
        (BadRequest("Chat not found"), ChatState.GONE),
        (BadRequest("PEER_ID_INVALID"), ChatState.GONE),
        (
            BadRequest("Not enough rights to send text messages to the chat"),
            ChatState.NO_PERMISSION,
        ),
        (BadRequest("Have no rights to send a message"), ChatState.NO_PERMISSION),
        (BadRequest("CHAT_WRITE_FORBIDDEN"), ChatState.NO_PERMISSION),
        (BadRequest("TOPIC_CLOSED"), ChatState.NO_PERMISSION),
        (BadRequest("Can't parse entities"), None),
        (BadRequest("Message is too long"), None),
    ],
)
def test_a_final_refusal_says_what_has_become_of_the_chat(
    error: TelegramError, state: ChatState | None
) -> None:
    assert meaning_of(error, attempts=1) == Final(state)


@pytest.mark.parametrize("durations", ["0", "1"])
@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
def test_a_wait_is_whole_seconds_or_a_duration(
    durations: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", durations)
    refusal = RetryAfter(7)

    assert seconds_of(refusal) == 7.0
    assert meaning_of(refusal, attempts=1) == Later(7.0, closed=True)


@pytest.mark.parametrize(
    ("error", "perhaps"),
    [
        (TimedOut(), True),
        (NetworkError("httpx.RemoteProtocolError: ServerDisconnectedError"), True),
        (NetworkError("httpx.ConnectError: ClientConnectorError"), False),
        (NetworkError("Bad Gateway"), False),
    ],
)
def test_what_was_cut_off_may_have_arrived_and_what_was_never_taken_has_not(
    error: TelegramError, perhaps: bool
) -> None:
    meaning = meaning_of(error, attempts=1)

    assert isinstance(meaning, Later)
    assert meaning.perhaps_sent is perhaps


@pytest.mark.parametrize(
    ("attempts", "shortest", "longest"), [(1, 0.5, 1), (2, 1, 2), (4, 4, 8), (99, 30, 60)]
)
def test_pauses_double_up_to_a_minute_and_are_not_alike(
    attempts: int, shortest: float, longest: float
) -> None:
    pauses = {pause(attempts) for _ in range(50)}

    assert all(shortest <= one <= longest for one in pauses)
    assert len(pauses) > 40


def test_no_reason_names_an_address_or_a_token() -> None:
    assert reason_of(NetworkError("httpx.ConnectError: http://x/bot123:secret")) == "NetworkError"
    assert reason_of(InvalidToken("The token `123:secret` was rejected")) == "InvalidToken"
    assert reason_of(Forbidden("Forbidden: user is deactivated")) == (
        "Forbidden: Forbidden: user is deactivated"
    )

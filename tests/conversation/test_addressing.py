"""When a message in a group is for the bot."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, MessageEntity, User

from handlers.addressing import question_in

BOT = User(1, "Rapporteur", is_bot=True, username="rapporteur_bot")
AMINA = User(2, "Amina", is_bot=False)
GROUP = Chat(-5, Chat.GROUP)
NOON = datetime(2031, 9, 3, 12, tzinfo=UTC)


def message(text: str, *marked: str, reply_to: User | None = None) -> Message:
    """Write a message whose parts ``marked`` are mentions, or commands if they begin with ``/``."""
    entities = [
        MessageEntity(
            MessageEntity.BOT_COMMAND if part.startswith("/") else MessageEntity.MENTION,
            _units(text[: text.index(part)]),
            _units(part),
        )
        for part in marked
    ]
    answered = None if reply_to is None else Message(9, NOON, GROUP, from_user=reply_to, text="…")
    return Message(
        10, NOON, GROUP, from_user=AMINA, text=text, entities=entities, reply_to_message=answered
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("written", "question"),
    [
        ("@rapporteur_bot who opposes 3(2)?", "who opposes 3(2)?"),
        ("who opposes 3(2), @Rapporteur_Bot", "who opposes 3(2),"),
        ("🏮🏮 @rapporteur_bot 🏮 status of 3", "🏮🏮   🏮 status of 3"),
        ("@rapporteur_bot", ""),
    ],
)
def test_a_mention_addresses_the_bot_and_is_taken_out(written: str, question: str) -> None:
    mention = next(word.rstrip(",") for word in written.split() if word.startswith("@"))

    assert question_in(message(written, mention), BOT) == question


@pytest.mark.parametrize(
    "heard",
    [
        message("the rapporteur will speak at noon"),
        message("ask @other_bot about it", "@other_bot"),
        message("@rapporteur_bot without an entity"),
        message("I agree", reply_to=AMINA),
        message("/status@other_bot 3", "/status@other_bot"),
        message("/status 3", "/status", reply_to=BOT),
    ],
)
def test_other_talk_is_not_for_the_bot(heard: Message) -> None:
    assert question_in(heard, BOT) is None


def test_a_reply_to_the_bot_is_for_it() -> None:
    assert question_in(message("and Vell?", reply_to=BOT), BOT) == "and Vell?"


def test_a_mention_by_name_of_a_bot_without_username_is_for_it() -> None:
    text = "Rapporteur, status of 3"
    entity = MessageEntity(MessageEntity.TEXT_MENTION, 0, 10, user=BOT)
    heard = Message(10, NOON, GROUP, from_user=AMINA, text=text, entities=[entity])

    assert question_in(heard, BOT) == ", status of 3"
